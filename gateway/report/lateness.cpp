#include "gateway/report/lateness.h"

#include <algorithm>
#include <map>
#include <set>

namespace gateway::report {

namespace {

std::int64_t days_late(const ports::BothDates& one) {
  return std::max<std::int64_t>(0, (one.registered - one.happened).count());
}

Lateness figures(const std::vector<const ports::BothDates*>& of, const LatenessRules& rules) {
  Lateness found;
  std::vector<std::int64_t> delays;
  for (const ports::BothDates* one : of) {
    delays.push_back(days_late(*one));
    found.within += delays.back() <= rules.days(one->registered) ? 1 : 0;
    found.ahead += one->happened > one->registered ? 1 : 0;
  }
  std::sort(delays.begin(), delays.end());
  found.registered = static_cast<std::int64_t>(delays.size());
  found.median_days = delays[(delays.size() - 1) / 2];
  found.longest_days = delays.back();
  return found;
}

/// Of how many participations and cases: somebody is in several rows of one.
std::size_t participations(const std::vector<const ports::BothDates*>& of) {
  std::set<base::RegistrationId> all;
  for (const ports::BothDates* one : of) all.insert(one->registration);
  return all.size();
}

}  // namespace

LatenessTable lateness(const std::vector<ports::BothDates>& registered, const LatenessRules& rules) {
  std::map<std::string, std::vector<const ports::BothDates*>> by_place;
  std::vector<const ports::BothDates*> all;
  for (const ports::BothDates& one : registered) {
    by_place[one.place].push_back(&one);
    all.push_back(&one);
  }
  LatenessTable table;
  bool whole = !all.empty();
  for (const auto& [place, of] : by_place) {
    const bool few = participations(of) < static_cast<std::size_t>(std::max(0, rules.small_number));
    const bool told = !few || rules.own(place);
    whole = whole && told;
    table.rows.push_back({place, told ? std::optional(figures(of, rules)) : std::nullopt});
  }
  if (whole) table.total = figures(all, rules);
  return table;
}

std::vector<ports::BothDates> dated_rows(const base::RegistrationId& id, const core::CooperationCase& of,
                                         const base::Period& days) {
  std::vector<ports::BothDates> found;
  if (of.form != core::CaseForm::named || of.discarded || of.handover == core::Handover::refused) return found;
  for (const core::CaseRow& row : of.rows) {
    if (core::correction(row.kind) || row.standing != core::RowStanding::stands || row.office.empty()) continue;
    if (days.contains(row.by.on)) found.push_back({id, row.office, row.happened, row.by.on});
  }
  return found;
}

}  // namespace gateway::report
