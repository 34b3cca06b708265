#include "gateway/base/date.h"

#include <gtest/gtest.h>

namespace gateway::base {
namespace {

TEST(Date, ReadsAndWritesTheIsoForm) {
  const auto date = Date::parse("2024-02-29");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->text(), "2024-02-29");
  EXPECT_EQ(Date::from_days(date->days()), *date);
}

TEST(Date, RefusesDaysThatDoNotExistAndOtherForms) {
  for (const char* text : {"2023-02-29", "2024-13-01", "2024-00-10", "20240229", "2024-2-29", "2024-02-29 ",
                           "1799-01-01", "2200-01-01", "", "2024/02/29", "٢٠٢٤-02-29"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Period, HoldsBothItsEnds) {
  const Period period{*Date::parse("2020-01-01"), Date::parse("2020-12-31")};
  EXPECT_FALSE(period.contains(*Date::parse("2019-12-31")));
  EXPECT_TRUE(period.contains(*Date::parse("2020-01-01")));
  EXPECT_TRUE(period.contains(*Date::parse("2020-12-31")));
  EXPECT_FALSE(period.contains(*Date::parse("2021-01-01")));
}

TEST(Instant, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(text(Instant(std::chrono::milliseconds(86'400'000LL + 3'723'004))), "1970-01-02T01:02:03.004Z");
}

}  // namespace
}  // namespace gateway::base
