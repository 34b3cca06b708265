// A caseworker's participations in insatser, and the insatser themselves, through the programs.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/scenario/town.h"
#include "tests/support/folder.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;

constexpr const char* kNumber = "19820406-2387";
constexpr const char* kOther = "19880304-2384";

class Participation : public ::testing::Test {
 protected:
  Participation() { town.site.start_all(); }

  Json list(const std::string& by) { return town.site.gateway({"case", "list", "--by", by}).json.at("rows"); }
  Answer change(const std::string& text) {
    const auto file = town.site.folder() / "change.json";
    support::write_file(file, text);
    return town.site.gateway({"directory", "change", file.string()});
  }

  Town town{{}};
};

TEST_F(Participation, IsFoundShownAndHandedOverByWhoHasTheAssignmentAlone) {
  town.deliver("day-1", {{.key = "I1", .number = kNumber}});
  const std::string id = town.registration("I1");
  ASSERT_TRUE(town.comes_to(id, "in", "delivered"));
  const Answer found = town.of_person("search", kNumber, "karl.ek");
  ASSERT_EQ(found.code, 0) << found.err;
  EXPECT_EQ(found.json.at("rows").at(0).at("registration"), id) << found.out;
  EXPECT_EQ(found.out.find("19820406"), std::string::npos);
  const Answer unknown = town.of_person("search", kOther, "karl.ek");
  EXPECT_EQ(unknown.code, 4);
  const Answer not_allowed = town.of_person("search", kNumber, "kalle.nord");
  EXPECT_EQ(not_allowed.err, unknown.err) << "that somebody is registered is secret";
  EXPECT_EQ(not_allowed.code, unknown.code);
  EXPECT_EQ(town.site.gateway({"case", "show", id, "--by", "kalle.nord"}).code, 4);
  EXPECT_EQ(town.site.gateway({"case", "show", id, "--by", "karl.ek"}).code, 0);

  ASSERT_EQ(list("maj.lind").size(), 1U) << "the source's signature is hers";
  EXPECT_TRUE(list("karl.ek").empty());
  const auto hand_over = [&](const std::string& to) {
    return town.site.gateway({"case", "transfer", id, "--by", "maj.lind", "--to", to});
  };
  EXPECT_NE(hand_over("kalle.nord").code, 0) << "has no assignment there";
  EXPECT_EQ(hand_over("karl.ek").code, 0);
  EXPECT_TRUE(list("maj.lind").empty());
  ASSERT_EQ(list("karl.ek").size(), 1U);
  const Answer looks = town.site.gateway({"access", "list", "--case", id, "--by", "dataskyddsombud"});
  EXPECT_GE(looks.json.at("rows").size(), 3U) << looks.err;

  // Once protected, nobody finds the person by number.
  ASSERT_EQ(town.of_person("protect", kNumber, "maj.lind").code, 0);
  EXPECT_EQ(town.of_person("search", kNumber, "karl.ek").err, unknown.err);
  town.adds_up();
}

TEST_F(Participation, IsInInsatserThatTheirInsatsansvarigEdits) {
  const std::string version = std::to_string(town.site.gateway({"assignment", "list"}).json.at("version").get<int>());
  const auto of = [&](const std::string& by, const std::string& edit) {
    return R"({"schema":"gateway.directory-change/1","by":")" + by + R"(","version":)" + version + R"(,"change":[)" +
           edit + "]}";
  };
  const std::string made =
      R"({"action":"add_insats","id":"gron-rehab","cooperation":"finsam-forbund","name":"Grön rehab",)"
      R"("from":"2026-01-01","direction":"structural"})";
  EXPECT_EQ(change(of("maj.lind", made)).code, 4) << "a caseworker edits no insatser";
  EXPECT_EQ(
      change(of("insatsansvarig", R"({"action":"edit_cooperation","id":"finsam-forbund","name":"Ett annat"})")).code, 4)
      << "the cooperation organisation is the samverkansadministratör's";
  const Answer saved = change(of("insatsansvarig", made));
  ASSERT_EQ(saved.code, 0) << saved.out << saved.err;
  const Answer twice = change(of("insatsansvarig", made));
  EXPECT_EQ(twice.code, 4) << "made on the version before";
  bool there = false;
  const Answer directory = town.site.gateway({"directory", "show"});
  ASSERT_TRUE(directory.json.contains("insatser")) << directory.out.substr(0, 600) << directory.err;
  for (const Json& row : directory.json.at("insatser")) {
    if (row.at("id") != "gron-rehab") continue;
    there = true;
    EXPECT_TRUE(row.at("counts_only").get<bool>()) << "structural is always count only";
  }
  EXPECT_TRUE(there);
}

TEST_F(Participation, IsRegisteredOnceTheConsentIsSaidToBeWrittenAndInSwedish) {
  town.deliver("day-1", {{.key = "I1", .number = kNumber, .consent = ""}});
  EXPECT_EQ(town.unit("I1", "in").at("outcome"), "parked");
  const auto give = [&](const std::string& language) {
    return town.site.gateway({"consent", "give", "--source", "accorda", "--key", "I1", "--form", "FK 9443", "--date",
                              "2026-09-01", "--by", "maj.lind", "--language", language, "--original", "Pärm 7"});
  };
  EXPECT_EQ(give("ar").code, 0);
  const Json waits = town.unit("I1", "in");
  EXPECT_EQ(waits.at("outcome"), "parked");
  EXPECT_EQ(waits.at("reasons").at(0).at("code"), "consent_other_language") << waits.dump();
  const Answer given = give("sv");
  EXPECT_EQ(given.code, 0) << given.err;
  EXPECT_TRUE(town.comes_to(town.registration("I1"), "in", "delivered"));
  const Answer originals = town.site.gateway({"consent", "list", "--unarchived", "--by", "maj.lind"});
  EXPECT_NE(originals.out.find("Pärm 7"), std::string::npos) << originals.out;
  EXPECT_EQ(town.site.node({"queue", "--all"}).out.find("Pärm"), std::string::npos);
  town.adds_up();
}

}  // namespace
}  // namespace gateway::scenario
