#include "gateway/host/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>

namespace gateway::host {
namespace {

constexpr std::size_t kPathBytes = 4096;

/// The parts of a relative path, or nothing where it is not allowed. The empty path has no parts.
std::optional<std::vector<std::string>> split(std::string_view path) {
  std::vector<std::string> parts;
  if (path.empty()) return parts;
  if (path.size() > kPathBytes || path.find('\0') != std::string_view::npos) return std::nullopt;
  for (;;) {
    const auto slash = path.find('/');
    const auto part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return std::nullopt;
    parts.emplace_back(part);
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

FolderEntry::Kind kind(mode_t mode) {
  if (S_ISREG(mode)) return FolderEntry::Kind::regular;
  if (S_ISDIR(mode)) return FolderEntry::Kind::folder;
  if (S_ISLNK(mode)) return FolderEntry::Kind::link;
  if (S_ISFIFO(mode)) return FolderEntry::Kind::fifo;
  return FolderEntry::Kind::other;
}

/// Walks from `at` through `parts[0..count)`, each a real folder; `make` creates what is missing. errno on failure.
Descriptor walk(Descriptor at, const std::vector<std::string>& parts, std::size_t count, bool make) {
  for (std::size_t i = 0; i < count && at; ++i) {
    const char* const part = parts[i].c_str();
    if (make && ::mkdirat(at.fd(), part, 0700) != 0 && errno != EEXIST) return {};
    at = Descriptor(::openat(at.fd(), part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  return at;
}

base::Error refused(const std::string& folder, const char* why) {
  return base::rejected("folder " + folder + ": " + why);
}

}  // namespace

base::Result<Descriptor> Folder::root() const {
  Descriptor root(::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return base::Error{base::Fault::retry, "folder " + name_ + " (" + path_ + ") cannot be opened"};
  return root;
}

base::Result<std::vector<FolderEntry>> Folder::list(std::string_view path) const {
  const auto parts = split(path);
  if (!parts) return refused(name_, "path not allowed");
  auto start = root();
  if (!start) return start.error();
  const auto at = walk(std::move(*start), *parts, parts->size(), false);
  std::vector<FolderEntry> entries;
  if (!at) {
    if (errno == ENOENT) return entries;
    return refused(name_, "the path is not a folder, or leads through a link");
  }
  Descriptor readable(::openat(at.fd(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!readable) return base::Error{base::Fault::retry, "folder " + name_ + " cannot be read"};
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(readable.fd()), ::closedir);
  if (!stream) return base::Error{base::Fault::retry, "folder " + name_ + " cannot be read"};
  const int fd = readable.release();  // The stream owns it now.
  while (const auto* const found = ::readdir(stream.get())) {
    const std::string_view name(found->d_name);
    if (name == "." || name == "..") continue;
    struct stat status {};
    if (::fstatat(fd, found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;  // Gone since it was listed.
    if (entries.size() == kEntries) return refused(name_, "too many entries");
    entries.push_back({std::string(name), static_cast<std::uint64_t>(status.st_size),
                       status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec,
                       static_cast<std::uint64_t>(status.st_ino), kind(status.st_mode)});
  }
  std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return entries;
}

base::Result<Descriptor> Folder::open(std::string_view path) const {
  const auto parts = split(path);
  if (!parts || parts->empty()) return refused(name_, "path not allowed");
  auto start = root();
  if (!start) return start.error();
  const auto at = walk(std::move(*start), *parts, parts->size() - 1, false);
  if (!at) return refused(name_, "no such file, or it lies behind a link");
  // First only a handle: opening a device or a fifo for reading can block or have effects.
  const Descriptor handle(::openat(at.fd(), parts->back().c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (!handle) return refused(name_, "no such file");
  struct stat status {};
  if (::fstat(handle.fd(), &status) != 0 || !S_ISREG(status.st_mode)) return refused(name_, "not a regular file");
  const auto same = "/proc/self/fd/" + std::to_string(handle.fd());
  Descriptor file(::open(same.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file) return refused(name_, "the file may not be read by the gateway's user");
  return file;
}

base::Result<void> Folder::rename(std::string_view from, std::string_view to) const {
  const auto from_parts = split(from);
  const auto to_parts = split(to);
  if (!from_parts || from_parts->empty() || !to_parts || to_parts->empty()) return refused(name_, "path not allowed");
  auto from_root = root();
  if (!from_root) return from_root.error();
  auto to_root = root();
  if (!to_root) return to_root.error();
  const auto from_at = walk(std::move(*from_root), *from_parts, from_parts->size() - 1, false);
  if (!from_at) return refused(name_, "nothing there to move, or it lies behind a link");
  const auto to_at = walk(std::move(*to_root), *to_parts, to_parts->size() - 1, true);
  if (to_at && ::renameat2(from_at.fd(), from_parts->back().c_str(), to_at.fd(), to_parts->back().c_str(),
                           RENAME_NOREPLACE) == 0) {
    return {};
  }
  switch (errno) {
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
      return refused(name_, "the place to move to cannot be made, or lies behind a link");
    case ENOSPC:
    case EDQUOT:
      return base::Error{base::Fault::retry, "folder " + name_ + " (" + path_ + "): no room is left to move files in"};
    case EEXIST:
    case ENOTEMPTY:
      return refused(name_, "the place to move to is taken");
    case ENOENT:
      return refused(name_, "nothing there to move");
    case EXDEV:
      return refused(name_, "the place to move to is on another file system");
    case EACCES:
    case EPERM:
    case EROFS:
      return base::Error{base::Fault::deny, "folder " + name_ + ": the gateway's user may not move files here"};
    default:
      return base::Error{base::Fault::retry, "folder " + name_ + ": moving failed"};
  }
}

}  // namespace gateway::host
