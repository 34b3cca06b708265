#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints the concept catalogue: definitions, local activities and what the fields ask for, with owner, who agreed and
/// validity.
void print_catalogue(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
