#include "gateway/core/confirmation.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

bool awaits(const UnitOutcome& unit) {
  if (unit.unit == Unit::task) return false;
  const bool orphaned = unit.outcome == Outcome::parked && unit.reasons.size() == 1 &&
                        unit.reasons.front().code == Code::responsible_missing;
  return unit.outcome == Outcome::proposed || orphaned;
}

}  // namespace

bool awaits_confirmation(const std::vector<UnitOutcome>& units) {
  return std::any_of(units.begin(), units.end(), awaits);
}

bool waits_for_somebody(const std::vector<UnitOutcome>& units) {
  return awaits_confirmation(units) || std::any_of(units.begin(), units.end(), [](const UnitOutcome& unit) {
           return unit.outcome == Outcome::parked;
         });
}

std::string asked_at(const Participation& record, const Situation& situation, const Circumstances& c) {
  if (situation.registration) return situation.registration->place;
  if (!record.start) return {};
  const MappingAnswer mapped = c.mapping.find(record, *record.start);
  return mapped.row != nullptr && mapped.row->belonging == Belonging::finsam ? mapped.row->to : std::string();
}

std::optional<std::string> confirmed_at(const Participation& record, const Situation& situation,
                                        const Circumstances& c) {
  std::string place = asked_at(record, situation, c);
  const bool may =
      !place.empty() && authority_faults(c.directory, c.confirmed_by, c.organisation, place, c.today).empty();
  return may ? std::optional(std::move(place)) : std::nullopt;
}

std::optional<Decision> decline_proposal(const Participation& record, const Situation& situation,
                                         const Circumstances& c) {
  Circumstances nobodys = c;
  nobodys.confirmed_by.clear();
  Decision decision = decide(record, situation, nobodys);
  const bool settles = std::any_of(decision.units.begin(), decision.units.end(), [](const UnitOutcome& unit) {
    return unit.outcome == Outcome::accepted || unit.outcome == Outcome::anonymous;
  });
  if (settles) return std::nullopt;
  const bool opens = std::any_of(decision.units.begin(), decision.units.end(),
                                 [](const UnitOutcome& unit) { return unit.unit == Unit::in && awaits(unit); });
  for (UnitOutcome& unit : decision.units) {
    // The end of what is not registered goes with it.
    const bool follows = opens && unit.unit == Unit::out && unit.outcome == Outcome::parked;
    if (!awaits(unit) && !follows) continue;
    unit.outcome = Outcome::outside;
    unit.reasons = {{Code::proposal_declined, c.confirmed_by}};
  }
  return decision;
}

}  // namespace gateway::core
