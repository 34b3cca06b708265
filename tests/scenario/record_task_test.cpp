// A municipality's record that AF registers, on its way through three programs: export → gateway → node → AF's
// caseworker → the case, and back to whoever keeps the record.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/agencies.h"
#include "tests/support/database.h"

namespace gateway::scenario {
namespace {

using support::Agencies;
using support::Answer;
using support::Json;
using support::write_file;

constexpr std::chrono::seconds kSoon{30};
constexpr const char* kNumber = "198204062387";

class RecordTask : public ::testing::Test {
 protected:
  RecordTask() { agencies.start_all(); }

  /// One placement in the municipality's export, as it stands on a day.
  void deliver(const std::string& set, const std::string& start, const std::string& end = {}) {
    const auto beside = agencies.folder() / ("coming-" + set);
    std::filesystem::create_directories(beside);
    write_file(beside / "insatser.csv",
               "InsatsID;BeslutID;DeltagarID;Insats;From;Handläggare\nI1;B1;1;Arbetsprövning;" + start + ";MLI\n");
    write_file(beside / "deltagare.csv",
               "DeltagarID;Personnummer;Förnamn;Efternamn;Kön;Sekretess;Avliden;Utbildning;Försörjning;Samtycke;"
               "Anteckning;Tidigare nummer\n1;19820406-2387;Åsa;Testsson;Kvinna;Nej;;Gymnasium;Försörjningsstöd;JA;;" +
                   former_ + "\n");
    write_file(beside / "beslut.csv",
               "BeslutID;DeltagarID;Beslut;Beställare;From;Tom\nB1;1;ARB;Arbetsförmedlingen;2026-09-01;\n");
    write_file(beside / "samtycken_sus.csv", "InsatsID;Blankett;Svar;Datum;Återkallat\nI1;FK 9443;JA;2026-09-01;\n");
    write_file(beside / "avslut.csv", "DeltagarID;InsatsID;Slutdatum;Anledning;Vidare till\n" +
                                          (end.empty() ? "" : "1;I1;" + end + ";Insatsen fullföljd;Arbete\n"));
    write_file(beside / "placeringar.csv",
               "PlaceringID;InsatsID;Arbetsplats;Orgnr;TimmarPerVecka;From;Tom;Arbetstider\n");
    std::filesystem::rename(beside, agencies.drop_folder() / set);
    const Answer synced = agencies.ask("kommun", {"sync", "--source", "accorda"});
    ASSERT_EQ(synced.code, 0) << synced.out << synced.err;
  }
  Json rows(const std::string& part, const std::vector<std::string>& words) {
    const Answer answer = agencies.ask(part, words);
    return answer.json.is_object() ? answer.json.value("rows", Json::array()) : Json::array();
  }
  /// Waits until AF has so many tasks to answer; the last.
  Json open_task(std::size_t count = 1) {
    Json open;
    EXPECT_TRUE(support::eventually(kSoon, [&] {
      open = rows("af", {"task", "list", "--by", "af.berg"});
      return open.size() == count;
    })) << open.dump();
    return open.empty() ? Json::object() : open.back();
  }
  /// Waits until the municipality's record stands in this list with this reason.
  bool told(const std::string& list, const std::string& code) {
    return support::eventually(kSoon, [&] {
      const Json listed = rows("kommun", {"list", list});
      return listed.size() == 1 && listed.at(0).at("reasons").back().at("code") == code;
    });
  }
  bool comes_to(const std::string& state) {
    return support::eventually(kSoon, [&] {
      const Json listed = rows("af", {"case", "list", "--by", "af.berg", "--office", "af-gavle", "--all"});
      return listed.size() == 1 && listed.at(0).at("state") == state;
    });
  }
  /// The case of the same person, of which the municipality knows nothing: its number.
  std::string planned() {
    const Json request = {{"act", "request"},
                          {"user", "fk.lund"},
                          {"office", "fk-gavle"},
                          {"happened", "2026-09-02"},
                          {"af_office", "af-gavle"},
                          {"fk_office", "fk-gavle"},
                          {"person", {{"number", "19820406-2387"}, {"given_name", "Åsa"}, {"family_name", "Testsson"}}},
                          {"consent", {{"form", "FK 9443"}, {"date", "2026-09-01"}, {"answer", "given"}}}};
    const std::string id = agencies.act("fk", {request}).at(0).at("case");
    Json meeting = {{"act", "meet"}, {"user", "fk.lund"}, {"office", "fk-gavle"}, {"case", id}};
    meeting.update({{"happened", "2026-09-10"}, {"outcome", "to_cooperation"}});
    Json plan = {{"act", "plan"}, {"user", "fk.lund"}, {"office", "fk-gavle"}, {"case", id}};
    plan.update({{"happened", "2026-09-11"}, {"to", "planned_preparatory"}});
    for (const Json& row : agencies.act("fk", {meeting, plan})) EXPECT_EQ(row.at("outcome"), "accepted") << row.dump();
    EXPECT_TRUE(comes_to("planned_preparatory"));
    return id;
  }

  /// The same placement belongs to an insats of Finsam, which maj.lind registers in.
  void in_finsam() {
    const auto directory = agencies.folder() / "directory.toml";
    write_file(directory,
               support::read_file(directory) +
                   "[[cooperation]]\nid = \"finsam\"\nname = \"Finsam\"\nform = \"finsam\"\nfrom = 2014-01-01\n"
                   "[[insats]]\nid = \"prov\"\nname = \"Prov\"\ncooperation = \"finsam\"\nfrom = 2014-01-01\n"
                   "[[role]]\nusers = [\"maj.lind\"]\nroles = [\"deltagaransvarig\"]\nfrom = 2014-01-01\n"
                   "[[assignment]]\nusers = [\"maj.lind\"]\nplaces = [\"prov\"]\nfrom = 2014-01-01\n"
                   "[[mandate]]\nusers = [\"maj.lind\"]\ninsatser = [\"prov\"]\ngiven_by = \"maj.lind\"\n"
                   "from = 2026-01-01\n");
    for (const char* part : {"node", "kommun"}) {
      const Answer imported = agencies.ask(part, {"directory", "import", directory.string()});
      ASSERT_EQ(imported.code, 0) << imported.err;
    }
    const auto mapping = agencies.folder() / "insatser.toml";
    std::string text = support::read_file(mapping);
    const std::string task = "task = \"af-gavle\"\nactivity = \"preparatory\"";
    text.replace(text.find(task), task.size(), "finsam = \"prov\"");
    agencies.stop("kommun");
    write_file(mapping, text);
    agencies.start("kommun");
  }

  Agencies agencies{true};
  std::string former_;  ///< The participant's number before, where the export says one.
};

TEST_F(RecordTask, OfAParticipantIsKnownByTheNumberBefore) {
  const auto mapping = agencies.folder() / "accorda.toml";
  std::string text = support::read_file(mapping);
  const std::string number = "number = \"Personnummer\"";
  write_file(mapping, text.insert(text.find(number), "previous_number = \"Tidigare nummer\"\n"));
  in_finsam();
  former_ = "19880308-2380";
  deliver("day-1", "2026-09-20");
  const auto named = [&] {
    return support::select_number(agencies.ledger("node"), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL");
  };
  ASSERT_EQ(named(), 1);
  const Answer told = agencies.ask("kommun", {"participant", "protect", "--person", "-", "--by", "maj.lind"}, former_);
  ASSERT_EQ(told.code, 0) << told.err;
  EXPECT_TRUE(support::eventually(kSoon, [&] { return named() == 0; })) << "who was flagged is the same person";
}

TEST_F(RecordTask, OfAnInsatsWhoseParticipantDiedLetsNobodyElseNameThem) {
  in_finsam();
  deliver("day-1", "2026-09-20");
  ASSERT_EQ(support::select_number(agencies.ledger("node"), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL"),
            1);
  const Answer died = agencies.ask(
      "kommun", {"participant", "deceased", "--person", "-", "--date", "2026-11-01", "--by", "maj.lind"}, kNumber);
  ASSERT_EQ(died.code, 0) << died.err;
  ASSERT_TRUE(support::eventually(kSoon, [&] {
    return support::select_number(agencies.ledger("node"), "SELECT count(*) FROM subject WHERE deceased IS NOT NULL") ==
           1;
  }));
  const Json request = {{"act", "request"},
                        {"user", "fk.lund"},
                        {"office", "fk-gavle"},
                        {"happened", "2026-11-02"},
                        {"af_office", "af-gavle"},
                        {"fk_office", "fk-gavle"},
                        {"person", {{"number", "19820406-2387"}, {"given_name", "Åsa"}, {"family_name", "Testsson"}}},
                        {"consent", {{"form", "FK 9443"}, {"date", "2026-10-30"}, {"answer", "given"}}}};
  EXPECT_EQ(agencies.act("fk", {request}).at(0).at("outcome"), "accepted") << "FK does not know of it";
  EXPECT_TRUE(support::eventually(kSoon, [&] {
    return rows("fk", {"case", "list", "--by", "fk.lund", "--office", "fk-gavle", "--all"}).empty();
  }));
  EXPECT_EQ(support::select_number(agencies.ledger("node"), "SELECT count(*) FROM cooperation_case"), 0);
  EXPECT_EQ(support::select_number(agencies.ledger("fk"), "SELECT sum(women + men) FROM totals"), 1)
      << "counted instead";
  EXPECT_EQ(agencies.act("fk", {request}).at(0).at("outcome"), "unchanged") << "counted once";
  EXPECT_EQ(support::select_number(agencies.ledger("fk"), "SELECT sum(women + men) FROM totals"), 1);
}

TEST_F(RecordTask, IsConfirmedAtTheAfOfficeByWhoeverRecognisesItAndTheMunicipalityHearsThatItWas) {
  const std::string id = planned();
  deliver("day-1", "2026-09-20");
  const Json task = open_task();
  EXPECT_EQ(task.at("office"), "af-gavle");
  EXPECT_EQ(task.at("act"), "start");
  EXPECT_EQ(task.at("happened"), "2026-09-20");
  EXPECT_EQ(task.at("proposer").at("organisation"), "kommun");
  EXPECT_TRUE(told("proposed", "proposal_received"));
  for (const char* part : {"node", "af"}) {
    EXPECT_EQ(support::select_number(agencies.ledger(part), "SELECT count(*) FROM subject"), 1) << "FK's own alone";
  }
  const std::string number = task.at("task");
  const Answer shown = agencies.ask("af", {"task", "show", number, "--by", "af.berg"});
  EXPECT_EQ(shown.json.at("reasons").at(0).at("code"), "task_names_no_case") << shown.out;
  EXPECT_EQ(shown.out.find(kNumber), std::string::npos);
  EXPECT_FALSE(agencies.ask("af", {"task", "confirm", number, "--by", "af.berg"}).json.at("done").get<bool>());
  const Answer differs = agencies.ask("af", {"task", "show", number, "--by", "af.berg", "--case", id});
  EXPECT_EQ(differs.json.at("becomes"), "active_preparatory") << differs.out;
  const Answer confirmed = agencies.ask("af", {"task", "confirm", number, "--by", "af.berg", "--case", id});
  ASSERT_TRUE(confirmed.json.at("done").get<bool>()) << confirmed.out;
  EXPECT_TRUE(comes_to("active_preparatory"));
  EXPECT_TRUE(support::eventually(kSoon, [&] { return rows("kommun", {"list", "proposed"}).empty(); }));
  EXPECT_TRUE(rows("kommun", {"list", "outside"}).empty());

  // The activity ends: a second task, on the same registration.
  deliver("day-2", "2026-09-20", "2026-11-01");
  const Json end = open_task();
  EXPECT_EQ(end.at("act"), "conclude");
  EXPECT_EQ(end.at("happened"), "2026-11-01");
  const Answer over =
      agencies.ask("af", {"task", "confirm", end.at("task").get<std::string>(), "--by", "af.berg", "--case", id});
  ASSERT_TRUE(over.json.at("done").get<bool>()) << over.out;
  EXPECT_TRUE(comes_to("concluded"));
  EXPECT_TRUE(support::eventually(kSoon, [&] { return rows("node", {"task", "list"}).empty(); }));
  for (const char* part : {"node", "af", "kommun"}) {
    const Answer verified = agencies.ask(part, {"ledger", "verify"});
    EXPECT_EQ(verified.code, 0) << verified.out;
  }
}

TEST_F(RecordTask, IsRejectedWithAReasonThatStaysAtTheOfficeAndOpensAnewWithOtherDates) {
  deliver("day-1", "2026-09-20");
  const std::string number = open_task().at("task");
  const Answer rejected = agencies.ask("af", {"task", "reject", number, "--by", "af.berg", "--reason", "other"});
  ASSERT_TRUE(rejected.json.at("done").get<bool>()) << rejected.out;
  EXPECT_TRUE(told("outside", "proposal_not_current"));
  const Answer said = agencies.ask("kommun", {"list", "outside"});
  EXPECT_EQ(said.out.find("other"), std::string::npos) << said.out;
  deliver("day-2", "2026-09-27");
  EXPECT_EQ(open_task().at("happened"), "2026-09-27");
  EXPECT_TRUE(told("proposed", "proposal_received"));
  EXPECT_EQ(rows("af", {"task", "list", "--all", "--by", "af.berg"}).size(), 2U);
}

}  // namespace
}  // namespace gateway::scenario
