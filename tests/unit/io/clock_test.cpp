#include "gateway/io/clock.h"

#include <gtest/gtest.h>

#include <ctime>

namespace gateway::io {
namespace {

using namespace std::chrono_literals;

base::Instant at(int year, unsigned month, unsigned day, std::chrono::milliseconds time) {
  return std::chrono::sys_days(base::Date::of(year, month, day)->ymd()) + time;
}

std::string day(base::Instant instant) {
  return SystemClock().day_of(instant).text();
}

TEST(SystemClock, TurnsTheDayAt23UtcInWinterAnd22InSummer) {
  EXPECT_EQ(day(at(2026, 1, 15, 23h - 1ms)), "2026-01-15");
  EXPECT_EQ(day(at(2026, 1, 15, 23h)), "2026-01-16");
  EXPECT_EQ(day(at(2026, 7, 15, 22h - 1ms)), "2026-07-15");
  EXPECT_EQ(day(at(2026, 7, 15, 22h)), "2026-07-16");
}

TEST(SystemClock, ChangesOnTheLastSundayOfMarch) {
  // 2026-03-29. The night before still turns by winter time, the next by summer time.
  EXPECT_EQ(day(at(2026, 3, 28, 23h - 1ms)), "2026-03-28");
  EXPECT_EQ(day(at(2026, 3, 28, 23h)), "2026-03-29");
  EXPECT_EQ(day(at(2026, 3, 29, 22h - 1ms)), "2026-03-29");
  EXPECT_EQ(day(at(2026, 3, 29, 22h)), "2026-03-30");
}

TEST(SystemClock, ChangesBackOnTheLastSundayOfOctober) {
  // 2026-10-25.
  EXPECT_EQ(day(at(2026, 10, 24, 22h - 1ms)), "2026-10-24");
  EXPECT_EQ(day(at(2026, 10, 24, 22h)), "2026-10-25");
  EXPECT_EQ(day(at(2026, 10, 25, 23h - 1ms)), "2026-10-25");
  EXPECT_EQ(day(at(2026, 10, 25, 23h)), "2026-10-26");
}

TEST(SystemClock, KnowsTheNewYearOfSweden) {
  EXPECT_EQ(day(at(2026, 12, 31, 23h - 1ms)), "2026-12-31");
  EXPECT_EQ(day(at(2026, 12, 31, 23h)), "2027-01-01");
}

/// The zone data of the system, where it is installed, hour by hour.
TEST(SystemClock, AgreesWithTheZoneDataOfTheSystem) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "Europe/Stockholm", 1);
  ::tzset();
  std::tm local{};
  const std::time_t summer = 1784116800;  // 2026-07-15T12:00Z
  const bool installed = ::localtime_r(&summer, &local) != nullptr && local.tm_gmtoff == 7200;
  int differing = 0;
  for (auto hour = at(2020, 1, 1, 0h); installed && hour < at(2037, 12, 31, 0h); hour += 1h) {
    const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(hour.time_since_epoch()).count();
    ::localtime_r(&seconds, &local);
    const base::Date here = SystemClock().day_of(hour);
    if (here.day() != static_cast<unsigned>(local.tm_mday) || here.month() != static_cast<unsigned>(local.tm_mon + 1)) {
      ++differing;
    }
  }
  before == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", kept.c_str(), 1);
  ::tzset();
  if (!installed) GTEST_SKIP() << "no zone data on this system";
  EXPECT_EQ(differing, 0);
}

TEST(Instant, IsReadInOneFormOnly) {
  EXPECT_EQ(parse_instant("2026-11-21T22:14:03.120Z"), at(2026, 11, 21, 22h + 14min + 3s + 120ms));
  for (const char* wrong :
       {"", "2026-11-21", "2026-11-21T22:14:03Z", "2026-11-21T22:14:03.120", "2026-11-21T24:00:00.000Z",
        "2026-11-21T22:60:03.120Z", "2026-11-31T22:14:03.120Z", "2026-11-21 22:14:03.120Z", "2026-11-21T-1:14:03.120Z",
        "2026-11-21T22:14:03.120z", "2026-11-21T22:14:03.1200"}) {
    EXPECT_EQ(parse_instant(wrong), std::nullopt) << wrong;
  }
}

TEST(SystemClock, TellsTheTimeInWholeMilliseconds) {
  const auto before = std::chrono::system_clock::now();
  const auto now = SystemClock().now();
  EXPECT_GE(now + 1ms, before);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

}  // namespace
}  // namespace gateway::io
