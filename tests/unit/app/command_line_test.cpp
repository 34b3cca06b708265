#include "gateway/app/command_line.h"

#include <filesystem>

#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using CommandLine = Terminal;
using base::Document;

constexpr const char* kNumber = "198502032389";

TEST_F(CommandLine, AsksForTheOperationThatIsNamed) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> cases = {
      {{"sync"}, "sync"},
      {{"check"}, "check"},
      {{"summary"}, "summary"},
      {{"queue"}, "queue"},
      {{"totals"}, "totals"},
      {{"why", "I-1"}, "why"},
      {{"catalogue"}, "catalogue"},
      {{"sets"}, "sets"},
      {{"reload"}, "reload"},
      {{"directory", "show"}, "directory.show"},
      {{"directory", "change", "/c.toml"}, "directory.change"},
      {{"plugin", "list"}, "plugin.list"},
      {{"plugin", "describe", "accorda"}, "plugin.describe"},
      {{"plugin", "check", "accorda"}, "plugin.check"},
      {{"ledger", "verify"}, "ledger.verify"},
      {{"ledger", "stat"}, "ledger.stat"},
      {{"ledger", "backup", "/b.db"}, "ledger.backup"},
      {{"ledger", "restore", "/b.db"}, "restore /b.db"},
      {{"serve"}, "serve"},
  };
  for (const auto& [words, operation] : cases) {
    run(words);
    EXPECT_EQ(commands_.operation, operation);
  }
}

TEST_F(CommandLine, PassesArgumentsOnAsTheApiNamesThem) {
  EXPECT_EQ(run({"--config", "/g.toml", "sync", "--source", "accorda", "--dry-run"}), 0);
  EXPECT_EQ(commands_.configs.back(), "/g.toml");
  EXPECT_EQ(commands_.arguments, Document().set("source", "accorda").set("dry_run", true));
  EXPECT_EQ(run({"list", "parked", "--source", "accorda", "--limit", "5"}), 0);
  EXPECT_EQ(commands_.arguments, Document().set("kind", "parked").set("source", "accorda").set("limit", 5));
  EXPECT_EQ(run({"why", "I-1", "--source", "accorda"}), 0);
  EXPECT_EQ(commands_.arguments, Document().set("key", "I-1").set("source", "accorda"));
  EXPECT_EQ(run({"catalogue", "--differences"}), 0);
  EXPECT_EQ(commands_.arguments, Document().set("differences", true));
  EXPECT_EQ(run({"queue", "--all"}), 0);
  EXPECT_EQ(commands_.arguments, Document().set("all", true));
  EXPECT_EQ(run({"consent", "give", "--source", "a", "--key", "I-1", "--date", "2026-11-20", "--form", "SUS-2024",
                 "--by", "maj.lind"}),
            0);
  EXPECT_EQ(commands_.operation, "consent");
  EXPECT_EQ(commands_.arguments.text("action"), "give");
  EXPECT_EQ(commands_.arguments.text("form"), "SUS-2024");
  EXPECT_EQ(commands_.arguments.text("by"), "maj.lind");
}

TEST_F(CommandLine, GlobalOptionsMayStandBehindTheCommand) {
  EXPECT_EQ(run({"queue", "--json", "--config", "/g.toml", "--lang", "en"}), 0);
  EXPECT_EQ(commands_.configs.back(), "/g.toml");
  EXPECT_EQ(out(), "{}\n");
}

TEST_F(CommandLine, ImportsTheConfiguredDirectoryWhereNoFileIsNamed) {
  EXPECT_EQ(run({"directory", "import"}), 2);
  EXPECT_NE(err().find("no file is named"), std::string::npos);
  commands_.directory_file = "/etc/directory.toml";
  EXPECT_EQ(run({"directory", "import", "--dry-run"}), 0);
  EXPECT_EQ(commands_.arguments.text("file"), "/etc/directory.toml");
}

TEST_F(CommandLine, AnswersInTheConfigurationsLanguageUnlessToldOtherwise) {
  const Document answer = Document().set("text", Document().set("sv", "läst").set("en", "read")).set("adds_up", true);
  commands_.answer = answer;
  commands_.language = core::Language::english;
  EXPECT_EQ(run({"summary"}), 0);
  EXPECT_EQ(out(), "read");
  EXPECT_EQ(run({"summary", "--lang", "sv"}), 0);
  EXPECT_EQ(out(), "läst");
}

TEST_F(CommandLine, APluginThatRefusesItsSettingsIsAWrongConfiguration) {
  commands_.prepare_fault = base::rejected("columns.toml:3: files[0]: lacks \"name\"\nthe node: no such library");
  EXPECT_EQ(run({"sync"}), 3);
  EXPECT_EQ(err(), "sus-gateway: columns.toml:3: files[0]: lacks \"name\"\nsus-gateway: the node: no such library\n");
}

TEST_F(CommandLine, FilesAreMadeAbsoluteForTheServer) {
  EXPECT_EQ(run({"directory", "import", "directory.toml"}), 0);
  EXPECT_EQ(commands_.arguments.text("file"), (std::filesystem::current_path() / "directory.toml").string());
  commands_.directory_file = "config/directory.toml";
  EXPECT_EQ(run({"directory", "import"}), 0);
  EXPECT_EQ(commands_.arguments.text("file"), (std::filesystem::current_path() / "config/directory.toml").string());
}

TEST_F(CommandLine, ReadsAPersonNumberFromTheInput) {
  EXPECT_EQ(run({"participant", "protect", "--person", "-", "--by", "maj.lind"}, std::string(kNumber) + "\r\nmore\n"),
            0);
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
  EXPECT_EQ(run({"consent", "withdraw", "--person", kNumber, "--by", "maj.lind"}), 0);
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
  EXPECT_EQ(run({"participant", "protect", "--person", "-", "--by", "maj.lind"}), 2);
  EXPECT_EQ(run({"participant", "deceased", "--person", "-", "--date", "2026-11-20", "--by", "maj.lind"},
                std::string(kNumber) + "\n"),
            0);
  EXPECT_EQ(commands_.operation, "participant.deceased");
  EXPECT_EQ(commands_.arguments.text("date"), "2026-11-20");
  EXPECT_EQ(run({"participant", "part", "--source", "accorda", "--key", "1", "--person", "-", "--by", "maj.lind"},
                std::string(kNumber) + "\n"),
            0);
  EXPECT_EQ(commands_.operation, "participant.part");
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
}

TEST_F(CommandLine, AsksForOriginalsAndSaysThatOneWasSent) {
  EXPECT_EQ(run({"consent", "list", "--unarchived", "--source", "a", "--by", "m"}), 0);
  EXPECT_EQ(commands_.operation, "consent.list");
  EXPECT_TRUE(*commands_.arguments.find("unarchived")->boolean());
  EXPECT_EQ(commands_.arguments.text("by"), "m");
  EXPECT_EQ(run({"consent", "archived", "--source", "a", "--key", "k", "--on", "2024-05-03", "--by", "m"}), 0);
  EXPECT_EQ(commands_.operation, "consent.archived");
  EXPECT_EQ(commands_.arguments.text("on"), "2024-05-03");
  EXPECT_EQ(run({"consent", "archived", "--case", "c", "--on", "2024-05-03", "--by", "m"}), 0);
  EXPECT_EQ(commands_.arguments.text("case"), "c");
}

TEST_F(CommandLine, SaysThatFkWasToldOnADayByAUser) {
  const std::string id(32, 'a');
  EXPECT_EQ(run({"consent", "for-fk"}), 0);
  EXPECT_EQ(commands_.operation, "consent.for_fk");
  EXPECT_EQ(run({"consent", "fk-told", id.c_str(), "--date", "2026-11-12", "--by", "maj.lind"}), 0);
  EXPECT_EQ(commands_.operation, "consent.fk_told");
  EXPECT_EQ(commands_.arguments.text("id"), id);
  EXPECT_EQ(commands_.arguments.text("date"), "2026-11-12");
  EXPECT_EQ(run({"consent", "fk-told", id.c_str(), "--by", "maj.lind"}), 2);
}

TEST_F(CommandLine, RefusesAWrongLineWithItsOwnCode) {
  const std::vector<std::vector<const char*>> wrong = {
      {},
      {"fly"},
      {"list"},
      {"list", "everything"},
      {"sync", "--bogus"},
      {"--lang", "de", "queue"},
      {"consent", "give", "--source", "a", "--key", "k", "--by", "m"},
      {"consent", "withdraw", "--source", "a", "--by", "m"},
      {"consent", "withdraw", "--source", "a", "--key", "k", "--person", "-", "--by", "m"},
      {"consent", "withdraw", "--source", "a", "--key", "k"},
      {"consent", "list", "--by", "m"},
      {"consent", "archived", "--case", "c", "--by", "m"},
      {"consent", "archived", "--case", "c", "--source", "a", "--key", "k", "--on", "2024-05-03", "--by", "m"},
      {"participant", "protect", "--by", "m"},
      {"participant", "deceased", "--person", "-", "--by", "m"},
      {"list", "parked", "--limit", "0"},
      {"ledger", "backup"}};
  for (const auto& words : wrong) EXPECT_EQ(run(words), 2) << (words.empty() ? "" : words.front());
  EXPECT_TRUE(commands_.configs.empty());
}

TEST_F(CommandLine, HelpTellsTheExitCodesAndWhyNotToTypeNumbers) {
  EXPECT_EQ(run({"--help"}), 0);
  EXPECT_NE(out().find("7 an equation does not add up"), std::string::npos);
  EXPECT_EQ(run({"participant", "protect", "--help"}), 0);
  EXPECT_NE(out().find("visible to others in ps"), std::string::npos) << out();
}

TEST_F(CommandLine, EveryFaultHasItsCode) {
  const std::pair<base::Fault, int> run_codes[] = {{base::Fault::reject, 4},
                                                   {base::Fault::retry, 5},
                                                   {base::Fault::stop, 5},
                                                   {base::Fault::deny, 6},
                                                   {base::Fault::broken, 8}};
  for (const auto& [fault, code] : run_codes) {
    commands_.answer = base::Error{fault, "because of it"};
    EXPECT_EQ(run({"queue"}), code);
    EXPECT_EQ(err(), "sus-gateway: because of it\n");
    EXPECT_EQ(out(), "");
  }
  commands_.open_fault = base::rejected("gateway.toml:3:1: unknown\ngateway.toml:9:1: missing");
  EXPECT_EQ(run({"queue"}), 3);
  EXPECT_EQ(err(), "sus-gateway: gateway.toml:3:1: unknown\nsus-gateway: gateway.toml:9:1: missing\n");
  EXPECT_EQ(run({"serve"}), 3);
}

TEST_F(CommandLine, AnErrorIsJsonWhereJsonIsAskedFor) {
  commands_.answer = base::Error{base::Fault::deny, "not you"};
  EXPECT_EQ(run({"--json", "queue"}), 6);
  EXPECT_EQ(out(), "{\"error\":{\"fault\":\"deny\",\"what\":\"not you\"}}\n");
}

TEST_F(CommandLine, JsonIsTheAnswerAndNothingElse) {
  commands_.answer = Document().set("rows", Document::Array{}).set("count", 0);
  commands_.progress = {Document().set("read", 256)};
  EXPECT_EQ(run({"list", "rejected", "--json"}, {}, true), 0);
  EXPECT_EQ(out(), "{\"rows\":[],\"count\":0}\n");
  EXPECT_EQ(err(), "");
  EXPECT_EQ(run({"version", "--json"}), 0);
  EXPECT_EQ(out(), "{\"version\":\"0.1.0\"}\n");
}

TEST_F(CommandLine, ASumThatDoesNotAddUpIsNoSuccess) {
  commands_.answer = Document().set("summary", Document().set("adds_up", false));
  EXPECT_EQ(run({"sync"}), 7);
  commands_.answer = Document().set("summary", Document().set("adds_up", true));
  EXPECT_EQ(run({"sync"}), 0);
  commands_.answer = Document().set("read", 3).set("accepted", 2).set("dry_run", true);
  EXPECT_EQ(run({"sync", "--dry-run"}), 7);
  commands_.answer = Document().set("adds_up", false);
  EXPECT_EQ(run({"summary"}), 7);
  commands_.answer = Document().set("ok", false).set("fault", "audit entry 7 was changed");
  EXPECT_EQ(run({"ledger", "verify"}), 7);
}

TEST_F(CommandLine, WhatNeedsAttentionIsToldByTheCode) {
  const Document set = Document().set("set", "dag-1").set("state", "failed");
  commands_.answer = Document()
                         .set("sources", Document().set("accorda", Document().set("sets", Document().add(set))))
                         .set("summary", Document().set("adds_up", true));
  EXPECT_EQ(run({"sync"}), 1);
  commands_.answer = Document().add(Document().set("what", "node").set("ok", false));
  EXPECT_EQ(run({"check"}), 1);
  commands_.answer = Document().add(Document().set("what", "node").set("ok", true));
  EXPECT_EQ(run({"check"}), 0);
}

TEST_F(CommandLine, ProgressIsABarOnATerminalAndLinesElsewhere) {
  commands_.progress = {Document().set("source", "accorda").set("records", 256).set("total", 512).set("rate", 120.7),
                        Document().set("source", "accorda").set("records", 512).set("total", 512).set("rate", 130)};
  run({"sync"}, {}, true);
  EXPECT_EQ(err(),
            "\r\x1b[K[############------------] accorda: 256 av 512 poster, 120 i sekunden, 3 s kvar"
            "\r\x1b[K[########################] accorda: 512 av 512 poster, 130 i sekunden\n");
  run({"sync", "--lang", "en"});
  EXPECT_EQ(err(), "accorda: 256 of 512 records, 120 a second, 3 s left\naccorda: 512 of 512 records, 130 a second\n");
}

}  // namespace
}  // namespace gateway::app
