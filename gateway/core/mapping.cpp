#include "gateway/core/mapping.h"

namespace gateway::core {

namespace {

constexpr std::string_view kAny = "*";

bool matches(const std::string& pattern, const std::string& value) {
  return pattern == kAny || pattern == value;
}

int wildcards(const MappingRow& row) {
  return (row.beslut == kAny) + (row.ordered_by == kAny) + (row.insats == kAny) + (row.unit == kAny);
}

}  // namespace

std::string MappingRow::name() const {
  return beslut + " | " + ordered_by + " | " + insats + " | " + unit + " | " + valid.from.text();
}

Mapping::Mapping(std::vector<MappingRow> rows) : rows_(std::move(rows)) {
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    names_.push_back(rows_[i].name());
    (rows_[i].insats == kAny ? of_any_ : of_insats_[rows_[i].insats]).push_back(i);
  }
}

MappingAnswer Mapping::find(const Participation& p, base::Date on) const {
  MappingAnswer answer;
  const auto look_at = [&](const Places& places) {
    for (const std::uint32_t i : places) {
      const MappingRow& row = rows_[i];
      if (!matches(row.beslut, p.beslut) || !matches(row.ordered_by, p.ordered_by) || !matches(row.unit, p.unit)) {
        continue;
      }
      const MappingRow*& best = row.valid.contains(on) ? answer.row : answer.near;
      const bool better = best == nullptr || wildcards(row) < wildcards(*best);
      // Rows lie in one array: the first of equals is the one with the lower address.
      if (better || (wildcards(row) == wildcards(*best) && &row < best)) best = &row;
    }
  };
  if (const auto named = of_insats_.find(p.insats); named != of_insats_.end()) look_at(named->second);
  look_at(of_any_);
  if (answer.row != nullptr) answer.name = &names_[static_cast<std::size_t>(answer.row - rows_.data())];
  return answer;
}

}  // namespace gateway::core
