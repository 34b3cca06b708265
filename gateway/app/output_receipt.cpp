#include "gateway/app/output_receipt.h"

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

void print_receipt(std::ostream& out, const base::Document& receipt, core::Language language) {
  const auto word = [&](const report::Phrase& phrase) { return std::string(phrase.in(language)); };
  out << told(receipt, "text", language) << '\n';
  Table rows({word({"Registrering", "Registration"}), word({"Mottagare", "Recipient"}), word({"Genom", "Through"}),
              word({"Fick uppgifterna", "Received the data"}), word({"Meddelande", "Message"}), word({"Läge", "State"}),
              word({"Skickat", "Sent"})});
  const auto received = [&](const base::Document& row) {
    if (row.text("had") == "maybe") return word({"kanske", "perhaps"});
    if (row.text("had") == "no") return word({"nej", "no"});
    const std::string on = told(row, "received", language);
    return on.empty() && row.text("had") == "yes" ? word({"ja", "yes"}) : on;
  };
  for (const base::Document& row : elements(receipt.find("recipients"))) {
    rows.row({told(row, "registration", language), told(row, "name", language), told(row, "through", language),
              received(row), told(row, "message", language), told(row, "status", language),
              told(row, "sent", language)});
  }
  if (rows.empty()) return;
  out << '\n';
  rows.print(out);
}

}  // namespace gateway::app
