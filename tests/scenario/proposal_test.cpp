// Records of a municipality without standing mandates: each waits for a caseworker's word.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/scenario/town.h"
#include "tests/support/database.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

const Placement kFirst{.key = "I1", .number = "19820406-2387"};
const Placement kSecond{.key = "I2", .number = "19910214-2396"};

class Proposal : public ::testing::Test {
 protected:
  Proposal() {
    town.site.start_all();
    town.deliver("day-1", {kFirst, kSecond});
  }

  std::vector<std::string> waiting(const std::string& by) {
    std::vector<std::string> keys;
    const Answer listed = town.site.gateway({"proposal", "list", "--by", by});
    for (const Json& row : listed.json.at("rows")) {
      keys.push_back(row.at("key"));
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  Answer reply(const std::string& action, const std::string& key, const std::string& by) {
    return town.site.gateway({"proposal", action, "--source", "accorda", "--key", key, "--by", by});
  }
  std::string registrar(const std::string& part, const std::string& id) {
    const auto rows = support::select(town.site.ledger(part),
                                      "SELECT act_user FROM registration WHERE hex(id) = upper('" + id + "')");
    return rows.empty() ? "" : rows.front().front();
  }

  Town town{{.mandates = false}};
};

TEST_F(Proposal, IsRegisteredInTheNameOfWhoeverConfirmsIt) {
  EXPECT_EQ(waiting("maj.lind"), (std::vector<std::string>{"I1", "I2"}));
  EXPECT_TRUE(waiting("kalle.nord").empty()) << "the role, but no assignment";
  EXPECT_EQ(town.messages("in"), 0);
  const Answer confirmed = reply("confirm", "I1", "karl.ek");
  ASSERT_EQ(confirmed.code, 0) << confirmed.err;
  EXPECT_EQ(confirmed.json.at("done"), true) << confirmed.out;
  const std::string id = town.registration("I1");
  ASSERT_TRUE(town.comes_to(id, "in", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  for (const char* part : {"gateway", "node"}) EXPECT_EQ(registrar(part, id), "karl.ek") << part;
  EXPECT_EQ(town.named("node"), 1);
  EXPECT_EQ(reply("confirm", "I1", "karl.ek").code, 4) << "it waits no more";
  EXPECT_EQ(waiting("maj.lind"), std::vector<std::string>{"I2"});

  // Its end waits, too, and is confirmed by somebody else.
  Placement over = kFirst;
  over.end = "2026-10-15";
  town.deliver("day-2", {over, kSecond});
  EXPECT_EQ(waiting("maj.lind"), (std::vector<std::string>{"I1", "I2"}));
  EXPECT_EQ(town.messages("out"), 0);
  const Answer out = reply("confirm", "I1", "maj.lind");
  ASSERT_EQ(out.code, 0) << out.err;
  EXPECT_EQ(out.json.at("done"), true) << out.out;
  EXPECT_TRUE(town.comes_to(id, "out", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  EXPECT_EQ(town.named("node"), 1);
  town.adds_up();
}

TEST_F(Proposal, OfOthersIsAnsweredLikeNoneAndARejectedOneIsSetAside) {
  const Answer stranger = reply("confirm", "I1", "kalle.nord");
  EXPECT_EQ(stranger.code, 4);
  for (const char* action : {"confirm", "reject"}) {
    for (const char* by : {"kalle.nord", "insatsansvarig", "nobody"}) {
      EXPECT_EQ(reply(action, "I1", by).err, reply(action, "I99", by).err) << action << by;
    }
  }
  EXPECT_EQ(stranger.err, reply("confirm", "I99", "maj.lind").err);
  const Answer rejected = reply("reject", "I1", "maj.lind");
  ASSERT_EQ(rejected.code, 0) << rejected.err;
  EXPECT_EQ(rejected.json.at("done"), true) << rejected.out;
  EXPECT_EQ(waiting("maj.lind"), std::vector<std::string>{"I2"});
  EXPECT_EQ(reply("confirm", "I1", "maj.lind").code, 4) << "set aside";
  const Json outside = town.site.list("outside");
  ASSERT_EQ(outside.size(), 1U);
  EXPECT_EQ(outside.at(0).at("reasons").at(0).at("code"), "proposal_declined");

  // Read again as it was, it stays so; read otherwise, it waits anew.
  town.deliver("day-2", {kFirst, kSecond});
  EXPECT_EQ(waiting("maj.lind"), std::vector<std::string>{"I2"});
  Placement other = kFirst;
  other.start = "2026-09-08";
  town.deliver("day-3", {other, kSecond});
  EXPECT_EQ(waiting("maj.lind"), (std::vector<std::string>{"I1", "I2"}));
  EXPECT_EQ(town.messages("in"), 0);
  town.adds_up();
}

}  // namespace
}  // namespace gateway::scenario
