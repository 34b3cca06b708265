#pragma once

#include <ostream>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints what `volume set` and `volume list` answer; false where the operation is another.
bool print_volume_answer(std::ostream& out, std::string_view operation, const base::Document& answer,
                         core::Language language);

}  // namespace gateway::app
