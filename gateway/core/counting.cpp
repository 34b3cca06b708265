#include "gateway/core/counting.h"

#include <algorithm>
#include <string>

namespace gateway::core {

namespace {

bool counts_nobody(Code cause, const Policy& policy, base::Date today) {
  return cause == Code::consent_withdrawn &&
         policy.assumed(Assumption::withdrawn_before_sent, today) == Assumed::nothing;
}

}  // namespace

bool year_closed(int year, int through, const Policy& policy, base::Date today) {
  return year <= std::max(through, policy.closed_through(today));
}

Reason of_closed_year(int year) {
  return {Code::counting_year_closed, std::to_string(year)};
}

void leave_uncounted(Decision& decision, int through, const Policy& policy, base::Date today) {
  if (!decision.note) return;
  const bool closed = year_closed(decision.note->year, through, policy, today);
  if (!closed && !counts_nobody(decision.note->cause, policy, today)) return;
  decision.note.reset();
  decision.counts.clear();
}

bool perhaps_counted(int year, const CaseSituation& s, const CaseCircumstances& c) {
  if (s.note || !year_closed(year, s.closed_through, c.policy, c.today)) return false;
  return std::find(s.counted_years.begin(), s.counted_years.end(), year) != s.counted_years.end();
}

std::optional<Reason> uncounted(int year, Code cause, const CaseSituation& s, const CaseCircumstances& c) {
  const auto closed = [&](int of) { return year_closed(of, s.closed_through, c.policy, c.today); };
  if (closed(year)) return of_closed_year(year);
  if (s.note && closed(s.note->year)) return of_closed_year(s.note->year);
  if (!s.note && counts_nobody(cause, c.policy, c.today)) return Reason{cause};
  return std::nullopt;
}

}  // namespace gateway::core
