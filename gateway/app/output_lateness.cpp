#include "gateway/app/output_lateness.h"

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

}  // namespace

void print_lateness(std::ostream& out, const Document& answer, core::Language language) {
  const auto word = [&](const Phrase& phrase) { return std::string(phrase.in(language)); };
  out << told(answer, "text", language) << '\n';
  Table rows({word({"Plats", "Place"}), word({"Registrerade", "Registered"}), word({"I tid", "In time"}),
              word({"Median (dagar)", "Median (days)"}), word({"Längst (dagar)", "Longest (days)"}),
              word({"I förväg", "Ahead"})});
  const auto line = [&](std::string name, const Document& of) {
    rows.row({std::move(name), told(of, "registered", language), told(of, "share", language) + " %",
              told(of, "median_days", language), told(of, "longest_days", language), told(of, "ahead", language)});
  };
  for (const Document& row : elements(answer.find("rows"))) {
    std::string name = told(row, "place_name", language);
    if (is_true(row, "suppressed")) {
      rows.row({std::move(name), word({"för få för att visas", "too few to be shown"}), "", "", "", ""});
    } else {
      line(std::move(name), row);
    }
  }
  if (rows.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
    return;
  }
  if (const Document* total = answer.find("total"); total != nullptr && !total->is_null()) {
    line(word({"Alla", "All"}), *total);
  }
  rows.print(out);
}

}  // namespace gateway::app
