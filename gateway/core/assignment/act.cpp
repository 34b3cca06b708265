#include "gateway/core/assignment/act.h"

#include <algorithm>

#include "gateway/core/assignment/tie.h"
#include "gateway/core/authority.h"

namespace gateway::core {

std::vector<Reason> act_faults(const Directory& directory, const Act& act, std::string_view organisation,
                               std::string_view place) {
  const User* user = directory.user(act.user);
  if (user == nullptr) return {{Code::user_unknown, act.user}};
  std::vector<Reason> faults = authority_faults(directory, *user, organisation, place, act.on);
  for (const std::uint32_t i : directory.held_by(*user).removals) {
    const Removal& removal = directory.rows().staff.removals[i];
    if (removal.from != place || removal.role != kCaseworker || !removal.after(act.on, act.at)) continue;
    if (removal.for_cause) {
      faults.push_back({Code::removed_for_cause, act.user + " – " + removal.from});
    } else if (act.on == removal.on) {
      std::erase_if(faults, [](const Reason& fault) { return fault.code == Code::assignment_missing; });
    }
  }
  return faults;
}

bool of_authority(Code code) {
  return code == Code::user_unknown || code == Code::supplier_is_no_user || code == Code::user_of_other_organisation ||
         code == Code::role_missing || code == Code::role_forbidden_pair || code == Code::assignment_missing ||
         code == Code::removed_for_cause;
}

}  // namespace gateway::core
