#include "gateway/app/output_reasons.h"

#include <utility>

#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"

namespace gateway::app {

using base::Document;

std::string sentences(const Document& row, std::string_view member, core::Language language) {
  std::string text;
  std::set<std::string> seen;
  for (const Document& reason : elements(row.find(member))) {
    const std::string sentence = told(reason, "sentence", language);
    if (seen.insert(sentence).second) text += (text.empty() ? "" : "; ") + sentence;
  }
  return text;
}

void Remedies::take(const Document& row, std::string_view member) {
  for (const Document& reason : elements(row.find(member))) {
    const std::string remedy = told(reason, "remedy", language_);
    if (remedy.empty()) continue;
    std::string line = told(reason, "sentence", language_) + ": " + remedy + ".";
    if (seen_.insert(line).second) lines_.push_back(std::move(line));
  }
}

void Remedies::print(std::ostream& out) const {
  if (lines_.empty()) return;
  out << '\n' << report::Phrase{"Gör så här:", "What to do:"}.in(language_) << '\n';
  for (const std::string& line : lines_) out << "  " << printable(line) << '\n';
}

}  // namespace gateway::app
