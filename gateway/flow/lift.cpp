// A protection is lifted: by a caseworker's word, once nobody else says that it stands (domain.md §3 n).
#include "gateway/core/lift.h"

#include "gateway/flow/facts.h"
#include "gateway/flow/intake.h"

namespace gateway::flow {

namespace {

base::Error refused(base::Fault fault, const std::vector<core::Reason>& reasons) {
  std::string what;
  for (const core::Reason& reason : reasons) what += (what.empty() ? "" : "; ") + core::refusal(reason);
  return {fault, std::move(what)};
}

/// Where the person is registered by name: insatser and offices.
base::Result<std::vector<std::string>> places_of(ports::Transaction& transaction, const core::PersonNumber& number,
                                                 const std::vector<ports::RecordRef>& records) {
  std::vector<std::string> places;
  for (const ports::RecordRef& ref : records) {
    const auto situation = transaction.situation(ref);
    if (!situation) return situation.error();
    if (situation->registration && situation->registration->stage == core::Stage::in)
      places.push_back(situation->registration->place);
  }
  const auto cases = transaction.cases().of_person(number);
  if (!cases) return cases.error();
  for (const base::RegistrationId& id : *cases) {
    const auto facts = transaction.cases().facts({id, std::nullopt});
    if (!facts) return facts.error();
    if (!facts->situation.current || core::ended(facts->situation.current->state)) continue;
    places.push_back(facts->situation.current->af_office);
    places.push_back(facts->situation.current->fk_office);
  }
  return places;
}

}  // namespace

base::Result<Receipt> Facts::lift(const core::PersonNumber& number, std::string_view by) {
  Receipt receipt;
  const Rules rules = around_.rules();
  const ports::Selector selector{{}, {}, number};
  auto done = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    receipt = {};
    const base::Instant now = around_.clock.now();
    const base::Date today = around_.clock.day_of(now);
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    const auto found = transaction.find(selector);
    if (!found) return found.error();
    const auto places = places_of(transaction, number, *found);
    if (!places) return places.error();
    // Before anything is told of the person: that somebody is protected is itself secret, and so is that somebody is
    // registered. Whoever may lift nothing is told so; of somebody elsewhere it is as of nobody there.
    const auto faults = core::lift_faults(**directory, by, rules.organisation, {}, today);
    if (!faults.empty()) return refused(base::Fault::deny, faults);
    if (!core::lift_faults(**directory, by, rules.organisation, *places, today).empty()) {
      return refused(base::Fault::reject, {{core::Code::protection_not_set}});
    }
    const auto state = transaction.protection(number);
    if (!state) return state.error();
    if (const auto reason = core::decide_lift(*state)) return refused(base::Fault::reject, {*reason});
    if (auto lifted = transaction.lift(number, today, by, now); !lifted) return lifted;
    receipt.records = found->size();
    // What waits may be named now, on a consent from after this day; what runs stays stripped.
    const auto again = decide_pending_in(transaction, around_, rules, {selector}, Records::apart);
    if (!again) return again.error();
    receipt.decided = again->counts;
    return {};
  });
  if (!done) return done.error();
  return receipt;
}

}  // namespace gateway::flow
