#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints what a told fact did, and below it who had received the data and what was sent there.
void print_receipt(std::ostream& out, const base::Document& receipt, core::Language language);

}  // namespace gateway::app
