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

/// Whether the registration is still read, by whoever may: not void, not ended by withdrawal or death, its consent not
/// taken back since (domain.md §3 g, i). [pure]
bool still_read(const Registration& of, const Standing& standing, base::Date today);

/// Whether it is, and is of an insats where the user has role and assignment today. [pure]
bool may_see(const Directory& directory, std::string_view user, const Registration& of, const Standing& standing,
             base::Date today);

/// Whether the user is employed by `organisation` and has a role today that answers for its personal data and sees
/// persons (dataskyddsombud): reads a case or registration by its number, and none otherwise (domain.md §2). [pure]
bool reads_by_number(const Directory& directory, std::string_view user, std::string_view organisation,
                     base::Date today);

/// Whether it is heard of here what the user does and what becomes of the user: at a node of every party's users, at
/// the gateway of `organisation` of its own alone. Nobody else is told of participants there, for a removal ends
/// reading at once (domain.md §2), and another organisation's reaches no other gateway. [pure]
bool heard_of(const Directory& directory, std::string_view user, std::string_view organisation, bool node);

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
