#include "gateway/core/number_change.h"

#include <gmock/gmock.h>

// Row p of domain.md §3: who goes along when a record says another number.

namespace gateway::core {
namespace {

using ::testing::ElementsAre;

constexpr NumberedRegistration kTold{.told = true, .same_origin = true, .runs = true};
constexpr NumberedRegistration kRuns{.same_origin = true, .runs = true};
constexpr NumberedRegistration kEnded{.same_origin = true};

TEST(NumberChange, TakesAllOfTheSameOriginAlong) {
  EXPECT_THAT(follow_number({kTold, kEnded, kEnded}), ElementsAre(true, true, true));
}

TEST(NumberChange, LeavesThePersonWhereAnotherRecordHoldsOnToTheNumber) {
  EXPECT_THAT(follow_number({kTold, kRuns, kEnded}), ElementsAre(true, false, false));
}

TEST(NumberChange, LeavesWhatWasThereBefore) {
  EXPECT_THAT(follow_number({{.runs = true}, kTold, {}, kEnded}), ElementsAre(false, true, false, true));
}

TEST(NumberChange, LeavesWhatCannotGo) {
  EXPECT_THAT(follow_number({kTold, {.same_origin = true, .stays = true}}), ElementsAre(true, false));
}

}  // namespace
}  // namespace gateway::core
