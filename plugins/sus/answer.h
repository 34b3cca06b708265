#pragma once

#include <string_view>
#include <vector>

#include "plugins/sdk/plugin.h"

namespace sus {

/// Reads the node's body, a line an item in order. Another number of lines says nothing about any item: retry.
sdk::Outcome read_answers(std::string_view body, std::vector<sdk::ItemAnswer>& answers);

}  // namespace sus
