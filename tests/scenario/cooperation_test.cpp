// One case, three gateways and a node: who registers what is the rules' to say, and who does not proposes.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/agencies.h"
#include "tests/support/database.h"

namespace gateway {
namespace {

using support::Agencies;
using support::Answer;
using support::Json;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kSoon{30};

Json person() {
  return {{"number", "19820406-2387"}, {"given_name", "Åsa"}, {"family_name", "Testsson"}};
}

Json consent() {
  return {{"form", "FK 9443"}, {"date", "2026-09-01"}, {"answer", "given"}};
}

Json request(const std::string& user, const std::string& office) {
  return {{"act", "request"},           {"user", user},
          {"office", office},           {"happened", "2026-09-02"},
          {"af_office", "af-gavle"},    {"fk_office", "fk-gavle"},
          {"meeting_on", "2026-09-10"}, {"person", person()},
          {"consent", consent()}};
}

Json later(const std::string& act, const std::string& user, const std::string& office, const std::string& id,
           const std::string& happened) {
  Json made = {{"act", act}, {"user", user}, {"case", id}, {"happened", happened}};
  if (!office.empty()) made["office"] = office;
  return made;
}

class Cooperation : public ::testing::Test {
 protected:
  Cooperation() { agencies.start_all(); }

  Json cases(const std::string& part, const std::string& by, const std::string& office) {
    const Answer answer = agencies.ask(part, {"case", "list", "--by", by, "--office", office, "--all"});
    return answer.json.is_object() ? answer.json.at("rows") : Json::array();
  }
  Json tasks(const std::string& part, bool all = false) {
    const std::string by = part == "af" ? "af.berg" : part == "fk" ? "fk.lund" : "maj.lind";
    std::vector<std::string> words{"task", "list", "--by", by};
    if (all) words.emplace_back("--all");
    const Answer answer = agencies.ask(part, words);
    return answer.json.is_object() ? answer.json.at("rows") : Json::array();
  }
  /// Waits until the part has a task to answer; its number.
  std::string task(const std::string& part) {
    Json open;
    EXPECT_TRUE(support::eventually(kSoon, [&] {
      open = tasks(part);
      return !open.empty();
    }));
    return open.empty() ? "" : open.at(0).at("task").get<std::string>();
  }
  /// Waits until the part has its case in this state.
  bool comes_to(const std::string& part, const std::string& by, const std::string& state) {
    return support::eventually(kSoon, [&] {
      const Json rows = cases(part, by, part + "-gavle");
      return rows.size() == 1 && rows.at(0).at("state") == state && rows.at(0).at("provisional") == false;
    });
  }
  std::string only_case(const std::string& part, const std::string& by) {
    const Json rows = cases(part, by, part + "-gavle");
    return rows.size() == 1 ? rows.at(0).at("case").get<std::string>() : "";
  }
  void adds_up() {
    for (const char* part : {"af", "fk", "kommun"}) {
      EXPECT_TRUE(agencies.ask(part, {"summary"}).json.at("adds_up").get<bool>()) << part;
      EXPECT_TRUE(agencies.ask(part, {"ledger", "verify"}).json.at("ok").get<bool>()) << part;
    }
  }
  /// Why each act of FK's case was answered so, at FK's gateway: with its facts where FK registered it.
  void explains(const std::string& id, const std::string& proposal, const std::vector<std::string>& acts) {
    const Answer why = agencies.ask("fk", {"why", id, "--by", "fk.lund"});
    ASSERT_EQ(why.code, 0) << why.err;
    std::vector<std::string> told;
    for (const Json& row : why.json.at("rows")) {
      const Json& unit = row.at("units").at(0);
      told.push_back(unit.at("event"));
      const bool own = told.size() <= 3;
      EXPECT_EQ(unit.at("row"), told.size());
      EXPECT_EQ(row.at("facts").empty(), !own) << row.dump();
      EXPECT_EQ(row.contains("without_basis"), !own) << row.dump();
    }
    EXPECT_EQ(told, acts);
    EXPECT_EQ(why.out.find("Testsson"), std::string::npos);
    EXPECT_EQ(why.out.find("198204062387"), std::string::npos);
    const Answer confirmed = agencies.ask("fk", {"why", proposal, "--by", "fk.lund"});
    EXPECT_EQ(confirmed.json.at("rows").at(0).at("units").at(0).at("outcome"), "confirmed") << confirmed.out;
    EXPECT_NE(agencies.ask("fk", {"why", id, "--by", "maj.lind"}).code, 0);
    EXPECT_NE(agencies.ask("fk", {"why", id}).code, 0);
    Json faulty = later("meet", "fk.lund", "fk-nowhere", id, "2026-09-10");
    faulty["key"] = "faulty";
    EXPECT_EQ(agencies.act("fk", {faulty}).at(0).at("outcome"), "rejected");
    const Answer rejected = agencies.ask("fk", {"why", "faulty"});
    ASSERT_EQ(rejected.code, 0) << rejected.err;
    EXPECT_FALSE(rejected.json.at("rows").at(0).at("units").at(0).at("reasons").at(0).at("remedy").empty());
  }
  /// FK registers what it has begun itself: the case's number.
  std::string registered() {
    const Json rows = agencies.act("fk", {request("fk.lund", "fk-gavle")});
    EXPECT_EQ(rows.at(0).at("outcome"), "accepted") << rows.dump();
    EXPECT_TRUE(comes_to("af", "af.berg", "requested"));
    return rows.at(0).at("case");
  }

  /// Starts the part anew with something else in its settings.
  void again_with(const std::string& part, const std::string& was, const std::string& is) {
    agencies.stop(part);
    const auto settings = agencies.folder() / (part + ".toml");
    std::string text = support::read_file(settings);
    const std::size_t at = text.find(was);
    ASSERT_NE(at, std::string::npos) << was;
    support::write_file(settings, text.replace(at, was.size(), is));
    agencies.start(part);
  }

  Agencies agencies;
};

TEST_F(Cooperation, GoesFromAfToFkAndBackAndEndsAsTheMunicipalityReports) {
  // AF initiates; FK registers requests: a task at the FK office, with what was asked.
  const Json asked = agencies.act("af", {request("af.berg", "af-gavle")});
  EXPECT_EQ(asked.at(0).at("outcome"), "proposed") << asked.dump();
  const std::string proposal = task("fk");
  const Answer shown = agencies.ask("fk", {"task", "show", proposal, "--by", "fk.lund"});
  ASSERT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(shown.json.at("becomes"), "requested") << shown.out;
  EXPECT_TRUE(shown.json.at("reasons").empty()) << shown.out;
  EXPECT_NE(agencies.ask("fk", {"task", "show", proposal, "--by", "maj.lind"}).code, 0);

  // FK confirms, holds the mapping and plans.
  const Answer confirmed = agencies.ask("fk", {"task", "confirm", proposal, "--by", "fk.lund"});
  ASSERT_TRUE(confirmed.json.at("done").get<bool>()) << confirmed.out;
  ASSERT_TRUE(comes_to("fk", "fk.lund", "requested"));
  const std::string id = only_case("fk", "fk.lund");
  EXPECT_EQ(cases("fk", "fk.lund", "fk-gavle").at(0).at("family_name"), "Testsson");
  Json meeting = later("meet", "fk.lund", "fk-gavle", id, "2026-09-10");
  meeting["outcome"] = "to_cooperation";
  Json plan = later("plan", "fk.lund", "fk-gavle", id, "2026-09-11");
  plan["to"] = "planned_preparatory";
  for (const Json& row : agencies.act("fk", {meeting, plan})) EXPECT_EQ(row.at("outcome"), "accepted") << row.dump();

  // AF's own gateway has followed; AF starts.
  ASSERT_TRUE(comes_to("af", "af.berg", "planned_preparatory"));
  EXPECT_EQ(cases("af", "af.berg", "af-gavle").at(0).at("next").at("whose"), "af");
  const Json started = agencies.act("af", {later("start", "af.berg", "af-gavle", id, "2026-09-20")});
  EXPECT_EQ(started.at(0).at("outcome"), "accepted") << started.dump();

  // The municipality knows the case's number alone, and hears nothing but that its proposal was received.
  const Json reported = agencies.act("kommun", {later("conclude", "maj.lind", "", id, "2026-11-01")});
  EXPECT_EQ(reported.at(0).at("outcome"), "proposed") << reported.dump();
  EXPECT_TRUE(cases("kommun", "maj.lind", "af-gavle").empty());
  const std::string end = task("af");
  const Answer concluded = agencies.ask("af", {"task", "confirm", end, "--by", "af.berg"});
  EXPECT_TRUE(concluded.json.at("done").get<bool>()) << concluded.out;
  EXPECT_TRUE(comes_to("af", "af.berg", "concluded"));
  EXPECT_TRUE(comes_to("fk", "fk.lund", "concluded"));

  const Answer history = agencies.ask("fk", {"case", "show", id, "--by", "fk.lund"});
  ASSERT_EQ(history.code, 0) << history.err;
  std::vector<std::string> acts;
  for (const Json& row : history.json.at("rows")) {
    acts.push_back(row.at("act"));
    EXPECT_FALSE(row.at("happened").get<std::string>().empty());
    EXPECT_FALSE(row.at("registered").at("on").get<std::string>().empty());
  }
  EXPECT_EQ(acts, (std::vector<std::string>{"request", "meet", "plan", "start", "conclude"}));
  explains(id, proposal, acts);
  EXPECT_TRUE(tasks("fk").empty() && tasks("af").empty());
  adds_up();
}

TEST_F(Cooperation, WaitsForAConsentAndGoesOnByItselfWhenItIsGiven) {
  Json asked = request("fk.lund", "fk-gavle");
  asked.erase("consent");
  asked["key"] = "B-1";
  EXPECT_EQ(agencies.act("fk", {asked}).at(0).at("outcome"), "parked");
  EXPECT_TRUE(cases("fk", "fk.lund", "fk-gavle").empty());
  const Answer waiting = agencies.ask("fk", {"consent", "list"});
  ASSERT_EQ(waiting.json.at("rows").size(), 1U) << waiting.out;
  EXPECT_EQ(waiting.json.at("rows").at(0).at("key"), "B-1");
  EXPECT_EQ(waiting.out.find("19820406"), std::string::npos);
  const std::vector<std::string> yes{"consent", "give",   "--source", "register", "--key",
                                     "B-1",     "--form", "FK 9443",  "--date",   "2026-09-01"};
  const auto given = [&](std::vector<std::string> more) {
    more.insert(more.begin(), yes.begin(), yes.end());
    return agencies.ask("fk", more);
  };
  EXPECT_NE(given({"--by", "maj.lind"}).code, 0) << "no assignment at the office";
  const Answer unwritten = given({"--by", "fk.lund", "--written", "no"});
  EXPECT_EQ(unwritten.code, 0) << unwritten.err;
  EXPECT_TRUE(cases("fk", "fk.lund", "fk-gavle").empty()) << "it is to be written";
  const Answer answer = given({"--by", "fk.lund", "--written", "yes", "--language", "sv"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_TRUE(comes_to("fk", "fk.lund", "requested"));
  EXPECT_TRUE(comes_to("af", "af.berg", "requested"));
  EXPECT_TRUE(agencies.ask("fk", {"consent", "list"}).json.at("rows").empty());
  adds_up();
}

TEST_F(Cooperation, AConsentToMappingStaysWhenTheOneToRegistrationIsToldOnAnotherForm) {
  Json asked = request("fk.lund", "fk-gavle");
  asked["consent"] = {{"form", "Gemensam kartläggning"},
                      {"date", "2026-09-01"},
                      {"answer", "given"},
                      {"purposes", {"information_exchange"}}};
  asked["key"] = "B-1";
  ASSERT_EQ(agencies.act("fk", {asked}).at(0).at("outcome"), "parked");
  const Answer told = agencies.ask("fk", {"consent", "give", "--source", "register", "--key", "B-1", "--form",
                                          "FK 9443", "--date", "2026-09-01", "--by", "fk.lund"});
  ASSERT_EQ(told.code, 0) << told.err;
  ASSERT_TRUE(comes_to("fk", "fk.lund", "requested"));
  EXPECT_TRUE(comes_to("af", "af.berg", "requested"));
  const std::string id = cases("fk", "fk.lund", "fk-gavle").at(0).at("case");
  const Answer why = agencies.ask("fk", {"why", id, "--by", "fk.lund"});
  EXPECT_NE(why.out.find("mapping_consent"), std::string::npos) << why.out;
  adds_up();
}

TEST_F(Cooperation, AnActivityIsTakenByTheNameThatItsOfficeHasForIt) {
  const std::string id = registered();
  Json meeting = later("meet", "fk.lund", "fk-gavle", id, "2026-09-10");
  meeting["outcome"] = "to_cooperation";
  Json plan = later("plan", "fk.lund", "fk-gavle", id, "2026-09-11");
  plan["activity"] = "ARBETSPRÖVNING";
  Json unknown = plan;
  unknown["activity"] = "Segling";
  const Json rows = agencies.act("fk", {meeting, unknown, plan});
  EXPECT_EQ(rows.at(1).at("reasons").at(0).at("code"), "activity_unknown") << rows.dump();
  EXPECT_EQ(rows.at(2).at("outcome"), "accepted") << rows.dump();
  EXPECT_TRUE(comes_to("af", "af.berg", "planned_preparatory"));
  const Answer why = agencies.ask("fk", {"why", id, "--by", "fk.lund"});
  EXPECT_NE(why.out.find("\"activity\""), std::string::npos) << why.out;
}

TEST_F(Cooperation, OfTheMunicipalityTellsItNothingButHowFarItsProposalHasCome) {
  const std::string id = registered();
  Json ended = later("conclude", "maj.lind", "", id, "2026-11-01");
  ended["cause"] = "not_current_other";
  agencies.act("kommun", {ended});
  EXPECT_EQ(tasks("kommun").at(0).at("state"), "open");
  const std::string proposal = task("af");
  agencies.ask("af", {"task", "reject", proposal, "--by", "af.berg", "--reason", "other"});
  EXPECT_TRUE(support::eventually(kSoon, [&] { return tasks("af").empty(); }));
  const Answer shown = agencies.ask("kommun", {"case", "show", id, "--by", "maj.lind"});
  EXPECT_NE(shown.code, 0);
  EXPECT_TRUE(support::eventually(kSoon, [&] { return tasks("kommun").empty(); }));
  const Json told = tasks("kommun", true);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.at(0).at("state"), "rejected");
  EXPECT_EQ(told.at(0).at("answer"), "") << "never a reason";
  EXPECT_EQ(
      agencies.ask("kommun", {"participant", "search", "--person", "-", "--by", "maj.lind"}, "198204062387\n").code,
      agencies.ask("kommun", {"participant", "search", "--person", "-", "--by", "maj.lind"}, "198803082380\n").code);
}

TEST_F(Cooperation, WithdrawnAtTheMunicipalityClosesTheCaseEverywhere) {
  const std::string id = registered();
  Json withdrawn = later("interrupt", "maj.lind", "", id, "2026-11-02");
  withdrawn["cause"] = "consent_withdrawn";
  const Json told = agencies.act("kommun", {withdrawn});
  EXPECT_EQ(told.at(0).at("outcome"), "proposed") << told.dump();
  EXPECT_TRUE(comes_to("fk", "fk.lund", "interrupted"));
  EXPECT_TRUE(comes_to("af", "af.berg", "interrupted"));
  for (const auto& [part, by] : {std::pair("af", "af.berg"), std::pair("fk", "fk.lund")}) {
    const Json row = cases(part, by, std::string(part) + "-gavle").at(0);
    EXPECT_TRUE(row.at("reading_closed").get<bool>()) << row.dump();
    EXPECT_FALSE(row.contains("family_name")) << part;
    EXPECT_NE(agencies.ask(part, {"participant", "search", "--person", "-", "--by", by}, "198204062387\n").code, 0)
        << "found in " << part;
  }
  adds_up();
}

TEST_F(Cooperation, WithdrawnIsNamedByNobodyOnTheSameConsentAndKeepsNoAnswer) {
  const std::string id = registered();
  Json answered = later("complete", "fk.lund", "fk-gavle", id, "2026-09-10");
  answered["row"] = 1;
  answered["answers"] = {{"works_before", "no"}};
  EXPECT_EQ(agencies.act("fk", {answered}).at(0).at("outcome"), "accepted");
  const char* answers = "SELECT count(*) FROM cooperation_case WHERE instr(course, 'works_before') > 0";
  ASSERT_TRUE(support::eventually(kSoon, [&] { return support::select_number(agencies.ledger("af"), answers) == 1; }));
  Json withdrawn = later("interrupt", "fk.lund", "fk-gavle", id, "2026-11-02");
  withdrawn["cause"] = "consent_withdrawn";
  EXPECT_EQ(agencies.act("fk", {withdrawn}).at(0).at("outcome"), "accepted");
  EXPECT_TRUE(comes_to("af", "af.berg", "interrupted"));
  for (const char* part : {"node", "fk", "af"}) {
    EXPECT_TRUE(support::eventually(kSoon, [&] { return support::select_number(agencies.ledger(part), answers) == 0; }))
        << part;
  }
  Json again = request("fk.lund", "fk-gavle");
  again["key"] = "again";
  const Json rows = agencies.act("fk", {again});
  EXPECT_EQ(rows.at(0).at("outcome"), "anonymous") << rows.dump();
  EXPECT_EQ(support::select_number(agencies.ledger("node"), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL"), 0)
      << "nobody rests at the node";
  adds_up();
}

TEST_F(Cooperation, AskedForInVainTellsAfWhyFkRejectedIt) {
  agencies.act("af", {request("af.berg", "af-gavle")});
  const std::string proposal = task("fk");
  agencies.ask("fk", {"task", "reject", proposal, "--by", "fk.lund", "--reason", "not_eligible"});
  EXPECT_TRUE(support::eventually(kSoon, [&] {
    const Json told = tasks("af", true);
    return told.size() == 1 && told.at(0).at("state") == "rejected" && told.at(0).at("answer") == "not_eligible";
  })) << tasks("af", true).dump();
  adds_up();
}

TEST_F(Cooperation, RegisteredByAnAgreementThatTheNodeHasNotIsAProposal) {
  support::write_file(agencies.folder() / "agreed.toml",
                      "[[registrar]]\nrule = \"lenient\"\naf_office = \"af-gavle\"\nfk_office = \"fk-gavle\"\n"
                      "from = 2020-01-01\nsource = \"Invented\"\nverified = false\n");
  again_with("af", "policy = [", "policy = ['agreed.toml', ");
  Json asked = request("af.berg", "af-gavle");
  asked["key"] = "A-1";
  const Json rows = agencies.act("af", {asked});
  ASSERT_EQ(rows.at(0).at("outcome"), "accepted") << "AF registers by its own rules: " << rows.dump();
  const std::string proposal = task("fk");
  EXPECT_TRUE(support::eventually(kSoon, [&] { return cases("af", "af.berg", "af-gavle").empty(); }));
  EXPECT_EQ(tasks("af").size(), 1U) << "it is what AF has proposed";
  const Answer why = agencies.ask("af", {"why", "A-1", "--by", "af.berg"});
  EXPECT_EQ(why.json.at("rows").at(0).at("units").at(0).at("outcome"), "proposed") << why.out;
  ASSERT_TRUE(agencies.ask("fk", {"task", "confirm", proposal, "--by", "fk.lund"}).json.at("done").get<bool>());
  EXPECT_TRUE(comes_to("af", "af.berg", "requested"));
  adds_up();
}

TEST_F(Cooperation, ThatNoTargetCanTakeIsANoToWhoeverRegisteredIt) {
  again_with("fk", "plugin = \"sus\"", std::string("plugin = \"") + GATEWAY_BUILD_DIR + "/tests/scenario/never.so\"");
  Json asked = request("fk.lund", "fk-gavle");
  asked["key"] = "B-1";
  const Json rows = agencies.act("fk", {asked});
  EXPECT_TRUE(support::eventually(kSoon, [&] { return cases("fk", "fk.lund", "fk-gavle").empty(); })) << rows.dump();
  const Answer refused = agencies.ask("fk", {"case", "list", "--by", "fk.lund", "--refused"});
  ASSERT_EQ(refused.json.at("rows").size(), 1U) << refused.out;
  EXPECT_NE(refused.out.find("not_stored"), std::string::npos) << refused.out;
  const Answer why = agencies.ask("fk", {"why", "B-1", "--by", "fk.lund"});
  EXPECT_EQ(why.json.at("rows").at(0).at("units").at(0).at("outcome"), "rejected") << why.out;
  adds_up();
}

TEST_F(Cooperation, OfAFileWithALineThatCannotBeReadTakesTheOthersAndSaysSoByItsExit) {
  const auto file = agencies.folder() / "acts.jsonl";
  Json good = request("fk.lund", "fk-gavle");
  good["schema"] = "gateway.act/1";
  support::write_file(
      file, "{\"schema\":\"gateway.act/1\",\"act\":\"request\",\"happened\":\"Hemlig-dag\"}\n" + good.dump() + "\n");
  const Answer answer = agencies.ask("fk", {"register", file.string()});
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_EQ(answer.json.at("unreadable"), 1) << answer.out;
  EXPECT_EQ(answer.json.at("rows").at(0).at("line"), 1);
  EXPECT_EQ(answer.json.at("rows").at(1).at("outcome"), "accepted") << answer.out;
  EXPECT_EQ(answer.out.find("Hemlig"), std::string::npos);
}

TEST_F(Cooperation, MovedToATargetThatCannotIsHeldAndTakenBackOrReleasedWhenItCan) {
  const std::string id = registered();
  Json meeting = later("meet", "fk.lund", "fk-gavle", id, "2026-09-10");
  meeting["outcome"] = "to_cooperation";
  Json plan = later("plan", "fk.lund", "fk-gavle", id, "2026-09-11");
  plan["to"] = "planned_preparatory";
  agencies.act("fk", {meeting, plan});
  ASSERT_TRUE(comes_to("af", "af.berg", "planned_preparatory"));
  agencies.act("af", {later("start", "af.berg", "af-gavle", id, "2026-09-20")});
  ASSERT_TRUE(comes_to("fk", "fk.lund", "active_preparatory"));

  const std::string older = std::string("plugin = \"") + GATEWAY_BUILD_DIR + "/tests/scenario/older.so\"";
  const std::string newer = "plugin = \"sus\"";
  again_with("fk", newer, older);
  const auto held = [&] {
    const Json queue = agencies.ask("fk", {"queue"}).json.at("rows");
    return queue.size() == 1 && queue.at(0).at("state") == "held";
  };
  Json moved = later("change_office", "fk.lund", "fk-gavle", id, "2026-10-02");
  moved["af_office"] = "af-bollnas";
  moved["fk_office"] = "fk-gavle";
  ASSERT_EQ(agencies.act("fk", {moved}).at(0).at("outcome"), "accepted");
  ASSERT_TRUE(support::eventually(kSoon, held)) << agencies.ask("fk", {"queue"}).out;
  const Answer waits = agencies.ask("fk", {"queue"});
  EXPECT_NE(waits.out.find("target_cannot_move_active"), std::string::npos) << waits.out;
  Json undone = later("undo", "fk.lund", "fk-gavle", id, "2026-10-03");
  undone["row"] = 5;
  const Json taken_back = agencies.act("fk", {undone});
  EXPECT_EQ(taken_back.at(0).at("outcome"), "accepted") << taken_back.dump();
  EXPECT_TRUE(agencies.ask("fk", {"queue"}).json.at("rows").empty()) << "nobody is told of either";
  ASSERT_TRUE(comes_to("fk", "fk.lund", "active_preparatory"));
  EXPECT_EQ(cases("fk", "fk.lund", "fk-gavle").at(0).at("af_office"), "af-gavle");
  moved["happened"] = "2026-10-04";
  ASSERT_EQ(agencies.act("fk", {moved}).at(0).at("outcome"), "accepted");
  ASSERT_TRUE(support::eventually(kSoon, held));
  again_with("fk", older, newer);
  EXPECT_TRUE(support::eventually(kSoon, [&] { return cases("af", "af.berg", "af-gavle").empty(); }));
  ASSERT_TRUE(comes_to("fk", "fk.lund", "active_preparatory"));
  EXPECT_EQ(cases("fk", "fk.lund", "fk-gavle").at(0).at("af_office"), "af-bollnas");
  adds_up();
}

TEST_F(Cooperation, WithdrawnWhileOnlyProposedIsNobodysToConfirmAnyMore) {
  agencies.act("af", {request("af.berg", "af-gavle")});
  const std::string proposal = task("fk");
  const Answer told = agencies.ask("af", {"consent", "withdraw", "--person", "-", "--by", "af.berg"}, "198204062387\n");
  ASSERT_EQ(told.code, 0) << told.err;
  EXPECT_EQ(told.json.at("messages"), 1) << told.out;
  EXPECT_TRUE(support::eventually(kSoon, [&] { return tasks("fk").empty(); }));
  const Answer late = agencies.ask("fk", {"task", "confirm", proposal, "--by", "fk.lund"});
  EXPECT_FALSE(late.code == 0 && late.json.at("done").get<bool>()) << late.out;
  EXPECT_TRUE(cases("fk", "fk.lund", "fk-gavle").empty());
  EXPECT_EQ(support::select_number(agencies.ledger("node"), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL"), 0)
      << "nobody rests at the node";
  adds_up();
}

TEST_F(Cooperation, OfSomebodyProtectedGoesOnWithoutTheirName) {
  const std::string id = registered();
  const Answer told =
      agencies.ask("fk", {"participant", "protect", "--person", "-", "--by", "fk.lund"}, "198204062387\n");
  ASSERT_EQ(told.code, 0) << told.err;
  for (const char* part : {"node", "fk", "af"}) {
    EXPECT_TRUE(support::eventually(kSoon, [&] {
      return support::select_number(agencies.ledger(part), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL") ==
             0;
    })) << part;
  }
  Json meeting = later("meet", "fk.lund", "fk-gavle", id, "2026-09-10");
  meeting["outcome"] = "to_cooperation";
  EXPECT_EQ(agencies.act("fk", {meeting}).at(0).at("outcome"), "accepted");
  EXPECT_TRUE(comes_to("af", "af.berg", "mapping"));
  EXPECT_FALSE(cases("af", "af.berg", "af-gavle").at(0).contains("family_name"));
  adds_up();
}

TEST_F(Cooperation, AskedForOnOlderStateIsTakenBackByTheNodesNoVisibly) {
  const std::string id = registered();
  // While nobody can be told, both register what only one of them can.
  agencies.stop("node");
  Json ended = later("conclude", "fk.lund", "fk-gavle", id, "2026-10-01");
  ended["cause"] = "not_current_health";
  EXPECT_EQ(agencies.act("fk", {ended}).at(0).at("outcome"), "accepted");
  Json moved = later("change_office", "af.berg", "af-gavle", id, "2026-10-02");
  moved["af_office"] = "af-bollnas";
  moved["fk_office"] = "fk-gavle";
  const Json here = agencies.act("af", {moved});
  EXPECT_EQ(here.at(0).at("outcome"), "accepted") << here.dump();
  agencies.stop("af");
  agencies.start("node");
  ASSERT_TRUE(comes_to("fk", "fk.lund", "concluded"));
  agencies.start("af");
  ASSERT_TRUE(comes_to("af", "af.berg", "concluded"));
  const Json row = cases("af", "af.berg", "af-gavle").at(0);
  EXPECT_EQ(row.at("af_office"), "af-gavle");
  EXPECT_FALSE(row.at("refused").empty()) << "whoever asked sees why";
  adds_up();
}

TEST_F(Cooperation, GoesOnWhereItWasWhenGatewaysAndNodeAreKilled) {
  const std::string id = registered();
  agencies.kill("node");
  Json meeting = later("meet", "fk.lund", "fk-gavle", id, "2026-09-10");
  meeting["outcome"] = "to_cooperation";
  EXPECT_EQ(agencies.act("fk", {meeting}).at(0).at("outcome"), "accepted");
  agencies.kill("fk");
  agencies.kill("af");
  agencies.start("node");
  agencies.start("fk");
  agencies.start("af");
  EXPECT_TRUE(comes_to("af", "af.berg", "mapping"));
  EXPECT_TRUE(comes_to("fk", "fk.lund", "mapping"));
  adds_up();
}

}  // namespace
}  // namespace gateway
