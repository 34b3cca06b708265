#include <gtest/gtest.h>

#include "gateway/core/authority.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::days;
using made::kToday;

bool may(const DirectoryRows& rows, std::string_view user, std::string_view place, base::Date on = kToday) {
  return may_confirm_consent(made::directory(rows), user, "gavle", place, on);
}

TEST(Confirm, AYesAsksForRoleAndAssignmentInTheOwnOrganisation) {
  const DirectoryRows rows = made::rows();
  EXPECT_TRUE(may(rows, "maj.lind", "training"));
  EXPECT_FALSE(may(rows, "kalle.nord", "training")) << "the role alone";
  EXPECT_FALSE(may(rows, "sam.berg", "training")) << "another organisation's";
  EXPECT_FALSE(may(rows, "nobody", "training"));
  EXPECT_FALSE(may(rows, "maj.lind", "open_house")) << "assigned to others";
  DirectoryRows without = made::rows();
  std::erase_if(without.roles, [](const auto& role) { return role.user == "maj.lind"; });
  EXPECT_FALSE(may(without, "maj.lind", "training")) << "the assignment alone";
}

TEST(Confirm, AYesAsksForTheAssignmentOfTheDay) {
  DirectoryRows rows = made::rows();
  for (auto& assignment : rows.assignments) assignment.period.to = kToday;
  EXPECT_TRUE(may(rows, "maj.lind", "training"));
  EXPECT_FALSE(may(rows, "maj.lind", "training", kToday + days(1)));
  EXPECT_TRUE(may(rows, "maj.lind", ""));
  EXPECT_FALSE(may(rows, "maj.lind", "", kToday + days(1)));
}

TEST(Confirm, WhereNobodyKnowsThePlaceAnyAssignmentDoes) {
  const DirectoryRows rows = made::rows();
  EXPECT_TRUE(may(rows, "maj.lind", ""));
  EXPECT_FALSE(may(rows, "kalle.nord", ""));
  EXPECT_FALSE(may(rows, "sam.berg", ""));
  EXPECT_FALSE(may(rows, "nobody", ""));
}

}  // namespace
}  // namespace gateway::core
