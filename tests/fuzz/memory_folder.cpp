#include "tests/fuzz/memory_folder.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace gateway::fuzz {
namespace {

constexpr std::string_view kDrop = "drop";
constexpr std::array<std::string_view, 4> kOwn = {"work", "done", "failed", "claiming"};

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

}  // namespace

bool MemoryFolder::taken(const std::string& path) const {
  if (files_.contains(path)) return true;
  const auto below = files_.lower_bound(path + "/");
  return below != files_.end() && below->first.starts_with(path + "/");
}

void MemoryFolder::add(std::string_view path, std::string_view bytes) {
  const auto slash = path.find('/');
  const bool folder = slash != std::string_view::npos;
  const auto first = path.substr(0, slash);
  if (!is_name(first) || (folder && !is_name(path.substr(slash + 1)))) return;
  if (std::ranges::find(kOwn, first) != kOwn.end()) return;
  const std::string whole(path);
  if (taken(whole) || (folder && files_.contains(std::string(first)))) return;
  files_.emplace(whole, bytes);
}

sdk::Result<std::vector<sdk::FileEntry>> MemoryFolder::list(std::string_view folder, std::string_view path) {
  if (folder != kDrop) return sdk::rejected("folder not declared");
  const std::string prefix = path.empty() ? "" : std::string(path) + "/";
  std::vector<sdk::FileEntry> entries;
  for (auto at = files_.lower_bound(prefix); at != files_.end() && at->first.starts_with(prefix); ++at) {
    const auto rest = std::string_view(at->first).substr(prefix.size());
    const std::string name(rest.substr(0, rest.find('/')));
    if (!entries.empty() && entries.back().name == name) continue;
    const bool file = name.size() == rest.size();
    entries.push_back({name, file ? at->second.size() : 0, 0, file ? at->second.size() : 0,
                       file ? sdk::FileKind::regular : sdk::FileKind::folder});
  }
  std::ranges::sort(entries, {}, &sdk::FileEntry::name);
  return entries;
}

sdk::Result<sdk::File> MemoryFolder::open(std::string_view folder, std::string_view path) {
  const auto found = files_.find(std::string(path));
  if (folder != kDrop || found == files_.end()) return sdk::rejected("no such file");
  const int fd = ::memfd_create("file", MFD_CLOEXEC);
  if (fd < 0) return sdk::rejected("no file");
  if (::write(fd, found->second.data(), found->second.size()) != static_cast<ssize_t>(found->second.size())) {
    ::close(fd);
    return sdk::rejected("no room");
  }
  return sdk::File(fd);
}

sdk::Outcome MemoryFolder::rename(std::string_view folder, std::string_view from, std::string_view to) {
  const std::string source(from);
  const std::string target(to);
  if (folder != kDrop || taken(target) || !taken(source)) return sdk::rejected("not moved");
  if (auto file = files_.extract(source)) {
    file.key() = target;
    files_.insert(std::move(file));
    return sdk::ok();
  }
  for (auto at = files_.lower_bound(source + "/"); at != files_.end() && at->first.starts_with(source + "/");) {
    auto file = files_.extract(at);
    file.key() = target + file.key().substr(source.size());
    files_.insert(std::move(file));
    at = files_.lower_bound(source + "/");
  }
  return sdk::ok();
}

std::chrono::sys_time<std::chrono::milliseconds> MemoryFolder::now() {
  return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::hours(24));
}

}  // namespace gateway::fuzz
