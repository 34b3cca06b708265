#include "gateway/core/confirmation.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

bool awaits(const UnitOutcome& unit) {
  return unit.outcome == Outcome::proposed && unit.unit != Unit::task;
}

}  // namespace

bool awaits_confirmation(const std::vector<UnitOutcome>& units) {
  return std::any_of(units.begin(), units.end(), awaits);
}

std::optional<std::string> confirmed_at(const Participation& record, const Situation& situation,
                                        const Circumstances& c) {
  std::string place;
  if (situation.registration) {
    place = situation.registration->place;
  } else if (record.start) {
    const MappingAnswer mapped = c.mapping.find(record, *record.start);
    if (mapped.row != nullptr && mapped.row->belonging == Belonging::finsam) place = mapped.row->to;
  }
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
  for (UnitOutcome& unit : decision.units) {
    if (!awaits(unit)) continue;
    unit.outcome = Outcome::outside;
    unit.reasons = {{Code::proposal_declined, c.confirmed_by}};
  }
  return decision;
}

}  // namespace gateway::core
