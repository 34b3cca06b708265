#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/plugin.h"

namespace accorda {

/// A host with one real folder and a clock that stands until it is moved.
class FolderHost : public sdk::Host {
 public:
  FolderHost();
  ~FolderHost() override;

  const std::filesystem::path& root() const { return root_; }
  void write(const std::string& path, std::string_view text) const;
  bool exists(const std::string& path) const {
    return std::filesystem::exists(std::filesystem::symlink_status(root_ / path));
  }
  /// Names in a sub-folder.
  std::vector<std::string> names(const std::string& path) const;
  void pass(std::chrono::milliseconds time) { now_ += time; }

  sdk::Result<sdk::HttpResponse> send(std::string_view endpoint, const sdk::HttpRequest& request) override;
  sdk::Result<std::vector<sdk::FileEntry>> list(std::string_view folder, std::string_view path) override;
  sdk::Result<sdk::File> open(std::string_view folder, std::string_view path) override;
  sdk::Outcome rename(std::string_view folder, std::string_view from, std::string_view to) override;
  void log(sdk::LogLevel level, std::string_view message) override;
  std::chrono::sys_time<std::chrono::milliseconds> now() override { return now_; }
  bool stopping() override { return stop; }

  std::string logged;
  bool stop = false;
  int renames_left = -1;  ///< The rename after so many throws, as if the process died.

 private:
  std::filesystem::path root_;
  std::chrono::sys_time<std::chrono::milliseconds> now_;
};

/// Thrown by a host that "dies".
struct Died {};

/// Takes pages as the gateway does: cursor and records together, or neither.
class Pages : public sdk::Sink {
 public:
  sdk::Answer page(const std::vector<std::string>& records, std::string_view cursor) override;

  std::vector<std::string> all;
  std::string cursor;
  std::size_t pages = 0;
  std::size_t largest = 0;
  int pages_left = -1;  ///< The page after so many is not taken.
  std::function<void()> before_page;
};

/// Pulls until the source has no more; gives the last outcome.
sdk::Outcome drain(sdk::Source& source, Pages& pages);

}  // namespace accorda
