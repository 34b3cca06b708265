#include "gateway/core/assignment/act.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

std::vector<Reason> act_faults(const Directory& directory, const Act& act, std::string_view organisation,
                               std::string_view place) {
  std::vector<Reason> faults = authority_faults(directory, act.user, organisation, place, act.on);
  for (const Removal& removal : directory.rows().staff.removals) {
    if (removal.user != act.user || removal.from != place) continue;
    if (removal.for_cause && act.on <= removal.on) {
      faults.push_back({Code::removed_for_cause, act.user + " – " + removal.from});
    } else if (!removal.for_cause && act.on == removal.on && act.at < removal.at) {
      std::erase_if(faults, [](const Reason& fault) { return fault.code == Code::assignment_missing; });
    }
  }
  return faults;
}

}  // namespace gateway::core
