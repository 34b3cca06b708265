#include "gateway/core/assignment/change_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::changed;
using made::codes;
using made::day;
using made::days;
using made::give;
using made::kAlways;
using made::kToday;
using made::staffed_rows;
using made::take;
using made::take_for_cause;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The directory after a set that must be whole.
Directory after(const ChangeOutcome& outcome) {
  EXPECT_THAT(outcome.faults, IsEmpty());
  return made::directory(outcome.rows.value());
}

TEST(ChangeSet, GivesSeveralPeopleSeveralPlacesAtOnce) {
  const Directory next = after(changed({give("anna", "af_gavle"), give("bo", "af_gavle"),
                                        give("kalle.nord", "training"), give("kalle.nord", "social")}));
  EXPECT_TRUE(next.has_assignment("anna", "af_gavle", kToday));
  EXPECT_TRUE(next.has_assignment("bo", "af_gavle", kToday));
  EXPECT_TRUE(next.has_assignment("kalle.nord", "training", kToday));
  EXPECT_TRUE(next.has_assignment("kalle.nord", "social", kToday));
  EXPECT_FALSE(next.has_assignment("anna", "af_gavle", kToday - days(1)));
}

TEST(ChangeSet, HoldsWhileItsPeriodDoes) {
  AssignmentChange change = give("anna", "af_gavle");
  change.from = kToday + days(2);
  change.until = kToday + days(4);
  const Directory next = after(changed({change}));
  EXPECT_FALSE(next.has_assignment("anna", "af_gavle", kToday + days(1)));
  EXPECT_TRUE(next.has_assignment("anna", "af_gavle", kToday + days(2)));
  EXPECT_TRUE(next.has_assignment("anna", "af_gavle", kToday + days(4)));
  EXPECT_FALSE(next.has_assignment("anna", "af_gavle", kToday + days(5)));
}

TEST(ChangeSet, AppliesNothingWhereOneRowIsFaultyAndTellsAllFaults) {
  const ChangeOutcome outcome = changed(
      {give("anna", "af_gavle"), give("nobody", "af_gavle"), give("ines", "nowhere"), give("bo", "af_sandviken")});
  EXPECT_FALSE(outcome.rows);
  EXPECT_THAT(outcome.endings, IsEmpty());
  EXPECT_THAT(outcome.faults,
              ElementsAre(RowFault{2, {Code::user_unknown, "nobody"}}, RowFault{3, {Code::place_unknown, "nowhere"}},
                          RowFault{4, {Code::workplace_elsewhere, "bo – af_sandviken"}}));
}

TEST(ChangeSet, OfAnotherVersionIsToldAndOverwritesNothing) {
  const ChangeOutcome second = changed({give("anna", "af_gavle")}, staffed_rows(), "ines", 8);
  EXPECT_THAT(second.faults, ElementsAre(RowFault{0, {Code::directory_changed, "7 → 8"}}));
  EXPECT_FALSE(second.rows);
}

TEST(ChangeSet, HoldsSomething) {
  EXPECT_THAT(codes(changed({})), ElementsAre(Code::change_set_empty));
}

TEST(ChangeSet, InsatsansvarigGivesDeltagaransvarigInTheOwnCooperationOnly) {
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")})), IsEmpty());
  EXPECT_THAT(codes(changed({give("kalle.nord", "training")})), IsEmpty());
  DirectoryRows rows = staffed_rows();
  rows.staff.workplaces.push_back({"anna", "fk_gavle", kAlways});
  EXPECT_THAT(codes(changed({give("anna", "fk_gavle")}, rows)), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows, "ada")), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows, "bo")), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows, "nobody")), ElementsAre(Code::giver_may_not));
}

TEST(ChangeSet, SamverkansadministratorGivesOwnRoleAndInsatsansvarig) {
  DirectoryRows rows = staffed_rows();
  rows.users.push_back({"eva", "Eva Ek", "af"});
  rows.roles.push_back({"eva", "samverkansadministrator", kAlways});
  rows.roles.push_back({"eva", "insatsansvarig", kAlways});
  const auto outcome = changed(
      {give("eva", "af_coop", "samverkansadministrator"), give("eva", "af_coop", "insatsansvarig")}, rows, "ada");
  EXPECT_THAT(outcome.faults, IsEmpty());
  EXPECT_EQ(outcome.rows.value().staff.administrations.size(), rows.staff.administrations.size() + 2);
  EXPECT_THAT(codes(changed({give("eva", "af_coop", "insatsansvarig")}, rows, "ines")),
              ElementsAre(Code::giver_may_not));
  EXPECT_THAT(codes(changed({give("eva", "fk_coop", "insatsansvarig")}, rows, "ada")),
              ElementsAre(Code::giver_may_not));
}

TEST(ChangeSet, TheGiverNeedsRoleAndAssignmentOnTheDay) {
  DirectoryRows no_role = staffed_rows();
  std::erase_if(no_role.roles, [](const RoleHolding& r) { return r.user == "ines"; });
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, no_role)), ElementsAre(Code::giver_may_not));
  for (const auto& [last, may_give] : {std::pair{kToday, true}, std::pair{kToday - days(1), false}}) {
    DirectoryRows rows = staffed_rows();
    for (Administration& row : rows.staff.administrations) row.period.to = last;
    EXPECT_EQ(changed({give("anna", "af_gavle")}, rows).faults.empty(), may_give);
  }
}

TEST(ChangeSet, ARightThatTheSameSetGivesDoesNotCount) {
  DirectoryRows rows = staffed_rows();
  rows.roles.push_back({"ada", "insatsansvarig", kAlways});
  const auto outcome = changed({give("ada", "af_coop", "insatsansvarig"), give("anna", "af_gavle")}, rows, "ada");
  EXPECT_THAT(outcome.faults, ElementsAre(RowFault{2, {Code::giver_may_not, "ada"}}));
}

TEST(ChangeSet, OnlyUsersWithTheRoleAreGivenTheAssignment) {
  DirectoryRows rows = staffed_rows();
  rows.staff.workplaces.push_back({"ines", "af_gavle", kAlways});
  EXPECT_THAT(codes(changed({give("ines", "af_gavle")}, rows)), ElementsAre(Code::role_not_held));
  for (RoleHolding& row : rows.roles) {
    if (row.user == "anna") row.period.from = kToday + days(1);
  }
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), ElementsAre(Code::role_not_held));
  AssignmentChange later = give("anna", "af_gavle");
  later.from = kToday + days(1);
  EXPECT_THAT(codes(changed({later}, rows)), IsEmpty());
}

TEST(ChangeSet, ForbiddenPairsAreNotMade) {
  for (const char* other : {"samverkansadministrator", "bestallare"}) {
    DirectoryRows rows = staffed_rows();
    rows.roles.push_back({"anna", other, {kToday + days(10), std::nullopt}});
    EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), ElementsAre(Code::role_forbidden_pair)) << other;
    AssignmentChange before = give("anna", "af_gavle");
    before.until = kToday + days(9);
    EXPECT_THAT(codes(changed({before}, rows)), IsEmpty()) << other;
    before.until = kToday + days(10);
    EXPECT_THAT(codes(changed({before}, rows)), ElementsAre(Code::role_forbidden_pair)) << other;
  }
  DirectoryRows rows = staffed_rows();
  rows.roles.push_back({"anna", "insatsansvarig", kAlways});
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), IsEmpty());
  rows.roles.push_back({"anna", "samverkansadministrator", kAlways});
  EXPECT_THAT(codes(changed({give("anna", "af_coop", "samverkansadministrator")}, rows, "ada")),
              ElementsAre(Code::role_forbidden_pair));
}

TEST(ChangeSet, AGiverWithAForbiddenPairGivesNothing) {
  DirectoryRows rows = staffed_rows();
  rows.roles.push_back({"ines", "samverkansadministrator", kAlways});
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), IsEmpty());
  rows.roles.push_back({"ines", "deltagaransvarig", kAlways});
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), ElementsAre(Code::role_forbidden_pair));
}

TEST(ChangeSet, NeverAnOfficeWhereThePersonDoesNotWork) {
  DirectoryRows rows = staffed_rows();
  EXPECT_THAT(codes(changed({give("anna", "af_sandviken")}, rows)), ElementsAre(Code::workplace_elsewhere));
  AssignmentChange attested = give("anna", "af_sandviken");
  attested.attested = true;
  EXPECT_THAT(codes(changed({attested}, rows)), ElementsAre(Code::workplace_elsewhere));
  rows.staff.workplaces.push_back({"anna", "af_sandviken", {kToday, kToday}});
  EXPECT_THAT(codes(changed({give("anna", "af_sandviken")}, rows)), IsEmpty());
  rows.staff.workplaces.back().period = {kToday + days(1), std::nullopt};
  EXPECT_THAT(codes(changed({give("anna", "af_sandviken")}, rows)), ElementsAre(Code::workplace_elsewhere));
}

TEST(ChangeSet, AnUnknownWorkplaceIsAttestedByTheInsatsansvarig) {
  DirectoryRows rows = staffed_rows();
  rows.staff.workplaces.clear();
  AssignmentChange change = give("anna", "af_gavle");
  EXPECT_THAT(codes(changed({change}, rows)), ElementsAre(Code::workplace_unknown));
  change.attested = true;
  const ChangeOutcome outcome = changed({change}, rows);
  ASSERT_TRUE(outcome.rows);
  ASSERT_EQ(outcome.rows->staff.attestations.size(), 1U);
  EXPECT_EQ(outcome.rows->staff.attestations[0].by, "ines");
  EXPECT_EQ(outcome.rows->staff.attestations[0].on, kToday);
}

TEST(ChangeSet, InsatserAskForNoWorkplace) {
  EXPECT_THAT(codes(changed({give("anna", "training")})), IsEmpty());
}

TEST(ChangeSet, NoLimitOnOfficesPerPerson) {
  DirectoryRows rows = staffed_rows();
  std::vector<AssignmentChange> changes;
  for (int i = 0; i < 60; ++i) {
    const std::string office = "af_" + std::to_string(i);
    rows.offices.push_back({office, office, "af"});
    rows.staff.memberships.push_back({office, "af_coop", kAlways});
    rows.staff.workplaces.push_back({"anna", office, kAlways});
    changes.push_back(give("anna", office));
  }
  EXPECT_THAT(codes(changed(changes, rows)), IsEmpty());
}

TEST(ChangeSet, AnOfficeOutsideEveryCooperationHasNobodyWhoMayGiveIt) {
  DirectoryRows rows = staffed_rows();
  rows.staff.memberships[0].period.to = kToday - days(1);
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), ElementsAre(Code::office_without_cooperation));
  rows.staff.memberships[0].period.to = kToday;
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), IsEmpty());
}

TEST(ChangeSet, SuppliersAreNoUsers) {
  EXPECT_THAT(codes(changed({give("sven", "training")})), ElementsAre(Code::supplier_is_no_user));
}

TEST(ChangeSet, IsNeverBackdated) {
  for (AssignmentChange change : {give("anna", "af_gavle"), take("karl.ek", "training")}) {
    change.from = kToday - days(1);
    EXPECT_THAT(codes(changed({change})), ElementsAre(Code::change_backdated));
    change.from = kToday;
    EXPECT_THAT(codes(changed({change})), IsEmpty());
  }
}

TEST(ChangeSet, EndsOnOrAfterTheDayItBegins) {
  AssignmentChange change = give("anna", "af_gavle");
  change.from = kToday + days(3);
  change.until = kToday + days(2);
  EXPECT_THAT(codes(changed({change})), ElementsAre(Code::change_period));
  change.until = kToday + days(3);
  EXPECT_THAT(codes(changed({change})), IsEmpty());
}

TEST(ChangeSet, GivesNothingThatIsThereAndTakesNothingThatIsNot) {
  EXPECT_THAT(codes(changed({give("karl.ek", "training")})), ElementsAre(Code::assignment_already));
  EXPECT_THAT(codes(changed({take("anna", "af_gavle")})), ElementsAre(Code::assignment_not_there));
  EXPECT_THAT(codes(changed({take("ines", "fk_coop", "insatsansvarig")}, staffed_rows(), "ada")),
              ElementsAre(Code::giver_may_not, Code::assignment_not_there));
  DirectoryRows rows = staffed_rows();
  rows.assignments.push_back({"anna", "af_gavle", {kToday - days(9), kToday - days(1)}});
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), IsEmpty());
  EXPECT_THAT(codes(changed({take("anna", "af_gavle")}, rows)), ElementsAre(Code::assignment_not_there));
}

TEST(ChangeSet, ChangesAPairOnce) {
  EXPECT_THAT(codes(changed({give("anna", "af_gavle"), give("anna", "af_gavle")})), ElementsAre(Code::change_twice));
  EXPECT_THAT(codes(changed({take("karl.ek", "training"), give("karl.ek", "training")})),
              ElementsAre(Code::change_twice, Code::assignment_already));
}

TEST(ChangeSet, RolesAndCausesAreNamed) {
  EXPECT_THAT(codes(changed({give("anna", "af_gavle", "chef")})), ElementsAre(Code::role_unknown));
  EXPECT_THAT(codes(changed({give("anna", "af_gavle", "insatsansvarig")}, staffed_rows(), "ada")),
              ElementsAre(Code::place_unknown));
  AssignmentChange change = take_for_cause("karl.ek", "training");
  change.cause.clear();
  EXPECT_THAT(codes(changed({change})), ElementsAre(Code::cause_missing));
}

TEST(ChangeSet, ARemovalEndsAtOnceAndLeavesWhatIsOpenToOthersOfThePlace) {
  const ChangeOutcome outcome = changed({take("karl.ek", "training")});
  const Directory next = after(outcome);
  EXPECT_FALSE(next.has_assignment("karl.ek", "training", kToday));
  EXPECT_TRUE(next.has_assignment("karl.ek", "training", kToday - days(1)));
  EXPECT_TRUE(next.has_assignment("karl.ek", "social", kToday));
  EXPECT_THAT(outcome.endings, ElementsAre(Ending{"karl.ek", "training", kToday, false}));
}

TEST(ChangeSet, ARemovalOfALaterDayLetsTheAssignmentHoldUntilThen) {
  AssignmentChange change = take("karl.ek", "training");
  change.from = kToday + days(5);
  const ChangeOutcome outcome = changed({change});
  EXPECT_TRUE(after(outcome).has_assignment("karl.ek", "training", kToday + days(4)));
  EXPECT_FALSE(after(outcome).has_assignment("karl.ek", "training", kToday + days(5)));
  EXPECT_THAT(outcome.rows->staff.removals, IsEmpty());
}

TEST(ChangeSet, ARemovalTakesAwayWhatWouldOnlyBegin) {
  DirectoryRows rows = staffed_rows();
  rows.assignments.push_back({"anna", "af_gavle", {kToday + days(5), std::nullopt}});
  const ChangeOutcome outcome = changed({take("anna", "af_gavle")}, rows);
  EXPECT_EQ(outcome.rows.value().assignments.size(), rows.assignments.size() - 1);
  EXPECT_THAT(outcome.rows->staff.removals, IsEmpty());
}

TEST(ChangeSet, ARemovalForCauseSaysWhoseQueuedActsStop) {
  const ChangeOutcome outcome = changed({take_for_cause("karl.ek", "training")});
  EXPECT_THAT(outcome.endings, ElementsAre(Ending{"karl.ek", "training", kToday, true}));
  ASSERT_EQ(outcome.rows.value().staff.removals.size(), 1U);
  const Removal& removal = outcome.rows->staff.removals[0];
  EXPECT_TRUE(removal.for_cause);
  EXPECT_EQ(removal.on, kToday);
  EXPECT_EQ(removal.by, "ines");
  EXPECT_EQ(removal.cause, "misuse");
  AssignmentChange later = take_for_cause("karl.ek", "training");
  later.from = kToday + days(1);
  EXPECT_THAT(codes(changed({later})), ElementsAre(Code::change_period));
}

TEST(ChangeSet, WhatIsQueuedCanBeStoppedAfterTheAssignmentHasEnded) {
  DirectoryRows rows = staffed_rows();
  for (Assignment& row : rows.assignments) row.period.to = kToday - days(1);
  EXPECT_THAT(codes(changed({take_for_cause("karl.ek", "training")}, rows)), IsEmpty());
  EXPECT_THAT(codes(changed({take("karl.ek", "training")}, rows)), ElementsAre(Code::assignment_not_there));
  EXPECT_THAT(codes(changed({take_for_cause("anna", "af_gavle")}, rows)), ElementsAre(Code::assignment_not_there));
}

TEST(ChangeSet, WhatIsQueuedCanBeStoppedOfAnAssignmentGivenAndTakenAwayTheSameDay) {
  DirectoryRows rows = changed({give("anna", "af_gavle")}).rows.value();
  rows = changed({take("anna", "af_gavle")}, rows).rows.value();
  EXPECT_THAT(codes(changed({take_for_cause("anna", "af_gavle")}, rows)), IsEmpty());
}

TEST(ChangeSet, AdministrationIsTakenAwayToo) {
  const ChangeOutcome outcome = changed({take("ines", "af_coop", "insatsansvarig")}, staffed_rows(), "ada");
  ASSERT_TRUE(outcome.rows);
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, *outcome.rows)), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(codes(changed({give("anna", "training")}, *outcome.rows)), IsEmpty());
  EXPECT_THAT(outcome.endings, IsEmpty());
}

TEST(ChangeSet, EndsWhatWorkplacesHaveEnded) {
  DirectoryRows rows = staffed_rows();
  rows.assignments.push_back({"bo", "af_gavle", kAlways});
  rows.staff.workplaces.back().period.to = kToday - days(1);
  const ChangeOutcome outcome = changed({give("anna", "af_gavle")}, rows);
  EXPECT_THAT(outcome.endings, ElementsAre(Ending{"bo", "af_gavle", kToday, false}));
  EXPECT_FALSE(after(outcome).has_assignment("bo", "af_gavle", kToday));
}

}  // namespace
}  // namespace gateway::core
