#include "gateway/app/output.h"

#include "gateway/app/output_table.h"
#include "gateway/report/summary.h"
#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using Output = Terminal;
using base::Document;

Document both(const char* swedish, const char* english) {
  return Document().set("sv", swedish).set("en", english);
}

Document reason() {
  return Document()
      .set("code", "unmapped")
      .set("sentence", both("Ingen mappning för Träslöjd", "No mapping for Träslöjd"))
      .set("remedy", both("Lägg till en rad i mappningen", "Add a row to the mapping"));
}

Document rejected_rows() {
  Document rows;
  rows.add(Document()
               .set("file", "insatser.csv")
               .set("line", 12)
               .set("key", "Å-12")
               .set("event", "in")
               .set("status", both("nekad", "rejected"))
               .set("reasons", Document().add(reason())));
  rows.add(Document()
               .set("file", "åtgärder.csv")
               .set("line", 7)
               .set("event", "out")
               .set("status", both("nekad", "rejected"))
               .set("reasons", Document().add(reason())));
  return Document().set("rows", rows).set("count", 2).set("more", false).set("kind", "rejected");
}

TEST_F(Output, AListIsAlignedAndSaysOnceWhatToDo) {
  commands_.answer = rejected_rows();
  run({"list", "rejected"});
  EXPECT_EQ(out(),
            "Fil           Rad  Lokalt id  Händelse  Status  Förklaring\n"
            "insatser.csv  12   Å-12       in        nekad   Ingen mappning för Träslöjd\n"
            "åtgärder.csv  7               ut        nekad   Ingen mappning för Träslöjd\n"
            "\n"
            "Gör så här:\n"
            "  Ingen mappning för Träslöjd: Lägg till en rad i mappningen.\n");
}

TEST_F(Output, TheSameListInEnglish) {
  commands_.answer = rejected_rows();
  run({"list", "rejected", "--lang", "en"});
  EXPECT_EQ(out(),
            "File          Row  Local id  Event  Status    Explanation\n"
            "insatser.csv  12   Å-12      in     rejected  No mapping for Träslöjd\n"
            "åtgärder.csv  7              out    rejected  No mapping for Träslöjd\n"
            "\n"
            "What to do:\n"
            "  No mapping for Träslöjd: Add a row to the mapping.\n");
}

TEST_F(Output, AnEmptyListSaysSo) {
  commands_.answer = Document().set("rows", Document::Array{}).set("count", 0).set("kind", "parked");
  run({"list", "parked"});
  EXPECT_EQ(out(), "Inget att visa.\n");
}

Document sync_answer() {
  ports::Balance balance;
  balance.read = 3;
  balance.by_outcome[0] = 2;
  balance.by_outcome[5] = 1;
  balance.handed_to_delivery = 2;
  balance.delivered = 2;
  Document counts;
  counts.set("read", 3).set("accepted", 2).set("outside", 1);
  const Document fault =
      Document().set("code", "truncated").set("file", "insatser.csv").set("line", 418).set("field", "Start");
  Document source = counts;
  source.set("sets", Document().add(
                         Document().set("set", "dag-1").set("state", "failed").set("faults", Document().add(fault))));
  Document answer = counts;
  return answer.set("dry_run", false)
      .set("sources", Document().set("accorda", source))
      .set("summary", report::summarise(balance, {}).document());
}

TEST_F(Output, SyncShowsThisReadingAndBothEquations) {
  commands_.answer = sync_answer();
  EXPECT_EQ(run({"sync"}), 1);
  EXPECT_EQ(out(),
            "accorda: läst 3 = 2 godkända + 0 utan personuppgifter + 0 nekade + 0 väntar på samtycke eller uppgift + 0 "
            "väntar på bekräftelse + 1 utanför SUS + 0 oförändrade\n"
            "  dag-1: Filen är avbruten (insatser.csv, rad 418, fält Start). Gör om exporten och vänta tills den är "
            "klar.\n"
            "\n"
            "Ställningen nu:\n"
            "läst 3 = 2 godkända + 0 utan personuppgifter + 0 nekade + 0 väntar på samtycke eller uppgift + 0 väntar "
            "på bekräftelse + 1 utanför SUS + 0 oförändrade\n"
            "lämnat till leverans 2 = 2 levererade + 0 nekade av noden + 0 stoppade + 0 väntar + 0 i kö + 0 kunde inte "
            "levereras\n"
            "Båda stämmer.\n");
}

TEST_F(Output, SyncInEnglish) {
  commands_.answer = sync_answer();
  run({"sync", "--lang", "en"});
  EXPECT_EQ(out(),
            "accorda: read 3 = 2 accepted + 0 anonymous + 0 rejected + 0 parked + 0 proposed + 1 outside SUS + 0 "
            "unchanged\n"
            "  dag-1: The file is cut off (insatser.csv, row 418, field Start). Export again and wait until it has "
            "ended.\n"
            "\n"
            "As it stands now:\n"
            "read 3 = 2 accepted + 0 anonymous + 0 rejected + 0 parked + 0 proposed + 1 outside SUS + 0 unchanged\n"
            "handed to delivery 2 = 2 delivered + 0 rejected there + 0 stopped + 0 held + 0 queued + 0 dead-lettered\n"
            "Both add up.\n");
}

TEST_F(Output, ChecksAndDifferencesAreToldInWords) {
  commands_.answer =
      Document()
          .add(Document().set("what", "ledger").set("ok", true).set("sentence", "Whole."))
          .add(Document().set("what", "codes").set("ok", true).set("warning", true).set("sentence", "No."))
          .add(Document().set("what", "node").set("ok", false).set("sentence", "No answer."));
  run({"check"});
  EXPECT_EQ(out(), "     Vad     Svar\nok   ledger  Whole.\nOBS  codes   No.\nFEL  node    No answer.\n");
  const Document users = Document().set("added", Document().add("karl.ek")).set("removed", Document().add("old"));
  commands_.answer =
      Document().set("differences", Document().set("users", users)).set("text", both("Provkörning.", "Dry run."));
  run({"directory", "import", "x", "--dry-run"});
  EXPECT_EQ(out(), "Provkörning.\n  + users: karl.ek\n  - users: old\n");
}

TEST_F(Output, AnImportTellsWhatItLeavesAsItIs) {
  const Document kept = Document()
                            .set("user", "karl.ek")
                            .set("role", "deltagaransvarig")
                            .set("place", "steget")
                            .set("stays", Document().add("2020-01-01/2026-11-20").add("2027-01-01/"))
                            .set("in_file", Document(Document::Array{}));
  commands_.answer = Document().set("kept", Document().add(kept)).set("text", both("Klart.", "Done."));
  run({"directory", "import", "x", "--lang", "en"});
  EXPECT_EQ(out(),
            "Done.\n"
            "User     Role              Place   Stays\n"
            "karl.ek  deltagaransvarig  steget  2020-01-01/2026-11-20, 2027-01-01/\n");
}

TEST_F(Output, AnImportTellsWhatEndsWithTheWorkplace) {
  const Document ending = Document().set("user", "karl.ek").set("place", "af-gavle").set("from", "2026-07-01");
  commands_.answer = Document().set("endings", Document().add(ending)).set("text", both("Klart.", "Done."));
  run({"directory", "import", "x"});
  EXPECT_EQ(out(),
            "Klart.\n"
            "Användare  Plats     Utan uppdrag från\n"
            "karl.ek    af-gavle  2026-07-01\n");
}

TEST_F(Output, QueueNamesWhatCouldNotBeDelivered) {
  const Document row = Document()
                           .set("sequence", 4)
                           .set("message", both("inregistrering", "registration in"))
                           .set("registration", "ab00")
                           .set("place", "steget")
                           .set("status", both("kunde inte levereras", "could not be delivered"))
                           .set("attempts", 3)
                           .set("reasons", Document::Array{})
                           .set("what", "the target refuses it")
                           .set("next", nullptr);
  commands_.answer = Document().set("rows", Document().add(row)).set("count", 1);
  run({"queue"});
  EXPECT_EQ(out(),
            "Nr  Meddelande      Registrering  Plats   Läge                  Försök  Förklaring\n"
            "4   inregistrering  ab00          steget  kunde inte levereras  3       the target refuses it\n");
}

TEST_F(Output, ProposalsAreALineAnEventAndOneThatIsNotRegisteredSaysWhy) {
  const Document reason = Document().set("sentence", both("Väntar på dig", "Waits for you"));
  const Document unit = Document()
                            .set("event", "in")
                            .set("outcome", "proposed")
                            .set("reasons", Document().add(reason))
                            .set("warnings", Document::Array{});
  const Document row =
      Document().set("source", "accorda").set("key", "I1").set("place", "steget").set("units", Document().add(unit));
  commands_.answer = Document().set("rows", Document().add(row)).set("count", 1);
  run({"proposal", "list", "--by", "m"});
  EXPECT_EQ(out(),
            "Källa    Lokalt id  Insats  Händelse  Förklaring\n"
            "accorda  I1         steget  in        Väntar på dig\n");
  commands_.answer = Document().set("rows", Document::Array{}).set("count", 0);
  run({"proposal", "list", "--by", "m"});
  EXPECT_EQ(out(), "Inget att visa.\n");
  const Document answer = Document().set("text", both("Inte.", "Not.")).set("units", Document().add(unit));
  const std::vector<const char*> words{"proposal", "confirm", "--source", "a", "--key", "k", "--by", "m"};
  commands_.answer = Document(answer).set("done", false);
  run(words);
  EXPECT_EQ(out(), "Inte.\nHändelse  Förklaring\nin        Väntar på dig\n");
  commands_.answer = Document(answer).set("done", true);
  run(words);
  EXPECT_EQ(out(), "Inte.\n");
}

TEST_F(Output, OriginalsThatAreNotSentAreListedAndElseCounted) {
  const Document row = Document()
                           .set("registration", "ab00")
                           .set("key", "I-1")
                           .set("place", "steget")
                           .set("form", "FK 9443")
                           .set("consent", "2026-10-01")
                           .set("acknowledged", "2026-10-12")
                           .set("days", 40)
                           .set("overdue", true);
  commands_.answer = Document().set("rows", Document().add(row)).set("count", 1).set("list", "originals");
  run({"consent", "list", "--unarchived"});
  EXPECT_EQ(out(),
            "Lokalt id  Ärende eller registrering  Plats   Blankett  Samtycke    Registrerat  Dagar  Anmärkning\n"
            "I-1        ab00                       steget  FK 9443   2026-10-01  2026-10-12   40     försenat\n");
}

TEST_F(Output, ReceiptsAndTheSmallOnes) {
  commands_.answer = Document().set("text", both("Sparat.", "Stored."));
  run({"consent", "withdraw", "--source", "a", "--key", "k", "--by", "m"});
  EXPECT_EQ(out(), "Sparat.\n");
  run({"consent", "withdraw", "--source", "a", "--key", "k", "--by", "m", "--lang", "en"});
  EXPECT_EQ(out(), "Stored.\n");
  commands_.answer = Document().set("ok", true).set("entries", 12).set("heads", 3);
  run({"ledger", "verify"});
  EXPECT_EQ(out(), "Liggaren är hel: 12 poster i granskningskedjan, 3 signerade.\n");
  commands_.answer = Document().set("audit", 7).set("rows", Document().set("records", 2));
  run({"ledger", "stat"});
  EXPECT_EQ(out(), "audit: 7\nrows:\n  records: 2\n");
  run({"version"});
  EXPECT_EQ(out(), "sus-gateway 0.1.0\n");
}

TEST(Table, WhatSourcesWriteCannotSteerTheTerminal) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a?[31mb");
  EXPECT_EQ(printable("a\xffz\xc3"), "a?z?");
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b"),
            "a?b");
  EXPECT_EQ(printable("åäöé"), "åäöé");
}

TEST(Table, WidthIsWhatTheTerminalShows) {
  EXPECT_EQ(display_width("åäö"), 3u);
  EXPECT_EQ(display_width("e\xcc\x81"), 1u);
  EXPECT_EQ(display_width("漢字"), 4u);
}

TEST_F(Output, AccountsAreToldWithWhatTheyMayWhereAndByWhom) {
  Document eva = Document().set("account", "konto-eva").set("organisation", "firma").set("named_by_supplier", true);
  eva.set("permissions", Document().add("administrera")).set("from", "2020-01-01");
  Document olle = Document().set("account", "konto-olle").set("organisation", "firma").set("given_by", "konto-eva");
  olle.set("permissions", Document().add("ta_emot").add("rapportering")).set("from", "2021-01-01");
  Document unit = Document().set("unit", "10000001").set("service", "A013").set("addresses", Document().add("Gatan 1"));
  olle.set("units", Document().add(unit)).set("to", "2026-12-31");
  commands_.answer = Document().set("rows", Document().add(eva).add(olle)).set("version", 7);
  run({"account", "list"});
  EXPECT_EQ(out(),
            "Konto       Organisation  Får                    Enheter                 Av            Från        Till\n"
            "konto-eva   firma         administrera                                   leverantören  2020-01-01\n"
            "konto-olle  firma         ta_emot, rapportering  10000001 A013: Gatan 1  konto-eva     2021-01-01  "
            "2026-12-31\n"
            "Katalogens version: 7\n");
}

TEST_F(Output, AccountsToLookAtAreToldAfterAnImportAndAfterAChange) {
  const Document many = Document().set("account", "").set("sentence", "Sex administratörer").set("remedy", "Se över");
  commands_.answer = Document().set("text", "Ändringen är sparad.").set("accounts", Document().add(many));
  for (const std::vector<const char*>& command :
       {std::vector<const char*>{"directory", "import", "file.toml"}, {"account", "change", "file.toml"}}) {
    run(command);
    EXPECT_NE(out().find("Sex administratörer  Se över"), std::string::npos) << out();
  }
}

}  // namespace
}  // namespace gateway::app
