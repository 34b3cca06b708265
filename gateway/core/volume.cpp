#include "gateway/core/volume.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "gateway/core/authority.h"
#include "gateway/core/counting.h"
#include "gateway/core/follow_up.h"

namespace gateway::core {

namespace {

/// The days of the year on which the insats was open within its cooperation organisation; none where there are none.
std::optional<base::Period> open_in(const Insats& insats, const Cooperation& cooperation, int year) {
  const auto first = base::Date::of(year, 1, 1);
  const auto last = base::Date::of(year, 12, 31);
  if (!first || !last) return std::nullopt;
  base::Period days{std::max({*first, insats.period.from, cooperation.period.from}), last};
  for (const base::Period& period : {insats.period, cooperation.period}) {
    if (period.to) days.to = std::min(*days.to, *period.to);
  }
  return days.from <= *days.to ? std::optional(days) : std::nullopt;
}

}  // namespace

std::vector<RowFault> volume_faults(const VolumeSet& set, const std::vector<bool>& individuals, int closed_through,
                                    const Directory& directory, const Policy& policy, base::Date today) {
  std::vector<RowFault> faults;
  const User* by = directory.user(set.by);
  std::set<std::pair<std::string, int>> seen;
  for (std::size_t i = 0; i < set.figures.size(); ++i) {
    const Volume& figure = set.figures[i];
    const auto fault = [&](Code code, std::string detail) { faults.push_back({i + 1, {code, std::move(detail)}}); };
    const std::string what = figure.insats + " " + std::to_string(figure.year);
    const Insats* insats = directory.insats(figure.insats);
    if (insats == nullptr) {
      fault(Code::insats_unknown, figure.insats);
      continue;
    }
    if (by == nullptr || !directory.administers(*by, insats->cooperation, today, Right::report_volumes)) {
      fault(Code::volume_not_yours, set.by);
    }
    if (by != nullptr && role_forbidden(directory, *by, today)) fault(Code::role_forbidden_pair, set.by);
    if (!seen.insert({figure.insats, figure.year}).second) fault(Code::volume_twice, what);
    if (figure.women < 0 || figure.men < 0 || figure.women > kMostOfVolume || figure.men > kMostOfVolume) {
      fault(Code::field_fault, what);
    }
    const auto days = open_in(*insats, directory.cooperation_of(*insats), figure.year);
    if (!days || days->from > today) {
      fault(Code::volume_year, what);
      continue;
    }
    if (year_closed(figure.year, closed_through, policy, today)) faults.push_back({i + 1, of_closed_year(figure.year)});
    const bool counts = registering_in(directory, policy, figure.insats, *days->to) == Registering::counts;
    if (!insats->counts_only && !counts) {
      fault(Code::volume_of_named, insats->name);
    } else if (individuals[i]) {
      fault(Code::volume_of_individuals, insats->name);
    }
  }
  return faults;
}

}  // namespace gateway::core
