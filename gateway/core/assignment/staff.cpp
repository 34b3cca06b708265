#include "gateway/core/assignment/staff.h"

#include <algorithm>

#include "gateway/core/directory.h"

namespace gateway::core {

namespace {

/// Collects what leads nowhere: the first 20, ids only.
class LooseEnds {
 public:
  explicit LooseEnds(const Directory& directory) : d_(directory) {}

  void user(const std::string& id, const char* row) { must(d_.user(id) != nullptr, id, row); }
  void office(const std::string& id, const char* row) { must(d_.office(id) != nullptr, id, row); }
  void cooperation(const std::string& id, const char* row) { must(d_.cooperation(id) != nullptr, id, row); }
  void must(bool there, const std::string& id, const char* row) {
    if (!there) add(std::string(row) + " names " + id + ", which is not there");
  }
  void add(const std::string& fault) {
    if (++count_ <= 20) text_ += (text_.empty() ? "" : "; ") + fault;
  }
  base::Result<void> result() const {
    if (count_ == 0) return {};
    return base::rejected("directory: " + text_ +
                          (count_ > 20 ? "; and " + std::to_string(count_ - 20) + " more" : ""));
  }

 private:
  const Directory& d_;
  std::size_t count_ = 0;
  std::string text_;
};

/// Who cannot be a user of SUS, and roles that one user must not have on the same day (domain.md §2).
void check_roles(const Directory& d, base::Date today, LooseEnds& ends) {
  const auto& roles = d.rows().roles;
  for (std::uint32_t at = 0; at < roles.size(); ++at) {
    const RoleHolding& row = roles[at];
    const User* user = d.user(row.user);
    const Organisation* employer = user == nullptr ? nullptr : d.organisation(user->organisation);
    const Role* role = d.roles().find(row.role, std::max(row.period.from, today));
    // Controller of its own gateway, a supplier has a data protection officer there.
    if (employer != nullptr && employer->kind == "supplier" && (role == nullptr || !role->of_suppliers)) {
      ends.add("role " + row.role + " of " + row.user + ": a supplier's staff are no users of SUS");
    }
    for (const std::uint32_t place : d.held_by(row.user).roles) {
      const RoleHolding& other = roles[place];
      if (place <= at || !row.period.overlaps(other.period)) continue;
      base::Period both{std::max(row.period.from, other.period.from), row.period.to};
      if (other.period.to && (!both.to || *other.period.to < *both.to)) both.to = other.period.to;
      // What was so once is judged by acts of that time.
      if (both.to && *both.to < today) continue;
      both.from = std::max(both.from, today);
      if (d.roles().not_together(row.role, other.role, both)) {
        ends.add("roles of " + row.user + ": " + row.role + " and " + other.role + " must not be held on the same day");
      }
    }
  }
}

}  // namespace

base::Result<void> check_staff(const Directory& directory, base::Date today) {
  const StaffRows& staff = directory.rows().staff;
  const Roles& roles = directory.roles();
  LooseEnds ends(directory);
  for (const Workplace& row : staff.workplaces) {
    ends.user(row.user, "workplace");
    ends.office(row.office, "workplace");
  }
  for (const OfficeMembership& row : staff.memberships) {
    ends.office(row.office, "membership");
    ends.cooperation(row.cooperation, "membership");
  }
  for (const Administration& row : staff.administrations) {
    ends.user(row.user, "administration");
    ends.cooperation(row.cooperation, "administration");
    // Whatever the day: what was assigned under a role that has ended since was so once.
    if (roles.assigned_to(row.role) != AssignedTo::cooperation) {
      ends.add("administration of " + row.user + ": the role " + row.role + " is not assigned to a cooperation");
    }
  }
  for (const Training& row : staff.trainings) ends.user(row.user, "training");
  for (const Deputy& row : staff.deputies) {
    ends.user(row.user, "deputy");
    ends.user(row.deputy, "deputy");
  }
  for (const std::string& user : staff.protected_users) ends.user(user, "protected");
  check_roles(directory, today, ends);
  return ends.result();
}

}  // namespace gateway::core
