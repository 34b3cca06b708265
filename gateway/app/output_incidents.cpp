#include "gateway/app/output_incidents.h"

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

void print_incidents(std::ostream& out, const base::Document& answer, core::Language language) {
  const auto word = [&](const report::Phrase& phrase) { return std::string(phrase.in(language)); };
  Table rows({"Incident", word({"Vad", "What"}), word({"Personuppgifterna", "The personal data"}),
              word({"Upptäckt", "Discovered"}), word({"Anmäls senast", "Report before"}), word({"Läge", "State"})});
  bool late = false;
  for (const base::Document& row : elements(answer.find("rows"))) {
    rows.row({told(row, "id", language), told(row, "sentence", language), told(row, "reached", language),
              told(row, "discovered", language), told(row, "deadline", language), told(row, "status", language)});
    late = late || (is_true(row, "overdue") && row.text("state") == "open");
  }
  if (rows.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
    return;
  }
  rows.print(out);
  if (!late) return;
  out << '\n'
      << word(
             {"Minst en incident är inte anmäld inom 72 timmar: anmäl nu, med skälen till dröjsmålet.",
              "At least one incident was not reported within 72 hours: report it now, with the reasons for the delay."})
      << '\n';
}

void print_fk_notices(std::ostream& out, const base::Document& answer, core::Language language) {
  const auto word = [&](const report::Phrase& phrase) { return std::string(phrase.in(language)); };
  Table rows({word({"Registrering", "Registration"}), "Insats", word({"Återkallat", "Withdrawn"}),
              word({"Känt sedan", "Known since"})});
  std::string remedy;
  for (const base::Document& row : elements(answer.find("rows"))) {
    rows.row({told(row, "id", language), told(row, "place", language), told(row, "withdrawn", language),
              told(row, "since", language)});
    remedy = told(row, "remedy", language);
  }
  if (rows.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
    return;
  }
  rows.print(out);
  out << '\n' << remedy << '\n';
}

}  // namespace gateway::app
