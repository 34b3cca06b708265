#pragma once

#include <filesystem>
#include <string>

namespace gateway::io {

/// Paths in a configuration file are relative to the file, so that it means the same wherever it is read from.
class Paths {
 public:
  explicit Paths(const std::string& file) : folder_(std::filesystem::path(file).parent_path()) {}

  /// Empty stays empty.
  std::string resolve(const std::string& path) const {
    return path.empty() ? path : (folder_ / path).lexically_normal().string();
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace gateway::io
