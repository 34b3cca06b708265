#include "gateway/core/assignment/giver.h"

#include <algorithm>

#include "gateway/core/assignment/tie.h"
#include "gateway/core/authority.h"

namespace gateway::core {

Administered administered_by(const AssignmentChange& c, const Directory& d, base::Date today) {
  if (!at_place(c, d.roles())) {
    if (d.cooperation(c.place) != nullptr) return {{c.place}, std::nullopt};
    return {{}, Reason{Code::place_unknown, c.place}};
  }
  if (const Insats* insats = d.insats(c.place)) return {{insats->cooperation}, std::nullopt};
  if (d.office(c.place) == nullptr) return {{}, Reason{Code::place_unknown, c.place}};
  Administered found;
  for (const OfficeMembership& row : d.rows().staff.memberships) {
    if (row.office == c.place && row.period.contains(today)) found.cooperations.push_back(row.cooperation);
  }
  if (found.cooperations.empty()) found.fault = Reason{Code::office_without_cooperation, c.place};
  return found;
}

std::vector<Reason> giver_in(const std::vector<std::string>& cooperations, const AssignmentChange& c,
                             const std::string& giver, const Directory& d, base::Date today) {
  std::vector<Reason> faults;
  const User* by = d.user(giver);
  const auto gives = [&](const Role& role) {
    return std::find(role.gives.begin(), role.gives.end(), c.role) != role.gives.end();
  };
  const bool may = by != nullptr && std::any_of(cooperations.begin(), cooperations.end(), [&](const auto& cooperation) {
                     return d.administers(*by, cooperation, today, gives);
                   });
  if (!may) faults.push_back({Code::giver_may_not, giver});
  if (by != nullptr && role_forbidden(d, *by, today)) faults.push_back({Code::role_forbidden_pair, giver});
  return faults;
}

std::vector<Reason> giver_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                 base::Date today) {
  if (directory.roles().assigned_to(change.role) == AssignedTo::nothing) return {{Code::role_unknown, change.role}};
  Administered place = administered_by(change, directory, today);
  if (place.fault) {
    for (const std::uint32_t i : directory.held_by(by).administrations) {
      place.cooperations.push_back(directory.rows().staff.administrations[i].cooperation);
    }
  }
  return giver_in(place.cooperations, change, by, directory, today);
}

}  // namespace gateway::core
