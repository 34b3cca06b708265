#include "gateway/core/catalogue.h"

#include <algorithm>
#include <map>

namespace gateway::core {

std::string_view name(ActivityKind kind) {
  return kind == ActivityKind::preparatory ? "preparatory" : "work_oriented";
}

std::string comparable(std::string_view name) {
  // In UTF-8, Latin letters with marks are C3 followed by 80–9E for big and A0–BE for small ones; 97 is no letter.
  constexpr unsigned char kLead = 0xC3;
  std::string out;
  unsigned char before = 0;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == ' ' || letter == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (letter >= 'A' && letter <= 'Z') {
      out += static_cast<char>(letter - 'A' + 'a');
    } else if (before == kLead && byte >= 0x80 && byte <= 0x9E && byte != 0x97) {
      out += static_cast<char>(byte + 0x20);
    } else {
      out += letter;
    }
    before = byte;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::vector<LocalActivity>> differences(const Catalogue& catalogue, base::Date on) {
  std::map<std::string, std::vector<LocalActivity>> by_name;
  for (const LocalActivity& row : catalogue.activities) {
    if (row.valid.contains(on)) by_name[comparable(row.name)].push_back(row);
  }
  std::vector<std::vector<LocalActivity>> differing;
  for (auto& [name, rows] : by_name) {
    const auto first = rows.front().kind;
    const bool differ = std::any_of(rows.begin(), rows.end(), [first](const auto& row) { return row.kind != first; });
    if (differ) differing.push_back(std::move(rows));
  }
  return differing;
}

}  // namespace gateway::core
