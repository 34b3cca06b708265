#include "gateway/core/explain/facts_used.h"

#include <algorithm>

#include "gateway/core/end_reason.h"

namespace gateway::core {

Basis facts_used(const Participation& p, const Situation& s, const Circumstances& c) {
  Basis basis;
  basis.policy = c.policy.hash;
  basis.decided = c.today;
  const auto date = [&basis](Fact fact, const std::optional<base::Date>& value) {
    if (value) basis.add(fact, value->days());
  };
  const auto date_known_since = [&basis](Fact fact, const std::optional<base::Date>& value) {
    if (value) basis.add(fact, value->days(), *value);
  };
  date(Fact::start, p.start);
  date(Fact::end, p.end);
  if (p.consent.answer != ConsentAnswer::none) basis.add(Fact::consent, static_cast<int>(p.consent.answer));
  date(Fact::consent_date, p.consent.date);
  date(Fact::withdrawn, std::max(p.consent.withdrawn, withdrawn_at_end(p, c.policy)));
  date_known_since(Fact::withdrawn_before, s.standing.withdrawn);
  date_known_since(Fact::declined_before, s.standing.declined);
  if (s.standing.told) {
    const Consent& told = *s.standing.told;
    basis.add(Fact::told, static_cast<int>(told.answer),
              told.withdrawn ? *told.withdrawn : told.date.value_or(c.today));
  }
  if (p.protection != Protection::none) basis.add(Fact::protection, static_cast<int>(p.protection));
  if (s.person_protected) basis.add(Fact::protected_before, 1);
  date_known_since(Fact::lifted, s.lifted);
  date(Fact::deceased, died(p, s.deceased, c.policy));
  if (s.registration) basis.add(Fact::registration, static_cast<int>(s.registration->stage), s.registration->act.on);
  if (s.note) basis.add(Fact::counted_before, 1);
  return basis;
}

Basis facts_told(const Situation& s, const Circumstances& c) {
  Basis basis;
  basis.policy = c.policy.hash;
  basis.decided = c.today;
  const auto known_since = [&basis](Fact fact, const std::optional<base::Date>& value) {
    if (value) basis.add(fact, value->days(), *value);
  };
  if (s.registration) {
    const base::Date registered = s.registration->act.on;
    basis.add(Fact::start, s.registration->start.days(), registered);
    if (s.registration->end) basis.add(Fact::end, s.registration->end->days(), registered);
    if (s.registration->consent_date) {
      basis.add(Fact::consent_date, s.registration->consent_date->days(), registered);
    }
  }
  const Standing stands = with_told(s.standing, c.today);
  known_since(Fact::withdrawn_before, stands.withdrawn);
  known_since(Fact::declined_before, stands.declined);
  if (s.standing.told && s.standing.told->answer != ConsentAnswer::none) {
    basis.add(Fact::told, static_cast<int>(s.standing.told->answer), s.standing.told->date.value_or(c.today));
  }
  if (s.person_protected) basis.add(Fact::protected_before, 1);
  known_since(Fact::deceased, s.deceased);
  if (s.registration) basis.add(Fact::registration, static_cast<int>(s.registration->stage), s.registration->act.on);
  return basis;
}

}  // namespace gateway::core
