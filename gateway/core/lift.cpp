#include "gateway/core/lift.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

std::vector<Reason> lift_faults(const Directory& directory, std::string_view user, std::string_view organisation,
                                const std::vector<std::string>& places, base::Date on) {
  std::vector<std::string> at = places;
  if (at.empty()) {
    for (const std::uint32_t row : directory.held_by(user).assignments) {
      at.push_back(directory.rows().assignments[row].to);
    }
  }
  for (const std::string& place : at) {
    if (authority_faults(directory, user, organisation, place, on).empty()) return {};
  }
  auto faults = authority_faults(directory, user, organisation, {}, on);
  std::erase_if(faults, [](const Reason& fault) { return fault.code == Code::assignment_missing; });
  if (faults.empty()) faults.push_back({Code::assignment_missing, std::string(user)});
  return faults;
}

std::optional<Reason> decide_lift(const ProtectionState& state) {
  if (!state.stands) return Reason{Code::protection_not_set};
  std::vector<std::string> names;
  for (const ProtectionClaim& claim : state.claims) {
    const bool own_word = claim.by == Claimer::source || claim.by == Claimer::sender;
    if (own_word && std::find(names.begin(), names.end(), claim.name) == names.end()) names.push_back(claim.name);
  }
  if (names.empty()) return std::nullopt;
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return Reason{Code::protection_still_claimed, std::move(all)};
}

}  // namespace gateway::core
