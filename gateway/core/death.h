#pragma once

#include <optional>

#include "gateway/base/date.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/registration.h"

// What tells of a death (domain.md §3 q): the end of a registration, or of a case.

namespace gateway::core {

/// Whether the registration ended because its person died. [pure]
bool tells_death(const Registration& registration);

/// The day of the death that the case ended for; nothing where it ended for something else, or goes on. [pure]
std::optional<base::Date> died_on(const CooperationCase& of);

}  // namespace gateway::core
