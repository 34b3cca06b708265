// A death that is told by command, of somebody whom two sources know, at every station of the way.
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/town.h"
#include "tests/support/database.h"

namespace gateway::scenario {
namespace {

using support::Answer;

constexpr const char* kNumber = "19820406-2387";

class Deceased : public ::testing::Test {
 protected:
  Answer died(const std::string& date, const std::string& by = "maj.lind") {
    return town.of_person("deceased", kNumber, by, {"--date", date});
  }

  Town town{{.second_source = true}};
};

TEST_F(Deceased, EndsWhatSusHasCountsWhatIsOnItsWayOrWaitsAndNamesNobodyAfterwards) {
  town.site.start_all();
  const Placement at_sus{.key = "I1", .number = kNumber};
  const Placement waits{.key = "I2", .number = kNumber, .start = "2026-09-08", .consent = ""};
  town.deliver("day-1", {at_sus, waits});
  const std::string first = town.registration("I1");
  ASSERT_TRUE(town.comes_to(first, "in", "delivered"));
  ASSERT_EQ(town.site.list("parked").size(), 1U);
  town.site.stop_node();
  const Placement queued{.key = "U1", .number = kNumber, .start = "2026-09-15"};
  town.deliver("day-1", {queued}, "unit");
  const std::string second = town.registration("U1");
  ASSERT_FALSE(second.empty());

  const Answer future = died("2199-01-01");
  EXPECT_EQ(future.code, 4);
  EXPECT_NE(future.err.find("date"), std::string::npos) << future.err;
  EXPECT_EQ(died("1981-12-31").code, 4) << "before the birth";
  EXPECT_EQ(town.counted(), (std::pair{0, 0})) << "nothing of it was taken";

  const Answer told = died("2026-11-01");
  ASSERT_EQ(told.code, 0) << told.out << told.err;
  EXPECT_EQ(town.state(second, "in"), "stopped");
  EXPECT_EQ(town.counted(), (std::pair{1, 0})) << "the one that waited";
  EXPECT_TRUE(town.site.list("parked").empty());
  EXPECT_EQ(told.out.find("198204062387"), std::string::npos);

  town.site.start_node();
  EXPECT_TRUE(town.comes_to(first, "exit", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  EXPECT_TRUE(town.comes_to(second, "exit_or_void", "delivered")) << "tried, but nobody was there: the node is asked";
  EXPECT_EQ(town.counted(), (std::pair{2, 0})) << "and has it not: counted";
  const Placement later{.key = "I3", .number = kNumber, .start = "2026-09-22"};
  town.deliver("day-2", {at_sus, waits, later});
  town.deliver("day-2", {queued}, "unit");
  EXPECT_EQ(town.counted(), (std::pair{3, 0})) << "a record from after it is counted, once";
  EXPECT_EQ(town.messages("in"), 2) << "no message names the person any more";
  EXPECT_EQ(town.messages("exit"), 1);
  EXPECT_EQ(support::select_number(town.site.ledger("node"),
                                   "SELECT count(*) FROM registration WHERE subject IS NOT "
                                   "NULL"),
            1)
      << "what SUS had, ended";
  town.adds_up();
}

}  // namespace
}  // namespace gateway::scenario
