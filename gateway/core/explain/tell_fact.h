#pragma once

#include <optional>
#include <vector>

#include "gateway/core/consent.h"
#include "gateway/core/decide.h"

namespace gateway::core {

/// What of consent, protection and death stands against naming a person, in the order in which facts are weighed.
/// [pure]
std::vector<Reason> standing_against(ConsentState consent, const std::optional<base::Date>& deceased,
                                     bool is_protected);

/// Says in `decision.fact` what the decision did to the registration that `situation` has, and why. [pure]
void tell_fact(Decision& decision, const Situation& situation, std::vector<Reason> reasons);

/// Whether the fact changed something: such an answer stands, whatever is told again. [pure]
constexpr bool changes(Effect effect) {
  return effect != Effect::nothing && effect != Effect::waits && effect != Effect::stays_hidden;
}

}  // namespace gateway::core
