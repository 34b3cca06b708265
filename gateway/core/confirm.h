#pragma once

#include <string_view>

#include "gateway/core/directory.h"

namespace gateway::core {

/// Whether the user may say that somebody has consented to a registration in `place`, for `organisation`: employed
/// there, with role AND assignment to the place today (domain.md §2), for a yes registers. Where nobody knows the place
/// (empty: no mapping answers yet, or it is no insats) any assignment does. What protects asks for nothing.
bool may_confirm_consent(const Directory& directory, std::string_view user, std::string_view organisation,
                         std::string_view place, base::Date on);

}  // namespace gateway::core
