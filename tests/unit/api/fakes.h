#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/api/engine.h"
#include "gateway/flow/rules.h"
#include "gateway/ports/ledger.h"
#include "tests/support/bare_transaction.h"
#include "tests/support/no_cases.h"

namespace gateway::api {

/// What a ledger holds, as far as operations ask for it.
struct FakeState {
  core::DirectoryRows directory;
  std::int64_t directory_version = 1;
  std::map<std::int64_t, core::DirectoryRows> directories;  ///< Earlier ones.
  core::Situation situation;
  std::vector<ports::RecordRef> records;
  std::vector<std::string> done;  ///< What was written, in order.
  core::Consent told;
  std::map<base::RegistrationId, core::Incident> incidents;
  std::optional<core::Code> no_parting;       ///< Why numbers cannot be taken apart.
  std::vector<ports::PendingRecord> waiting;  ///< For consent.
};

class FakeTransaction final : public support::BareTransaction {
 public:
  explicit FakeTransaction(FakeState& state) : state_(state) {}

  base::Result<void> attempt(const std::function<base::Result<void>()>& work) override { return work(); }
  base::Result<std::shared_ptr<const core::Directory>> directory() override {
    auto built = core::Directory::build(state_.directory);
    if (!built) return built.error();
    return std::shared_ptr<const core::Directory>(std::make_shared<const core::Directory>(std::move(*built)));
  }
  base::Result<void> replace_directory(const core::DirectoryRows& rows, base::Instant) override {
    state_.directories.emplace(state_.directory_version++, std::move(state_.directory));
    state_.directory = rows;
    state_.done.emplace_back("directory");
    return {};
  }
  base::Result<std::int64_t> directory_version() override { return state_.directory_version; }
  base::Result<std::optional<core::DirectoryRows>> directory_rows(std::int64_t version) override {
    const auto found = state_.directories.find(version);
    if (found == state_.directories.end()) return std::optional<core::DirectoryRows>();
    return std::optional(found->second);
  }
  ports::Cases& cases() override { return cases_; }
  base::Result<std::string> cursor(std::string_view, std::string_view) override { return std::string(); }
  base::Result<std::size_t> said_again(std::string_view, std::string_view, std::string_view) override {
    return std::size_t{0};
  }
  base::Result<ports::RecordFacts> facts(std::string_view, std::string_view, const core::Participation&,
                                         std::string_view) override {
    return ports::RecordFacts{};
  }
  base::Result<void> store(const ports::DecidedRecord&) override { return {}; }
  base::Result<void> seen(std::string_view, std::string_view, const core::Participation&) override { return {}; }
  base::Result<void> store_page(std::string_view, std::string_view, std::string_view, std::string_view,
                                const ports::PageCounts&, base::Instant) override {
    return {};
  }
  base::Result<void> note_set(std::string_view, const ports::SetNotice&, base::Instant) override { return {}; }
  base::Result<std::string> open_set(std::string_view) override { return std::string(); }
  base::Result<std::vector<ports::PendingRecord>> pending(const ports::PendingFilter&) override {
    state_.done.emplace_back("pending");
    return state_.waiting;
  }
  base::Result<core::DecidedBefore> decided(const ports::RecordRef&) override {
    return core::DecidedBefore{
        {{core::Unit::in, core::Outcome::parked, {{core::Code::consent_missing}}, {}}}, std::nullopt, {}, {}};
  }
  base::Result<std::vector<ports::RecordRef>> find(const ports::Selector& selector) override {
    if (selector.key == "unknown") return std::vector<ports::RecordRef>();
    return state_.records;
  }
  base::Result<core::Situation> situation(const ports::RecordRef&) override { return state_.situation; }
  base::Result<void> tell(const ports::RecordRef&, const core::Consent& told, std::string_view by,
                          base::Instant) override {
    state_.told = told;
    state_.situation.standing.told = told;
    state_.done.push_back("told by " + std::string(by));
    return {};
  }
  base::Result<void> protect(const core::PersonNumber&, std::string_view by, base::Instant, core::Protection) override {
    state_.situation.person_protected = true;
    state_.done.push_back("protected by " + std::string(by));
    return {};
  }
  base::Result<void> deceased(const core::PersonNumber&, base::Date on, std::string_view by, base::Instant) override {
    state_.situation.deceased = on;
    state_.done.push_back("dead by " + std::string(by));
    return {};
  }
  base::Result<std::optional<core::Code>> part_number(const ports::RecordRef&, const core::PersonNumber&,
                                                      std::string_view by, base::Instant) override {
    if (!state_.no_parting) state_.done.push_back("parted by " + std::string(by));
    return state_.no_parting;
  }
  base::Result<std::size_t> store_fact(const ports::RecordRef&, const core::Decision&, base::Instant) override {
    state_.done.emplace_back("fact");
    return std::size_t{1};
  }
  base::Result<std::vector<core::Incident>> incidents(const std::optional<base::RegistrationId>& only) override {
    std::vector<core::Incident> found;
    for (const auto& [id, incident] : state_.incidents) {
      if (!only || id == *only) found.push_back(incident);
    }
    return found;
  }
  base::Result<void> keep(const core::Incident& incident, base::Instant) override {
    state_.incidents[incident.registration] = incident;
    return {};
  }
  base::Result<void> queue_totals(base::Instant, std::chrono::milliseconds) override { return {}; }
  base::Result<std::vector<ports::DueMessage>> due(base::Instant, std::size_t) override {
    return std::vector<ports::DueMessage>();
  }
  base::Result<ports::DueMessage> handed(std::int64_t) override { return ports::DueMessage{}; }
  base::Result<void> hand(std::int64_t, base::Instant) override { return {}; }
  base::Result<void> stop(std::int64_t, const core::Reason&, const std::optional<core::Decision>&,
                          base::Instant) override {
    return {};
  }
  base::Result<void> hold(std::int64_t, const core::Held&, base::Instant) override { return {}; }
  base::Result<void> settle(std::int64_t, const ports::NodeAnswer&, const std::optional<core::Decision>&,
                            base::Instant) override {
    return {};
  }
  base::Result<void> retry(std::int64_t, base::Instant) override { return {}; }
  base::Result<void> bury(std::int64_t, std::string_view, base::Instant) override { return {}; }
  base::Result<bool> in_hands(const base::RegistrationId&) override { return false; }
  base::Result<void> take_back() override { return {}; }
  base::Result<core::NodeSituation> node_situation(const core::Incoming&, std::string_view) override {
    return core::NodeSituation{};
  }
  base::Result<void> store(const core::Incoming&, std::string_view, const core::Admission&, base::Instant) override {
    return {};
  }

 private:
  support::NoCases cases_;
  FakeState& state_;
};

class FakeLedger final : public ports::Ledger {
 public:
  base::Result<void> write(Work work) override {
    if (before_write) before_write();
    const FakeState before = state;
    FakeTransaction transaction(state);
    auto done = work(transaction);
    if (!done) state = before;
    return done;
  }
  void write_async(Work work, std::function<void(base::Result<void>)> done) override { done(write(std::move(work))); }
  base::Result<void> each_unit(const ports::ListFilter& filter, const Take<ports::ListedUnit>& take) const override {
    for (const ports::ListedUnit& unit : units) {
      if (filter.outcome && unit.outcome != *filter.outcome) continue;
      if (filter.with_warnings && unit.warnings.empty()) continue;
      if (!filter.source.empty() && unit.source != filter.source) continue;
      if (auto done = take(unit); !done) return done;
    }
    return {};
  }
  base::Result<void> each_vanished(std::string_view, std::string_view set,
                                   const Take<ports::Vanished>& take) const override {
    for (const ports::Vanished& row : gone) {
      if (!set.empty() && row.set != set) continue;
      if (auto done = take(row); !done) return done;
    }
    return {};
  }
  const ports::CaseLists& cases() const override { return cases_; }
  base::Result<std::vector<ports::QueuedMessage>> queue(bool open_only, std::size_t) const override {
    std::vector<ports::QueuedMessage> found;
    for (const auto& message : messages) {
      if (!open_only || message.state != "delivered") found.push_back(message);
    }
    return found;
  }
  base::Result<void> each_said(const ports::SaidFilter&, const Take<ports::SaidMessage>& take) const override {
    for (const ports::SaidMessage& one : said) {
      if (auto done = take(one); !done) return done;
    }
    return {};
  }
  base::Result<void> each_dated(const base::Period&, const Take<ports::BothDates>&) const override { return {}; }
  base::Result<void> each_unsent(const Take<ports::KeptOriginal>& take) const override {
    for (const ports::KeptOriginal& one : originals) {
      if (auto done = take(one); !done) return done;
    }
    return {};
  }
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId&) const override {
    return std::optional<ports::KeptOriginal>();
  }
  base::Result<ports::Held> held(const core::PersonNumber&) const override { return held_now; }
  base::Result<ports::Balance> balance(std::string_view, std::string_view) const override { return balance_now; }
  base::Result<std::vector<core::Totals>> totals() const override {
    return std::vector<core::Totals>{{"arbetstraning", 2026, 3, 10, 2}};
  }
  base::Result<std::map<std::string, std::int64_t>> mapping_uses() const override {
    return std::map<std::string, std::int64_t>();
  }
  base::Result<core::LastUses> last_uses() const override { return last_uses_now; }
  base::Result<base::Document> sets(std::string_view) const override { return known_sets; }
  base::Result<base::Document> stat() const override { return base::Document().set("audit", 7); }
  base::Result<base::Document> verify() const override { return base::Document().set("ok", true); }
  base::Result<void> backup(const std::string& file) const override {
    if (file == "/nowhere") return base::rejected("cannot write there");
    return {};
  }

  core::LastUses last_uses_now;
  std::function<void()> before_write;  ///< Somebody else, quicker.
  FakeState state;
  std::vector<ports::ListedUnit> units;
  std::vector<ports::Vanished> gone;
  std::vector<ports::QueuedMessage> messages;
  std::vector<ports::SaidMessage> said;
  std::vector<ports::KeptOriginal> originals;  ///< Not sent.
  ports::Held held_now;
  ports::Balance balance_now;
  base::Document known_sets = base::Document().add(base::Document().set("set", "dag-1"));

 private:
  support::NoCases cases_;
};

class FakeEngine final : public Engine {
 public:
  base::Result<base::Document> sync(std::string_view source, bool dry_run, const Progress& progress) override {
    if (source == "unknown") return base::rejected("no source is called so");
    progress(base::Document().set("source", "accorda").set("read", 10));
    return base::Document().set("read", 10).set("dry_run", dry_run);
  }
  base::Result<base::Document> plugins() override {
    return base::Document().add(base::Document().set("id", "accorda").set("state", "running"));
  }
  base::Result<base::Document> check() override {
    return base::Document()
        .add(base::Document().set("what", "ledger").set("ok", true).set("sentence", "whole"))
        .add(base::Document().set("what", "plugin accorda").set("ok", true).set("sentence", "reads the folder"));
  }
  base::Result<base::Document> mapping_use() override {
    return base::Document()
        .add(base::Document().set("insats", "Arbetsträning").set("used", 12))
        .add(base::Document().set("insats", "Snickeri").set("used", 0));
  }
  base::Result<base::Document> reload() override { return base::Document().set("decided_anew", base::Document()); }
  base::Result<void> wait_out_of_hands(const std::vector<std::string>& registrations) override {
    waited.push_back(registrations);
    return in_hands_fault ? base::Result<void>(*in_hands_fault) : base::Result<void>();
  }

  flow::Rules rules() const override { return {nullptr, std::make_shared<core::Policy>(), "gavle"}; }
  Setup setup() const override { return {at_node, false, {}}; }

  bool at_node = false;
  std::vector<std::vector<std::string>> waited;
  std::optional<base::Error> in_hands_fault;
};

/// 2026-11-21, noon.
class FixedClock final : public ports::Clock {
 public:
  base::Instant now() const override { return base::Instant(std::chrono::milliseconds(1795262400000)); }
  base::Date day_of(base::Instant instant) const override {
    return base::Date(std::chrono::floor<std::chrono::days>(instant));
  }
};

class NoCodec final : public ports::Codec {
 public:
  std::map<std::string, core::Participation, std::less<>> records;  ///< The only documents that are decoded.

  base::Result<ports::SourceDocument> decode_record(std::string_view document) const override {
    const auto found = records.find(document);
    if (found == records.end()) return refused();
    return ports::SourceDocument(found->second);
  }
  std::string encode(const core::Cleared&) const override { return {}; }
  base::Result<core::Incoming> decode_message(std::string_view) const override { return refused(); }
  std::string encode(const ports::NodeAnswer&) const override { return {}; }
  base::Result<ports::NodeAnswer> decode_answer(std::string_view) const override { return refused(); }

  base::Result<ports::AskedAct> decode_act(std::string_view) const override { return refused(); }
  std::string encode(const core::ClearedCase&) const override { return {}; }
  base::Result<core::ToldCase> decode_case(std::string_view) const override { return refused(); }

 private:
  static base::Error refused() { return base::broken("nothing is decoded here"); }
};

class CountingRandom final : public ports::Random {
 public:
  base::RegistrationId registration() override {
    base::RegistrationId id;
    id.bytes[0] = ++last_;
    return id;
  }
  double fraction() override { return 0; }

 private:
  std::uint8_t last_ = 0;
};

}  // namespace gateway::api
