#include "gateway/flow/yes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "gateway/core/authority.h"
#include "gateway/flow/parked_acts.h"

namespace gateway::flow {

namespace {

bool waits(const std::vector<core::UnitOutcome>& units) {
  return std::any_of(units.begin(), units.end(), [](const core::UnitOutcome& unit) {
    return unit.outcome == core::Outcome::parked &&
           std::any_of(unit.reasons.begin(), unit.reasons.end(), core::waits_for_yes);
  });
}

/// One question of who is meant, in an open transaction.
class Asking {
 public:
  Asking(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
         const core::Directory& directory, std::string_view by)
      : transaction_(transaction),
        around_(around),
        rules_(rules),
        directory_(directory),
        by_(by),
        today_(around.clock.day_of(around.clock.now())) {}

  /// The documents of those that wait: what a record without a registration would be registered in.
  base::Result<void> read(const ports::Selector& selector) {
    const auto pending = transaction_.pending({selector});
    if (!pending) return pending.error();
    for (const ports::PendingRecord& one : *pending) {
      const auto document = around_.codec.decode_record(one.document);
      const auto* record = document ? std::get_if<core::Participation>(&*document) : nullptr;
      if (record != nullptr) documents_.emplace(one.row, *record);
    }
    return {};
  }

  base::Result<void> record(const ports::RecordRef& ref, bool named, Meant& meant) {
    const auto document = documents_.find(ref.row);
    if (!named) {
      if (document == documents_.end()) return {};
      const auto decided = transaction_.decided(ref);
      if (!decided) return decided.error();
      if (!waits(decided->units)) return {};
    }
    const auto situation = transaction_.situation(ref);
    if (!situation) return situation.error();
    const auto* kept = document == documents_.end() ? nullptr : &document->second;
    if (!may(place_of(*situation, kept))) return {};
    meant.records.push_back(ref);
    if (!named) meant.waiting.push_back({ref.source, kept->key, kept->file, kept->line});
    return {};
  }

  base::Result<void> of_case(const base::RegistrationId& id, Meant& meant) {
    const auto facts = transaction_.cases().facts({id, std::nullopt});
    if (!facts) return facts.error();
    const auto& current = facts->situation.current;
    if (current && (may(current->af_office) || may(current->fk_office))) meant.cases.push_back(id);
    return {};
  }

  void request(const ports::ParkedAct& one, bool named, Meant& meant) {
    const core::CooperationAct& act = one.asked.act;
    if (!may(act.af_office) && !may(act.fk_office)) return;
    meant.requests.push_back(one);
    if (!named) meant.waiting.push_back({std::string(kRequests), one.key, act.af_office + " " + act.fk_office, 0});
  }

 private:
  std::string place_of(const core::Situation& situation, const core::Participation* record) const {
    if (situation.registration) {
      const bool in_insats = situation.registration->kind == core::RegistrationKind::participation;
      return in_insats ? situation.registration->place : std::string();
    }
    if (situation.note) return situation.note->insats;
    if (record == nullptr || !record->start) return {};
    const core::MappingRow* row = rules_.mapping->find(*record, *record->start).row;
    return row != nullptr && row->belonging == core::Belonging::finsam ? row->to : std::string();
  }

  bool may(std::string_view place) const {
    return core::may_confirm_consent(directory_, by_, rules_.organisation, place, today_);
  }

  ports::Transaction& transaction_;
  const Surroundings& around_;
  const Rules& rules_;
  const core::Directory& directory_;
  std::string_view by_;
  base::Date today_;
  std::map<std::int64_t, core::Participation> documents_;
};

}  // namespace

bool is_yes(const core::Consent& told) {
  return told.answer == core::ConsentAnswer::given && !told.withdrawn;
}

base::Result<Meant> answerable(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                               const ports::Selector& selector, const Meant& found, std::string_view by) {
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  Asking asking(transaction, around, rules, **directory, by);
  Meant meant;
  if (selector.registration) {
    for (const base::RegistrationId& id : found.cases) {
      if (auto asked = asking.of_case(id, meant); !asked) return asked.error();
    }
    return meant;
  }
  if (auto read = asking.read(selector); !read) return read.error();
  for (const ports::RecordRef& ref : found.records) {
    if (auto asked = asking.record(ref, !selector.key.empty(), meant); !asked) return asked.error();
  }
  for (const ports::ParkedAct& one : found.requests) asking.request(one, !selector.key.empty(), meant);
  return meant;
}

}  // namespace gateway::flow
