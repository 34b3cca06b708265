#include "gateway/core/volume.h"

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

const Volume kFigure{"open_house", 2026, 12, 9};

std::vector<Code> faults(const DirectoryRows& rows, const Volume& figure = kFigure, const std::string& by = "ines",
                         bool individuals = false, const Policy& policy = made::policy(), int closed_through = 0) {
  std::vector<Code> all;
  const VolumeSet set{by, {figure}};
  for (const RowFault& fault :
       volume_faults(set, {individuals}, closed_through, made::directory(rows), policy, kToday)) {
    EXPECT_EQ(fault.row, 1U);
    all.push_back(fault.reason.code);
  }
  return all;
}
std::vector<Code> of_year(const DirectoryRows& rows, int year, const Policy& policy = made::policy(),
                          const char* insats = "open_house") {
  return faults(rows, {insats, year, 1, 1}, "ines", false, policy);
}

TEST(Volume, IsGivenByTheInsatsansvarigOfTheInsatsCooperation) {
  EXPECT_THAT(faults(made::staffed_rows()), IsEmpty());
  for (const char* other : {"ada", "maj.lind", "anna", "sven", "nobody"}) {
    EXPECT_THAT(faults(made::staffed_rows(), kFigure, other), ElementsAre(Code::volume_not_yours)) << other;
  }
}

TEST(Volume, AsksForRoleAndAssignmentOnTheDay) {
  DirectoryRows rows = made::staffed_rows();
  std::erase_if(rows.roles, [](const RoleHolding& row) { return row.user == "ines"; });
  EXPECT_THAT(faults(rows), ElementsAre(Code::volume_not_yours)) << "an assignment without the role";
  for (const bool role : {true, false}) {
    DirectoryRows on = made::staffed_rows();
    const auto until = [&](base::Date last) {
      if (role) {
        for (RoleHolding& row : on.roles) row.period.to = row.user == "ines" ? std::optional(last) : row.period.to;
      } else {
        on.staff.administrations[2].period.to = last;
      }
      return faults(on);
    };
    EXPECT_THAT(until(kToday), IsEmpty());
    EXPECT_THAT(until(kToday - days(1)), ElementsAre(Code::volume_not_yours));
  }
  rows = made::staffed_rows();
  rows.staff.administrations[2].cooperation = "fk_coop";
  EXPECT_THAT(faults(rows), ElementsAre(Code::volume_not_yours)) << "an assignment elsewhere";
}

TEST(Volume, IsGivenByNobodyWithAForbiddenPairOnTheDay) {
  DirectoryRows rows = made::staffed_rows();
  rows.roles.push_back({"ines", "deltagaransvarig", kAlways});
  EXPECT_THAT(faults(rows), IsEmpty());
  rows.roles.push_back({"ines", "bestallare", {kToday, kToday}});
  EXPECT_THAT(faults(rows), ElementsAre(Code::role_forbidden_pair));
  rows.roles.back().period = {kToday - days(9), kToday - days(1)};
  EXPECT_THAT(faults(rows), IsEmpty());
  rows.roles.back().period = {kToday + days(1), std::nullopt};
  EXPECT_THAT(faults(rows), IsEmpty());
}

TEST(Volume, IsOfInsatserWhereNobodyIsRegisteredByName) {
  DirectoryRows rows = made::staffed_rows();
  EXPECT_THAT(of_year(rows, 2026, made::policy(), "training"), ElementsAre(Code::volume_of_named));
  EXPECT_THAT(of_year(rows, 2026, made::policy(), "nothing"), ElementsAre(Code::insats_unknown));
  rows.cooperations[0].form = "counting";
  Policy policy = made::policy();
  policy.follow_ups = {{"counting", Registering::counts, {}, {day("2026-07-01"), std::nullopt}}};
  EXPECT_THAT(of_year(rows, 2026, policy, "training"), IsEmpty());
  EXPECT_THAT(of_year(rows, 2025, policy, "training"), ElementsAre(Code::volume_of_named));
  rows.insatser[0].period.to = day("2026-06-30");
  EXPECT_THAT(of_year(rows, 2026, policy, "training"), ElementsAre(Code::volume_of_named)) << "it was over before";
}

TEST(Volume, CountsNobodyTwice) {
  EXPECT_THAT(faults(made::staffed_rows(), kFigure, "ines", true), ElementsAre(Code::volume_of_individuals));
}

TEST(Volume, IsOfAYearThatHasBegunAndInWhichTheInsatsWasOpen) {
  DirectoryRows rows = made::staffed_rows();
  EXPECT_THAT(of_year(rows, 2027), ElementsAre(Code::volume_year)) << "it has not begun";
  EXPECT_THAT(of_year(rows, 2020), IsEmpty());
  EXPECT_THAT(of_year(rows, 2019), ElementsAre(Code::volume_year)) << "before the cooperation organisation";
  rows.insatser[2].period = {day("2024-12-31"), day("2025-01-01")};
  EXPECT_THAT(of_year(rows, 2023), ElementsAre(Code::volume_year));
  EXPECT_THAT(of_year(rows, 2024), IsEmpty());
  EXPECT_THAT(of_year(rows, 2025), IsEmpty());
  EXPECT_THAT(of_year(rows, 2026), ElementsAre(Code::volume_year));
  rows = made::staffed_rows();
  rows.insatser[2].period.from = kToday;
  EXPECT_THAT(of_year(rows, 2026), IsEmpty());
  rows.insatser[2].period.from = kToday + days(1);
  EXPECT_THAT(of_year(rows, 2026), ElementsAre(Code::volume_year)) << "it has not begun either";
}

TEST(Volume, OfAClosedYearStands) {
  const Policy none = made::policy();
  EXPECT_THAT(faults(made::staffed_rows(), kFigure, "ines", false, none, 2025), IsEmpty());
  EXPECT_THAT(faults(made::staffed_rows(), kFigure, "ines", false, none, 2026),
              ElementsAre(Code::counting_year_closed));
  Policy policy = made::policy();
  policy.counting = {{11, 21, kAlways}};  // Today; 2025.
  EXPECT_THAT(of_year(made::staffed_rows(), 2026, policy), IsEmpty());
  EXPECT_THAT(of_year(made::staffed_rows(), 2025, policy), ElementsAre(Code::counting_year_closed));
}

TEST(Volume, IsNoMoreThanThereCanBe) {
  EXPECT_THAT(faults(made::staffed_rows(), {"open_house", 2026, 0, kMostOfVolume}), IsEmpty());
  EXPECT_THAT(faults(made::staffed_rows(), {"open_house", 2026, 0, kMostOfVolume + 1}), ElementsAre(Code::field_fault));
  EXPECT_THAT(faults(made::staffed_rows(), {"open_house", 2026, -1, 0}), ElementsAre(Code::field_fault));
}

TEST(Volume, StandsOnceInASetAndEachFaultIsTold) {
  const VolumeSet set{"ines", {kFigure, {"training", 2026, 1, 1}, kFigure, {"open_house", 2025, 1, 1}}};
  const auto told = volume_faults(set, {false, false, false, false}, 0, made::directory(made::staffed_rows()),
                                  made::policy(), kToday);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0], (RowFault{2, {Code::volume_of_named, "Arbetsträning"}}));
  EXPECT_EQ(told[1], (RowFault{3, {Code::volume_twice, "open_house 2026"}}));
}

}  // namespace
}  // namespace gateway::core
