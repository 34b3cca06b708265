#include "gateway/core/consent_use.h"

#include <algorithm>

namespace gateway::core {

std::optional<ConsentUse> consent_use(const Registration& r) {
  if (r.kind != RegistrationKind::participation || r.stage == Stage::voided || r.handover == Handover::refused) {
    return std::nullopt;
  }
  if (!r.consent_date) return std::nullopt;
  return ConsentUse{r.consent_form, *r.consent_date, r.start, r.end, r.stage == Stage::exited};
}

bool used_up(const std::vector<ConsentUse>& others, const std::string& form, base::Date date, base::Date start,
             std::optional<base::Date> end) {
  if (end && *end < start) end.reset();  // Wrong, and said so; it ends nothing.
  return std::any_of(others.begin(), others.end(), [&](const ConsentUse& other) {
    if (other.form != form || other.date != date) return false;
    const bool after = other.end && *other.end <= start;
    const bool before = end && *end <= other.start;
    return other.exited || after || before;
  });
}

}  // namespace gateway::core
