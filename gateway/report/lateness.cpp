#include "gateway/report/lateness.h"

#include <algorithm>

namespace gateway::report {

void LatenessCount::add(const ports::BothDates& one) {
  Place& place = places_[one.place];
  const std::int64_t late = std::max<std::int64_t>(0, (one.registered - one.happened).count());
  ++place.delays.days[late];
  place.delays.within += late <= rules_.days(one.registered) ? 1 : 0;
  place.delays.ahead += one.happened > one.registered ? 1 : 0;
  // Somebody is in several rows of one participation.
  const bool few = place.some.size() < static_cast<std::size_t>(std::max(0, rules_.small_number));
  if (few) place.some.insert(one.registration);
}

LatenessTable LatenessCount::table() const {
  LatenessTable table;
  Delays all;
  bool whole = !places_.empty();
  for (const auto& [name, place] : places_) {
    const bool few = place.some.size() < static_cast<std::size_t>(std::max(0, rules_.small_number));
    const bool told = !few || rules_.own(name);
    whole = whole && told;
    all.add(place.delays);
    table.rows.push_back({name, told ? std::optional(place.delays.figures()) : std::nullopt});
  }
  if (whole) table.total = all.figures();
  return table;
}

void LatenessCount::Delays::add(const Delays& more) {
  for (const auto& [late, count] : more.days) days[late] += count;
  within += more.within;
  ahead += more.ahead;
}

Lateness LatenessCount::Delays::figures() const {
  Lateness found;
  for (const auto& [late, count] : days) found.registered += count;
  std::int64_t passed = 0;
  for (const auto& [late, count] : days) {
    passed += count;
    if (2 * passed < found.registered) continue;
    found.median_days = late;
    break;
  }
  found.longest_days = days.rbegin()->first;
  found.within = within;
  found.ahead = ahead;
  return found;
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
