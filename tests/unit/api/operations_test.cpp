#include "gateway/api/operations.h"

#include "tests/unit/api/desk.h"

namespace gateway::api {
namespace {

using Operation = Desk;
using base::Document;
using base::Fault;

ports::ListedUnit unit(core::Outcome outcome, core::Reason reason, std::string key) {
  ports::ListedUnit made;
  made.source = "accorda";
  made.set = "dag-1";
  made.file = "insatser.csv";
  made.line = 4;
  made.key = std::move(key);
  made.outcome = outcome;
  made.reasons = {std::move(reason)};
  return made;
}

TEST_F(Operation, RefusesWhatItDoesNotKnow) {
  expect_refused(run("delete.everything"), Fault::reject, "no operation of this name");
  expect_refused(run("version", Document().set("x", 1)), Fault::reject, "unknown here");
  expect_refused(run("list", Document(3)), Fault::reject, "must be an object");
}

TEST_F(Operation, ChecksEveryArgument) {
  expect_refused(run("list"), Fault::reject, "argument kind is missing");
  expect_refused(run("list", Document().set("kind", "everything")), Fault::reject, "must be one of: rejected, parked");
  expect_refused(run("list", Document().set("kind", 7)), Fault::reject, "must be text");
  expect_refused(run("list", Document().set("kind", "parked").set("limit", -1)), Fault::reject, "whole number");
  expect_refused(run("list", Document().set("kind", "parked").set("limit", 0)), Fault::reject, "from 1 to");
  expect_refused(run("list", Document(Document::Object{{"kind", "parked"}, {"kind", "parked"}})), Fault::reject,
                 "given twice");
  expect_refused(run("sync", Document().set("dry_run", "yes")), Fault::reject, "true or false");
  expect_refused(run("queue", Document().set("all", 1)), Fault::reject, "true or false");
  expect_refused(run("ledger.backup"), Fault::reject, "argument file is missing");
  expect_refused(run("ledger.backup", Document().set("file", "a\nb")), Fault::reject, "control characters");
  expect_refused(run("plugin.describe", Document().set("id", std::string(5000, 'x'))), Fault::reject, "too long");
}

TEST_F(Operation, SyncTellsItsProgressAndBothEquations) {
  ledger_.balance_now.read = 10;
  ledger_.balance_now.by_outcome[0] = 10;
  const auto answer = run("sync", Document().set("source", "accorda"));
  ASSERT_TRUE(answer);
  ASSERT_EQ(said_.size(), 1u);
  EXPECT_EQ(answer->integer_or("read", 0), 10);
  const Document* summary = answer->find("summary");
  ASSERT_NE(summary, nullptr);
  EXPECT_TRUE(*summary->find("adds_up")->boolean());
  EXPECT_TRUE(summary->find("text")->text("sv").starts_with("läst 10 = 10 godkända"));
  EXPECT_TRUE(summary->find("text")->text("en").starts_with("read 10 = 10 accepted"));
  expect_refused(run("sync", Document().set("source", "unknown")), Fault::reject, "no source");
}

TEST_F(Operation, ANameThatNothingIsKnownOfIsRefusedAndNotAnEmptyList) {
  const auto nope = [](const char* name) { return Document().set("kind", "rejected").set(name, "nope"); };
  ledger_.known_sets = Document(Document::Array{});
  expect_refused(run("list", nope("source")), Fault::reject,
                 "ingen källa heter så; `plugin list` visar dem / no source");
  expect_refused(run("list", nope("set")), Fault::reject, "ingen leverans heter så; `sets` visar dem / no set");
  expect_refused(run("summary", Document().set("source", "nope")), Fault::reject, "ingen källa");
  EXPECT_TRUE(run("list", Document().set("kind", "rejected"))) << "an empty list of all is one";
  EXPECT_TRUE(run("list", Document().set("kind", "rejected").set("source", "register"))) << "requests have a source";
  ledger_.known_sets.add(Document().set("source", "nope").set("set", "nope"));
  EXPECT_TRUE(run("list", nope("source"))) << "it sent a set, if an empty one";
  EXPECT_TRUE(run("list", nope("set")));
  ledger_.known_sets = Document(Document::Array{});
  ledger_.balance_now.read = 1;
  EXPECT_TRUE(run("list", nope("source"))) << "it was read before";
}

TEST_F(Operation, ADryRunHasNoStandingSummary) {
  const auto answer = run("sync", Document().set("dry_run", true));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->find("summary"), nullptr);
}

TEST_F(Operation, ListsWithReasonAndRemedyInBothLanguages) {
  ledger_.units = {unit(core::Outcome::rejected, {core::Code::number_check_digit}, "I-7"),
                   unit(core::Outcome::parked, {core::Code::consent_missing}, "I-8")};
  const auto answer = run("list", Document().set("kind", "parked"));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->integer_or("count", 0), 1);
  const Document& row = answer->find("rows")->array()->front();
  EXPECT_EQ(row.text("key"), "I-8");
  EXPECT_EQ(row.find("status")->text("sv"), "väntar på samtycke");
  EXPECT_EQ(row.find("status")->text("en"), "waits for consent");
  const Document& reason = row.find("reasons")->array()->front();
  EXPECT_EQ(reason.text("code"), "consent_missing");
  EXPECT_EQ(reason.find("remedy")->text("sv"), "Registrera svaret: samtycke finns, eller nekar");
}

TEST_F(Operation, B_ListsWhoLacksAnAnswerToConsentWithTheReminderThatIsDue) {
  ledger_.units = {unit(core::Outcome::parked, {core::Code::signature_unknown}, "I-6"),
                   unit(core::Outcome::parked, {core::Code::consent_missing}, "I-7"),
                   unit(core::Outcome::parked, {core::Code::consent_after_decline}, "I-8"),
                   unit(core::Outcome::parked, {core::Code::consent_own_only}, "I-9")};
  ledger_.units[1].reasons.push_back({core::Code::consent_answer_due});
  ledger_.units[1].since = clock_.now() - std::chrono::days(14);
  ledger_.units[3].since = clock_.now() - std::chrono::days(13);
  const auto answer = run("consent.list");
  ASSERT_TRUE(answer) << answer.error().what;
  const auto& rows = *answer->find("rows")->array();
  ASSERT_EQ(rows.size(), 2U) << "a yes that waits for a confirmation is an answer";
  EXPECT_EQ(rows[0].text("key"), "I-7");
  EXPECT_EQ(rows[0].integer_or("reminder", -1), 1);
  EXPECT_EQ(rows[0].text("waits_since"), (clock_.day_of(clock_.now()) - std::chrono::days(14)).text());
  EXPECT_TRUE(*rows[0].find("answer_due")->boolean());
  EXPECT_EQ(rows[1].text("key"), "I-9");
  EXPECT_EQ(rows[1].integer_or("reminder", -1), 0);
  EXPECT_FALSE(*rows[1].find("answer_due")->boolean());
  EXPECT_EQ(rows[1].text("next_reminder"), "2026-11-22");
}

TEST_F(Operation, LeavesAKeyOutThatHoldsAPersonNumber) {
  ledger_.units = {unit(core::Outcome::parked, {core::Code::consent_missing}, "198502032389|Steget|2026-01-05")};
  const auto answer = run("list", Document().set("kind", "parked"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->find("rows")->array()->front().find("key"), nullptr);
  EXPECT_EQ(answer->find("rows")->array()->front().integer_or("line", 0), 4);
}

TEST_F(Operation, SaysWhenAListIsCutShort) {
  ledger_.units.assign(3, unit(core::Outcome::rejected, {core::Code::number_check_digit}, "I"));
  const auto answer = run("list", Document().set("kind", "rejected").set("limit", 2));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->integer_or("count", 0), 2);
  EXPECT_TRUE(*answer->find("more")->boolean());
}

TEST_F(Operation, ListsUnusedRowsOfTheMapping) {
  const auto answer = run("list", Document().set("kind", "unused"));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->integer_or("count", 0), 1);
  EXPECT_EQ(answer->find("rows")->array()->front().text("insats"), "Snickeri");
}

TEST_F(Operation, ListsWhatVanished) {
  ledger_.gone = {{"accorda", "I-9", "dag-2", base::RegistrationId{{7}}}, {"accorda", "I-10", "dag-1", std::nullopt}};
  const auto answer = run("list", Document().set("kind", "vanished").set("set", "dag-2"));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->integer_or("count", 0), 1);
  EXPECT_EQ(answer->find("rows")->array()->front().text("key"), "I-9");
}

TEST_F(Operation, QueueShowsTheOpenOnesUnlessAskedForAll) {
  ports::QueuedMessage open;
  open.state = "dead";
  ports::QueuedMessage delivered;
  delivered.state = "delivered";
  ledger_.messages = {open, delivered};
  const auto some = run("queue");
  ASSERT_TRUE(some);
  ASSERT_EQ(some->integer_or("count", 0), 1);
  EXPECT_EQ(some->find("rows")->array()->front().find("status")->text("sv"), "kunde inte levereras");
  EXPECT_EQ(run("queue", Document().set("all", true))->integer_or("count", 0), 2);
}

TEST_F(Operation, AnswersTheSmallOnes) {
  EXPECT_EQ(run("version")->text("version"), "0.1.0");
  EXPECT_TRUE(*run("ping")->find("pong")->boolean());
  EXPECT_EQ(run("totals")->find("rows")->array()->front().integer_or("men", 0), 10);
  EXPECT_EQ(run("sets")->integer_or("count", 0), 1);
  EXPECT_TRUE(*run("ledger.verify")->find("ok")->boolean());
  EXPECT_EQ(run("ledger.stat")->integer_or("audit", 0), 7);
  EXPECT_EQ(run("check")->array()->size(), 2u);
  EXPECT_TRUE(run("reload"));
  EXPECT_TRUE(run("ledger.backup", Document().set("file", "/copy.db")));
  expect_refused(run("ledger.backup", Document().set("file", "/nowhere")), Fault::reject, "cannot write");
}

TEST_F(Operation, ShowsAndChecksOnePlugin) {
  EXPECT_EQ(run("plugin.list")->integer_or("count", 0), 1);
  EXPECT_EQ(run("plugin.describe", Document().set("id", "accorda"))->text("state"), "running");
  EXPECT_EQ(run("plugin.check", Document().set("id", "accorda"))->array()->size(), 1u);
  expect_refused(run("plugin.check", Document().set("id", "other")), Fault::reject, "no configured plugin");
}

TEST_F(Operation, ADirectoryIsImportedWholeAndWhatWaitedIsDecidedAnew) {
  file_.users.push_back({"karl.ek", "Karl Ek", "gavle"});
  const Document arguments = Document().set("file", "directory.toml");
  const auto dry = run("directory.import", Document(arguments).set("dry_run", true));
  ASSERT_TRUE(dry);
  EXPECT_EQ(dry->find("differences")->find("users")->find("added")->array()->size(), 1u);
  EXPECT_TRUE(ledger_.state.done.empty());
  const auto answer = run("directory.import", arguments);
  ASSERT_TRUE(answer);
  EXPECT_EQ(ledger_.state.done, (std::vector<std::string>{"directory", "pending"}));
  EXPECT_EQ(run("directory.show")->find("users")->array()->size(), 3u);
  const auto again = run("directory.import", arguments);
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again->find("changed")->boolean());
  EXPECT_EQ(ledger_.state.done.size(), 2u);
}

TEST_F(Operation, AnImportWarnsOfMandatesThatDoNotCountWithTheirLine) {
  const base::Period year{base::Date::of(2026, 1, 1).value(), std::nullopt};
  file_.mandates = {{"maj.lind", "arbetstraning", "maj.lind", year, 7},
                    {"maj.lind", "arbetstraning", "kalle.nord", year, 12}};
  for (const bool dry_run : {true, false}) {
    const auto answer = run("directory.import", Document().set("file", "directory.toml").set("dry_run", dry_run));
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->find("mandates")->array()->size(), 1u);
    const Document& told = answer->find("mandates")->array()->front();
    EXPECT_EQ(told.text("code"), "mandate_giver_may_not");
    EXPECT_EQ(told.text("given_by"), "kalle.nord");
    EXPECT_EQ(told.integer_or("line", 0), 12);
    EXPECT_EQ(told.text("field"), "given_by");
    EXPECT_NE(answer->find("text")->text("sv").find("Mandat som inte räknas: 1."), std::string_view::npos);
  }
}

TEST_F(Operation, ADirectoryWithOneBadRowChangesNothing) {
  file_.roles.push_back({"nobody", "deltagaransvarig", {}});
  expect_refused(run("directory.import", Document().set("file", "directory.toml")), Fault::reject, "nobody");
  expect_refused(run("directory.import", Document().set("file", "other.toml")), Fault::reject, "no such file");
  EXPECT_TRUE(ledger_.state.done.empty());
}

}  // namespace
}  // namespace gateway::api
