#pragma once

#include <string>
#include <vector>

namespace demo {

/// Holds what the gateway says against the plan: `counts` is the JSON answer of `sync` or of `summary --set`, `lists` a
/// folder with those of `list rejected|parked|proposed|outside|vanished` (rejected.json …). Each difference is a line
/// that names local id and planted case, what was planned and what came. Throws std::exception where a file cannot be
/// read.
std::vector<std::string> differences(const std::string& plan, const std::string& counts, const std::string& lists);

}  // namespace demo
