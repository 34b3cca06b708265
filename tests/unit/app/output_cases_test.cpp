// What is printed of cases, tasks and what waits, as whoever works with them reads it.
#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using CaseText = Terminal;
using base::Document;

Document both(const char* swedish, const char* english) {
  return Document().set("sv", swedish).set("en", english);
}

Document said(const char* swedish, const char* remedy) {
  return Document().set("code", "x").set("sentence", both(swedish, "en")).set("remedy", both(remedy, "do"));
}

Document row(int number, const char* name, const char* act = "request") {
  return Document().set("row", number).set("act", act).set("name", both(name, name));
}

TEST_F(CaseText, OfACaseSaysWhoAnswersForItAndWhatComesNext) {
  const Document next = Document()
                            .set("acts", Document()
                                             .add(Document().set("name", both("starta insatsen", "start")))
                                             .add(Document().set("name", both("avsluta samarbetet", "conclude"))))
                            .set("whose", "af")
                            .set("latest", "2026-10-01");
  commands_.answer = Document()
                         .set("case", "C1")
                         .set("status", both("planerad", "planned"))
                         .set("af_office", "AF-21")
                         .set("fk_office", "FK-21")
                         .set("responsible", "af.berg")
                         .set("deputy", "af.ek")
                         .set("next", next);
  run({"case", "show", "C1", "--by", "m"});
  EXPECT_EQ(out(),
            "C1: planerad (AF AF-21, FK FK-21)\n"
            "Ansvarig: af.berg, ersättare: af.ek\n"
            "Nästa steg: starta insatsen; avsluta samarbetet (vems tur: AF, senast 2026-10-01)\n");
  commands_.answer->set("registration", "R1").set("place_name", "Steget").set("start", "2026-01-07").set("end", "");
  run({"case", "show", "R1", "--by", "m"});
  EXPECT_NE(out().find("Ansvarig: af.berg, ersättare: af.ek\nNästa steg: starta"), std::string::npos) << out();
  commands_.answer = Document().set("case", "C1").set("responsible", "").set("deputy", "");
  run({"case", "show", "C1", "--by", "m"});
  EXPECT_NE(out().find("Ansvarig: ingen\n"), std::string::npos) << out();
  commands_.answer = Document().set("case", "C1").set("responsible", "af.berg").set("deputy", "");
  run({"case", "show", "C1", "--by", "m"});
  EXPECT_NE(out().find("Ansvarig: af.berg\n"), std::string::npos) << out();
  EXPECT_EQ(out().find("Nästa steg"), std::string::npos) << "nothing is to be done\n" << out();
}

TEST_F(CaseText, OfARowSaysWhichRowItConcernsAndWhatCorrectedIt) {
  Document corrected = row(1, "begär");
  corrected.set("corrected_by", Document().add(2).add(3));
  const Document correction = row(2, "rätta svar", "correct").set("concerns", 1);
  const Document discard = row(4, "felregistrering", "discard").set("concerns", 1);
  commands_.answer =
      Document()
          .set("case", "C1")
          .set("rows", Document().add(corrected).add(correction).add(row(3, "komplettera")).add(discard));
  run({"case", "show", "C1", "--by", "m"});
  for (const char* line :
       {"Rad  Händelse         Gäller rad  Rättad av rad\n", "1    begär                        2, 3\n",
        "2    rätta svar       1\n", "4    felregistrering\n"}) {
    EXPECT_NE(out().find(line), std::string::npos) << line << out();
  }
}

TEST_F(CaseText, OfATaskSaysWhatItWouldBecomeAndWhatToDo) {
  commands_.answer = Document()
                         .set("name", both("starta insatsen", "start"))
                         .set("happened", "2026-09-17")
                         .set("status", both("väntar på bekräftelse", "waits"))
                         .set("to", "active_preparatory")
                         .set("to_name", both("arbetsförberedande insats", "preparatory insats"))
                         .set("from", "planned_preparatory")
                         .set("from_name", both("planerad", "planned"))
                         .set("becomes", "active_preparatory")
                         .set("becomes_name", both("arbetsförberedande insats", "preparatory insats"))
                         .set("cause", "deceased")
                         .set("cause_name", both("avliden", "deceased"))
                         .set("outcome", "to_cooperation")
                         .set("outcome_name", both("till samarbetet", "to the cooperation"))
                         .set("reasons", Document().add(said("Uppgiften nämner ingen person", "Ange --case")));
  run({"task", "show", "T", "--by", "m"});
  EXPECT_EQ(out(),
            "starta insatsen, 2026-09-17: väntar på bekräftelse\n"
            "Uppgift          Svar\n"
            "föreslaget läge  arbetsförberedande insats\n"
            "ärendets läge    planerad → arbetsförberedande insats\n"
            "utfall av GK     till samarbetet\n"
            "orsak            avliden\n"
            "Kan inte bekräftas nu: Uppgiften nämner ingen person\n"
            "\n"
            "Gör så här:\n"
            "  Uppgiften nämner ingen person: Ange --case.\n");
  commands_.answer = Document()
                         .set("from_name", both("planerad", "planned"))
                         .set("becomes_name", both("planerad", "planned"))
                         .set("changes", Document().add(Document()
                                                            .set("name", both("eget företag", "own business"))
                                                            .set("before", "no")
                                                            .set("before_name", both("nej", "no"))
                                                            .set("after", "yes")
                                                            .set("after_name", both("ja", "yes"))));
  run({"task", "show", "T", "--by", "m"});
  EXPECT_EQ(out().find("ärendets läge"), std::string::npos) << "it stays where it is\n" << out();
  EXPECT_NE(out().find("eget företag  nej   ja\n"), std::string::npos) << out();
  // What was asked has left with its answer, the day too.
  commands_.answer = Document().set("name", both("byt kontor", "change office")).set("status", both("avvisad", "no"));
  run({"task", "show", "T", "--by", "m"});
  EXPECT_EQ(out(), "byt kontor: avvisad\n");
}

TEST_F(CaseText, OfWhatIsNotDoneSaysWhatToDo) {
  commands_.answer = Document()
                         .set("text", both("Uppgiften är kvar.", "As it was."))
                         .set("reasons", Document().add(said("Ärendet är avslutat", "Begär på nytt")));
  const std::vector<std::vector<const char*>> lines = {{"task", "confirm", "T", "--by", "m"},
                                                       {"case", "transfer", "C", "--by", "m", "--to", "k"}};
  for (const auto& words : lines) {
    run(words);
    EXPECT_NE(out().find("Gör så här:\n  Ärendet är avslutat: Begär på nytt.\n"), std::string::npos) << out();
  }
}

TEST_F(CaseText, OfARegisteredLineSetsReasonsApartAndSaysEachOnceWithWhatToDo) {
  const Document reason = said("Kontoret finns inte: FK-21", "Rätta kontoret");
  commands_.answer = Document().set("text", both("1 läst", "1 read"));
  commands_.answer->set("rows", Document().add(Document()
                                                   .set("line", 1)
                                                   .set("status", both("nekad", "rejected"))
                                                   .set("reasons", Document().add(reason).add(reason))
                                                   .set("warnings", Document().add(said("Svar saknas", "Komplettera")))
                                                   .set("refused", Document().add(said("Ärendet är avslutat", "")))));
  run({"register", "/acts.jsonl"});
  EXPECT_NE(out().find("Kontoret finns inte: FK-21; Svar saknas; Nekad av SUS: Ärendet är avslutat\n"),
            std::string::npos)
      << out();
  EXPECT_EQ(out().find("FK-21; Kontoret"), std::string::npos) << "once\n" << out();
  EXPECT_NE(out().find("Gör så här:\n  Kontoret finns inte: FK-21: Rätta kontoret.\n  Svar saknas: Komplettera.\n"),
            std::string::npos)
      << out();
}

TEST_F(CaseText, OfARecordThatWaitsNamesTheLocalId) {
  commands_.answer = Document().set(
      "rows", Document().add(Document().set("record", "ab12").set("key", "I-7").set("place_name", "Steget")));
  run({"case", "list", "--by", "m"});
  EXPECT_NE(out().find("Lokalt id"), std::string::npos) << out();
  EXPECT_NE(out().find("I-7"), std::string::npos) << out();
}

TEST_F(CaseText, OfWhoLacksAConsentSaysSinceWhenAndWhichReminderIsDue) {
  const auto waits = [](const char* key, bool now) {
    return Document()
        .set("file", "i.csv")
        .set("line", 4)
        .set("key", key)
        .set("waits_since", "2026-11-07")
        .set("reminder", 1)
        .set("next_reminder", "2026-12-05")
        .set("answer_due_on", "2027-01-31")
        .set("answer_due", now)
        .set("reasons", Document().add(said("Väntar på samtycke", "Registrera svaret")));
  };
  commands_.answer = Document().set("rows", Document().add(waits("I-7", true)).add(waits("I-8", false)));
  run({"consent", "list"});
  EXPECT_EQ(out(),
            "Fil    Rad  Lokalt id  Väntat sedan  Påminnelse  Nästa påminnelse  Svar krävs senast  Krävs nu  "
            "Förklaring\n"
            "i.csv  4    I-7        2026-11-07    1           2026-12-05        2027-01-31         ja        "
            "Väntar på samtycke\n"
            "i.csv  4    I-8        2026-11-07    1           2026-12-05        2027-01-31                   "
            "Väntar på samtycke\n"
            "\n"
            "Gör så här:\n"
            "  Väntar på samtycke: Registrera svaret.\n");
}

TEST_F(CaseText, OfTheCatalogueSaysWhoAgreedAndNamesItsFields) {
  const Document origin = Document()
                              .set("name", "Arbetsförberedande")
                              .set("county", "Gävleborg")
                              .set("definition", "Att prova")
                              .set("owner", "anna")
                              .set("agreed_by", Document().add("AF").add("FK"))
                              .set("from", "2026-01-01");
  const Document activity = Document()
                                .set("name", "Snickeri")
                                .set("kind", both("arbetsförberedande", "preparatory"))
                                .set("owner", "anna")
                                .set("agreed_by", Document().add("AF").add("FK"))
                                .set("from", "2026-01-01");
  const Document fields = Document()
                              .set("fields", Document().add("enrolled_before"))
                              .set("named_fields", Document()
                                                       .add(Document().set("name", both("inskriven vid AF före", "e")))
                                                       .add(Document().set("name", both("program före", "p"))))
                              .set("definition", both("Inom en vecka", "Within a week"));
  commands_.answer = Document()
                         .set("definitions", Document().add(origin))
                         .set("rows", Document().add(activity))
                         .set("fields", Document().add(fields));
  run({"catalogue"});
  EXPECT_EQ(out(),
            "Arbetsförberedande (Gävleborg): Att prova\n"
            "  ägare: anna; överens: AF, FK; gäller från: 2026-01-01\n"
            "\n"
            "Aktivitet  Slag                Ägare  Överens  Från\n"
            "Snickeri   arbetsförberedande  anna   AF, FK   2026-01-01\n"
            "\n"
            "inskriven vid AF före, program före\n"
            "  Inom en vecka\n");
}

}  // namespace
}  // namespace gateway::app
