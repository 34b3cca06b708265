#pragma once

#include <string_view>
#include <tuple>

#include "gateway/core/assignment/change_set.h"
#include "gateway/core/directory.h"

namespace gateway::core {

/// Stands for every role that is assigned to places: their assignments are the same rows; the others are
/// administrations.
inline constexpr std::string_view kCaseworker = "deltagaransvarig";

/// User, role and place: what rows and changes that mean the same tie (uppdrag) have in common. Refers to the row.
using Tie = std::tuple<std::string_view, std::string_view, std::string_view>;

inline Tie tie_of(const Assignment& row) {
  return {row.user, kCaseworker, row.to};
}
inline Tie tie_of(const Administration& row) {
  return {row.user, row.role, row.cooperation};
}
inline Tie tie_of(const ChangedAssignment& row) {
  return {row.user, row.role, row.place};
}
inline Tie tie_of(const Removal& row) {
  return {row.user, row.role, row.from};
}
inline bool at_place(const AssignmentChange& change, const Roles& roles) {
  return roles.assigned_to(change.role) == AssignedTo::place;
}
inline Tie tie_of(const AssignmentChange& change, const Roles& roles) {
  return {change.user, at_place(change, roles) ? kCaseworker : std::string_view(change.role), change.place};
}

}  // namespace gateway::core
