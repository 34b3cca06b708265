#pragma once

#include <optional>

#include "gateway/core/participation.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// The day on which the record's end reason says that the consent was taken back: that of the end. Whoever registers
/// "återkallat samtycke" as the reason has told of the withdrawal, whether or not a column does (domain.md §3 g).
/// [pure]
std::optional<base::Date> withdrawn_at_end(const Participation& participation, const Policy& policy);

/// When the participant died: the record's day, else the day that is known, else that of an end whose reason says so
/// (§3 q). [pure]
std::optional<base::Date> died(const Participation& participation, const std::optional<base::Date>& known,
                               const Policy& policy);

}  // namespace gateway::core
