#pragma once

#include <string>

#include "gateway/core/cooperation/told.h"

namespace gateway::io {

/// The document gateway.case/1.
std::string case_text(const core::ToldCase& told);

}  // namespace gateway::io
