#pragma once

#include <filesystem>
#include <string>

namespace gateway::support {

/// A new folder under the system's place for temporary ones, removed with the object. Kept, and named on the error
/// stream, where GATEWAY_KEEP is set in the environment.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The file's bytes; empty where there is none.
std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& bytes);

/// `text` with each `from` replaced by `to`. Throws std::logic_error where there is none: an example has changed.
std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace gateway::support
