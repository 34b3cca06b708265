#pragma once

#include "gateway/core/decide.h"

namespace gateway::core {

/// Applies withdrawal, death and protection to the registration in `decision` (domain.md §3 e–j, l, q): stops what is
/// queued, ends or strips what the node has, counts anonymously what never got there. Needs no authority.
void apply_protective_facts(Decision& decision, const Situation& situation, const ConsentView& consent,
                            bool is_protected, std::optional<base::Date> deceased, const Circumstances& circumstances);

}  // namespace gateway::core
