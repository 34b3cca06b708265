#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints what `lateness` answers.
void print_lateness(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
