#pragma once

#include <cstdint>

#include "gateway/core/cooperation/case.h"

namespace gateway::core {

/// The case as if its row `number`, which nobody else has heard of, had never been registered. Rows after it (which
/// only complete or correct earlier ones) move up, and stand in the state and at the offices that the case has then.
/// The first row, and one that another moving row stands on, is not to be asked for. [pure]
CooperationCase without_row(CooperationCase of, std::uint32_t number);

}  // namespace gateway::core
