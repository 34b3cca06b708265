#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/assignment/act.h"
#include "gateway/core/confirmation.h"
#include "tests/support/bare_transaction.h"
#include "tests/support/no_cases.h"
#include "tests/unit/flow/fake_state.h"

namespace gateway::flow::made {

/// When the fake ledger fails, and how often it was asked. 0: never.
struct Trouble {
  int calls = 0;  ///< To a transaction.
  int fail_at_call = 0;
  int commits = 0;
  int fail_at_commit = 0;
  std::int64_t damaged = 0;         ///< The sequence of a message that cannot be read.
  std::string damaged_record = {};  ///< The key of a record whose registration cannot be stored,
  base::Error damage = base::rejected("the person is damaged");
  bool damaged_through = false;  ///< nor anything else about it.

  static base::Error full() { return {base::Fault::retry, "the disk is full"}; }

  bool strikes() { return ++calls == fail_at_call; }
};

/// A transaction over a State, by the words of ports/transaction.h and no more.
class FakeTransaction final : public support::BareTransaction {
 public:
  FakeTransaction(State& state, std::shared_ptr<const core::Directory> directory, Trouble& trouble)
      : s_(state), directory_(std::move(directory)), trouble_(trouble) {}

  base::Result<void> attempt(const std::function<base::Result<void>()>& work) override {
    const State before = s_;
    auto done = work();
    if (!done) s_ = before;
    return done;
  }

  base::Result<std::shared_ptr<const core::Directory>> directory() override {
    if (trouble_.strikes()) return Trouble::full();
    return directory_;
  }
  base::Result<void> replace_directory(const core::DirectoryRows&, base::Instant) override {
    return base::rejected("the directory of the ledger in memory stands");
  }
  base::Result<std::int64_t> directory_version() override { return 1; }
  base::Result<std::optional<core::DirectoryRows>> directory_rows(std::int64_t) override {
    return std::optional<core::DirectoryRows>();
  }
  ports::Cases& cases() override { return cases_; }

  // Intake
  base::Result<std::string> cursor(std::string_view source, std::string_view stream) override {
    if (trouble_.strikes()) return Trouble::full();
    const auto found = s_.cursors.find({std::string(source), std::string(stream)});
    return found == s_.cursors.end() ? std::string() : found->second;
  }

  base::Result<std::size_t> said_again(std::string_view source, std::string_view set,
                                       std::string_view document) override {
    if (trouble_.strikes()) return Trouble::full();
    for (auto& [key, record] : s_.records) {
      if (key.first != source || !record.content || document.empty() || record.document != document) continue;
      for (const auto& unit : record.units) {
        if (!core::settled(unit.outcome)) return std::size_t{0};
      }
      record.set = set;
      ++record.seen;
      return record.units.size();
    }
    return std::size_t{0};
  }

  base::Result<ports::RecordFacts> facts(std::string_view source, std::string_view set,
                                         const core::Participation& record, std::string_view) override {
    if (trouble_.strikes()) return Trouble::full();
    ports::RecordFacts facts;
    const State::Key key{std::string(source), record.key};
    const auto found = s_.records.find(key);
    if (found != s_.records.end()) {
      for (const auto& unit : found->second.units) facts.last.emplace_back(unit.unit, unit.outcome);
      facts.same_as_last_time = found->second.content == record.content();
      facts.situation = situation_of(found->second);
    }
    const auto parsed = core::PersonNumber::parse(record.number, base::Date::of(2026, 11, 21).value());
    if (const auto* number = std::get_if<core::PersonNumber>(&parsed)) know(facts.situation, *number);
    for (const auto& [id, at] : s_.registrations) {
      if (facts.situation.registration || !at.person || at.person->number != record.number) continue;
      if (auto use = core::consent_use(at.value)) facts.situation.other_uses.push_back(std::move(*use));
    }
    if (record.derived_key && !facts.situation.registration) {
      for (const auto& [other, kept] : s_.records) {
        const core::Participation& p = kept.participation;
        facts.situation.perhaps_a_correction |= other != key && kept.registration && kept.set != set && p.derived_key &&
                                                p.number == record.number && p.insats == record.insats;
      }
    }
    return facts;
  }

  base::Result<void> store(const ports::DecidedRecord& decided) override {
    if (trouble_.strikes()) return Trouble::full();
    const core::Decision& decision = decided.decision;
    if (decided.record.key == trouble_.damaged_record && (decision.registration || trouble_.damaged_through)) {
      return trouble_.damage;
    }
    const State::Key key{std::string(decided.source), decided.record.key};
    State::Record& record = s_.records[key];
    if (record.row == 0) record.row = static_cast<std::int64_t>(s_.records.size());
    ++record.decided;
    record.set = decided.set;
    record.participation = decided.record;
    record.content = decided.record.content();
    record.document = decided.document;
    record.units = decision.units;
    record.waiting.reset();
    for (const core::UnitOutcome& unit : decision.units) {
      if (core::settled(unit.outcome)) continue;
      record.waiting = std::string(decided.document);
      record.waiting_set = decided.set;
    }
    if (decision.number) record.number = decision.number;
    if (decision.number && decision.protection_seen) s_.protected_numbers.insert(decision.number->digits());
    if (decision.number && decision.deceased)
      s_.deceased.insert_or_assign(decision.number->digits(), *decision.deceased);
    if (decision.registration && !s_.registrations.contains(decision.registration->id)) {
      State::Registered& made = s_.registrations[decision.registration->id];
      made.record = key;
      record.registration = decision.registration->id;
      if (decision.number) {
        made.person = core::Person{decision.number->digits(), decided.record.given_name, decided.record.family_name,
                                   decision.number->sex()};
      }
    }
    follow(decision, record);
    return {};
  }

  base::Result<void> seen(std::string_view source, std::string_view set, const core::Participation& record) override {
    if (trouble_.strikes()) return Trouble::full();
    const auto kept = s_.records.find({std::string(source), record.key});
    if (kept == s_.records.end()) return {};
    kept->second.set = set;
    ++kept->second.seen;
    return {};
  }

  base::Result<void> store_page(std::string_view source, std::string_view stream, std::string_view set,
                                std::string_view cursor, const ports::PageCounts& counts, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    s_.cursors[{std::string(source), std::string(stream)}] = cursor;
    s_.pages.push_back({std::string(source), std::string(stream), std::string(set), std::string(cursor), counts});
    return {};
  }

  base::Result<void> note_set(std::string_view source, const ports::SetNotice& notice, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    s_.notices.emplace_back(source, notice);
    std::string& open = s_.open_sets[std::string(source)];
    if (notice.state == ports::SetState::begun) {
      open = notice.set;
    } else if (open == notice.set) {
      open.clear();
    }
    return {};
  }

  base::Result<std::string> open_set(std::string_view source) override {
    if (trouble_.strikes()) return Trouble::full();
    const auto found = s_.open_sets.find(std::string(source));
    return found == s_.open_sets.end() ? std::string() : found->second;
  }

  base::Result<std::vector<ports::PendingRecord>> pending(const ports::PendingFilter& filter) override {
    if (trouble_.strikes()) return Trouble::full();
    std::vector<ports::PendingRecord> all;
    for (const auto& [key, record] : s_.records) {
      if (!record.waiting || record.row <= filter.after) continue;
      if (filter.only && !matches(*filter.only, key, record)) continue;
      const bool waits_for_it =
          !filter.reason || std::any_of(record.units.begin(), record.units.end(), [&](auto& unit) {
            return std::any_of(unit.reasons.begin(), unit.reasons.end(),
                               [&](const core::Reason& reason) { return reason.code == *filter.reason; });
          });
      if (waits_for_it) all.push_back({record.row, key.first, record.waiting_set, *record.waiting});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    if (all.size() > filter.limit) all.resize(filter.limit);
    return all;
  }

  // Facts
  base::Result<std::vector<ports::RecordRef>> find(const ports::Selector& selector) override {
    if (trouble_.strikes()) return Trouble::full();
    std::vector<ports::RecordRef> found;
    for (const auto& [key, record] : s_.records) {
      if (matches(selector, key, record)) found.push_back({record.row, key.first, live(record)});
    }
    return found;
  }
  base::Result<core::Situation> situation(const ports::RecordRef& ref) override {
    if (trouble_.strikes()) return Trouble::full();
    return situation_of(at(ref));
  }
  base::Result<core::DecidedBefore> decided(const ports::RecordRef& ref) override {
    if (trouble_.strikes()) return Trouble::full();
    return core::DecidedBefore{at(ref).units, std::nullopt, {}, {}};
  }
  base::Result<void> tell(const ports::RecordRef& ref, const core::Consent& told, std::string_view,
                          base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    at(ref).standing.told = told;
    at(ref).content.reset();
    return {};
  }
  base::Result<void> protect(const core::PersonNumber& number, std::string_view, base::Instant,
                             core::Protection) override {
    if (trouble_.strikes()) return Trouble::full();
    s_.protected_numbers.insert(number.digits());
    for (auto& [key, record] : s_.records) {
      if (record.number == number) record.content.reset();
    }
    return {};
  }
  base::Result<void> deceased(const core::PersonNumber& number, base::Date on, std::string_view,
                              base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    s_.deceased.insert_or_assign(number.digits(), on);
    for (auto& [key, record] : s_.records) {
      if (record.number == number) record.content.reset();
    }
    return {};
  }
  base::Result<std::size_t> store_fact(const ports::RecordRef& ref, const core::Decision& decision,
                                       base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    const auto stopped = [this] {
      return std::count_if(s_.outbox.begin(), s_.outbox.end(),
                           [](const auto& i) { return i.course == Course::stopped; });
    };
    const auto before = stopped();
    follow(decision, at(ref));
    return static_cast<std::size_t>(stopped() - before);
  }

  // Incidents
  base::Result<std::vector<core::Incident>> incidents(const std::optional<base::RegistrationId>& only) override {
    if (trouble_.strikes()) return Trouble::full();
    std::vector<core::Incident> found;
    for (const auto& [id, incident] : s_.incidents) {
      if (!only || id == *only) found.push_back(incident);
    }
    return found;
  }
  base::Result<void> keep(const core::Incident& incident, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    s_.incidents[incident.registration] = incident;
    return {};
  }

  // Delivery
  base::Result<void> queue_totals(base::Instant now, std::chrono::milliseconds interval) override {
    if (trouble_.strikes()) return Trouble::full();
    for (const auto& [of, total] : s_.totals) {
      const std::string lane = lane_of(total.totals);
      const bool waiting =
          std::any_of(s_.outbox.begin(), s_.outbox.end(), [&](const auto& i) { return i.open() && i.lane == lane; });
      const bool early = total.last_sent && *total.last_sent + interval > now;
      if (waiting || early || total.totals.version == total.sent_version) continue;
      core::Message message;
      message.kind = core::MessageKind::totals;
      message.totals = total.totals;
      append(lane, message);
    }
    return {};
  }

  base::Result<std::vector<ports::DueMessage>> due(base::Instant now, std::size_t limit) override {
    if (trouble_.strikes()) return Trouble::full();
    std::vector<ports::DueMessage> all;
    std::set<std::string> taken;
    for (const State::Item& item : s_.outbox) {
      if (!item.open() || !taken.insert(item.lane).second) continue;  // The first open one of each lane.
      if (item.course == Course::in_hands || item.next > now || all.size() == limit) continue;
      all.push_back(with_facts(item));
    }
    return all;
  }

  base::Result<ports::DueMessage> handed(std::int64_t sequence) override {
    if (trouble_.strikes()) return Trouble::full();
    if (sequence == trouble_.damaged) return base::broken("the message is damaged");
    return with_facts(item(sequence));
  }
  base::Result<void> hand(std::int64_t sequence, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    State::Item& one = item(sequence);
    one.course = Course::in_hands;
    ++one.attempts;
    if (opens(one.message.kind)) {
      core::Handover& handover = s_.registrations.at(one.message.registration).value.handover;
      if (handover == core::Handover::nothing) handover = core::Handover::unknown;
    }
    return {};
  }
  base::Result<void> stop(std::int64_t sequence, const core::Reason& reason,
                          const std::optional<core::Decision>& decision, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    const base::RegistrationId of = item(sequence).message.registration;
    item(sequence).course = Course::stopped;
    item(sequence).reasons = {reason};
    if (decision) follow(*decision, s_.records.at(*s_.registrations.at(of).record));
    const bool in = item(sequence).message.kind == core::MessageKind::in && core::of_authority(reason.code);
    if (in && s_.registrations.at(of).value.handover == core::Handover::nothing) {
      stop_lane(item(sequence).lane, core::Stop::all);
      s_.registrations.at(of).value.handover = core::Handover::refused;
      refuse(s_.records.at(*s_.registrations.at(of).record), {reason});
    }
    return {};
  }
  base::Result<void> hold(std::int64_t sequence, const core::Held& held, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    item(sequence).course = Course::held;
    item(sequence).next = held.until;
    return {};
  }
  base::Result<void> settle(std::int64_t sequence, const ports::NodeAnswer& answer,
                            const std::optional<core::Decision>& decision, base::Instant now) override {
    if (trouble_.strikes()) return Trouble::full();
    State::Item& one = item(sequence);
    const core::Message message = one.message;
    const bool refused = answer.admitted == core::Admitted::rejected;
    one.course = refused ? Course::rejected : Course::delivered;
    one.reasons = answer.reasons;
    if (message.kind == core::MessageKind::totals) {
      State::Total& total = s_.totals.at({message.totals.insats, message.totals.year});
      total.sent_version = message.totals.version;
      total.last_sent = now;
    }
    if (!decision) return {};
    State::Record& record = s_.records.at(*s_.registrations.at(message.registration).record);
    follow(*decision, record);
    if (!refused || !opens(message.kind)) return {};
    refuse(record, answer.reasons);
    return {};
  }
  base::Result<void> retry(std::int64_t sequence, base::Instant again) override {
    if (trouble_.strikes()) return Trouble::full();
    release(item(sequence), again);
    return {};
  }
  base::Result<void> bury(std::int64_t sequence, std::string_view why, base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    item(sequence).course = Course::dead;
    item(sequence).why = why;
    return {};
  }
  base::Result<bool> in_hands(const base::RegistrationId& registration) override {
    if (trouble_.strikes()) return Trouble::full();
    return std::any_of(s_.outbox.begin(), s_.outbox.end(), [&](const State::Item& one) {
      return one.course == Course::in_hands && one.message.registration == registration;
    });
  }
  base::Result<void> take_back() override {
    if (trouble_.strikes()) return Trouble::full();
    for (State::Item& one : s_.outbox) {
      if (one.course == Course::in_hands) release(one, base::Instant{});
    }
    return {};
  }

  // Node
  base::Result<core::NodeSituation> node_situation(const core::Incoming& incoming, std::string_view) override {
    if (trouble_.strikes()) return Trouble::full();
    core::NodeSituation situation;
    const core::Message& message = incoming.message;
    const auto found = s_.registrations.find(message.registration);
    if (found != s_.registrations.end()) {
      situation.registration = found->second.value;
      situation.owner = found->second.owner;
    }
    situation.voided = s_.voided.contains(message.registration);
    const auto total = s_.totals.find({message.totals.insats, message.totals.year});
    if (total != s_.totals.end()) situation.totals_version = total->second.totals.version;
    if (!incoming.person) return situation;
    situation.person_protected = s_.protected_numbers.contains(incoming.person->number);
    for (const auto& [id, at] : s_.registrations) {
      situation.already_registered |= id != message.registration && at.person &&
                                      at.person->number == incoming.person->number && at.value.place == message.place &&
                                      at.value.start == message.start;
    }
    return situation;
  }
  base::Result<void> store(const core::Incoming& incoming, std::string_view sender, const core::Admission& admission,
                           base::Instant) override {
    if (trouble_.strikes()) return Trouble::full();
    const base::RegistrationId id = incoming.message.registration;
    if (admission.void_id) s_.voided.insert(id);
    if (admission.totals) s_.totals[{admission.totals->insats, admission.totals->year}].totals = *admission.totals;
    if (!admission.registration) return {};
    State::Registered& at = s_.registrations[id];
    at.value = *admission.registration;
    if (at.owner.empty()) at.owner = sender;
    if (admission.protect && at.person) s_.protected_numbers.insert(at.person->number);
    if (admission.store_person) at.person = incoming.person;
    if (admission.erase_person) at.person.reset();
    return {};
  }

 private:
  support::NoCases cases_;
  static bool opens(core::MessageKind kind) { return kind == core::MessageKind::in || kind == core::MessageKind::task; }
  static std::string lane_of(const core::Totals& totals) { return totals.insats + " " + std::to_string(totals.year); }

  static bool matches(const ports::Selector& selector, const State::Key& key, const State::Record& record) {
    return (selector.source.empty() || selector.source == key.first) &&
           (selector.key.empty() || selector.key == key.second) &&
           (!selector.number || selector.number == record.number);
  }

  State::Item& item(std::int64_t sequence) { return s_.outbox.at(static_cast<std::size_t>(sequence - 1)); }
  State::Record& at(const ports::RecordRef& ref) {
    for (auto& [key, record] : s_.records) {
      if (record.row == ref.row) return record;
    }
    throw std::logic_error("no record has the row");
  }

  void append(const std::string& lane, const core::Message& message) {
    State::Item made;
    made.sequence = static_cast<std::int64_t>(s_.outbox.size()) + 1;
    made.lane = lane;
    made.message = message;
    s_.outbox.push_back(std::move(made));
  }
  static void release(State::Item& one, base::Instant again) {
    one.course = one.stop_after ? Course::stopped : Course::queued;
    one.stop_after = false;
    one.next = again;
  }

  std::optional<base::RegistrationId> live(const State::Record& record) const {
    if (!record.registration) return std::nullopt;
    const core::Registration& is = s_.registrations.at(*record.registration).value;
    const bool gone = is.stage == core::Stage::voided || is.handover == core::Handover::refused;
    return gone ? std::nullopt : record.registration;
  }
  void know(core::Situation& situation, const core::PersonNumber& number) const {
    situation.person_protected |= s_.protected_numbers.contains(number.digits());
    situation.sex = number.sex();
    const auto died = s_.deceased.find(number.digits());
    if (died != s_.deceased.end()) situation.deceased = died->second;
  }
  core::Situation situation_of(const State::Record& record) const {
    core::Situation situation;
    situation.standing = record.standing;
    situation.note = record.note;
    situation.waited = core::waits_for_somebody(record.units);
    if (const auto id = live(record)) situation.registration = s_.registrations.at(*id).value;
    if (record.number) know(situation, *record.number);
    return situation;
  }
  ports::DueMessage with_facts(const State::Item& one) const {
    ports::DueMessage due;
    due.sequence = one.sequence;
    due.message = one.message;
    due.attempts = one.attempts;
    const auto found = s_.registrations.find(one.message.registration);
    if (found == s_.registrations.end()) return due;
    due.facts.registration = found->second.value;
    due.facts.person = found->second.person;
    const State::Record& record = s_.records.at(*found->second.record);
    due.facts.standing = record.standing;
    if (!record.number) return due;
    due.sex = record.number->sex();
    due.facts.person_protected = s_.protected_numbers.contains(record.number->digits());
    return due;
  }

  static void refuse(State::Record& record, const std::vector<core::Reason>& reasons) {
    for (core::UnitOutcome& unit : record.units) unit = {unit.unit, core::Outcome::rejected, reasons, {}};
    record.content.reset();
  }
  void stop_lane(const std::string& lane, core::Stop which) {
    for (State::Item& one : s_.outbox) {
      if (which == core::Stop::nothing || one.lane != lane || !one.open() || core::identity_free(one.message.kind) ||
          (which == core::Stop::opening && !opens(one.message.kind))) {
        continue;
      }
      if (one.course == Course::in_hands) {
        one.stop_after = true;
      } else {
        one.course = Course::stopped;
      }
    }
  }

  void follow(const core::Decision& decision, State::Record& record) {
    if (decision.standing) record.standing = *decision.standing;
    if (decision.erase_note) record.note.reset();
    if (decision.note) record.note = decision.note;
    for (const core::Count& count : decision.counts) {
      core::Totals& total = s_.totals[{count.insats, count.year}].totals;
      total.insats = count.insats;
      total.year = count.year;
      (count.sex == core::Sex::woman ? total.women : total.men) += count.by;
      ++total.version;
    }
    if (!decision.registration) return;
    const base::RegistrationId id = decision.registration->id;
    s_.registrations[id].value = *decision.registration;
    stop_lane(id.text(), decision.stop);
    for (State::Item& one : s_.outbox) {
      if (!decision.exit_date || one.lane != id.text() || !one.open() || !one.message.not_before) continue;
      one.message.date = decision.exit_date;
      one.message.not_before.reset();
      one.course = Course::queued;
      one.next = {};
    }
    for (const core::Message& message : decision.messages) append(id.text(), message);
  }

  State& s_;
  std::shared_ptr<const core::Directory> directory_;
  Trouble& trouble_;
};

}  // namespace gateway::flow::made
