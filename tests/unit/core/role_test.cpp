#include "gateway/core/role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/authority.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/core/mandate.h"
#include "gateway/core/policy.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Period kYear{day("2026-01-01"), day("2026-12-31")};

Directory directory_with(DirectoryRows rows, std::vector<Role> more) {
  std::vector<Role> roles = Roles().rows();
  for (Role& role : more) roles.push_back(std::move(role));
  return std::move(Directory::build(std::move(rows), Roles(std::move(roles)))).value();
}

/// Maj with one other role than SUS has by itself, and her assignments.
DirectoryRows maj_as(const std::string& role) {
  DirectoryRows rows = made::rows();
  std::erase_if(rows.roles, [](const RoleHolding& row) { return row.user == "maj.lind"; });
  rows.roles.push_back({"maj.lind", role, kAlways});
  return rows;
}

std::vector<Code> faults(const Directory& directory, std::string_view on) {
  return codes(authority_faults(directory, "maj.lind", "gavle", "training", day(on)));
}

TEST(Role, ANewOneIsARowAndMayWhatItsRowSaysWhileItHolds) {
  const Role helper{.id = "medhandlaggare",
                    .may = {Right::registers},
                    .sees_persons = true,
                    .assigned_to = AssignedTo::place,
                    .valid = kYear};
  const Directory directory = directory_with(maj_as("medhandlaggare"), {helper});
  EXPECT_THAT(faults(directory, "2025-12-31"), ElementsAre(Code::role_missing));
  EXPECT_THAT(faults(directory, "2026-01-01"), IsEmpty());
  EXPECT_THAT(faults(directory, "2026-12-31"), IsEmpty());
  EXPECT_THAT(faults(directory, "2027-01-01"), ElementsAre(Code::role_missing));
  EXPECT_THAT(faults(directory_with(maj_as("medhandlaggare"), {}), "2026-01-01"), ElementsAre(Code::role_missing))
      << "no row, no right";
}

TEST(Role, ThatSeesPersonsAndRegistersNothingReadsWhereItIsAssigned) {
  Role reader{.id = "granskare", .sees_persons = true, .assigned_to = AssignedTo::place, .valid = kAlways};
  const auto reads = [&](const Role& role) {
    const Directory directory = directory_with(maj_as("granskare"), {role});
    EXPECT_FALSE(is_caseworker(directory, *directory.user("maj.lind"), kToday));
    return reads_participants(directory, *directory.user("maj.lind"), kToday);
  };
  EXPECT_TRUE(reads(reader));
  reader.sees_persons = false;
  EXPECT_FALSE(reads(reader));
  reader.sees_persons = true;
  reader.assigned_to = AssignedTo::nothing;
  EXPECT_FALSE(reads(reader)) << "no assignment to read by";
}

TEST(Role, OfAnAssociationIsNeverTogetherWithDeltagaransvarigSince2023) {
  DirectoryRows rows = made::rows();
  rows.roles.push_back({"maj.lind", "forbundsadministrator", kAlways});
  const Directory directory = made::directory(rows);
  EXPECT_THAT(faults(directory, "2022-12-31"), IsEmpty());
  EXPECT_THAT(faults(directory, "2023-01-01"), ElementsAre(Code::role_forbidden_pair));
  EXPECT_FALSE(reads_participants(directory, *directory.user("maj.lind"), kToday));
  const auto checked = check_staff(directory, kToday);
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().what.find("deltagaransvarig and forbundsadministrator must not be held on the same day"),
            std::string::npos);
  rows.roles.back().period.to = kToday - std::chrono::days(1);
  EXPECT_TRUE(check_staff(made::directory(rows), kToday)) << "what was so once";
}

TEST(Role, APairIsForbiddenWhicheverRowSaysIt) {
  const Roles roles;
  for (const char* other : {"samverkansadministrator", "bestallare", "forbundsadministrator"}) {
    EXPECT_TRUE(roles.not_together("deltagaransvarig", other, {kToday, kToday})) << other;
    EXPECT_TRUE(roles.not_together(other, "deltagaransvarig", {kToday, kToday})) << other;
    EXPECT_FALSE(roles.not_together(other, "insatsansvarig", {kToday, kToday})) << other;
  }
}

TEST(Role, OfTheRowsGivesTheAssignmentsThatItsRowNames) {
  const Role helper{.id = "medhandlaggare",
                    .may = {Right::registers},
                    .sees_persons = true,
                    .assigned_to = AssignedTo::place,
                    .valid = kAlways};
  const Role chief{.id = "chef", .gives = {"medhandlaggare"}, .assigned_to = AssignedTo::cooperation, .valid = kAlways};
  DirectoryRows rows = made::staffed_rows();
  for (RoleHolding& row : rows.roles) {
    if (row.user == "anna") row.role = "medhandlaggare";
  }
  rows.roles.push_back({"bo", "chef", kAlways});
  rows.staff.administrations.push_back({"bo", "chef", "af_coop", kAlways});
  const Directory directory = directory_with(rows, {helper, chief});
  const auto given = [&](const std::string& by, const std::string& role) {
    return apply(ChangeSet{by, 7, {made::give("anna", "af_gavle", role)}}, directory, 7, kToday, made::noon(kToday));
  };
  EXPECT_THAT(made::codes(given("ines", "medhandlaggare")), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(made::codes(given("bo", "bestallare")), ElementsAre(Code::role_unknown)) << "has no assignments";
  const ChangeOutcome outcome = given("bo", "medhandlaggare");
  ASSERT_THAT(outcome.faults, IsEmpty());
  const Directory after = std::move(Directory::build(outcome.rows.value(), directory.roles())).value();
  EXPECT_THAT(authority_faults(after, "anna", "af", "af_gavle", kToday), IsEmpty());
}

TEST(Role, ThatTheHashOfThePolicyIsMadeOf) {
  const Policy policy;
  const std::string before = canonical(policy);
  const auto changed = [&](auto change) {
    Policy other = policy;
    std::vector<Role> rows = Roles().rows();
    change(rows[0]);
    other.roles = Roles(rows);
    return canonical(other) != before;
  };
  EXPECT_TRUE(changed([](Role& r) { r.may.push_back(Right::report_volumes); }));
  EXPECT_TRUE(changed([](Role& r) { r.gives.pop_back(); }));
  EXPECT_TRUE(changed([](Role& r) { r.sees_persons = true; }));
  EXPECT_TRUE(changed([](Role& r) { r.assigned_to = AssignedTo::place; }));
  EXPECT_TRUE(changed([](Role& r) { r.not_with.clear(); }));
  EXPECT_TRUE(changed([](Role& r) { r.of_suppliers = true; }));
  EXPECT_TRUE(changed([](Role& r) { r.valid.to = kToday; }));
  EXPECT_FALSE(changed([](Role&) {}));
}

}  // namespace
}  // namespace gateway::core
