#include "gateway/app/output_consents.h"

#include <string>

#include "gateway/app/output_reasons.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

void print_originals(Table& rows, const Document& answer, core::Language language) {
  for (const Document& row : elements(answer.find("rows"))) {
    const auto tell = [&](std::string_view member) { return told(row, member, language); };
    rows.row({tell("key"), tell(row.find("case") == nullptr ? "registration" : "case"), tell("place"), tell("form"),
              tell("consent"), tell("acknowledged"), tell("days"),
              is_true(row, "overdue") ? std::string(Phrase{"försenat", "overdue"}.in(language)) : "",
              row.find("paper") == nullptr ? "" : told(*row.find("paper"), "text", language)});
  }
}

void print_waiting(Table& rows, Remedies& what, const Document& answer, core::Language language) {
  for (const Document& row : elements(answer.find("rows"))) {
    const auto tell = [&](std::string_view member) { return told(row, member, language); };
    rows.row({tell("file"), tell("line"), tell("key"), tell("waits_since"), tell("reminder"), tell("next_reminder"),
              tell("answer_due_on"), is_true(row, "answer_due") ? std::string(Phrase{"ja", "yes"}.in(language)) : "",
              sentences(row, "reasons", language)});
    what.take(row, "reasons");
  }
}

}  // namespace

void print_consents(std::ostream& out, const Document& answer, core::Language language) {
  const auto word = [language](const Phrase& phrase) { return std::string(phrase.in(language)); };
  Table originals({word({"Lokalt id", "Local id"}), word({"Ärende eller registrering", "Case or registration"}),
                   word({"Plats", "Place"}), word({"Blankett", "Form"}), word({"Samtycke", "Consent"}),
                   word({"Registrerat", "Registered"}), word({"Dagar", "Days"}), word({"Anmärkning", "Remark"}),
                   word({"Om samtycket", "Of the consent"})});
  Table waiting({word({"Fil", "File"}), word({"Rad", "Row"}), word({"Lokalt id", "Local id"}),
                 word({"Väntat sedan", "Waits since"}), word({"Påminnelse", "Reminder"}),
                 word({"Nästa påminnelse", "Next reminder"}), word({"Svar krävs senast", "Answer due on"}),
                 word({"Krävs nu", "Due now"}), word({"Förklaring", "Explanation"})});
  Remedies what(language);
  const bool unsent = answer.text("list") == "originals";
  if (unsent) {
    print_originals(originals, answer, language);
  } else {
    print_waiting(waiting, what, answer, language);
  }
  const Table& rows = unsent ? originals : waiting;
  if (rows.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
  } else {
    rows.print(out);
  }
  what.print(out);
  if (is_true(answer, "more")) {
    out << word(
               {"Det finns fler rader; --source visar en källas.", "There are more rows; --source shows one source's."})
        << '\n';
  }
}

}  // namespace gateway::app
