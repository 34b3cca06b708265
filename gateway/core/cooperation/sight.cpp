#include "gateway/core/cooperation/sight.h"

#include <algorithm>

#include "gateway/core/assignment/act.h"
#include "gateway/core/authority.h"
#include "gateway/core/clearing.h"

namespace gateway::core {

namespace {

/// Whether the user may read where there is an assignment: what bars an act bars reading, too.
bool reads(const Directory& directory, std::string_view user, base::Date today) {
  const User* known = directory.user(user);
  return known != nullptr && reads_participants(directory, *known, today);
}

/// Whether the user has the assignment to an office of the own organisation.
bool reads_at(const Directory& directory, std::string_view user, const std::string& office, base::Date today) {
  const Office* place = directory.office(office);
  const User* known = directory.user(user);
  return place != nullptr && known != nullptr && place->organisation == known->organisation &&
         directory.has_assignment(*known, office, today);
}

}  // namespace

bool may_see(const Directory& directory, std::string_view user, const CooperationCase& of, base::Date today) {
  return reads(directory, user, today) &&
         (reads_at(directory, user, of.af_office, today) || reads_at(directory, user, of.fk_office, today));
}

bool still_read(const Registration& of, const Standing& standing, base::Date today) {
  return of.stage != Stage::voided && of.stage != Stage::exited && !taken_back(standing, of.consent_date, today);
}

bool may_see(const Directory& directory, std::string_view user, const Registration& of, const Standing& standing,
             base::Date today) {
  return still_read(of, standing, today) && reads(directory, user, today) &&
         directory.has_assignment(user, of.place, today);
}

bool reads_by_number(const Directory& directory, std::string_view user, std::string_view organisation,
                     base::Date today) {
  const User* known = directory.user(user);
  if (known == nullptr || known->organisation != organisation) return false;
  const auto& held = directory.held_by(*known).roles;
  return std::any_of(held.begin(), held.end(), [&](std::uint32_t at) {
    const RoleHolding& row = directory.rows().roles[at];
    const Role* role = row.period.contains(today) ? directory.roles().find(row.role, today) : nullptr;
    return role != nullptr && role->sees_persons && directory.roles().may(row.role, Right::answer_for_data, today);
  });
}

bool heard_of(const Directory& directory, std::string_view user, std::string_view organisation, bool node) {
  const User* known = directory.user(user);
  return known != nullptr && (node || known->organisation == organisation);
}

std::vector<std::string> offices_of(const Directory& directory, std::string_view user, base::Date today) {
  std::vector<std::string> offices;
  if (!reads(directory, user, today)) return offices;
  for (const std::uint32_t place : directory.held_by(user).assignments) {
    const Assignment& row = directory.rows().assignments[place];
    if (row.period.contains(today) && reads_at(directory, user, row.to, today)) offices.push_back(row.to);
  }
  return offices;
}

bool may_see(const Directory& directory, const Act& by, const CooperationTask& task) {
  const auto may_act_at = [&](const std::string& office) {
    return act_faults(directory, by, by.organisation, office).empty();
  };
  if (may_act_at(task.office)) return true;
  const Act& proposer = task.act.by;
  if (proposer.organisation != by.organisation) return false;
  if (!task.act.office.empty()) return may_act_at(task.act.office);
  const Office* office = directory.office(task.office);
  const User* user = directory.user(by.user);
  const bool colleague = user != nullptr && user->organisation == by.organisation;
  // What the own source asks of an own office is that office's.
  const bool own = office != nullptr && office->organisation == by.organisation;
  // A fact is told of a person without an office, and is not every colleague's to read.
  return proposer.user == by.user || (colleague && !own && !protective(task.act));
}

namespace {

bool findable_after(const std::optional<base::Date>& ended, const Policy& policy, base::Date today) {
  return !ended || *ended >= today - std::chrono::days(policy.threshold(Threshold::search_days, today));
}

}  // namespace

bool findable(const CooperationCase& of, const Policy& policy, base::Date today) {
  return findable_after(of.ended_on(), policy, today);
}

bool findable(const Registration& of, const Policy& policy, base::Date today) {
  return findable_after(of.end, policy, today);
}

}  // namespace gateway::core
