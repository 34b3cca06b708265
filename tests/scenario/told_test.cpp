// A consent taken back after the registration out: SUS is sent nothing, somebody tells FK, and why tells it all.
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/town.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

class Told : public ::testing::Test {
 protected:
  Told() {
    town.site.start_all();
    town.deliver("day-1", {{.key = "I1", .number = "19820406-2387"}});
    id = town.registration("I1");
    EXPECT_TRUE(town.comes_to(id, "in", "delivered"));
    town.deliver("day-2", {{.key = "I1", .number = "19820406-2387", .end = "2026-10-15"}});
    EXPECT_TRUE(town.comes_to(id, "out", "delivered")) << town.site.gateway({"queue", "--all"}).out;
  }

  Answer withdraw(const std::string& date) {
    return town.site.gateway(
        {"consent", "withdraw", "--source", "accorda", "--key", "I1", "--date", date, "--by", "maj.lind"});
  }
  Json waiting() { return town.site.gateway({"consent", "for-fk"}).json.at("rows"); }
  Answer fk_told(const std::string& date, const std::string& by = "maj.lind", std::string of = {}) {
    return town.site.gateway({"consent", "fk-told", of.empty() ? id : of, "--date", date, "--by", by});
  }

  Town town{{}};
  std::string id;
};

TEST_F(Told, FkIsByAPersonOnceAndSusIsSentNothing) {
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(fk_told("2026-11-02").code, 4) << "nothing to tell";
  const std::size_t before = town.site.gateway({"queue", "--all"}).json.at("rows").size();
  const Answer withdrawn = withdraw("2026-11-01");
  ASSERT_EQ(withdrawn.code, 0) << withdrawn.err;
  EXPECT_EQ(withdrawn.json.at("for_fk"), 1) << withdrawn.out;
  EXPECT_EQ(withdrawn.json.at("messages"), 0) << withdrawn.out;
  const Json rows = waiting();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.at(0).at("id"), id);
  EXPECT_EQ(rows.at(0).at("withdrawn"), "2026-11-01");

  EXPECT_EQ(fk_told("2026-10-31").code, 4) << "the day before the withdrawal";
  EXPECT_EQ(fk_told("2199-01-01").code, 4) << "a day to come";
  EXPECT_EQ(fk_told("2026-11-02", "insatsansvarig").code, 6) << "it asks for a role";
  EXPECT_EQ(fk_told("2026-11-02", "maj.lind", std::string(32, 'a')).code, 4) << "an id of nothing";
  EXPECT_EQ(waiting(), rows);
  const Answer done = fk_told("2026-11-01");
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(done.json.at("told"), "2026-11-01");
  EXPECT_EQ(done.json.at("told_by"), "maj.lind");
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(fk_told("2026-11-02").code, 4) << "said before";

  town.deliver("day-3", {{.key = "I1", .number = "19820406-2387", .end = "2026-10-15"}});
  EXPECT_TRUE(waiting().empty()) << "the next reading opens nothing anew";
  EXPECT_EQ(town.site.gateway({"queue", "--all"}).json.at("rows").size(), before) << "nothing was sent";
  town.adds_up();
}

TEST_F(Told, WhyTellsTheFactFirstInBothLanguages) {
  ASSERT_EQ(withdraw("2026-11-01").code, 0);
  const Answer why = town.site.gateway({"why", "I1"});
  ASSERT_EQ(why.code, 0) << why.err;
  const Json rows = why.json.at("rows");
  ASSERT_GE(rows.size(), 2U) << why.out;
  EXPECT_EQ(rows.front().at("units").at(0).at("event"), "fact") << why.out;
  EXPECT_NE(rows.front().dump().find("2026-11-01"), std::string::npos) << "the day that was told";
  EXPECT_TRUE(rows.back().at("told_since").get<bool>()) << "the reading's own answer says that it is not the last word";
  const Answer swedish = town.site.plain({"why", "I1", "--lang", "sv"});
  const Answer english = town.site.plain({"why", "I1", "--lang", "en"});
  EXPECT_NE(swedish.out.find("amtycke"), std::string::npos) << swedish.out;
  EXPECT_NE(english.out.find("onsent"), std::string::npos) << english.out;
  for (const Answer* said : {&why, &swedish, &english}) {
    EXPECT_EQ(said->out.find("198204062387"), std::string::npos);
    EXPECT_EQ(said->out.find("Testsson"), std::string::npos);
  }
}

TEST_F(Told, AtTheNodeItsAnswerIsToldToWhoeverWorksThereAndAStrangerFindsNothing) {
  const auto asks = [&](const std::string& by) { return town.site.node({"why", id, "--by", by}); };
  const Answer told = asks("maj.lind");
  ASSERT_EQ(told.code, 0) << told.err;
  ASSERT_FALSE(told.json.at("rows").empty()) << told.out;
  EXPECT_EQ(told.json.at("rows").at(0).at("source"), "received") << told.out;
  EXPECT_EQ(asks("dataskyddsombud-fk").code, 0);
  const std::string nothing = std::string(32, 'a');
  const Answer stranger = asks("kalle.nord");
  EXPECT_EQ(stranger.code, 4) << stranger.out;
  EXPECT_EQ(stranger.err, town.site.node({"why", nothing, "--by", "kalle.nord"}).err) << "as of what is not there";
  EXPECT_NE(town.site.node({"why", id}).code, 0) << "nobody asks";
  const Answer looks = town.site.node({"access", "list", "--case", id, "--by", "dataskyddsombud-fk"});
  EXPECT_GE(looks.json.at("rows").size(), 2U) << looks.out << looks.err;
}

}  // namespace
}  // namespace gateway::scenario
