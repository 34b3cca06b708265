// A protection that a source has said, from the strip at the node to a new registration by name (domain.md §3 l, n).
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/town.h"
#include "tests/support/database.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

constexpr const char* kNumber = "19820406-2387";
constexpr const char* kOther = "19910214-2396";

class Lift : public ::testing::Test {
 protected:
  Lift() { town.site.start_all(); }

  /// I1 is registered by name, and then its source flags the person: stripped at the node.
  std::string stripped() {
    town.deliver("day-1", {{.key = "I1", .number = kNumber}});
    const std::string id = town.registration("I1");
    EXPECT_TRUE(town.comes_to(id, "in", "delivered"));
    EXPECT_EQ(town.named("node"), 1);
    town.deliver("day-2", {{.key = "I1", .number = kNumber, .is_protected = "Ja"}});
    EXPECT_TRUE(town.comes_to(id, "strip", "delivered")) << town.site.gateway({"queue", "--all"}).out;
    return id;
  }
  bool is_stripped(const std::string& part, const std::string& id) {
    return support::select_number(town.site.ledger(part),
                                  "SELECT count(*) FROM registration WHERE stripped = 1 AND "
                                  "hex(id) = upper('" +
                                      id + "')") == 1;
  }
  Answer lift(const std::string& by, const std::string& number = kNumber) { return town.of_person("lift", number, by); }

  Town town{{.other_days = true}};
};

TEST_F(Lift, IsRefusedWhileTheSourceSaysThatThePersonIsProtected) {
  const std::string id = stripped();
  EXPECT_EQ(town.named("node"), 0);
  EXPECT_TRUE(is_stripped("node", id));
  const Answer refused = lift("maj.lind");
  EXPECT_EQ(refused.code, 4) << refused.out;
  EXPECT_NE(refused.err.find("protection_still_claimed"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("accorda"), std::string::npos) << "by whom";
  EXPECT_EQ(refused.err.find("19820406"), std::string::npos) << "no number in an answer";

  // A source that merely says it no more takes nothing back.
  town.deliver("day-3", {{.key = "I2", .number = kOther}});
  EXPECT_NE(lift("maj.lind").err.find("protection_still_claimed"), std::string::npos);
  town.adds_up();
}

TEST_F(Lift, IsACaseworkersOnceTheSourceSaysNoneAndTellsNobodyElseAnything) {
  const std::string id = stripped();
  town.deliver("day-3", {{.key = "I1", .number = kNumber}});
  EXPECT_TRUE(is_stripped("gateway", id)) << "the export alone lifts nothing";
  for (const char* by : {"kalle.nord", "insatsansvarig", "dataskyddsombud", "nobody"}) {
    const Answer refused = lift(by);
    EXPECT_EQ(refused.code, 6) << by << refused.out;
    EXPECT_EQ(refused.err, lift(by, kOther).err) << by << ": that somebody is protected is secret";
  }
  const Answer lifted = lift("maj.lind");
  ASSERT_EQ(lifted.code, 0) << lifted.err;
  const Answer again = lift("maj.lind");
  EXPECT_EQ(again.code, 4);
  EXPECT_NE(again.err.find("protection_not_set"), std::string::npos) << again.err;

  // What runs stays as it is, also when it is read again and when it ends.
  town.deliver("day-4", {{.key = "I1", .number = kNumber, .end = "2026-11-01"}});
  EXPECT_TRUE(town.comes_to(id, "out", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  for (const char* part : {"gateway", "node"}) EXPECT_TRUE(is_stripped(part, id)) << part;
  EXPECT_EQ(town.named("node"), 0);
  town.adds_up();
}

TEST_F(Lift, NamesOnAConsentFromAfterItAloneAndTheNodeTakesItByName) {
  stripped();
  town.deliver("day-3", {{.key = "I1", .number = kNumber}});
  ASSERT_EQ(lift("maj.lind").code, 0);
  town.site.stop_gateway();
  town.site.stop_node();
  town.later_by(4);
  town.site.start_node();
  town.site.start_gateway();
  ASSERT_EQ(town.site.gateway({"version"}).code, 0);

  const Placement running{.key = "I1", .number = kNumber};
  const Placement before{.key = "I2", .number = kNumber, .start = "2026-11-02", .consent = day_after_today(0)};
  const Placement after{.key = "I3", .number = kNumber, .start = "2026-11-03", .consent = day_after_today(2)};
  town.deliver("day-5", {running, before});
  const Json counted = town.unit("I2", "in");
  ASSERT_TRUE(counted.is_object());
  EXPECT_EQ(counted.at("outcome"), "anonymous");
  EXPECT_EQ(counted.at("reasons").at(0).at("code"), "consent_before_lifting") << counted.dump();
  EXPECT_EQ(town.registration("I2"), "");
  EXPECT_EQ(town.counted(), (std::pair{1, 0}));
  EXPECT_EQ(town.named("node"), 0);

  town.deliver("day-6", {running, before, after});
  const std::string id = town.registration("I3");
  ASSERT_FALSE(id.empty()) << town.site.gateway({"why", "I3"}).out;
  EXPECT_TRUE(town.comes_to(id, "in", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  for (const char* part : {"gateway", "node"}) {
    EXPECT_EQ(town.named(part), 1) << part;
    EXPECT_FALSE(is_stripped(part, id)) << part;
  }
  EXPECT_EQ(town.counted(), (std::pair{1, 0})) << "what was counted stays so";
  town.adds_up();
}

}  // namespace
}  // namespace gateway::scenario
