#include "gateway/core/assignment/workplaces.h"

#include <algorithm>
#include <unordered_set>

namespace gateway::core {

using std::chrono::days;

Workplaces::Workplaces(const StaffRows& staff) {
  for (const Workplace& row : staff.workplaces) rows_[row.user].push_back(&row);
}

const std::vector<const Workplace*>* Workplaces::of(std::string_view user) const {
  const auto found = rows_.find(user);
  return found == rows_.end() ? nullptr : &found->second;
}

AtWork Workplaces::at(std::string_view user, std::string_view office, base::Date on) const {
  const auto* rows = of(user);
  if (rows == nullptr) return AtWork::unknown;
  AtWork answer = AtWork::unknown;
  for (const Workplace* row : *rows) {
    if (row->period.contains(on)) {
      if (row->office == office) return AtWork::here;
      answer = AtWork::elsewhere;
    } else if (row->office == office && row->period.from < on && answer == AtWork::unknown) {
      answer = AtWork::left;
    }
  }
  return answer;
}

bool Workplaces::left_altogether(std::string_view user, base::Date on) const {
  const auto* rows = of(user);
  if (rows == nullptr) return false;
  const bool before = std::any_of(rows->begin(), rows->end(), [&](const Workplace* r) { return r->period.from < on; });
  return before && std::none_of(rows->begin(), rows->end(), [&](const Workplace* r) { return r->period.contains(on); });
}

std::optional<base::Date> Workplaces::last_day(std::string_view user, base::Date on) const {
  const auto* rows = of(user);
  std::optional<base::Date> last;
  if (rows == nullptr) return last;
  for (const Workplace* row : *rows) {
    if (row->period.from > on) continue;
    if (!row->period.to) return std::nullopt;
    last = std::max(last, row->period.to);
  }
  return last;
}

std::optional<base::Date> Workplaces::first_day_away(std::string_view user, std::string_view office,
                                                     base::Date from) const {
  const auto* rows = of(user);
  if (rows == nullptr) return std::nullopt;
  base::Date day = from;
  while (true) {
    std::optional<base::Date> next;  // The next day on which something may be different.
    switch (at(user, office, day)) {
      case AtWork::elsewhere:
      case AtWork::left:
        return day;
      case AtWork::here: {
        base::Date last = day;
        for (const Workplace* row : *rows) {
          if (row->office != office || !row->period.contains(day)) continue;
          if (!row->period.to) return std::nullopt;
          last = std::max(last, *row->period.to);
        }
        next = last + days(1);
        break;
      }
      case AtWork::unknown:
        for (const Workplace* row : *rows) {
          if (row->period.from > day && (!next || row->period.from < *next)) next = row->period.from;
        }
        break;
    }
    if (!next) return std::nullopt;
    day = *next;
  }
}

std::vector<Ending> end_with_workplaces(DirectoryRows& rows) {
  std::vector<Ending> endings;
  if (rows.staff.workplaces.empty()) return endings;
  const Workplaces workplaces(rows.staff);
  std::unordered_set<std::string_view> offices;
  for (const Office& office : rows.offices) offices.insert(office.id);
  std::vector<Assignment> kept;
  kept.reserve(rows.assignments.size());
  for (Assignment& row : rows.assignments) {
    const auto away = offices.contains(row.to) ? workplaces.first_day_away(row.user, row.to, row.period.from)
                                               : std::optional<base::Date>();
    if (!away || (row.period.to && *row.period.to < *away)) {
      kept.push_back(std::move(row));
      continue;
    }
    endings.push_back({row.user, row.to, *away, false});
    if (*away == row.period.from) continue;
    row.period.to = *away - days(1);
    kept.push_back(std::move(row));
  }
  rows.assignments = std::move(kept);
  return endings;
}

}  // namespace gateway::core
