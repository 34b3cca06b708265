#include "gateway/core/catalogue.h"

#include <algorithm>
#include <map>

#include "gateway/core/canonical_line.h"
#include "gateway/core/swedish.h"

namespace gateway::core {

std::string_view name(ActivityKind kind) {
  return kind == ActivityKind::preparatory ? "preparatory" : "work_oriented";
}

const LocalActivity* activity_at(const Catalogue& catalogue, std::string_view activity, std::string_view office,
                                 base::Date on) {
  const auto asked = folded(activity);
  for (const LocalActivity& row : catalogue.activities) {
    if (row.office == office && row.valid.contains(on) && folded(row.name) == asked) return &row;
  }
  return nullptr;
}

std::string canonical(const Catalogue& catalogue) {
  std::vector<std::string> lines;
  for (const LocalActivity& row : catalogue.activities) {
    lines.push_back(
        CanonicalLine("activity").part(row.name).part(row.office).part(name(row.kind)).period(row.valid).take());
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::vector<LocalActivity>> differences(const Catalogue& catalogue, base::Date on) {
  std::map<std::u32string, std::vector<LocalActivity>> by_name;
  for (const LocalActivity& row : catalogue.activities) {
    if (row.valid.contains(on)) by_name[folded(row.name)].push_back(row);
  }
  std::vector<std::vector<LocalActivity>> differing;
  for (auto& [name, rows] : by_name) {
    const auto first = rows.front().kind;
    const bool differ = std::any_of(rows.begin(), rows.end(), [first](const auto& row) { return row.kind != first; });
    if (differ) differing.push_back(std::move(rows));
  }
  return differing;
}

std::vector<Contradiction> contradictions(const Mapping& mapping, const Catalogue& catalogue) {
  std::vector<Contradiction> found;
  for (const MappingRow& row : mapping.rows()) {
    if (row.belonging != Belonging::task) continue;
    for (const LocalActivity& activity : catalogue.activities) {
      if (row.valid.overlaps(activity.valid) && activity.office == row.to && name(activity.kind) != row.kind &&
          folded(activity.name) == folded(row.insats)) {
        found.push_back({&row, &activity});
      }
    }
  }
  return found;
}

}  // namespace gateway::core
