#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/architecture/tree.h"

namespace gateway::architecture {

/// What each part of the design's §2 and §4 says of a tree, as complaints "path:line: what" in no special order.
std::vector<std::string> include_complaints(const std::vector<SourceFile>& files);
std::vector<std::string> link_complaints(const std::vector<SourceFile>& files);
std::vector<std::string> shape_complaints(const std::filesystem::path& root, const std::vector<SourceFile>& files);

/// All of them, sorted. Empty for a house in order.
std::vector<std::string> complaints(const std::filesystem::path& root);

}  // namespace gateway::architecture
