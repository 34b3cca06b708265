#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::architecture {

/// A text file of the tree that is looked at.
struct SourceFile {
  std::string path;  ///< From the root, with '/'.
  std::vector<std::string> lines;

  /// The part of the path at `index`: 0 is the folder at the top. Empty beyond the end.
  std::string part(std::size_t index) const;
  bool under(std::string_view folder) const { return path.starts_with(std::string(folder) + "/"); }
};

/// An #include line.
struct Include {
  std::size_t line = 0;  ///< From 1.
  bool angle = false;    ///< <…>
  std::string name;
};

/// All sources and CMakeLists.txt below gateway/, plugins/, contracts/, deploy/ and tests/, in path order; the bad
/// trees that this test keeps apart.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

std::vector<Include> includes_of(const SourceFile& file);

/// "path:line: what".
std::string complaint(const SourceFile& file, std::size_t line, const std::string& what);

}  // namespace gateway::architecture
