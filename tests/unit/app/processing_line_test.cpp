// The words of the register of processing on the command line, and what is printed.
#include <gmock/gmock.h>

#include "gateway/api/documents.h"
#include "gateway/api/processing.h"
#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using ProcessingLine = Terminal;
using base::Document;
using testing::HasSubstr;
using testing::Not;

base::Date day(std::string_view text) {
  return base::Date::parse(text).value();
}

/// A node whose policy says of one flow what it is for, and nothing else.
Document of_node() {
  core::DirectoryRows rows;
  rows.organisations = {{"fk", "Försäkringskassan", "fk", {}}};
  const auto directory = core::Directory::build(rows);
  core::Policy policy;
  const base::Period always{day("2020-01-01"), std::nullopt};
  policy.field_lists = {
      {core::Flow::agency_to_sus, {"number"}, always, {}, {"källa\x1b[31m", false}, {"uppföljning", "follow-up"}, {}}};
  policy.legal_bases = {{core::LegalSubject::registration, "114 kap. SFB", always, {"SFB", true}}};
  policy.retention = {{core::Kept::looks, std::chrono::days(9), always, {"beslut", true}}};
  api::Setup setup;
  setup.node = true;
  return api::document_of(core::processing_on(policy, {false, true}, day("2026-11-21")),
                          {*directory, "fk", setup, Document()});
}

TEST_F(ProcessingLine, AsksOfADayInSomebodysName) {
  EXPECT_EQ(run({"processing", "--by", "dpo"}), 0);
  EXPECT_EQ(commands_.operation, "processing");
  EXPECT_EQ(commands_.arguments, Document().set("by", "dpo"));
  EXPECT_EQ(run({"processing", "--by", "dpo", "--date", "2024-02-14"}), 0);
  EXPECT_EQ(commands_.arguments.text("date"), "2024-02-14");
  EXPECT_EQ(run({"processing"}), 2);
}

TEST_F(ProcessingLine, PrintsTheRegisterInTheLanguageOfTheReader) {
  commands_.answer = of_node();
  run({"processing", "--by", "dpo"});
  for (const char* told :
       {"REGISTERFÖRTECKNING", "noden (SUS): Försäkringskassan", "Det tas emot här.", "Ändamål: uppföljning",
        "Rättslig grund: 114 kap. SFB (gäller 2020-01-01–, källa: SFB)", "Registrerade personer: SAKNAS",
        "personnummer (gäller 2020-01-01–, källa: källa?[31m; inte bekräftad)",
        "SAKNAS: Ingen blankett för samtycke täcker flödet den dagen.",
        "vem som har tittat: högst 9 dagar (gäller 2020-01-01–, källa: beslut)",
        "det som väntar, till exempel på samtycke: högst 90 dagar, programmets egen tid",
        "det som är registrerat: SAKNAS", "+ Noden tar bara emot över TLS", "! Nycklarna ligger i samma mapp"}) {
    EXPECT_THAT(out(), HasSubstr(told));
  }
  EXPECT_THAT(out(), Not(HasSubstr("filer från källsystemet"))) << "a node reads none";
  run({"--lang", "en", "processing", "--by", "dpo"});
  EXPECT_THAT(out(), HasSubstr("Purpose: follow-up"));
  EXPECT_THAT(out(), HasSubstr("MISSING: No legal basis is in force on that day."));
  EXPECT_THAT(out(), Not(HasSubstr("SAKNAS")));
}

}  // namespace
}  // namespace gateway::app
