#include "gateway/app/output_volumes.h"

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

/// Figures, and of those that are kept by whom, when, and how far they have come.
void print_figures(std::ostream& out, const Document& answer, core::Language language) {
  const auto word = [&](const Phrase& phrase) { return std::string(phrase.in(language)); };
  Table rows({"Insats", word({"År", "Year"}), word({"Kvinnor", "Women"}), word({"Män", "Men"}), word({"Av", "By"}),
              word({"När", "When"}), word({"Läge", "State"})});
  for (const Document& row : elements(answer.find("rows"))) {
    std::string state;
    if (row.find("newest") != nullptr) {
      state = !is_true(row, "newest") ? word({"rättad", "corrected"})
              : is_true(row, "sent")  ? word({"lämnad till SUS", "SUS has it"})
                                      : word({"väntar på att lämnas", "waits to leave"});
    } else if (row.find("changed") != nullptr && !is_true(row, "changed")) {
      state = word({"oförändrad", "unchanged"});
    }
    rows.row({told(row, "insats", language), told(row, "year", language), told(row, "women", language),
              told(row, "men", language), told(row, "by", language), told(row, "at", language), state});
  }
  if (rows.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
  } else {
    rows.print(out);
  }
}

void print_set(std::ostream& out, const Document& answer, core::Language language) {
  out << told(answer, "text", language) << '\n';
  for (const Document& fault : elements(answer.find("faults"))) {
    out << "  " << Phrase{"rad ", "row "}.in(language) << told(fault, "row", language) << ": "
        << printable(told(fault, "sentence", language)) << ". " << told(fault, "remedy", language) << ".\n";
  }
  if (elements(answer.find("faults")).empty()) print_figures(out, answer, language);
}

}  // namespace

bool print_volume_answer(std::ostream& out, std::string_view operation, const Document& answer,
                         core::Language language) {
  if (operation == "volume.list") {
    print_figures(out, answer, language);
  } else if (operation == "volume.set") {
    print_set(out, answer, language);
  } else {
    return false;
  }
  return true;
}

}  // namespace gateway::app
