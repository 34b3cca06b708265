#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/consent.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/directory.h"
#include "gateway/core/policy.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// Whether the case is of an office of the user's own organisation where the user has role and assignment today, and no
/// role that must not be combined with it (domain.md §2). [pure]
bool may_see(const Directory& directory, std::string_view user, const CooperationCase& of, base::Date today);

/// Whether the registration is of an insats where the user has role and assignment today, and is still read: not void,
/// not ended by withdrawal or death, its consent not taken back since (domain.md §3 g, i). [pure]
bool may_see(const Directory& directory, std::string_view user, const Registration& of, const Standing& standing,
             base::Date today);

/// The offices whose cases the user may see. [pure]
std::vector<std::string> offices_of(const Directory& directory, std::string_view user, base::Date today);

/// Whether `by` may see a task: whoever may answer it; whoever proposed it, and a colleague with authority at the
/// office that it was proposed from, or of the same organisation where that has none (a supplier's or a
/// municipality's) and asks another. [pure]
bool may_see(const Directory& directory, const Act& by, const CooperationTask& task);

/// Whether the participant is still found: while the case or the registration goes on, and the policy's days after
/// (domain.md §2). [pure]
bool findable(const CooperationCase& of, const Policy& policy, base::Date today);
bool findable(const Registration& of, const Policy& policy, base::Date today);

}  // namespace gateway::core
