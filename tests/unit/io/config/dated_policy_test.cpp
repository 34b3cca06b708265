#include <gtest/gtest.h>

#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

using core::Assumed;
using core::Assumption;

base::Date day(std::string_view text) {
  return *base::Date::parse(text);
}

const std::string kFields =
    "field_list = [{flow = 'municipality_to_sus', fields = ['number'], from = 2014-01-01, source = 's'}]\n";
const std::string kFrom = "from = 2020-01-01\nsource = 's'\n";

class DatedPolicy : public testing::Test {
 protected:
  base::Result<core::Policy> read(const std::string& text) {
    return read_policy({scratch_.write("p.toml", kFields + text)});
  }
  std::string refusal(const std::string& text) {
    const auto policy = read(text);
    return policy ? "accepted" : scratch_.shown(policy.error().what);
  }

  Scratch scratch_;
};

TEST_F(DatedPolicy, WhatHasNoDaysIsRefusedWithWhatToWrite) {
  EXPECT_EQ(refusal("[withdrawal]\ndate_wait = '14d'\nsource = 's'\n"),
            "p.toml:2:1: withdrawal must say from when it holds: write [[threshold]] with name = "
            "\"withdrawal_wait_days\", value = 14, from = 2014-01-01 and source = \"…\"");
  EXPECT_EQ(refusal("[totals]\ninterval = '24h'\nsource = 's'\n"),
            "p.toml:2:1: totals must say from when it holds: write [[threshold]] with name = \"totals_hours\", value = "
            "24, from = 2014-01-01 and source = \"…\"");
  EXPECT_EQ(refusal("[retention]\nparked = '90d'\nsource = 's'\n"),
            "p.toml:2:1: retention must say from when it holds: write one [[retention]] for each of rejected, parked, "
            "files and looks, with kind = \"rejected\", days = 30, from = 2014-01-01 and source = \"…\"");
  const auto undated = read_policy({scratch_.write("p.toml", "[field_list]\nfields = ['number']\nsource = 's'\n")});
  ASSERT_FALSE(undated);
  EXPECT_EQ(scratch_.shown(undated.error().what),
            "p.toml:1:1: field_list must say from when it holds: write [[field_list]] with flow = "
            "\"municipality_to_sus\", fields = [\"number\", …], from = 2014-01-01 and source = \"…\"");
}

TEST_F(DatedPolicy, WaitsAreTheOnesOfTheDay) {
  const std::string wait = "[[threshold]]\nname = 'withdrawal_wait_days'\nsource = 's'\n";
  const auto policy = read(wait + "value = 7\nfrom = 2020-01-01\nto = 2020-12-31\n" + wait +
                           "value = 21\nfrom = 2021-01-01\n[[threshold]]\nname = 'totals_hours'\nvalue = 48\n" + kFrom);
  ASSERT_TRUE(policy) << policy.error().what;
  const auto waits = core::Threshold::withdrawal_wait_days;
  EXPECT_EQ(policy->threshold(waits, day("2019-12-31")), 14) << "the product's own";
  EXPECT_EQ(policy->threshold(waits, day("2020-12-31")), 7);
  EXPECT_EQ(policy->threshold(waits, day("2021-01-01")), 21);
  EXPECT_EQ(policy->threshold(core::Threshold::totals_hours, day("2021-01-01")), 48);
  const auto of = [&](const std::string& name, const std::string& value) {
    return refusal("[[threshold]]\nname = '" + name + "'\nvalue = " + value + "\n" + kFrom);
  };
  for (const char* value : {"1", "90"}) EXPECT_EQ(of("withdrawal_wait_days", value), "accepted");
  for (const char* value : {"0", "91"}) EXPECT_NE(of("withdrawal_wait_days", value), "accepted");
  for (const char* value : {"0", "744"}) EXPECT_EQ(of("totals_hours", value), "accepted");
  EXPECT_NE(of("totals_hours", "745"), "accepted");
}

TEST_F(DatedPolicy, AnAssumptionHoldsFromItsDay) {
  const std::string row = "[[assumption]]\nname = 'withdrawn_after_end'\nsource = 's'\n";
  const auto policy = read(row + "value = 'tell_fk'\nfrom = 2020-01-01\nto = 2020-12-31\n" + row +
                           "value = 'nothing'\nfrom = 2021-01-01\nverified = true\n");
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_EQ(policy->assumed(Assumption::withdrawn_after_end, day("2020-12-31")), Assumed::tell_fk);
  EXPECT_EQ(policy->assumed(Assumption::withdrawn_after_end, day("2021-01-01")), Assumed::nothing);
  EXPECT_EQ(policy->assumed(Assumption::withdrawn_before_sent, day("2021-01-01")), Assumed::anonymous);
  EXPECT_TRUE(policy->assumptions.back().origin.verified);
  const auto other = read(row + "value = 'tell_fk'\nfrom = 2020-01-01\n");
  ASSERT_TRUE(other) << other.error().what;
  EXPECT_NE(policy->hash, other->hash);
}

TEST_F(DatedPolicy, OnlyWhatTheGatewayCanDoIsAssumed) {
  EXPECT_EQ(refusal("[[assumption]]\nname = 'x'\nvalue = 'nothing'\n" + kFrom),
            "p.toml:3:8: assumption.x.name must be one of \"withdrawn_before_sent\", \"withdrawn_in_finsam\", "
            "\"withdrawn_after_end\", \"cooperation_counted_by\"");
  const auto value = [&](const std::string& name, const std::string& of) {
    return refusal("[[assumption]]\nname = '" + name + "'\nvalue = '" + of + "'\n" + kFrom);
  };
  EXPECT_EQ(value("withdrawn_before_sent", "anonymous"), "accepted");
  EXPECT_EQ(value("withdrawn_before_sent", "nothing"), "accepted");
  EXPECT_EQ(value("withdrawn_in_finsam", "out_that_day"), "accepted");
  EXPECT_EQ(value("withdrawn_after_end", "tell_fk"), "accepted");
  EXPECT_EQ(value("withdrawn_after_end", "nothing"), "accepted");
  EXPECT_EQ(value("cooperation_counted_by", "both_offices"), "accepted");
  EXPECT_EQ(value("withdrawn_in_finsam", "nothing"),
            "p.toml:4:9: assumption.withdrawn_in_finsam.value must be one of \"out_that_day\"");
  EXPECT_NE(refusal("[[assumption]]\nname = 'withdrawn_after_end'\n" + kFrom).find("value is missing"),
            std::string::npos);
}

TEST_F(DatedPolicy, ACountingYearClosesOnADayOfTheFollowing) {
  const auto policy = read("[[counting]]\ncloses = '06-30'\n" + kFrom);
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_EQ(policy->closed_through(day("2026-06-29")), 2024);
  EXPECT_EQ(policy->closed_through(day("2026-06-30")), 2025);
  EXPECT_EQ(policy->closed_through(day("2019-12-31")), 0) << "no row holds";
  EXPECT_EQ(read("")->closed_through(day("2026-06-30")), 0);
  EXPECT_NE(policy->hash, read("[[counting]]\ncloses = '07-01'\n" + kFrom)->hash);
  for (const char* wrong : {"02-29", "6-30", "2026-06-30", "13-01"}) {
    EXPECT_EQ(refusal("[[counting]]\ncloses = '" + std::string(wrong) + "'\n" + kFrom),
              "p.toml:3:10: counting[1].closes must be a day of every year, month and day: \"12-31\"");
  }
}

TEST_F(DatedPolicy, OfTheExamplesSaysAllThatIsBuilt) {
  const auto policy = read_policy({GATEWAY_SOURCE_DIR "/config/policy/sus.toml"});
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_EQ(policy->assumptions.size(), 4U);
  for (const core::AssumptionRow& row : policy->assumptions) {
    EXPECT_EQ(row.value, core::known_values(row.assumption).front());
    EXPECT_FALSE(row.origin.verified);
  }
  EXPECT_EQ(policy->retention.size(), 4U);
  EXPECT_EQ(policy->closed_through(day("2026-12-30")), 2024);
  EXPECT_EQ(policy->closed_through(day("2026-12-31")), 2025);
}

}  // namespace
}  // namespace gateway::io
