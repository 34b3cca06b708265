#pragma once

#include <optional>
#include <vector>

#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

/// What a case waits for, as its caseworker's list says it (Mina ärenden). Derived from the table of transitions and
/// the case's dates; never stored.
struct NextStep {
  std::vector<ActKind> acts;            ///< That lead on from here, changes of office apart, and ends but for what the
                                        ///< last meeting led to.
  Authority whose = Authority::either;  ///< Who registers the first of them.
  std::optional<base::Date> latest;     ///< The day that was planned for it: a meeting, or an insats' end.
  bool late = false;                    ///< `latest` has passed.
};

/// Nothing for a case that has ended, or of which nothing more is said.
std::optional<NextStep> next_step(const CooperationCase& of, base::Date today);

}  // namespace gateway::core
