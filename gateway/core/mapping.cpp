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

MappingAnswer Mapping::find(const Participation& p, base::Date on) const {
  MappingAnswer answer;
  for (const MappingRow& row : rows_) {
    if (!matches(row.beslut, p.beslut) || !matches(row.ordered_by, p.ordered_by) || !matches(row.insats, p.insats) ||
        !matches(row.unit, p.unit)) {
      continue;
    }
    const MappingRow*& best = row.valid.contains(on) ? answer.row : answer.near;
    if (best == nullptr || wildcards(row) < wildcards(*best)) best = &row;
  }
  return answer;
}

}  // namespace gateway::core
