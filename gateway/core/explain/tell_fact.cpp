#include "gateway/core/explain/tell_fact.h"

#include <utility>

namespace gateway::core {

namespace {

Effect effect_of(const Decision& decision, const Situation& situation) {
  if (decision.wrong) return Effect::destroyed;
  if (!situation.registration) return Effect::waits;
  const Registration& before = *situation.registration;
  const Registration& after = decision.registration ? *decision.registration : before;
  if (after.stage == Stage::voided) return Effect::taken_back;
  if (after.stage == Stage::exited && before.stage != Stage::exited) {
    const bool waits = !decision.messages.empty() && decision.messages.front().not_before;
    return waits ? Effect::ends_when_dated : Effect::ended;
  }
  if (decision.for_fk) return Effect::for_fk;
  if (decision.exit_date) return Effect::dated;
  if (after.stripped && !before.stripped) return Effect::hidden;
  return after.stripped && !situation.person_protected ? Effect::stays_hidden : Effect::nothing;
}

}  // namespace

std::vector<Reason> standing_against(ConsentState consent, const std::optional<base::Date>& deceased,
                                     bool is_protected) {
  std::vector<Reason> reasons;
  if (consent == ConsentState::withdrawn) reasons.push_back({Code::consent_withdrawn});
  if (deceased) reasons.push_back({Code::person_deceased});
  if (is_protected) reasons.push_back({Code::person_protected});
  if (consent == ConsentState::declined) reasons.push_back({Code::consent_declined});
  return reasons;
}

void tell_fact(Decision& decision, const Situation& situation, std::vector<Reason> reasons) {
  FactOutcome told;
  told.effect = effect_of(decision, situation);
  told.reasons = std::move(reasons);
  if (decision.for_fk) told.warnings.push_back({Code::withdrawal_for_fk, decision.for_fk->text()});
  decision.fact = std::move(told);
}

}  // namespace gateway::core
