#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/policy.h"
#include "gateway/core/reason.h"

namespace gateway::core {

// Finsam is followed up in forms that change with time: by name, or in numbers alone (domain.md §1). The day on which
// somebody starts decides; what began by name goes on so to its end.

/// How whoever starts in the insats on a day is registered: by its cooperation organisation's form, by name before the
/// form's first day and where the organisation names none. Nothing where no row of the policy holds; insatser that
/// nobody knows are no matter of a form.
std::optional<Registering> registering_in(const Directory& directory, const Policy& policy, std::string_view insats,
                                          base::Date start);

/// Why nobody who starts on that day can be registered by name in the insats: `insats_faults`, and the form. Where the
/// form counts, that alone is told of what the insats takes (`form_counts_only`).
std::vector<Reason> named_faults(const Directory& directory, const Policy& policy, std::string_view insats,
                                 base::Date start);

/// The same of who is registered by name there from `began`, when it is now said from `start`: what goes on from the
/// day on which it began does so to its end, whatever insats and form have become since.
std::vector<Reason> named_faults(const Directory& directory, const Policy& policy, std::string_view insats,
                                 base::Date start, std::optional<base::Date> began);

/// Takes `form_counts_only` out of the faults, for a record that can be counted instead; whether it was there.
bool takes_form_counts_only(std::vector<Reason>& faults);

/// The cooperation organisations whose form the policy does not know, with its name: for `check`.
std::vector<Reason> unknown_forms(const Directory& directory, const Policy& policy);

}  // namespace gateway::core
