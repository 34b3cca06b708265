// The words of the AF/FK cooperation on the command line, and what is printed.
#include <filesystem>

#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using CaseLine = Terminal;
using CaseOutput = Terminal;
using base::Document;

constexpr const char* kNumber = "198502032389";

Document both(const char* swedish, const char* english) {
  return Document().set("sv", swedish).set("en", english);
}

TEST_F(CaseLine, AsksForTheOperationWithTheArgumentsAsTheApiNamesThem) {
  const std::string here = (std::filesystem::current_path() / "acts.jsonl").string();
  const auto of = [](const char* name, const char* value) { return Document().set(name, value); };
  const std::vector<std::tuple<std::vector<const char*>, std::string, Document>> lines = {
      {{"register", "acts.jsonl"}, "register", of("file", here.c_str())},
      {{"register", "/a", "--dry-run"}, "register", of("file", "/a").set("dry_run", true)},
      {{"case", "list", "--by", "m"}, "case.list", of("by", "m")},
      {{"case", "list", "--by", "m", "--office", "o", "--all", "--limit", "7"},
       "case.list",
       of("by", "m").set("office", "o").set("all", true).set("limit", 7)},
      {{"case", "list", "--by", "m", "--needs-responsible"}, "case.list", of("by", "m").set("needs_responsible", true)},
      {{"case", "list", "--by", "m", "--missing"}, "case.list", of("by", "m").set("missing", true)},
      {{"case", "list", "--by", "m", "--registered", "--days", "7"},
       "case.list",
       of("by", "m").set("registered", true).set("days", 7)},
      {{"case", "list", "--by", "m", "--refused"}, "case.list", of("by", "m").set("refused", true)},
      {{"participant", "wrong", "--case", "C", "--reason", "wrong_person", "--by", "m", "--dry-run"},
       "participant.wrong",
       of("by", "m").set("case", "C").set("reason", "wrong_person").set("dry_run", true)},
      {{"case", "transfer", "C", "--by", "m", "--to", "k", "--deputy", "a"},
       "case.transfer",
       of("by", "m").set("id", "C").set("to", "k").set("deputy", "a")},
      {{"case", "transfer", "C", "--by", "m", "--no-deputy"},
       "case.transfer",
       of("by", "m").set("id", "C").set("no_deputy", true)},
      {{"access", "list", "--case", "C", "--by", "m"}, "access.list", of("by", "m").set("case", "C")},
      {{"case", "show", "C", "--by", "m"}, "case.show", of("by", "m").set("id", "C")},
      {{"participant", "search", "--case", "C", "--by", "m"}, "participant.search", of("by", "m").set("case", "C")},
      {{"participant", "search", "--name", "Ek", "--by", "m"}, "participant.search", of("by", "m").set("name", "Ek")},
      {{"task", "list", "--by", "m"}, "task.list", of("by", "m")},
      {{"task", "list", "--by", "m", "--office", "o", "--case", "C", "--all"},
       "task.list",
       of("by", "m").set("case", "C").set("office", "o").set("all", true)},
      {{"proposal", "confirm", "--record", "R", "--by", "m"},
       "proposal.reply",
       of("action", "confirm").set("by", "m").set("record", "R")},
      {{"proposal", "reject", "--source", "s", "--key", "K", "--by", "m"},
       "proposal.reply",
       of("action", "reject").set("by", "m").set("source", "s").set("key", "K")},
      {{"task", "show", "T", "--by", "m"}, "task.show", of("by", "m").set("id", "T")},
      {{"task", "confirm", "T", "--by", "m"}, "task.reply", of("action", "confirm").set("by", "m").set("id", "T")},
      {{"task", "retract", "T", "--by", "m"}, "task.reply", of("action", "retract").set("by", "m").set("id", "T")},
      {{"task", "reject", "T", "--by", "m", "--reason", "other"},
       "task.reply",
       of("action", "reject").set("by", "m").set("id", "T").set("reason", "other")}};
  for (const auto& [words, operation, arguments] : lines) {
    run(words);
    EXPECT_EQ(commands_.operation, operation);
    ASSERT_NE(commands_.arguments.object(), nullptr) << operation;
    EXPECT_EQ(commands_.arguments.object()->size(), arguments.object()->size()) << operation;
    for (const auto& [name, value] : *arguments.object()) {
      const Document* given = commands_.arguments.find(name);
      ASSERT_NE(given, nullptr) << operation << " " << name;
      EXPECT_EQ(*given, value) << operation << " " << name;
    }
  }
}

TEST_F(CaseLine, ReadsTheNumberThatIsSearchedForFromTheInput) {
  EXPECT_EQ(run({"participant", "search", "--person", "-", "--by", "m"}, std::string(kNumber) + "\n"), 0);
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
  EXPECT_NE(run({"participant", "search", "--person", "-", "--by", "m"}, ""), 0);
  EXPECT_NE(err().find("inget personnummer kom in på standard in / no person number came in"), std::string::npos);
}

TEST_F(CaseLine, ReadsTheNumberThatIsProtectedOrNoMoreFromTheInput) {
  const std::string number = std::string(kNumber) + "\n";
  EXPECT_EQ(run({"participant", "protect", "--person", "-", "--kind", "marked", "--by", "m"}, number), 0);
  EXPECT_EQ(commands_.arguments.text("kind"), "marked");
  EXPECT_EQ(run({"participant", "lift", "--person", "-", "--by", "m"}, number), 0);
  EXPECT_EQ(commands_.operation, "participant.lift");
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
  EXPECT_EQ(commands_.arguments.text("by"), "m");
}

TEST_F(CaseLine, ReadsTheNumberWhoseExtractIsTakenOutFromTheInput) {
  EXPECT_EQ(run({"participant", "extract", "--person", "-", "--by", "m"}, std::string(kNumber) + "\n"), 0);
  EXPECT_EQ(commands_.operation, "participant.extract");
  EXPECT_EQ(commands_.arguments.text("person"), kNumber);
  EXPECT_EQ(commands_.arguments.text("by"), "m");
}

TEST_F(CaseLine, RefusesALineWithoutWhoAsksOrWithTwoKeys) {
  const std::vector<std::vector<const char*>> wrong = {
      {"register"},
      {"case"},
      {"case", "list"},
      {"case", "list", "--by", "m", "--limit", "0"},
      {"case", "list", "--by", "m", "--missing", "--registered"},
      {"case", "list", "--by", "m", "--missing", "--refused"},
      {"case", "list", "--by", "m", "--registered", "--refused"},
      {"case", "list", "--by", "m", "--days", "7"},
      {"case", "transfer", "--by", "m", "--to", "k"},
      {"case", "transfer", "C", "--to", "k"},
      {"case", "transfer", "C", "--by", "m", "--deputy", "a", "--no-deputy"},
      {"access", "list", "--by", "m"},
      {"access", "list", "--case", "C"},
      {"case", "show", "--by", "m"},
      {"case", "show", "C"},
      {"task"},
      {"task", "show", "T"},
      {"task", "confirm", "T"},
      {"task", "confirm", "--by", "m"},
      {"task", "confirm", "T", "--by", "m", "--reason", "r"},
      {"task", "reject", "T", "--by", "m"},
      {"task", "retract", "T"},
      {"participant", "search", "--name", "Ek"},
      {"participant", "protect", "--person", "-", "--kind", "none", "--by", "m"},
      {"participant", "lift", "--person", "-"},
      {"participant", "extract", "--person", "-"},
      {"participant", "extract", "--by", "m"},
      {"participant", "search", "--name", "Ek", "--case", "C", "--by", "m"},
      {"participant", "search", "--person", "-", "--case", "C", "--by", "m"},
      {"participant", "search", "--person", "-", "--name", "Ek", "--by", "m"},
      {"participant", "search", "--education", "2", "--by", "m"}};
  for (const auto& words : wrong) EXPECT_EQ(run(words), 2) << words.front() << " " << words.back();
  EXPECT_TRUE(commands_.configs.empty());
}

Document reason() {
  return Document().set("code", "x").set("sentence", both("Ärendet är avslutat", "The case has ended"));
}

TEST_F(CaseOutput, OfTheOwnCasesSaysNextStepWhoseTurnAndWhatIsLate) {
  const Document next = Document()
                            .set("acts", Document().add(Document().set("name", both("starta", "start"))))
                            .set("whose", "af")
                            .set("latest", "2026-10-01")
                            .set("late", true);
  commands_.answer =
      Document().set("rows", Document()
                                 .add(Document()
                                          .set("case", "C1")
                                          .set("given_name", "Åsa")
                                          .set("family_name", "Test\x1b[31m")
                                          .set("status", both("planerad", "planned"))
                                          .set("next", next)
                                          .set("missing", Document().add(Document().set("row", 1)))
                                          .set("provisional", true)
                                          .set("refused", Document().add(reason())))
                                 .add(Document().set("case", "C2").set("status", both("avslutat", "concluded"))));
  run({"case", "list", "--by", "m"});
  for (const char* part : {"C1", "Åsa", "starta", "AF", "2026-10-01", "försenad", "svar saknas", "väntar på SUS",
                           "nekad av SUS: Ärendet är avslutat", "C2"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  EXPECT_EQ(out().find('\x1b'), std::string::npos) << "a name cannot steer the terminal";
  run({"case", "list", "--by", "m", "--lang", "en"});
  for (const char* part : {"start", "late", "answers missing", "waits for SUS", "refused by SUS: The case has ended"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfOtherListsSaysWhatTheyAreAskedFor) {
  const Document act = Document()
                           .set("row", 3)
                           .set("name", both("planera", "plan"))
                           .set("happened", "2026-03-02")
                           .set("registered", "2026-03-09");
  commands_.answer =
      Document()
          .set("list", "registered")
          .set("rows", Document().add(Document().set("case", "C1").set("registered", Document().add(act))));
  run({"case", "list", "--by", "m", "--registered"});
  for (const char* part : {"C1", "planera", "2026-03-02", "2026-03-09"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  const Document in = Document().set("name", both("inregistrering", "registration in")).set("registered", "2026-03-10");
  commands_.answer = Document()
                         .set("list", "registered")
                         .set("rows", Document().add(Document()
                                                         .set("registration", "R1")
                                                         .set("place", "training")
                                                         .set("key", "I-1")
                                                         .set("registered", Document().add(in))));
  run({"case", "list", "--by", "m", "--registered"});
  for (const char* part : {"R1", "training", "I-1", "inregistrering", "2026-03-10"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  const Document lacks = Document()
                             .set("row", 1)
                             .set("happened", "2026-02-02")
                             .set("fields", Document().add(Document().set("name", both("utbildning", "education"))))
                             .set("outcome", true);
  commands_.answer =
      Document()
          .set("list", "missing")
          .set("rows", Document().add(Document().set("case", "C2").set("missing", Document().add(lacks))));
  run({"case", "list", "--by", "m", "--missing"});
  for (const char* part : {"C2", "2026-02-02", "utbildning; utfall av GK"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  commands_.answer =
      Document().set("rows", Document().add(Document().set("case", "C3").set("needs_responsible", true)));
  run({"case", "list", "--by", "m", "--needs-responsible"});
  EXPECT_NE(out().find("saknar ansvarig"), std::string::npos) << out();
}

TEST_F(CaseOutput, OfATransferSaysWhoAnswersNowAndOfAccessWhoLooked) {
  commands_.answer = Document()
                         .set("text", both("Ärendet är överlämnat.", "The case is handed over."))
                         .set("responsible", "karin")
                         .set("deputy", "bo");
  run({"case", "transfer", "C", "--by", "m", "--to", "karin"});
  EXPECT_NE(out().find("Ärendet är överlämnat.\nAnsvarig: karin, ersättare: bo\n"), std::string::npos) << out();
  const Document look = Document()
                            .set("at", "2026-11-21T12:00:00Z")
                            .set("user", "maj")
                            .set("operation", "case.show")
                            .set("name", both("visade ärendet", "showed the case"));
  commands_.answer = Document().set("rows", Document().add(look));
  run({"access", "list", "--case", "C", "--by", "dso"});
  for (const char* part : {"2026-11-21T12:00:00Z", "maj", "visade ärendet"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfAReceiptNamesWhoHadTheDataAndWhatWasSentThere) {
  commands_.answer = Document()
                         .set("text", both("Uppgiften är sparad.", "The fact is stored."))
                         .set("recipients", Document().add(Document()
                                                               .set("registration", "R1")
                                                               .set("name", "SUS")
                                                               .set("received", "2026-11-01T12:00:00Z")
                                                               .set("message", both("avslut", "exit"))
                                                               .set("status", both("levererat", "delivered"))
                                                               .set("sent", "2026-11-21T12:00:00Z")));
  run({"consent", "withdraw", "--source", "accorda", "--key", "I-1", "--by", "m"});
  for (const char* part :
       {"Uppgiften är sparad.\n", "R1", "SUS", "2026-11-01T12:00:00Z", "avslut", "levererat", "2026-11-21T12:00:00Z"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  commands_.answer = Document().set("text", both("Uppgiften är sparad.", "The fact is stored."));
  run({"consent", "withdraw", "--source", "accorda", "--key", "I-1", "--by", "m"});
  EXPECT_EQ(out(), "Uppgiften är sparad.\n");
}

TEST_F(CaseOutput, OfAReceiptSaysWhoMayHaveTheData) {
  const auto receipt = [](const char* had) {
    return Document().set("recipients", Document().add(Document().set("name", "SUS").set("had", had)));
  };
  for (const auto& [had, word] : {std::pair("maybe", "kanske"), std::pair("no", "nej"), std::pair("yes", "ja")}) {
    commands_.answer = receipt(had);
    run({"participant", "wrong", "--case", "C", "--reason", "wrong_person", "--by", "m"});
    for (const char* other : {"kanske", "nej", "ja"}) {
      EXPECT_EQ(out().find(other) != std::string::npos, std::string(other) == word) << had << "\n" << out();
    }
  }
}

TEST_F(CaseOutput, OfACaseWhoseRowsAreNotToldSaysWhy) {
  commands_.answer =
      Document().set("case", "C").set("closed", Document().set("text", both("Raderna visas inte.", "Not shown.")));
  run({"case", "show", "C", "--by", "m"});
  EXPECT_NE(out().find("Raderna visas inte.\n"), std::string::npos) << out();
  EXPECT_EQ(out().find("Ansvarig"), std::string::npos) << "who answered for it is no longer known\n" << out();
}

TEST_F(CaseLine, EndsWithOneWhereALineOfAFileWasNotStored) {
  commands_.answer = Document().set("unreadable", 0).set("rows", Document().add(Document().set("outcome", "rejected")));
  EXPECT_EQ(run({"register", "/acts.jsonl"}), 0) << "what is rejected is kept and can be looked up";
  commands_.answer = Document().set("unreadable", 1).set("rows", Document());
  EXPECT_EQ(run({"register", "/acts.jsonl"}), 1);
  EXPECT_EQ(run({"register", "/acts.jsonl", "--json"}), 1);
}

TEST_F(CaseLine, EndsWithFourWhereAConfirmedRecordIsNotRegistered) {
  commands_.answer = Document().set("done", false).set("text", both("Posten registreras inte.", "Not registered."));
  EXPECT_EQ(run({"proposal", "confirm", "--record", "R", "--by", "m"}), 4);
  commands_.answer = Document().set("done", true).set("text", both("Registrerat.", "Registered."));
  EXPECT_EQ(run({"proposal", "confirm", "--record", "R", "--by", "m"}), 0);
}

TEST_F(CaseOutput, OfARegisteredFileSaysTheLineAndWhy) {
  commands_.answer =
      Document()
          .set("rows",
               Document()
                   .add(Document()
                            .set("line", 1)
                            .set("key", "K-1")
                            .set("outcome", "rejected")
                            .set("status", both("nekad", "rejected"))
                            .set("reasons", Document().add(reason())))
                   .add(Document()
                            .set("line", 2)
                            .set("outcome", "unreadable")
                            .set("what", "happened: not a day")
                            .set("text", both("Raden är inte sparad. happened: not a day", "The line is not stored.")))
                   .add(Document()
                            .set("line", 3)
                            .set("outcome", "accepted")
                            .set("status", both("registrerad", "registered"))
                            .set("refused", Document().add(reason()))))
          .set("text", both("3 lästa", "3 read"));
  run({"register", "/acts.jsonl"});
  for (const char* part :
       {"K-1", "nekad", "Ärendet är avslutat", "kan inte läsas", "Raden är inte sparad. happened: not a day",
        "Nekad av SUS: Ärendet är avslutat", "3 lästa"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfATaskSaysWhatItWouldChangeAndWhyItCannot) {
  commands_.answer =
      Document()
          .set("name", both("avsluta", "conclude"))
          .set("happened", "2026-11-01")
          .set("status", both("väntar", "waits"))
          .set("figures", Document().add(Document()
                                             .set("figure", "now.concluded")
                                             .set("name", both("står nu i: avslutat", "stands now in: concluded"))
                                             .set("before", 0)
                                             .set("after", 1)))
          .set("reasons", Document().add(reason()));
  run({"task", "show", "T", "--by", "m"});
  EXPECT_EQ(out().find("now.concluded"), std::string::npos) << "no code\n" << out();
  for (const char* part :
       {"avsluta", "2026-11-01", "står nu i: avslutat  0     1", "Kan inte bekräftas nu: Ärendet är avslutat"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

Document change(const char* name) {
  return Document().set("name", both(name, name)).set("figure", name).set("before", "2").set("after", "3");
}

TEST_F(CaseOutput, OfADryRunSaysWhatEachLineWouldChange) {
  commands_.answer = Document()
                         .set("rows", Document()
                                          .add(Document().set("line", 1).set("status", both("nekad", "rejected")))
                                          .add(Document()
                                                   .set("line", 2)
                                                   .set("status", both("registrerad", "registered"))
                                                   .set("changes", Document().add(change("utbildningsnivå")))
                                                   .set("figures", Document().add(change("now.mapping")))))
                         .set("dry_run", true)
                         .set("text", both("2 lästa", "2 read"));
  run({"register", "/acts.jsonl", "--dry-run"});
  for (const char* part : {"Rad 2:\n", "utbildningsnivå  2     3", "now.mapping  2     3"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  EXPECT_EQ(out().find("Rad 1:"), std::string::npos) << out();
  commands_.answer = Document()
                         .set("figures", Document().add(change("now.requested")))
                         .set("dry_run", true)
                         .set("text", both("Provkörning", "Dry run"));
  run({"participant", "wrong", "--case", "C", "--reason", "wrong_person", "--by", "m", "--dry-run"});
  for (const char* part : {"now.requested  2     3", "Provkörning\n"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfATaskSaysWhomItIsAboutWhatIsAskedAndHowItWasAnswered) {
  commands_.answer =
      Document()
          .set("name", both("begär GK", "request"))
          .set("person", Document().set("given_name", "Åsa").set("family_name", "Test\x1b[31m").set("birth_year", 1987))
          .set("af_office", "af_gavle")
          .set("meeting_on", "2026-03-20")
          .set("consent",
               Document().set("answer", "given").set("answer_name", both("ja", "yes")).set("date", "2026-03-02"))
          .set("answers", Document().set("education", "2"))
          .set("named_answers", Document().add(Document()
                                                   .set("field", "education")
                                                   .set("name", both("utbildningsnivå", "education"))
                                                   .set("answer", "2")
                                                   .set("answer_name", both("gymnasium", "2"))))
          .set("changes", Document().add(change("stadsdel")))
          .set("answer_name", both("Annat skäl", "other"))
          .set("refused", Document().add(reason()));
  run({"task", "show", "T", "--by", "m"});
  for (const char* part :
       {"Åsa Test", "1987", "af_gavle", "2026-03-20", "ja 2026-03-02", "utbildningsnivå  ", "gymnasium", "stadsdel",
        "Skäl: Annat skäl", "Svaret nekades av SUS eller stoppades: Ärendet är avslutat"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  EXPECT_EQ(out().find('\x1b'), std::string::npos) << "a name cannot steer the terminal";
  commands_.answer = Document().set("rows", Document().add(Document()
                                                               .set("task", "T1")
                                                               .set("answer_name", both("Annat skäl", "other"))
                                                               .set("refused", Document().add(reason()))));
  run({"task", "list", "--by", "m"});
  for (const char* part : {"T1", "Annat skäl", "Ärendet är avslutat"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfWhatSusRefusedAndWhatACaseWaitsForSaysWhy) {
  commands_.answer = Document()
                         .set("list", "refused")
                         .set("rows", Document().add(Document()
                                                         .set("case", "C1")
                                                         .set("name", both("begär GK", "request"))
                                                         .set("refused_at", "2026-11-21T12:00:00Z")
                                                         .set("refused", Document().add(reason()))));
  run({"case", "list", "--by", "m", "--refused"});
  for (const char* part : {"C1", "begär GK", "2026-11-21T12:00:00Z", "Ärendet är avslutat"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
  commands_.answer = Document().set(
      "rows",
      Document().add(Document().set("case", "C3").set("refused", Document().add(reason())).set("stopped", true)));
  run({"case", "list", "--by", "m"});
  EXPECT_NE(out().find("stoppad innan SUS svarade: Ärendet är avslutat"), std::string::npos) << out();
  EXPECT_EQ(out().find("nekad av SUS"), std::string::npos) << out();
  const Document waits = Document()
                             .set("tasks", Document().add(Document()
                                                              .set("office", "fk_gavle")
                                                              .set("name", both("planera insats", "plan"))
                                                              .set("due", "2026-12-05")))
                             .set("held", Document().add(reason()));
  commands_.answer = Document().set("rows", Document().add(Document().set("case", "C2").set("waits", waits)));
  run({"case", "list", "--by", "m"});
  for (const char* part :
       {"förslag väntar på fk_gavle: planera insats, senast 2026-12-05", "skickas inte än: Ärendet är avslutat"}) {
    EXPECT_NE(out().find(part), std::string::npos) << part << "\n" << out();
  }
}

TEST_F(CaseOutput, OfNothingSaysSo) {
  commands_.answer = Document().set("rows", Document(Document::Array{}));
  for (const std::vector<const char*>& words :
       {std::vector<const char*>{"case", "list", "--by", "m"}, {"task", "list", "--by", "m"}}) {
    run(words);
    EXPECT_EQ(out(), "Inget att visa.\n");
  }
}

}  // namespace
}  // namespace gateway::app
