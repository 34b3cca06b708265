#include "plugins/template/lines.h"

#include <algorithm>
#include <charconv>

namespace lines {
namespace {

constexpr std::size_t kBlock = 65536;

}  // namespace

std::string text(const Place& place) {
  return std::to_string(place.inode) + ":" + std::to_string(place.offset);
}

Place parse(std::string_view cursor) {
  Place place;
  const char* const end = cursor.data() + cursor.size();
  const auto inode = std::from_chars(cursor.data(), end, place.inode);
  if (inode.ec != std::errc() || inode.ptr == end || *inode.ptr != ':') return {};
  const auto offset = std::from_chars(inode.ptr + 1, end, place.offset);
  if (offset.ec != std::errc() || offset.ptr != end) return {};
  return place;
}

std::optional<std::string> Reader::next() {
  for (;;) {
    const auto line_break = buffer_.find('\n');
    if (line_break != std::string::npos || (end_ && !buffer_.empty())) {
      const auto size = std::min(line_break, buffer_.size());
      auto line = buffer_.substr(0, size);
      const auto taken = std::min(size + 1, buffer_.size());
      buffer_.erase(0, taken);
      at_ += taken;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return line;
    }
    if (end_) return std::nullopt;
    if (buffer_.size() > limit_) {
      throw sdk::Failure(sdk::rejected("the line at byte " + std::to_string(at_) + " is too long"));
    }
    const auto had = buffer_.size();
    buffer_.resize(had + kBlock);
    const auto got = file_.read(at_ + had, buffer_.data() + had, kBlock);
    buffer_.resize(had + got);
    end_ = got == 0;
  }
}

}  // namespace lines
