#pragma once

#include <ostream>

#include "gateway/base/document.h"

namespace gateway::app {

/// Prints an extract as a letter to the person it is about: all of it in Swedish, and below it all of it in English,
/// whatever language answers have else.
void print_extract(std::ostream& out, const base::Document& extract);

}  // namespace gateway::app
