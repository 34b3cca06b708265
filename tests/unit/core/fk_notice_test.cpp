#include "gateway/core/fk_notice.h"

#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kToday;

FkNotice notice() {
  FkNotice made;
  made.registration = made::registration_id(1);
  made.place = "training";
  made.withdrawn = day("2026-11-10");
  return made;
}

TEST(FkNotice, IsClosedByWhoSaysOnWhichDayFkWasTold) {
  FkNotice one = notice();
  EXPECT_FALSE(tell(one, day("2026-11-12"), "maj.lind", kToday));
  EXPECT_EQ(one.told, day("2026-11-12"));
  EXPECT_EQ(one.told_by, "maj.lind");
  EXPECT_EQ(tell(one, day("2026-11-13"), "karl.ek", kToday), NotTold::already);
  EXPECT_EQ(one.told_by, "maj.lind");
}

TEST(FkNotice, TakesNoDayBeforeTheWithdrawalAndNoneToCome) {
  for (const auto& [on, fault] : {std::pair{day("2026-11-09"), std::optional(NotTold::before_known)},
                                  {day("2026-11-10"), std::optional<NotTold>()},
                                  {kToday, std::optional<NotTold>()},
                                  {kToday + days(1), std::optional(NotTold::in_future)}}) {
    FkNotice one = notice();
    EXPECT_EQ(tell(one, on, "maj.lind", kToday), fault) << on.text();
    EXPECT_EQ(one.told.has_value(), !fault) << on.text();
  }
}

}  // namespace
}  // namespace gateway::core
