#include "gateway/app/output_catalogue.h"

#include <string>

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

namespace {

using base::Document;
using report::Phrase;

/// Who answers for a row, who agreed to it, when it holds and where that stands.
std::string origin_of(const Document& row, core::Language language) {
  std::string text;
  const auto add = [&](const Phrase& name, const std::string& value) {
    if (!value.empty()) text += (text.empty() ? "" : "; ") + std::string(name.in(language)) + ": " + value;
  };
  add({"ägare", "owner"}, told(row, "owner", language));
  add({"överens", "agreed by"}, told(row, "agreed_by", language));
  add({"gäller från", "valid from"}, told(row, "from", language));
  add({"till", "to"}, told(row, "to", language));
  add({"källa", "source"}, told(row, "source", language));
  return text;
}

}  // namespace

void print_catalogue(std::ostream& out, const Document& answer, core::Language language) {
  const auto word = [language](const Phrase& phrase) { return std::string(phrase.in(language)); };
  for (const Document& row : elements(answer.find("definitions"))) {
    out << printable(told(row, "name", language)) << " (" << printable(told(row, "county", language))
        << "): " << printable(told(row, "definition", language)) << "\n  " << printable(origin_of(row, language))
        << '\n';
  }
  out << '\n';
  Table activities({word({"Aktivitet", "Activity"}), word({"Kontor", "Office"}), word({"Slag", "Kind"}),
                    word({"Ägare", "Owner"}), word({"Överens", "Agreed by"}), word({"Från", "From"}),
                    word({"Till", "To"}), word({"Källa", "Source"})});
  for (const Document& row : elements(answer.find("rows"))) {
    const auto tell = [&](std::string_view member) { return told(row, member, language); };
    activities.row({tell("name"), tell("office"), tell("kind"), tell("owner"), tell("agreed_by"), tell("from"),
                    tell("to"), tell("source")});
  }
  if (activities.empty()) {
    out << word({"Inget att visa.", "Nothing to show."}) << '\n';
  } else {
    activities.print(out);
  }
  for (const Document& row : elements(answer.find("fields"))) {
    std::string names;
    for (const Document& field : elements(row.find("named_fields"))) {
      names += (names.empty() ? "" : ", ") + told(field, "name", language);
    }
    out << '\n' << printable(names) << "\n  " << printable(told(row, "definition", language)) << '\n';
  }
}

}  // namespace gateway::app
