#include "gateway/app/expired_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "gateway/host/descriptor.h"

namespace gateway::app {

namespace {

using host::Descriptor;

/// Deeper than any delivery; each level holds a descriptor open.
constexpr int kDepth = 64;

/// "…-20261121T221403120Z": the moment that ends the name of a claimed set.
std::optional<base::Instant> moment_of(std::string_view name) {
  constexpr std::string_view kForm = "-00000000T000000000Z";
  if (name.size() < kForm.size()) return std::nullopt;
  name.remove_prefix(name.size() - kForm.size());
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : name.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  const std::chrono::year_month_day date(std::chrono::year(number(1, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(7, 2))));
  const int hours = number(10, 2);
  const int minutes = number(12, 2);
  const int seconds = number(14, 2);
  if (!date.ok() || hours > 23 || minutes > 59 || seconds > 60) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds) + std::chrono::milliseconds(number(16, 3));
}

base::Instant instant(const timespec& time) {
  return base::Instant(std::chrono::seconds(time.tv_sec)) +
         std::chrono::floor<std::chrono::milliseconds>(std::chrono::nanoseconds(time.tv_nsec));
}

/// Whoever sends a file chooses its time of writing: one that is still to come would keep the file for ever, and the
/// system's own note of the last change counts in its place.
base::Instant put_there(const std::string& name, const struct stat& status, base::Instant now) {
  if (const auto moment = moment_of(name); moment && *moment <= now) return *moment;
  const base::Instant written = instant(status.st_mtim);
  return written <= now ? written : instant(status.st_ctim);
}

/// The names in a folder, all read before any is removed; errno where they cannot be read.
std::optional<std::vector<std::string>> names(int folder) {
  Descriptor readable(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!readable) return std::nullopt;
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(readable.fd()), ::closedir);
  if (!stream) return std::nullopt;
  (void)readable.release();  // The stream owns it now.
  std::vector<std::string> found;
  errno = 0;
  while (const auto* const entry = ::readdir(stream.get())) {
    const std::string_view name(entry->d_name);
    if (name != "." && name != "..") found.emplace_back(name);
  }
  if (errno != 0) return std::nullopt;
  return found;
}

/// A folder itself, not one that a link leads to.
Descriptor real_folder(int at, const char* name) {
  return Descriptor(::openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Removes an entry and what it holds; what is gone already is removed. False with errno where something stays. Each
/// step goes from a folder that is held open, so that nobody can put a link in the way.
bool remove_entry(int at, const std::string& name, int depth) {
  if (::unlinkat(at, name.c_str(), 0) == 0 || errno == ENOENT) return true;
  if (errno != EISDIR && errno != EPERM) return false;
  if (depth == 0) {
    errno = ELOOP;
    return false;
  }
  {
    const Descriptor folder = real_folder(at, name.c_str());
    if (!folder) return false;
    const auto inside = names(folder.fd());
    if (!inside) return false;
    for (const std::string& entry : *inside) {
      if (!remove_entry(folder.fd(), entry, depth - 1)) return false;
    }
  }
  return ::unlinkat(at, name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT;
}

base::Error stays(const std::string& place, const std::string& what, int code) {
  return {base::Fault::retry, place + ": " + what + ": " + std::generic_category().message(code)};
}

std::optional<base::Error> clear(int root, const std::string& path, const char* place, base::Instant before,
                                 base::Instant now) {
  const std::string whole = path + "/" + place;
  const Descriptor folder = real_folder(root, place);
  if (!folder) {
    // Nothing was put away yet; or no folder of the gateway's, and none of its business.
    if (errno == ENOENT) return std::nullopt;
    return stays(whole, "cannot be looked through for what is kept too long", errno);
  }
  const auto entries = names(folder.fd());
  if (!entries) return stays(whole, "cannot be looked through for what is kept too long", errno);
  std::size_t left = 0;
  int code = 0;
  for (const std::string& entry : *entries) {
    struct stat status {};
    if (::fstatat(folder.fd(), entry.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;  // Gone since.
    if (put_there(entry, status, now) >= before || remove_entry(folder.fd(), entry, kDepth)) continue;
    code = errno;
    ++left;
  }
  if (left == 0) return std::nullopt;
  return stays(whole, std::to_string(left) + " kept too long cannot be removed", code);
}

}  // namespace

ExpiredFiles::ExpiredFiles(std::vector<std::string> folders, std::chrono::milliseconds kept)
    : folders_(std::move(folders)), kept_(kept) {
  std::sort(folders_.begin(), folders_.end());
  folders_.erase(std::unique(folders_.begin(), folders_.end()), folders_.end());
}

std::vector<base::Error> ExpiredFiles::remove(base::Instant now) const {
  std::vector<base::Error> errors;
  for (const std::string& path : folders_) {
    const Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) {
      errors.push_back(stays(path, "cannot be looked through for what is kept too long", errno));
      continue;
    }
    for (const char* const place : {"done", "failed"}) {
      if (auto error = clear(root.fd(), path, place, now - kept_, now)) errors.push_back(std::move(*error));
    }
  }
  return errors;
}

}  // namespace gateway::app
