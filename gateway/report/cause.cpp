#include "gateway/report/cause.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "gateway/report/local_id.h"

namespace gateway::report {

namespace {

class Grouping {
 public:
  void add(const ports::ListedUnit& unit, const core::Reason& reason, core::Outcome outcome) {
    const auto key = std::make_tuple(outcome, reason.code, reason.detail);
    auto place = places_.find(key);
    if (place == places_.end()) {
      place = places_.emplace(key, causes_.size()).first;
      causes_.push_back({outcome, reason, status_word(unit), 0, {}});
    }
    Cause& cause = causes_[place->second];
    ++cause.count;
    const std::string id = shown_local_id(unit.key);
    // The units of one record come one after the other.
    if (!cause.rows.empty()) {
      CauseRow& last = cause.rows.back();
      if (last.file == unit.file && last.line == unit.line && last.local_id == id) {
        last.units.push_back(unit.unit);
        return;
      }
    }
    cause.rows.push_back({unit.file, unit.line, id, {unit.unit}});
  }

  std::vector<Cause> take() {
    std::stable_sort(causes_.begin(), causes_.end(), [](const Cause& a, const Cause& b) { return a.count > b.count; });
    return std::move(causes_);
  }

 private:
  std::map<std::tuple<core::Outcome, core::Code, std::string>, std::size_t> places_;
  std::vector<Cause> causes_;
};

}  // namespace

std::vector<Cause> causes(std::span<const ports::ListedUnit> units) {
  Grouping grouping;
  for (const ports::ListedUnit& unit : units) {
    for (const core::Reason& reason : unit.reasons) grouping.add(unit, reason, unit.outcome);
  }
  return grouping.take();
}

std::vector<Cause> warning_causes(std::span<const ports::ListedUnit> units) {
  Grouping grouping;
  for (const ports::ListedUnit& unit : units) {
    for (const core::Reason& reason : unit.warnings) grouping.add(unit, reason, core::Outcome::accepted);
  }
  return grouping.take();
}

}  // namespace gateway::report
