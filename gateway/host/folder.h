#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/host/descriptor.h"

namespace gateway::host {

/// What stands in a folder. `kind` is of the entry itself, never of what a link points at; numbers as in the ABI.
struct FolderEntry {
  enum class Kind : std::uint32_t { regular, folder, link, fifo, other };
  std::string name;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  ///< Since 1970-01-01 UTC.
  std::uint64_t inode = 0;
  Kind kind = Kind::other;
};

/// One declared folder. Paths are relative and cannot leave it: each part is opened by itself, without following links,
/// and "..", "." and empty parts are refused. Messages name the folder by its declared name, never file names, which
/// may hold personal data. [any thread]
class Folder {
 public:
  static constexpr std::size_t kEntries = 20000;

  Folder(std::string name, std::string path) : name_(std::move(name)), path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  /// The entries of `path` in name order; a missing sub-folder is empty. Reject: path not allowed, more than kEntries;
  /// retry: the folder itself cannot be read.
  base::Result<std::vector<FolderEntry>> list(std::string_view path) const;

  /// A read-only descriptor of a regular file. Reject: anything else.
  base::Result<Descriptor> open(std::string_view path) const;

  /// Moves an entry; makes missing sub-folders on the way to `to`, 0700; never replaces.
  base::Result<void> rename(std::string_view from, std::string_view to) const;

 private:
  base::Result<Descriptor> root() const;

  std::string name_;
  std::string path_;
};

}  // namespace gateway::host
