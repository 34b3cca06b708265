#include "gateway/core/authority.h"

#include <algorithm>
#include <iterator>

namespace gateway::core {

namespace {

bool of_supplier(const Directory& directory, const User& user) {
  const Organisation* employer = directory.organisation(user.organisation);
  return employer == nullptr || employer->kind == "supplier";
}

}  // namespace

std::vector<Reason> authority_faults(const Directory& directory, std::string_view user, std::string_view organisation,
                                     std::string_view insats, base::Date on) {
  const User* known = directory.user(user);
  if (known == nullptr) return {{Code::user_unknown, std::string(user)}};
  return authority_faults(directory, *known, organisation, insats, on);
}

std::vector<Reason> authority_faults(const Directory& directory, const User& user, std::string_view organisation,
                                     std::string_view insats, base::Date on) {
  std::vector<Reason> faults;
  const Organisation* employer = directory.organisation(user.organisation);
  if (employer != nullptr && employer->kind == "supplier") faults.push_back({Code::supplier_is_no_user, user.id});
  if (user.organisation != organisation) faults.push_back({Code::user_of_other_organisation, user.id});
  if (!directory.may(user, Right::registers, on)) faults.push_back({Code::role_missing, user.id});
  if (role_forbidden(directory, user, on)) faults.push_back({Code::role_forbidden_pair, user.id});
  if (!directory.has_assignment(user, insats, on)) {
    faults.push_back({Code::assignment_missing, user.id + " – " + std::string(insats)});
  }
  return faults;
}

bool is_caseworker(const Directory& directory, const User& user, base::Date on) {
  return !of_supplier(directory, user) && directory.may(user, Right::registers, on) &&
         !role_forbidden(directory, user, on);
}

bool reads_participants(const Directory& directory, const User& user, base::Date on) {
  const auto& held = directory.held_by(user).roles;
  const bool reads = std::any_of(held.begin(), held.end(), [&](std::uint32_t at) {
    const RoleHolding& row = directory.rows().roles[at];
    const Role* role = row.period.contains(on) ? directory.roles().find(row.role, on) : nullptr;
    return role != nullptr && role->sees_persons && role->assigned_to == AssignedTo::place;
  });
  return reads && !of_supplier(directory, user) && !role_forbidden(directory, user, on);
}

bool reads_figures(const Directory& directory, std::string_view user, base::Date on) {
  const User* known = directory.user(user);
  if (known == nullptr || of_supplier(directory, *known)) return false;
  const auto& held = directory.held_by(*known).roles;
  return std::any_of(held.begin(), held.end(), [&](std::uint32_t at) {
    const RoleHolding& row = directory.rows().roles[at];
    return row.period.contains(on) && directory.roles().find(row.role, on) != nullptr;
  });
}

bool is_caseworker_of(const Directory& directory, std::string_view user, std::string_view organisation, base::Date on) {
  const User* known = directory.user(user);
  return known != nullptr && known->organisation == organisation && is_caseworker(directory, *known, on);
}

bool role_forbidden(const Directory& directory, const User& user, base::Date on) {
  const auto& held = directory.held_by(user).roles;
  const auto& rows = directory.rows().roles;
  for (auto one = held.begin(); one != held.end(); ++one) {
    if (!rows[*one].period.contains(on)) continue;
    for (auto other = std::next(one); other != held.end(); ++other) {
      if (!rows[*other].period.contains(on)) continue;
      if (directory.roles().not_together(rows[*one].role, rows[*other].role, {on, on})) return true;
    }
  }
  return false;
}

bool is_data_protection_officer(const Directory& directory, std::string_view user, std::string_view organisation,
                                base::Date on) {
  const User* known = directory.user(user);
  return known != nullptr && known->organisation == organisation && directory.may(*known, Right::answer_for_data, on);
}

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

bool may_destroy(const Directory& directory, std::string_view user, std::string_view organisation, base::Date on) {
  if (is_data_protection_officer(directory, user, organisation, on)) return true;
  return is_caseworker_of(directory, user, organisation, on);
}

std::vector<Reason> insats_faults(const Directory& directory, std::string_view insats, base::Date start) {
  const Insats* known = directory.insats(insats);
  if (known == nullptr) return {{Code::insats_unknown, std::string(insats)}};
  std::vector<Reason> faults;
  if (known->counts_only) faults.push_back({Code::insats_count_only, known->name});
  if (!known->period.contains(start)) faults.push_back({Code::insats_not_open, known->name});
  const base::Period& days = directory.cooperation_of(*known).period;
  if (start < days.from) faults.push_back({Code::before_cooperation, days.from.text()});
  if (days.to && start > *days.to) faults.push_back({Code::after_cooperation, days.to->text()});
  return faults;
}

}  // namespace gateway::core
