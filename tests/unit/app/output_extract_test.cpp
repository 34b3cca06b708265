// The letter to the participant: all of it in Swedish, then all of it in English.
#include <gmock/gmock.h>

#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using base::Document;
using testing::HasSubstr;
using testing::Not;

class ExtractLetter : public Terminal {
 protected:
  static Document both(const char* swedish, const char* english) {
    return Document().set("sv", swedish).set("en", english);
  }
  static Document named(const char* name) { return Document().set("id", "x").set("name", name); }
  static Document value(const char* swedish, const char* english, const char* text) {
    return Document().set("field", "f").set("name", both(swedish, english)).set("value", text);
  }
  static Document registration() {
    return Document()
        .set("registration", "R1")
        .set("name", both("insats i Finsam", "insats of Finsam"))
        .set("status", both("registrerad i SUS", "registered in SUS"))
        .set("places", Document().add(named("Arbetsträning")))
        .set("start", "2026-10-01")
        .set("caseworker", Document().set("user", "maj.lind").set("organisation", named("Gävle kommun")))
        .set("consent", Document().set("form", "FK 9443").set("given", "2026-09-30"))
        .set("from", Document().set("source", "accorda").set("key", "I-1"))
        .set("history", Document().add(Document()
                                           .set("happened", "2026-10-01")
                                           .set("registered", "2026-10-02")
                                           .set("name", both("inregistrering", "registration in"))))
        .set("recipients", Document().add(Document()
                                              .set("name", "SUS")
                                              .set("received", "2026-10-02T08:00:00Z")
                                              .set("fields", Document().add(value("förnamn", "given name", "")))))
        .set("messages", Document().add(Document()
                                            .set("name", both("utregistrering", "registration out"))
                                            .set("status", both("i kö", "queued"))
                                            .set("reasons", Document().add(both("för tidigt", "too early")))))
        .set("looked", Document().add(Document()
                                          .set("at", "2026-11-01T08:00:00Z")
                                          .set("user", "dpo")
                                          .set("roles", Document().add("dataskyddsombud"))
                                          .set("name", both("tog ut ett registerutdrag", "took out an extract"))));
  }
  static Document extract() {
    return Document()
        .set("text", both("Registerutdrag.", "Extract."))
        .set("person", Document().add(value("förnamn", "given name", "Åsa\x1b[31m")))
        .set("registrations", Document().add(registration()))
        .set("records", Document().add(Document()
                                           .set("source", "accorda")
                                           .set("status", both("väntar på samtycke", "waits for consent"))
                                           .set("reasons", Document().add(Document().set(
                                                               "sentence", both("Samtycke saknas", "No consent"))))))
        .set("basis", Document().add(Document()
                                         .set("name", both("registreringen", "the registration"))
                                         .set("text", "114 kap. SFB")
                                         .set("verified", false)))
        .set("kept", Document().add(Document().set("name", both("det som väntar", "what waits")).set("days", 90)))
        .set("rights", both("Du har rätt.", "You have the right."));
  }
};

TEST_F(ExtractLetter, IsWrittenInSwedishFirstAndInEnglishBelowWhateverTheLanguage) {
  commands_.answer = extract();
  run({"participant", "extract", "--person", "-", "--by", "m", "--lang", "en"}, "198502032389\n");
  const std::string letter = out();
  const std::size_t english = letter.find("Extract.");
  ASSERT_NE(english, std::string::npos) << letter;
  for (const char* part : {"Registerutdrag.", "förnamn: Åsa", "insats i Finsam: registrerad i SUS", "Arbetsträning",
                           "maj.lind, Gävle kommun", "2026-09-30, FK 9443", "accorda", "I-1", "2026-10-02", "SUS",
                           "i kö", "för tidigt", "tog ut ett registerutdrag", "väntar på samtycke (Samtycke saknas)",
                           "114 kap. SFB (inte bekräftat)", "det som väntar: 90 dagar", "Du har rätt."}) {
    EXPECT_LT(letter.find(part), english) << part << "\n" << letter;
  }
  for (const char* part : {"given name: Åsa", "insats of Finsam: registered in SUS", "queued", "too early",
                           "took out an extract", "waits for consent (No consent)", "114 kap. SFB (not confirmed)",
                           "what waits: 90 days", "You have the right."}) {
    EXPECT_NE(letter.find(part, english), std::string::npos) << part << "\n" << letter;
  }
  EXPECT_THAT(letter, Not(HasSubstr("\x1b"))) << "a name cannot steer the terminal";
}

TEST_F(ExtractLetter, SaysThatNobodyElseHasReceivedWhatHasNotLeft) {
  Document one = registration();
  for (auto& [name, member] : *one.object()) {
    if (name == "recipients") member = Document(Document::Array{});
  }
  commands_.answer = Document().set("registrations", Document().add(one));
  run({"participant", "extract", "--person", "-", "--by", "m"}, "198502032389\n");
  EXPECT_THAT(out(), HasSubstr("Ingen annan har fått uppgifterna."));
  EXPECT_THAT(out(), HasSubstr("Ingen är angiven i policyn."));
}

}  // namespace
}  // namespace gateway::app
