#include "gateway/core/cooperation/sight.h"

#include "gateway/core/assignment/act.h"
#include "gateway/core/clearing.h"

namespace gateway::core {

bool may_see(const Directory& directory, std::string_view user, const CooperationCase& of, base::Date today) {
  if (!directory.has_role(user, "deltagaransvarig", today)) return false;
  return directory.has_assignment(user, of.af_office, today) || directory.has_assignment(user, of.fk_office, today);
}

bool may_see(const Directory& directory, std::string_view user, const Registration& of, const Standing& standing,
             base::Date today) {
  if (of.stage == Stage::voided || of.stage == Stage::exited) return false;
  if (taken_back(standing, of.consent_date, today)) return false;
  return directory.has_role(user, "deltagaransvarig", today) && directory.has_assignment(user, of.place, today);
}

std::vector<std::string> offices_of(const Directory& directory, std::string_view user, base::Date today) {
  std::vector<std::string> offices;
  if (!directory.has_role(user, "deltagaransvarig", today)) return offices;
  for (const std::uint32_t place : directory.held_by(user).assignments) {
    const Assignment& row = directory.rows().assignments[place];
    if (row.period.contains(today) && directory.office(row.to) != nullptr) offices.push_back(row.to);
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
  const User* user = directory.user(by.user);
  return proposer.user == by.user || (user != nullptr && user->organisation == by.organisation);
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
