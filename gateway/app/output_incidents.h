#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints `incident list`, and below it what is late.
void print_incidents(std::ostream& out, const base::Document& answer, core::Language language);

/// Prints `consent for-fk`, and what to do about it.
void print_fk_notices(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
