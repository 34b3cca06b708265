#include "plugins/accorda/date_format.h"

#include <gtest/gtest.h>

namespace accorda {
namespace {

std::string read(std::string_view pattern, std::string_view text) {
  const auto format = DateFormat::parse(pattern);
  if (!format) return "no format";
  return format->read(text).value_or("no date");
}

TEST(DateFormat, ReadsTheWaysOfWriting) {
  EXPECT_EQ(read("YYYY-MM-DD", "2026-02-01"), "2026-02-01");
  EXPECT_EQ(read("YYYYMMDD", "20260201"), "2026-02-01");
  EXPECT_EQ(read("DD/MM/YYYY", "01/02/2026"), "2026-02-01");
  EXPECT_EQ(read("D.M.YYYY", "1.12.2026"), "2026-12-01");
  EXPECT_EQ(read("D.M.YYYY", "31.1.2026"), "2026-01-31");
  EXPECT_EQ(read("YYMMDD", "260201"), "2026-02-01");
  EXPECT_EQ(read("YYMMDD", "800201"), "1980-02-01");
  EXPECT_EQ(read("EXCEL", "46054"), "2026-02-01");
}

TEST(DateFormat, CutsATime) {
  EXPECT_EQ(read("YYYY-MM-DD", "2026-02-01T00:00:00+01:00"), "2026-02-01");
  EXPECT_EQ(read("YYYYMMDD", "20260201 08:30"), "2026-02-01");
  EXPECT_EQ(read("YYYY-MM-DD", "2026-02-01 eller så"), "no date");
}

TEST(DateFormat, RefusesDaysThatDoNotExist) {
  EXPECT_EQ(read("YYYY-MM-DD", "2026-02-29"), "no date");
  EXPECT_EQ(read("YYYY-MM-DD", "2024-02-29"), "2024-02-29");
  EXPECT_EQ(read("YYYY-MM-DD", "2026-13-01"), "no date");
  EXPECT_EQ(read("YYYY-MM-DD", "0000-00-00"), "no date");
  EXPECT_EQ(read("YYYY-MM-DD", "1799-12-31"), "no date");
  EXPECT_EQ(read("YYYY-MM-DD", "2026-2-1"), "no date");
  EXPECT_EQ(read("YYYYMMDD", "2026020"), "no date");
  EXPECT_EQ(read("YYYY-MM-DD", "2026-02-011"), "no date");
}

TEST(DateFormat, NeedsYearMonthAndDayOnceEach) {
  for (const auto* pattern : {"YYYY-MM", "YYY-MM-DD", "YYYY-MMM-DD", "YYYY-MM-DD-DD", "", "1YYYY-MM-DD"}) {
    EXPECT_FALSE(DateFormat::parse(pattern)) << pattern;
  }
}

}  // namespace
}  // namespace accorda
