#include "gateway/core/end_reason.h"

namespace gateway::core {

namespace {

bool ended_by(CodeGroup group, const Participation& p, const Policy& policy) {
  return p.end && !p.answers.end_reason.empty() && policy.groups(group, p.answers.end_reason, *p.end);
}

}  // namespace

std::optional<base::Date> withdrawn_at_end(const Participation& p, const Policy& policy) {
  return ended_by(CodeGroup::end_withdrawn, p, policy) ? p.end : std::nullopt;
}

std::optional<base::Date> died(const Participation& p, const std::optional<base::Date>& known, const Policy& policy) {
  if (p.deceased) return p.deceased;
  if (known) return known;
  return ended_by(CodeGroup::end_deceased, p, policy) ? p.end : std::nullopt;
}

}  // namespace gateway::core
