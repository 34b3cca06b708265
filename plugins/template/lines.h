#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/host.h"

namespace lines {

/// How far a folder has been read: the file and the offset of its first unread line.
struct Place {
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
};

/// The cursor's text, "inode:offset", and back. Anything else, an empty cursor included, is the beginning.
std::string text(const Place& place);
Place parse(std::string_view cursor);

/// Reads a file line by line from an offset.
class Reader {
 public:
  /// `file` outlives the reader; a line longer than `limit` bytes throws sdk::Failure (reject).
  Reader(const sdk::File& file, std::uint64_t offset, std::size_t limit) : file_(file), at_(offset), limit_(limit) {}

  /// The next line without its line break, or nothing at the end of the file.
  std::optional<std::string> next();

  /// Where the line after the last one returned begins.
  std::uint64_t offset() const { return at_; }

 private:
  const sdk::File& file_;
  std::uint64_t at_;
  std::size_t limit_;
  std::string buffer_;  // What has been read from at_ on.
  bool end_ = false;
};

}  // namespace lines
