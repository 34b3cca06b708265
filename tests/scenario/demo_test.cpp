// The demo municipality: two days, a withdrawal by command between them, held against the generator's plan.
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/lists.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::read_file;
using support::Site;
using support::write_file;

class Demo : public ::testing::Test {
 protected:
  Demo() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}) {
    site.generate(200, 7, 1);
    site.generate(200, 7, 2);
    site.start_all();
  }

  /// Syncs a day's export and holds what came of it against the plan.
  void live_through(const std::string& day) {
    const auto plan = site.folder() / ("plan-" + day + ".json");
    site.drop(site.folder() / ("export-" + day), "export_2026110" + day);
    const Answer synced = site.sync();
    ASSERT_EQ(synced.code, 0) << synced.out << synced.err;
    write_file(site.folder() / "sync.json", synced.out);
    for (const char* kind : {"rejected", "parked", "proposed", "outside", "vanished"}) {
      write_file(site.folder() / (std::string(kind) + ".json"), site.gateway({"list", kind}).out);
    }
    const auto verified =
        support::run({Site::program("sus-demo").string(), "verify", "--plan", plan.string(), "--counts",
                      (site.folder() / "sync.json").string(), "--lists", site.folder().string()},
                     site.folder());
    EXPECT_EQ(verified.code, 0) << verified.err;
  }

  Site site;
};

TEST_F(Demo, EndsAsPlannedOnBothDaysAndOnceMoreSendsNothing) {
  live_through("1");
  const std::string key = Json::parse(read_file(site.folder() / "plan-1.json")).at("withdraw_by_command");
  const Answer withdrawn = site.gateway(
      {"consent", "withdraw", "--source", "accorda", "--key", key, "--date", "2026-11-01", "--by", "maj.lind"});
  ASSERT_EQ(withdrawn.code, 0) << withdrawn.err;
  EXPECT_EQ(withdrawn.json.at("messages"), 1) << withdrawn.out;
  live_through("2");
  const std::string queue = site.gateway({"queue", "--all"}).out;
  site.drop(site.folder() / "export-2", "export_20261103");
  const Answer again = site.sync();
  EXPECT_EQ(again.code, 0) << again.out;
  EXPECT_EQ(site.gateway({"queue", "--all"}).out, queue) << "something was sent again";
  EXPECT_EQ(women_and_men(site.gateway({"totals"}).json), women_and_men(site.node({"totals"}).json));
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
  EXPECT_EQ(site.node({"ledger", "verify"}).code, 0);
}

TEST(Serve, NoticesADeliveryWithoutBeingAsked) {
  Site site({.directory = "demo", .mapping = "demo", .accorda = "demo", .poll = "1h"});
  site.generate(60, 9, 1);
  site.start_all();
  site.drop(site.folder() / "export-1", "export_20261101");
  EXPECT_TRUE(support::eventually(std::chrono::seconds(30), [&] {
    return delivered(site)["in"] > 5 && site.gateway({"queue"}).json.at("count") == 0;
  }));
  EXPECT_EQ(site.stop_gateway(), 0) << "ends well when asked to";
  EXPECT_EQ(site.stop_node(), 0);
}

}  // namespace
}  // namespace gateway::scenario
