// Finsam as it is followed up in numbers alone, through the programs: who starts then is counted, asked for nothing and
// never named; and the volumes that an insatsansvarig gives.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/scenario/town.h"
#include "tests/support/folder.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

constexpr std::chrono::seconds kSoon{60};

class Volume : public ::testing::Test {
 protected:
  Volume() {
    std::string directory = support::replaced(support::read_file(town.site.directory_file()), "form = \"finsam\"",
                                              "form = \"finsam-counts\"");
    directory +=
        "\n[[insats]]\nid = \"oppet-hus\"\nname = \"Öppet hus\"\ncooperation = \"finsam-forbund\"\n"
        "counts_only = true\nfrom = 2020-01-01\n";
    support::write_file(town.site.directory_file(), directory);
    town.site.start_all();
  }

  Answer set(const std::string& women, const std::string& by = "insatsansvarig",
             const std::string& insats = "oppet-hus") {
    return town.site.gateway(
        {"volume", "set", "--insats", insats, "--year", "2025", "--women", women, "--men", "9", "--by", by});
  }
  /// Waits until the node has these women of the insats.
  bool node_has(const std::string& insats, int women, int men) {
    return support::eventually(kSoon, [&] {
      town.site.gateway({"sync"});
      const Answer totals = town.site.node({"totals"});
      for (const Json& row : totals.json.at("rows")) {
        if (row.at("insats") == insats && row.at("women") == women && row.at("men") == men) return true;
      }
      return false;
    });
  }

  Town town{{}};
};

TEST_F(Volume, OfAFormThatCountsIsCountedWithoutConsentAndNamesNobodyWhileWhatBeganByNameGoesOn) {
  const Placement named{.key = "I1", .number = "19820406-2387", .start = "2023-03-31", .consent = "2023-03-20"};
  const Placement unasked{.key = "I2", .number = "19880304-2384", .start = "2026-04-01", .consent = ""};
  const Placement asked{.key = "I3", .number = "19870203-2387", .start = "2026-04-02", .consent = "2026-03-20"};
  town.deliver("day-1", {named, unasked, asked});
  const std::string id = town.registration("I1");
  EXPECT_TRUE(town.comes_to(id, "in", "delivered")) << town.site.gateway({"why", "I1"}).out;
  EXPECT_EQ(town.messages("in"), 1);
  EXPECT_EQ(town.counted(), (std::pair{2, 0}));
  EXPECT_TRUE(node_has("arbetstraning", 2, 0)) << town.site.node({"totals"}).out;
  for (const char* part : {"gateway", "node"}) EXPECT_EQ(town.named(part), 1) << part;
  EXPECT_EQ(town.unit("I3", "in").at("reasons").at(0).at("code"), "counted_by_form");
  EXPECT_TRUE(town.site.gateway({"consent", "list"}).json.at("rows").empty()) << "nobody is reminded";

  Placement ended = named;
  ended.end = "2026-10-15";
  Placement over = asked;
  over.end = "2026-10-15";
  town.deliver("day-2", {ended, unasked, over});
  EXPECT_TRUE(town.comes_to(id, "out", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  EXPECT_EQ(town.messages("out"), 1);
  EXPECT_EQ(town.counted(), (std::pair{2, 0}));
  // Somebody began by name: what is only numbers cannot move there.
  Placement moved = ended;
  moved.start = "2026-04-01";
  town.deliver("day-3", {moved, unasked, over});
  EXPECT_EQ(town.unit("I1", "in").at("reasons").at(0).at("code"), "form_counts_only");
  EXPECT_EQ(town.messages("change"), 0);
  town.adds_up();
}

TEST_F(Volume, IsGivenAndCorrectedByTheInsatsansvarigAndTheNodeHasTheNewest) {
  const Answer given = set("12");
  ASSERT_EQ(given.code, 0) << given.out << given.err;
  EXPECT_TRUE(given.json.at("saved").get<bool>());
  EXPECT_TRUE(node_has("oppet-hus", 12, 9)) << town.site.node({"totals"}).out;
  ASSERT_EQ(set("11").code, 0);
  EXPECT_TRUE(node_has("oppet-hus", 11, 9)) << town.site.node({"totals"}).out;
  const Json all = town.site.gateway({"volume", "list", "--all"}).json.at("rows");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(0).at("women"), 11);
  EXPECT_EQ(all.at(0).at("by"), "insatsansvarig");
  EXPECT_TRUE(all.at(0).at("sent").get<bool>());
  EXPECT_FALSE(all.at(1).at("newest").get<bool>());
  town.adds_up();
}

TEST_F(Volume, IsRefusedToOthersAndWhereSomebodyIsCountedAndAFileIsTakenWholeOrNotAtAll) {
  for (const char* other : {"maj.lind", "af.sund", "nobody"}) {
    const Answer refused = set("12", other);
    EXPECT_EQ(refused.code, 4) << other;
    EXPECT_EQ(refused.json.at("faults").at(0).at("code"), "volume_not_yours") << refused.out;
  }
  town.deliver("day-1", {{.key = "I1", .number = "19820406-2387", .start = "2025-02-03", .consent = ""}});
  EXPECT_EQ(set("12", "insatsansvarig", "arbetstraning").json.at("faults").at(0).at("code"), "volume_of_individuals");
  const std::string head = "schema = \"gateway.volume-set/1\"\nby = \"insatsansvarig\"\n";
  const auto row = [](const std::string& insats) {
    return "[[volume]]\ninsats = \"" + insats + "\"\nyear = 2025\nwomen = 5\nmen = 6\n";
  };
  const auto file = town.site.folder() / "volumes.toml";
  support::write_file(file, head + row("oppet-hus") + row("arbetstraning"));
  EXPECT_EQ(town.site.gateway({"volume", "set", file.string()}).code, 4);
  EXPECT_TRUE(town.site.gateway({"volume", "list"}).json.at("rows").empty());
  support::write_file(file, head + row("oppet-hus") + row("social-traning"));
  ASSERT_EQ(town.site.gateway({"volume", "set", file.string()}).code, 0);
  EXPECT_EQ(town.site.gateway({"volume", "list"}).json.at("count"), 2);
  EXPECT_TRUE(node_has("social-traning", 5, 6));
}

}  // namespace
}  // namespace gateway::scenario
