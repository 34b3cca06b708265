#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints a register of processing: who is controller, flow by flow, systems, how long, protection, what is missing.
void print_processing(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
