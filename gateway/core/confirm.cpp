#include "gateway/core/confirm.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

bool may_confirm_consent(const Directory& directory, std::string_view user, std::string_view organisation,
                         std::string_view place, base::Date on) {
  const User* known = directory.user(user);
  if (known == nullptr) return false;
  if (!place.empty()) return authority_faults(directory, *known, organisation, place, on).empty();
  const auto& held = directory.held_by(*known).assignments;
  return std::any_of(held.begin(), held.end(), [&](std::uint32_t at) {
    const Assignment& assignment = directory.rows().assignments[at];
    return assignment.period.contains(on) &&
           authority_faults(directory, *known, organisation, assignment.to, on).empty();
  });
}

}  // namespace gateway::core
