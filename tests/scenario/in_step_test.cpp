// A gateway and the node decide by a directory each: what is changed at one is told the other, and shown where it is
// refused. What the node told is read anew on request.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::Site;
using support::write_file;

class InStep : public ::testing::Test {
 protected:
  InStep() : site({.directory = "demo", .mapping = "demo", .accorda = "demo"}) {
    write_file(site.directory_file(),
               support::read_file(site.directory_file()) +
                   "\n[[user]]\nid = \"kommun.ansvarig\"\nname = \"Kommunens insatsansvariga\"\n"
                   "organisation = \"kommun\"\n"
                   "[[user]]\nid = \"kommun.andra\"\nname = \"Kommunens andra\"\norganisation = \"kommun\"\n"
                   "[[user]]\nid = \"kommun.samverkan\"\nname = \"Kommunens tredje\"\norganisation = \"kommun\"\n"
                   "[[role]]\nusers = [\"kommun.samverkan\"]\nroles = [\"samverkansadministrator\"]\n"
                   "from = 2020-01-01\n"
                   "[[administration]]\nusers = [\"kommun.samverkan\"]\n"
                   "role = \"samverkansadministrator\"\ncooperations = [\"finsam-forbund\"]\n"
                   "from = 2020-01-01\n"
                   "[[role]]\nusers = [\"kommun.ansvarig\", \"kommun.andra\"]\nroles = [\"insatsansvarig\"]\n"
                   "from = 2020-01-01\n"
                   "[[administration]]\nusers = [\"kommun.ansvarig\", \"kommun.andra\"]\n"
                   "role = \"insatsansvarig\"\ncooperations = [\"finsam-forbund\"]\n"
                   "from = 2020-01-01\n");
    site.start_all();
  }

  /// Removes karl.ek from an insats; the answer.
  Json remove(const std::string& by, const std::string& place) { return change("remove", by, place); }
  Json change(const char* action, const std::string& by, const std::string& place) {
    return save(by, {{"action", action}, {"users", {"karl.ek"}}, {"places", {place}}});
  }
  Json save(const std::string& by, const Json& change) {
    const std::int64_t version = site.gateway({"assignment", "list"}).json.at("version");
    const auto file = site.folder() / "set.json";
    write_file(
        file,
        Json({{"schema", "gateway.change-set/1"}, {"by", by}, {"version", version}, {"change", {change}}}).dump());
    return site.gateway({"assignment", "change", file.string()}).json;
  }
  static std::set<std::string> places(const Answer& listed) {
    std::set<std::string> found;
    for (const Json& row : listed.json.at("rows")) found.insert(row.at("place").get<std::string>());
    return found;
  }

  Site site;
};

TEST_F(InStep, ARemovalAtTheGatewayHoldsAtTheNode) {
  ASSERT_EQ(places(site.node({"assignment", "list", "--user", "karl.ek"})).count("arbetstraning"), 1U);
  const Json saved = remove("kommun.ansvarig", "arbetstraning");
  ASSERT_EQ(saved.at("saved"), true) << saved.dump();
  EXPECT_TRUE(saved.at("not_at_node").empty()) << saved.dump();
  const std::set<std::string> left = places(site.node({"assignment", "list", "--user", "karl.ek"}));
  EXPECT_EQ(left.count("arbetstraning"), 0U);
  EXPECT_EQ(left.count("social-traning"), 1U) << "and no other";
}

TEST_F(InStep, WhatTheNodeRefusesIsShownUntilItIsMadeByWhoeverMay) {
  const Json saved = remove("insatsansvarig", "arbetstraning");
  ASSERT_EQ(saved.at("saved"), true) << saved.dump();
  ASSERT_EQ(saved.at("not_at_node").size(), 1U) << "the association's, and the municipality's certificate";
  EXPECT_EQ(saved.at("not_at_node").at(0).at("code"), "user_of_other_organisation");
  EXPECT_EQ(places(site.node({"assignment", "list", "--user", "karl.ek"})).count("arbetstraning"), 1U);
  const Answer told = site.plain({"assignment", "review"});
  EXPECT_NE(told.out.find("nekat vid noden"), std::string::npos) << told.out;
  EXPECT_EQ(site.gateway({"assignment", "list"}).json.at("not_at_node").at(0).at("state"), "refused");
}

TEST_F(InStep, WhatIsChangedWhileTheNodeIsAwayIsToldWhenItIsBack) {
  ASSERT_EQ(site.stop_node(), 0);
  const Json saved = remove("kommun.ansvarig", "arbetstraning");
  ASSERT_EQ(saved.at("saved"), true) << saved.dump();
  ASSERT_EQ(saved.at("not_at_node").size(), 1U);
  EXPECT_EQ(saved.at("not_at_node").at(0).at("state"), "waiting");
  site.kill("gateway");
  site.start_node();
  site.start_gateway();
  EXPECT_EQ(site.sync().code, 0);
  EXPECT_TRUE(site.gateway({"assignment", "list"}).json.at("not_at_node").empty());
  EXPECT_EQ(places(site.node({"assignment", "list", "--user", "karl.ek"})).count("arbetstraning"), 0U);
}

TEST_F(InStep, WhatASecondAdministratorMakesOfItWhileTheNodeIsAwayHoldsThereToo) {
  ASSERT_EQ(site.stop_node(), 0);
  ASSERT_EQ(remove("kommun.ansvarig", "arbetstraning").at("saved"), true);
  ASSERT_EQ(change("add", "kommun.andra", "arbetstraning").at("saved"), true);
  site.start_node();
  EXPECT_TRUE(support::eventually(std::chrono::seconds(30), [&] {
    return site.gateway({"assignment", "list"}).json.at("not_at_node").empty();
  })) << site.gateway({"assignment", "list"}).out;
  EXPECT_EQ(places(site.node({"assignment", "list", "--user", "karl.ek"})).count("arbetstraning"), 1U);
}

TEST_F(InStep, WhatAnAdministratorMadeBeforeTheRemovalForCauseDoesNotLeave) {
  ASSERT_EQ(site.stop_node(), 0);
  ASSERT_EQ(remove("kommun.andra", "arbetstraning").at("saved"), true);
  const Json removed = save("kommun.samverkan", {{"action", "remove_for_cause"},
                                                 {"users", {"kommun.andra"}},
                                                 {"role", "insatsansvarig"},
                                                 {"places", {"finsam-forbund"}},
                                                 {"cause", "misuse"}});
  ASSERT_EQ(removed.at("saved"), true) << removed.dump();
  site.start_node();
  Json left;
  EXPECT_TRUE(support::eventually(std::chrono::seconds(30), [&] {
    left = site.gateway({"assignment", "list"}).json.at("not_at_node");
    return left.size() == 1 && left.at(0).at("state") == "refused";
  })) << left.dump();
  EXPECT_EQ(left.at(0).value("code", ""), "removed_for_cause") << left.dump();
  EXPECT_EQ(places(site.node({"assignment", "list", "--user", "karl.ek"})).count("arbetstraning"), 1U);
}

TEST_F(InStep, AllThatTheNodeToldIsReadAnewOnRequest) {
  EXPECT_EQ(site.gateway({"follow"}).json.at("whole"), true);
  const Answer anew = site.gateway({"follow", "--anew"});
  EXPECT_EQ(anew.code, 0) << anew.err;
  EXPECT_EQ(anew.json.at("whole"), true) << anew.out;
  bool checked = false;
  for (const Json& row : site.gateway({"check"}).json)
    checked = checked || (row.at("what") == "follow" && row.at("ok"));
  EXPECT_TRUE(checked);
}

}  // namespace
}  // namespace gateway::scenario
