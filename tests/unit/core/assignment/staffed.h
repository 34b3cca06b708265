#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gateway/core/assignment/change_set.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {

inline void PrintTo(const RowFault& fault, std::ostream* out) {
  *out << fault.row << " " << id(fault.reason.code) << " " << fault.reason.detail;
}
inline void PrintTo(const Ending& ending, std::ostream* out) {
  *out << ending.user << " " << ending.place << " " << ending.from.text() << (ending.for_cause ? " for cause" : "");
}

}  // namespace gateway::core

namespace gateway::core::made {

inline const base::Period kAlways{day("2020-01-01"), std::nullopt};

/// The directory of builders.h with AF's and FK's offices, under two cooperation organisations. Ada administers both,
/// Ines answers for AF's and Finsam's insatser; Anna and Bo are AF caseworkers without assignments, working in Gävle.
inline DirectoryRows staffed_rows() {
  DirectoryRows made = rows();
  made.cooperations.push_back({"af_coop", "Af i Af/FK-samarbete", kAlways});
  made.cooperations.push_back({"fk_coop", "FK i Af/FK-samarbete", kAlways});
  made.organisations.push_back({"firma", "Firma AB", "supplier", {}});
  made.offices.push_back({"af_sandviken", "Arbetsförmedlingen Sandviken", "af"});
  made.offices.push_back({"fk_gavle", "Försäkringskassan Gävle", "fk"});
  for (const char* user : {"ada", "ines", "anna", "bo"}) made.users.push_back({user, user, "af"});
  made.users.push_back({"sven", "Sven Supplier", "firma"});
  made.roles.push_back({"ada", "samverkansadministrator", kAlways});
  made.roles.push_back({"ines", "insatsansvarig", kAlways});
  for (const char* user : {"anna", "bo", "sven"}) made.roles.push_back({user, "deltagaransvarig", kAlways});
  made.staff.memberships = {
      {"af_gavle", "af_coop", kAlways}, {"af_sandviken", "af_coop", kAlways}, {"fk_gavle", "fk_coop", kAlways}};
  made.staff.administrations = {{"ada", "samverkansadministrator", "af_coop", kAlways},
                                {"ines", "insatsansvarig", "af_coop", kAlways},
                                {"ines", "insatsansvarig", "finsam", kAlways}};
  for (const char* user : {"anna", "bo"}) made.staff.workplaces.push_back({user, "af_gavle", kAlways});
  return made;
}

inline AssignmentChange give(std::string user, std::string place, std::string role = "deltagaransvarig") {
  AssignmentChange change;
  change.user = std::move(user);
  change.place = std::move(place);
  change.role = std::move(role);
  return change;
}

inline AssignmentChange take(std::string user, std::string place, std::string role = "deltagaransvarig") {
  AssignmentChange change = give(std::move(user), std::move(place), std::move(role));
  change.kind = AssignmentChange::Kind::remove;
  return change;
}

inline AssignmentChange take_for_cause(std::string user, std::string place, std::string role = "deltagaransvarig") {
  AssignmentChange change = take(std::move(user), std::move(place), std::move(role));
  change.kind = AssignmentChange::Kind::remove_for_cause;
  change.cause = "misuse";
  return change;
}

/// The set made by Ines (or `by`) on version 7, which is the newest.
inline ChangeOutcome changed(std::vector<AssignmentChange> changes, const DirectoryRows& on = staffed_rows(),
                             std::string by = "ines", std::int64_t newest = 7) {
  for (std::size_t i = 0; i < changes.size(); ++i) changes[i].row = i + 1;
  return apply({std::move(by), 7, std::move(changes)}, directory(on), newest, kToday, noon(kToday));
}

inline std::vector<Code> codes(const ChangeOutcome& outcome) {
  std::vector<Code> all;
  for (const RowFault& fault : outcome.faults) all.push_back(fault.reason.code);
  return all;
}

}  // namespace gateway::core::made
