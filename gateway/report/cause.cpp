#include "gateway/report/cause.h"

#include <algorithm>

namespace gateway::report {

void Causes::add(const ports::ListedUnit& unit) {
  for (const core::Reason& reason : unit.reasons) add(unit, reason, unit.outcome);
}

std::size_t Causes::add(const ports::ListedUnit& unit, const core::Reason& reason, core::Outcome outcome) {
  const auto [place, first] = places_.try_emplace({outcome, reason.code, reason.detail}, causes_.size());
  if (first) causes_.push_back({causes_.size(), outcome, reason, status_word(unit), 0});
  ++causes_[place->second].count;
  return place->second;
}

std::vector<Cause> Causes::largest_first() const {
  std::vector<Cause> sorted = causes_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Cause& a, const Cause& b) { return a.count > b.count; });
  return sorted;
}

}  // namespace gateway::report
