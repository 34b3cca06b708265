#pragma once

#include <ostream>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints the answer of an operation (gateway/api/README.md) for a person. What it does not know it prints as a tree.
void print_answer(std::ostream& out, std::string_view operation, const base::Document& answer, core::Language language);

}  // namespace gateway::app
