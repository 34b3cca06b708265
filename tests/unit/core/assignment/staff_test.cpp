#include "gateway/core/assignment/staff.h"

#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::days;
using made::directory;
using made::kAlways;
using made::kToday;
using made::staffed_rows;

/// Without the role that the shared rows give somebody of a supplier, for change sets to refuse.
DirectoryRows good_rows() {
  DirectoryRows rows = staffed_rows();
  std::erase_if(rows.roles, [](const RoleHolding& row) { return row.user == "sven"; });
  return rows;
}

std::string fault(const DirectoryRows& rows) {
  const auto checked = check_staff(directory(rows), kToday);
  return checked ? "" : checked.error().what;
}

TEST(Staff, OfASupplierHasNoRoleInSus) {
  DirectoryRows rows = good_rows();
  EXPECT_EQ(fault(rows), "");
  rows.organisations.push_back({"a supplier", "A supplier", "supplier", {}});
  rows.users.push_back({"eva", "Eva", "a supplier"});
  EXPECT_EQ(fault(rows), "");
  rows.roles.push_back({"eva", "deltagaransvarig", kAlways});
  EXPECT_NE(fault(rows).find("role deltagaransvarig of eva: a supplier's staff"), std::string::npos);
  rows.roles.back().role = "dataskyddsombud";
  EXPECT_EQ(fault(rows), "") << "of its own gateway";
}

TEST(Staff, AnAdministrationUnderARoleThatHasEndedStands) {
  DirectoryRows rows = good_rows();
  for (Administration& row : rows.staff.administrations) row.period.to = kToday - days(2);
  std::vector<Role> known = Roles().rows();
  for (Role& role : known) role.valid.to = kToday - days(1);
  EXPECT_TRUE(check_staff(Directory::build(rows, Roles(known)).value(), kToday));
  rows.staff.administrations.push_back({"anna", "deltagaransvarig", "af_coop", kAlways});
  EXPECT_FALSE(check_staff(Directory::build(rows, Roles(known)).value(), kToday)) << "assigned to places";
}

TEST(Staff, RolesThatMustNotBeCombinedDoNotOverlap) {
  for (const char* role : {"samverkansadministrator", "bestallare"}) {
    DirectoryRows rows = good_rows();
    std::erase_if(rows.roles, [](const RoleHolding& row) { return row.user == "karl.ek"; });
    rows.roles.push_back({"karl.ek", "deltagaransvarig", {kToday, kToday + days(9)}});
    rows.roles.push_back({"karl.ek", role, {kToday + days(10), std::nullopt}});
    EXPECT_EQ(fault(rows), "") << role;
    rows.roles.back().period.from = kToday + days(9);
    EXPECT_NE(fault(rows).find("must not be held on the same day"), std::string::npos) << role;
    rows.roles.back().period.to = kToday - days(1);
    rows.roles.back().period.from = kToday - days(9);
    rows.roles[rows.roles.size() - 2].period.from = kToday - days(9);
    EXPECT_EQ(fault(rows), "") << "both held once";
    rows.roles.back().period.to = kToday;
    EXPECT_NE(fault(rows), "");
    rows.roles.back().role = "insatsansvarig";
    EXPECT_EQ(fault(rows), "");
  }
}

}  // namespace
}  // namespace gateway::core
