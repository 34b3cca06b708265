#pragma once

#include <optional>
#include <string_view>

#include "gateway/core/catalogue.h"
#include "gateway/core/cooperation/act.h"
#include "gateway/core/explain/basis.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// What the catalogue says of an activity.
struct TakenActivity {
  const LocalActivity* row = nullptr;  ///< Null where the office has no such activity.
  /// Why it cannot be taken: there is none, or the act leads to no insats or to one of the other kind.
  std::optional<Reason> refused;
};

/// Takes an activity for what the AF office of the case calls by that name on the day on which it happened: the state
/// that the act leads to follows from its kind (domain.md §4: local names map to preparatory and work-oriented by the
/// catalogue). `catalogue`: null where none is configured.
///
/// Where it cannot the act is as it was. Refers to the catalogue. [pure]
TakenActivity take_activity(CooperationAct& act, std::string_view activity, std::string_view af_office,
                            const Catalogue* catalogue);

/// Adds how the catalogue classed the activity, and since when.
void add_activity(Basis& basis, const LocalActivity& row);

}  // namespace gateway::core
