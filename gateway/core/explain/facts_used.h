#pragma once

#include "gateway/core/decide.h"
#include "gateway/core/explain/basis.h"

namespace gateway::core {

/// What a decision on the record rests on, as it is known when it is decided; what is asked of the directory on the way
/// is added then. [pure]
Basis facts_used(const Participation& participation, const Situation& situation, const Circumstances& circumstances);

/// What a decision on a fact that was told without a record rests on: the registration, and what stands of consent,
/// protection and death, each known from its own day. [pure]
Basis facts_told(const Situation& situation, const Circumstances& circumstances);

}  // namespace gateway::core
