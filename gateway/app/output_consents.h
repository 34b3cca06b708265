#pragma once

#include <ostream>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints `consent list`: who lacks an answer, since when, which reminder is due and when the next one; or the consents
/// whose original is not sent to the archive.
void print_consents(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
