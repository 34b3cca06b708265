#include "gateway/core/mandate.h"

namespace gateway::core {

namespace {

/// Of the mandate at a place in the rows, on a day of its period.
MandateState state_of(const Directory& directory, const Policy& policy, const User& user, std::uint32_t place,
                      base::Date on) {
  const base::Date given = directory.rows().mandates[place].period.from;
  const Directory::Giver& giver = directory.giver_of(place);
  const MandateGivers may = policy.mandate_givers(user.organisation, given);
  if (!(giver.user && may.user) && !(giver.insatsansvarig && may.insatsansvarig)) return MandateState::giver_may_not;
  if (giver.removed && *giver.removed <= on) return MandateState::giver_removed;
  const int days = policy.threshold(Threshold::mandate_days, on);
  if (days > 0 && on - given >= std::chrono::days(days)) return MandateState::not_renewed;
  return MandateState::counts;
}

}  // namespace

MandateView mandate_of(const Directory& directory, const Policy& policy, const User& user, std::string_view insats,
                       base::Date on) {
  MandateView newest;
  for (const std::uint32_t place : directory.held_by(user).mandates) {
    const Mandate& mandate = directory.rows().mandates[place];
    if (mandate.insats != insats || !mandate.period.contains(on)) continue;
    const MandateState state = state_of(directory, policy, user, place, on);
    if (state == MandateState::counts) return {state, &mandate};
    if (newest.mandate == nullptr || newest.mandate->period.from <= mandate.period.from) newest = {state, &mandate};
  }
  return newest;
}

std::optional<Reason> mandate_fault(const MandateView& view, const User& user, std::string_view insats) {
  if (view.state == MandateState::counts) return std::nullopt;
  std::string detail = user.id + " – " + std::string(insats);
  if (view.mandate != nullptr) detail += " (" + view.mandate->given_by + ", " + view.mandate->period.from.text() + ")";
  switch (view.state) {
    case MandateState::giver_may_not:
      return Reason{Code::mandate_giver_may_not, std::move(detail)};
    case MandateState::giver_removed:
      return Reason{Code::mandate_giver_removed, std::move(detail)};
    case MandateState::not_renewed:
      return Reason{Code::mandate_not_renewed, std::move(detail)};
    case MandateState::counts:
    case MandateState::confirmed:
    case MandateState::missing:
      break;
  }
  return Reason{Code::mandate_missing, std::move(detail)};
}

std::vector<MandateFinding> mandate_findings(const Directory& directory, const Policy& policy, base::Date on) {
  std::vector<MandateFinding> found;
  const auto& mandates = directory.rows().mandates;
  for (std::uint32_t place = 0; place < mandates.size(); ++place) {
    const Mandate& mandate = mandates[place];
    if (mandate.period.to && *mandate.period.to < on) continue;
    const User& user = *directory.user(mandate.user);
    const base::Date day = std::max(on, mandate.period.from);
    const MandateView view{state_of(directory, policy, user, place, day), &mandate};
    if (auto fault = mandate_fault(view, user, mandate.insats)) found.push_back({&mandate, std::move(*fault)});
  }
  return found;
}

}  // namespace gateway::core
