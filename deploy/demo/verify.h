#pragma once

#include <string>
#include <vector>

namespace demo {

/// Holds what the gateway says against the plan: `lists` are the JSON answers of `list
/// rejected|parked|proposed|outside`, `summary` that of `sync`. Each difference is a line naming local id, planted
/// case, what was planned and what came.
std::vector<std::string> differences(const std::string& plan, const std::string& summary,
                                     const std::vector<std::string>& lists);

}  // namespace demo
