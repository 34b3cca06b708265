#include "gateway/core/assignment/workplaces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

StaffRows working(std::vector<Workplace> rows) {
  StaffRows staff;
  staff.workplaces = std::move(rows);
  return staff;
}

TEST(Workplaces, AreDated) {
  const StaffRows staff = working({{"anna", "a", {day("2026-01-01"), day("2026-06-30")}}});
  const Workplaces workplaces(staff);
  EXPECT_EQ(workplaces.at("anna", "a", day("2025-12-31")), AtWork::unknown);
  EXPECT_EQ(workplaces.at("anna", "a", day("2026-01-01")), AtWork::here);
  EXPECT_EQ(workplaces.at("anna", "a", day("2026-06-30")), AtWork::here);
  EXPECT_EQ(workplaces.at("anna", "a", day("2026-07-01")), AtWork::left);
  EXPECT_EQ(workplaces.at("anna", "b", day("2026-06-30")), AtWork::elsewhere);
  EXPECT_EQ(workplaces.at("anna", "b", day("2026-07-01")), AtWork::unknown);
  EXPECT_EQ(workplaces.at("bo", "a", day("2026-06-30")), AtWork::unknown);
}

TEST(Workplaces, SomebodyWithoutAnyOfTodayHasLeft) {
  const StaffRows staff = working({{"anna", "a", {day("2026-01-01"), day("2026-06-30")}}});
  const Workplaces workplaces(staff);
  EXPECT_FALSE(workplaces.left_altogether("anna", day("2025-12-31")));
  EXPECT_FALSE(workplaces.left_altogether("anna", day("2026-06-30")));
  EXPECT_TRUE(workplaces.left_altogether("anna", day("2026-07-01")));
  EXPECT_FALSE(workplaces.left_altogether("bo", day("2026-07-01")));
}

TEST(Workplaces, TheFirstDayAwayIsTheOneAfterTheLastWithoutAGap) {
  const StaffRows staff = working({{"anna", "a", {day("2026-01-01"), day("2026-03-31")}},
                                   {"anna", "a", {day("2026-04-01"), day("2026-06-30")}},
                                   {"anna", "a", {day("2026-08-01"), std::nullopt}}});
  const Workplaces workplaces(staff);
  EXPECT_EQ(workplaces.first_day_away("anna", "a", day("2026-02-01")), day("2026-07-01"));
  EXPECT_EQ(workplaces.first_day_away("anna", "a", day("2026-08-01")), std::nullopt);
  EXPECT_EQ(workplaces.first_day_away("anna", "a", day("2026-07-15")), day("2026-07-15"));
  EXPECT_EQ(workplaces.first_day_away("bo", "a", day("2026-07-15")), std::nullopt);
}

TEST(Workplaces, AnUnknownOneEndsWhenAnotherBecomesKnown) {
  const StaffRows staff = working({{"anna", "b", {day("2026-05-01"), std::nullopt}}});
  EXPECT_EQ(Workplaces(staff).first_day_away("anna", "a", day("2026-01-01")), day("2026-05-01"));
}

TEST(Workplaces, TwoAtOnceAreBothHers) {
  const StaffRows staff = working({{"anna", "a", kAlways}, {"anna", "b", kAlways}});
  EXPECT_EQ(Workplaces(staff).at("anna", "a", kToday), AtWork::here);
  EXPECT_EQ(Workplaces(staff).at("anna", "b", kToday), AtWork::here);
}

TEST(EndWithWorkplaces, RemovesAtOnceWhenThePersonNoLongerWorksThere) {
  DirectoryRows rows = made::staffed_rows();
  rows.assignments = {{"anna", "af_gavle", kAlways}, {"bo", "af_gavle", kAlways}, {"bo", "training", kAlways}};
  rows.staff.workplaces = {{"anna", "af_gavle", {day("2020-01-01"), kToday - days(1)}}, {"bo", "af_gavle", kAlways}};
  EXPECT_THAT(end_with_workplaces(rows), ElementsAre(Ending{"anna", "af_gavle", kToday, false}));
  const Directory next = made::directory(rows);
  EXPECT_TRUE(next.has_assignment("anna", "af_gavle", kToday - days(1)));
  EXPECT_FALSE(next.has_assignment("anna", "af_gavle", kToday));
  EXPECT_TRUE(next.has_assignment("bo", "af_gavle", kToday));
  EXPECT_TRUE(next.has_assignment("bo", "training", kToday));
  EXPECT_THAT(end_with_workplaces(rows), IsEmpty());
}

TEST(EndWithWorkplaces, LeavesWhatEndsBeforeAndTakesOutWhatNeverHeld) {
  DirectoryRows rows = made::staffed_rows();
  rows.staff.workplaces = {{"anna", "af_gavle", {day("2020-01-01"), day("2026-06-30")}}};
  rows.assignments = {{"anna", "af_gavle", {day("2020-01-01"), day("2026-06-30")}},
                      {"anna", "af_gavle", {day("2026-07-01"), std::nullopt}}};
  EXPECT_THAT(end_with_workplaces(rows), ElementsAre(Ending{"anna", "af_gavle", day("2026-07-01"), false}));
  ASSERT_EQ(rows.assignments.size(), 1U);
  EXPECT_EQ(rows.assignments[0].period.to, day("2026-06-30"));
}

}  // namespace
}  // namespace gateway::core
