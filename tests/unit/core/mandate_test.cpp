#include "gateway/core/mandate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kAlways;
using made::kToday;

const base::Date kGiven = kToday - days(100);

/// Maj's one mandate in training, given by somebody on a day.
DirectoryRows given(std::string by, base::Period period = {kGiven, std::nullopt}) {
  DirectoryRows rows = made::staffed_rows();
  rows.mandates = {{"maj.lind", "training", std::move(by), period}};
  return rows;
}

MandateState state(const DirectoryRows& rows, base::Date on = kToday, const Policy& policy = {},
                   std::string_view insats = "training") {
  const Directory directory = made::directory(rows);
  return mandate_of(directory, policy, *directory.user("maj.lind"), insats, on).state;
}

/// Takes a user's rows of one kind down to a period.
template <typename Rows>
void within(Rows& rows, std::string_view user, base::Period period) {
  for (auto& row : rows) {
    if (row.user == user) row.period = period;
  }
}

TEST(Mandate, HoldsOnBothEndsOfItsPeriodInItsInsatsForItsUser) {
  const DirectoryRows rows = given("maj.lind", {kGiven, kToday});
  EXPECT_EQ(state(rows, kGiven - days(1)), MandateState::missing);
  EXPECT_EQ(state(rows, kGiven), MandateState::counts);
  EXPECT_EQ(state(rows, kToday), MandateState::counts);
  EXPECT_EQ(state(rows, kToday + days(1)), MandateState::missing);
  EXPECT_EQ(state(rows, kToday, {}, "social"), MandateState::missing);
  const Directory directory = made::directory(rows);
  EXPECT_EQ(mandate_of(directory, {}, *directory.user("karl.ek"), "training", kToday).state, MandateState::missing);
}

TEST(Mandate, IsGivenByTheUserSelfWithRoleAndAssignmentOnItsFirstDay) {
  EXPECT_EQ(state(given("maj.lind")), MandateState::counts);
  EXPECT_EQ(state(given("karl.ek")), MandateState::giver_may_not) << "a colleague gives none";
  for (const bool role : {true, false}) {
    DirectoryRows rows = given("maj.lind");
    const auto hold = [&](base::Period period) {
      role ? within(rows.roles, "maj.lind", period) : within(rows.assignments, "maj.lind", period);
    };
    hold({kGiven, kGiven});
    EXPECT_EQ(state(rows), MandateState::counts) << "an act stands if both held when it was done";
    hold({kGiven + days(1), std::nullopt});
    EXPECT_EQ(state(rows), MandateState::giver_may_not);
    hold({day("2020-01-01"), kGiven - days(1)});
    EXPECT_EQ(state(rows), MandateState::giver_may_not);
  }
  DirectoryRows elsewhere = given("maj.lind");
  std::erase_if(elsewhere.assignments, [](const Assignment& row) { return row.to == "training"; });
  EXPECT_EQ(state(elsewhere), MandateState::giver_may_not) << "assigned to another insats";
}

TEST(Mandate, IsGivenByTheInsatsansvarigOfTheInsatsOnItsFirstDay) {
  EXPECT_EQ(state(given("ines")), MandateState::counts);
  for (const bool role : {true, false}) {
    DirectoryRows rows = given("ines");
    const auto hold = [&](base::Period period) {
      role ? within(rows.roles, "ines", period) : within(rows.staff.administrations, "ines", period);
    };
    hold({kGiven, kGiven});
    EXPECT_EQ(state(rows), MandateState::counts) << "whose removal ends new acts, not what was given";
    hold({kGiven + days(1), std::nullopt});
    EXPECT_EQ(state(rows), MandateState::giver_may_not);
  }
  DirectoryRows other = given("ines");
  std::erase_if(other.staff.administrations, [](const Administration& row) { return row.cooperation == "finsam"; });
  EXPECT_EQ(state(other), MandateState::giver_may_not) << "of another cooperation organisation";
  other.staff.administrations.push_back({"ines", "samverkansadministrator", "finsam", kAlways});
  EXPECT_EQ(state(other), MandateState::giver_may_not) << "and by no other role there";
}

TEST(Mandate, IsGivenByNobodyWithAForbiddenPairOnItsFirstDay) {
  for (const char* by : {"maj.lind", "ines"}) {
    DirectoryRows rows = given(by);
    if (rows.mandates[0].given_by == "ines") rows.roles.push_back({"ines", "deltagaransvarig", kAlways});
    EXPECT_EQ(state(rows), MandateState::counts) << by;
    rows.roles.push_back({by, "bestallare", {kGiven, kGiven}});
    EXPECT_EQ(state(rows), MandateState::giver_may_not) << by;
    rows.roles.back().period = {kGiven - days(9), kGiven - days(1)};
    EXPECT_EQ(state(rows), MandateState::counts) << by;
    rows.roles.back().period = {kGiven + days(1), std::nullopt};
    EXPECT_EQ(state(rows), MandateState::counts) << by << ": what was given before stands";
  }
}

TEST(Mandate, OfAnUnknownGiverDoesNotCount) {
  EXPECT_EQ(state(given("nobody")), MandateState::giver_may_not);
}

TEST(Mandate, PolicySaysWhoMightGiveItOnItsFirstDay) {
  Policy policy;
  policy.mandate_rules = {{{true, false}, "", {kGiven, std::nullopt}}};
  EXPECT_EQ(state(given("ines"), kToday, policy), MandateState::giver_may_not);
  EXPECT_EQ(state(given("maj.lind"), kToday, policy), MandateState::counts);
  policy.mandate_rules[0].givers = {false, true};
  EXPECT_EQ(state(given("ines"), kToday, policy), MandateState::counts);
  EXPECT_EQ(state(given("maj.lind"), kToday, policy), MandateState::giver_may_not);
  policy.mandate_rules[0].valid.from = kGiven + days(1);
  EXPECT_EQ(state(given("maj.lind"), kToday, policy), MandateState::counts) << "what was given before stands";
}

TEST(Mandate, OfAGiverRemovedForCauseEndsThatDayAndDoesNotComeBack) {
  DirectoryRows rows = given("maj.lind");
  const base::Date removed = kToday - days(10);
  rows.staff.removals = {{"maj.lind", "training", removed, made::noon(removed), "ines", true, "misuse"}};
  EXPECT_EQ(state(rows, removed - days(1)), MandateState::counts);
  EXPECT_EQ(state(rows, removed), MandateState::giver_removed);
  EXPECT_EQ(state(rows), MandateState::giver_removed) << "also with a new assignment";
  rows.mandates[0].period.from = removed + days(1);
  EXPECT_EQ(state(rows), MandateState::counts) << "given after";
  rows = given("maj.lind");
  rows.staff.removals = {{"maj.lind", "training", removed, made::noon(removed), "ines", false, ""}};
  EXPECT_EQ(state(rows), MandateState::counts) << "not for cause";
  rows.staff.removals = {{"maj.lind", "social", removed, made::noon(removed), "ines", true, "misuse"}};
  EXPECT_EQ(state(rows), MandateState::counts) << "in another insats";
}

TEST(Mandate, IsRenewedAfterAsManyDaysAsThePolicySaysIfItDoes) {
  const DirectoryRows rows = given("maj.lind");
  EXPECT_EQ(state(rows, kGiven + days(9'999)), MandateState::counts) << "no bound where no source sets one";
  Policy policy;
  policy.thresholds = {{Threshold::mandate_days, 30, kAlways}};
  EXPECT_EQ(state(rows, kGiven + days(29), policy), MandateState::counts);
  EXPECT_EQ(state(rows, kGiven + days(30), policy), MandateState::not_renewed);
  policy.thresholds[0].value = 0;
  EXPECT_EQ(state(rows, kGiven + days(30), policy), MandateState::counts);
}

TEST(Mandate, OneThatCountsIsEnoughElseTheNewestIsTold) {
  DirectoryRows rows = given("karl.ek", {kGiven + days(1), std::nullopt});
  rows.mandates.push_back({"maj.lind", "training", "nobody", {kGiven, std::nullopt}});
  Directory directory = made::directory(rows);
  const User& maj = *directory.user("maj.lind");
  const MandateView view = mandate_of(directory, {}, maj, "training", kToday);
  const auto fault = mandate_fault(view, maj, "training");
  ASSERT_TRUE(fault);
  EXPECT_EQ(*fault,
            (Reason{Code::mandate_giver_may_not, "maj.lind – training (karl.ek, " + (kGiven + days(1)).text() + ")"}));
  rows.mandates.push_back({"maj.lind", "training", "ines", {day("2021-01-01"), std::nullopt}});
  EXPECT_EQ(state(rows), MandateState::counts);
}

TEST(Mandate, EachStateThatDoesNotCountHasAReasonOfItsOwn) {
  const Directory directory = made::directory();
  const User& maj = *directory.user("maj.lind");
  const auto code = [&](MandateState state) { return mandate_fault({state, nullptr}, maj, "training")->code; };
  EXPECT_FALSE(mandate_fault({MandateState::counts, nullptr}, maj, "training"));
  EXPECT_EQ(code(MandateState::missing), Code::mandate_missing);
  EXPECT_EQ(code(MandateState::giver_may_not), Code::mandate_giver_may_not);
  EXPECT_EQ(code(MandateState::giver_removed), Code::mandate_giver_removed);
  EXPECT_EQ(code(MandateState::not_renewed), Code::mandate_not_renewed);
}

TEST(Mandate, FindingsAreThoseThatDoNotCountOrWillNotWhenTheyBegin) {
  DirectoryRows rows = given("karl.ek", {kGiven, kToday});
  rows.mandates.push_back({"maj.lind", "training", "ines", {kGiven, std::nullopt}});
  rows.mandates.push_back({"maj.lind", "social", "karl.ek", {kToday + days(5), std::nullopt}});
  const auto insatser = [&](base::Date on) {
    std::vector<std::string> all;
    const Directory directory = made::directory(rows);
    for (const MandateFinding& found : mandate_findings(directory, {}, on)) {
      all.push_back(found.mandate->insats + " by " + found.mandate->given_by);
      EXPECT_EQ(found.reason.code, Code::mandate_giver_may_not);
    }
    return all;
  };
  EXPECT_THAT(insatser(kToday), ::testing::ElementsAre("training by karl.ek", "social by karl.ek"));
  EXPECT_THAT(insatser(kToday + days(1)), ::testing::ElementsAre("social by karl.ek")) << "the first one is over";
}

}  // namespace
}  // namespace gateway::core
