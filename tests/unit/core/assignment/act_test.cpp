#include "gateway/core/assignment/act.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::changed;
using made::days;
using made::kToday;
using made::noon;
using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::ResultOf;

/// The faults of an act of Karl's in `training`, once Ines has changed something today at noon.
std::vector<Code> faults(const AssignmentChange& change, base::Date on, base::Instant at) {
  const ChangeOutcome outcome = changed({change});
  const Act act{"karl.ek", "gavle", at, on};
  return made::codes(act_faults(made::directory(outcome.rows.value()), act, "gavle", "training"));
}

TEST(Act, StandsIfTheAssignmentHeldWhenItWasDone) {
  const AssignmentChange change = made::take("karl.ek", "training");
  EXPECT_THAT(faults(change, kToday - days(1), noon(kToday) - days(1)), IsEmpty());
  EXPECT_THAT(faults(change, kToday, noon(kToday) - milliseconds(1)), IsEmpty());
  EXPECT_THAT(faults(change, kToday, noon(kToday)), ElementsAre(Code::assignment_missing));
  EXPECT_THAT(faults(change, kToday + days(1), noon(kToday) - milliseconds(1)), ElementsAre(Code::assignment_missing));
}

TEST(Act, StopsWhereTheAssignmentWasTakenAwayForCause) {
  const AssignmentChange change = made::take_for_cause("karl.ek", "training");
  EXPECT_THAT(faults(change, kToday - days(1), noon(kToday) - days(1)), ElementsAre(Code::removed_for_cause));
  EXPECT_THAT(faults(change, kToday, noon(kToday) - milliseconds(1)), Contains(Code::removed_for_cause));
  const AssignmentChange elsewhere = made::take_for_cause("karl.ek", "social");
  EXPECT_THAT(faults(elsewhere, kToday, noon(kToday)), IsEmpty());
  const AssignmentChange another = made::take_for_cause("maj.lind", "training");
  EXPECT_THAT(faults(another, kToday, noon(kToday)), IsEmpty());
}

TEST(Act, StandsAgainUnderAnAssignmentGivenAfterwards) {
  DirectoryRows rows = changed({made::take_for_cause("karl.ek", "training")}).rows.value();
  rows.assignments.push_back({"karl.ek", "training", {kToday + days(1), std::nullopt}});
  const Act act{"karl.ek", "gavle", noon(kToday) + days(1), kToday + days(1)};
  EXPECT_THAT(act_faults(made::directory(rows), act, "gavle", "training"), IsEmpty());
}

TEST(Act, StandsAgainFromTheMomentOfARemovalThatWasAMistake) {
  DirectoryRows rows = changed({made::take_for_cause("karl.ek", "training")}).rows.value();
  rows = changed({made::give("karl.ek", "training")}, rows).rows.value();
  const auto codes = [&](base::Instant at) {
    return made::codes(act_faults(made::directory(rows), {"karl.ek", "gavle", at, kToday}, "gavle", "training"));
  };
  EXPECT_THAT(codes(noon(kToday)), IsEmpty());
  EXPECT_THAT(codes(noon(kToday) - milliseconds(1)), ElementsAre(Code::removed_for_cause));
}

TEST(Act, StopsForCauseAlsoUnderAnAssignmentThatHadEnded) {
  DirectoryRows rows = made::staffed_rows();
  for (Assignment& row : rows.assignments) row.period.to = kToday - days(1);
  rows = changed({made::take_for_cause("karl.ek", "training")}, rows).rows.value();
  const Act act{"karl.ek", "gavle", noon(kToday) - days(1), kToday - days(1)};
  EXPECT_THAT(made::codes(act_faults(made::directory(rows), act, "gavle", "training")),
              ElementsAre(Code::removed_for_cause));
}

TEST(Act, LacksAuthorityByTheCodesOfItsFaults) {
  DirectoryRows rows = changed({made::take_for_cause("karl.ek", "training")}).rows.value();
  rows.roles.clear();
  const auto told = [&](const char* user, const char* organisation) {
    return made::codes(act_faults(made::directory(rows), {user, organisation, noon(kToday) - days(1), kToday},
                                  organisation, "social"));
  };
  for (const char* user : {"karl.ek", "sven", "nobody"}) {
    EXPECT_THAT(told(user, "af"), Each(ResultOf(of_authority, true))) << user;
    EXPECT_THAT(told(user, "af"), Not(IsEmpty())) << user;
  }
  EXPECT_TRUE(of_authority(Code::removed_for_cause));
  EXPECT_TRUE(of_authority(Code::role_forbidden_pair));
  EXPECT_FALSE(of_authority(Code::consent_withdrawn));
  EXPECT_FALSE(of_authority(Code::form_counts_only));
}

}  // namespace
}  // namespace gateway::core
