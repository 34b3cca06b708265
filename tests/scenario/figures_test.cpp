// What is told without persons, through the programs: how late registrations are, and what is processed of whom.
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/town.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

class Figures : public ::testing::Test {
 protected:
  Figures() { town.site.start_all(); }

  Answer lateness(const std::string& by) { return town.site.gateway({"lateness", "--by", by}); }
  Answer processing(const std::string& by) { return town.site.gateway({"processing", "--by", by}); }

  Town town{{}};
};

TEST_F(Figures, OfLatenessAreToldByTheInsatsAndOfFewOnlyToWhoIsAssignedThere) {
  town.deliver("day-1", {{.key = "I1", .number = "19820406-2387"}});
  ASSERT_TRUE(town.comes_to(town.registration("I1"), "in", "delivered"));
  const Answer own = lateness("maj.lind");
  ASSERT_EQ(own.code, 0) << own.err;
  ASSERT_EQ(own.json.at("rows").size(), 1U) << own.out;
  const Json& row = own.json.at("rows").at(0);
  EXPECT_EQ(row.at("registered"), 1);
  EXPECT_FALSE(row.at("suppressed").get<bool>());
  EXPECT_EQ(row.at("longest_days"), row.at("median_days"));
  EXPECT_EQ(own.json.at("total").at("registered"), 1);

  const Answer others = lateness("insatsansvarig");
  ASSERT_EQ(others.code, 0) << others.err;
  const Json& hidden = others.json.at("rows").at(0);
  EXPECT_TRUE(hidden.at("suppressed").get<bool>());
  EXPECT_FALSE(hidden.contains("registered")) << others.out;
  EXPECT_TRUE(others.json.at("total").is_null());
  EXPECT_EQ(lateness("nobody").code, 6);

  const Answer page = town.site.plain({"lateness", "--by", "maj.lind"});
  EXPECT_EQ(page.code, 0);
  EXPECT_NE(page.out.find("inom 7 dagar"), std::string::npos) << page.out;
}

TEST_F(Figures, OfProcessingAreReadByTheDataProtectionOfficerWithWhatThePluginsSay) {
  EXPECT_EQ(processing("maj.lind").code, 6);
  const Answer all = processing("dataskyddsombud");
  ASSERT_EQ(all.code, 0) << all.err;
  bool carried = false;
  for (const Json& flow : all.json.at("flows")) {
    if (flow.at("flow") == "municipality_to_sus") carried = flow.at("sent").get<bool>();
  }
  EXPECT_TRUE(carried) << all.out.substr(0, 600);
  bool said = false;
  for (const Json& system : all.json.at("systems")) {
    if (system.at("id") == "accorda") said = !system.at("says").is_null() && !system.at("says").at("purpose").empty();
  }
  EXPECT_TRUE(said) << "the running plugin tells what it is for";
  const Answer page = town.site.plain({"processing", "--by", "dataskyddsombud"});
  EXPECT_EQ(page.code, 0);
  EXPECT_NE(page.out.find("Förteckning över behandling"), std::string::npos) << page.out.substr(0, 300);
}

}  // namespace
}  // namespace gateway::scenario
