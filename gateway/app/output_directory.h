#pragma once

#include <ostream>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints what was asked of the directory and of assignments; false where the operation is another.
bool print_directory_answer(std::ostream& out, std::string_view operation, const base::Document& answer,
                            core::Language language);

}  // namespace gateway::app
