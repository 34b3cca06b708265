#pragma once

#include <map>
#include <string>
#include <string_view>

#include "plugins/sdk/plugin.h"

namespace gateway::fuzz {

/// A host whose drop folder is in memory, and whose clock is a day ahead of the files.
class MemoryFolder final : public sdk::Host {
 public:
  /// A file at `path`, "name" or "folder/name"; nothing happens where the path is not one, or taken.
  void add(std::string_view path, std::string_view bytes);

  /// Paths and contents.
  const std::map<std::string, std::string>& files() const { return files_; }

  sdk::Result<sdk::HttpResponse> send(std::string_view, const sdk::HttpRequest&) override {
    return sdk::rejected("no endpoint");
  }
  sdk::Result<std::vector<sdk::FileEntry>> list(std::string_view folder, std::string_view path) override;
  sdk::Result<sdk::File> open(std::string_view folder, std::string_view path) override;
  sdk::Outcome rename(std::string_view folder, std::string_view from, std::string_view to) override;
  void log(sdk::LogLevel, std::string_view) override {}
  std::chrono::sys_time<std::chrono::milliseconds> now() override;
  bool stopping() override { return false; }

 private:
  bool taken(const std::string& path) const;

  std::map<std::string, std::string> files_;
};

/// Takes pages as the gateway does: cursor and records together. `pages_left` says after how many it takes none.
class Pages final : public sdk::Sink {
 public:
  explicit Pages(int pages_left = -1) : pages_left_(pages_left) {}

  sdk::Answer page(const std::vector<std::string>& records, std::string_view cursor) override {
    if (pages_left_ == 0) return sdk::Answer::stop;
    if (pages_left_ > 0) --pages_left_;
    all.insert(all.end(), records.begin(), records.end());
    at = cursor;
    return sdk::Answer::ok;
  }

  std::vector<std::string> all;
  std::string at;

 private:
  int pages_left_;
};

}  // namespace gateway::fuzz
