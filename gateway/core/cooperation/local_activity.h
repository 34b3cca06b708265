#pragma once

#include <optional>
#include <string_view>

#include "gateway/core/catalogue.h"
#include "gateway/core/cooperation/act.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// Takes an activity for what the AF office of the case calls by that name on the day on which it happened: the state
/// that the act leads to follows from its kind (domain.md §4: local names map to preparatory and work-oriented by the
/// catalogue). `catalogue`: null where none is configured.
///
/// Answers why it cannot: the office has no such activity, or the act leads to no insats or to one of the other kind.
/// Then the act is as it was. [pure]
std::optional<Reason> take_activity(CooperationAct& act, std::string_view activity, std::string_view af_office,
                                    const Catalogue* catalogue);

}  // namespace gateway::core
