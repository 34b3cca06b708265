#include "gateway/report/spooled_rows.h"

#include <algorithm>
#include <cstring>

namespace gateway::report {

namespace {

using Size = std::uint32_t;

constexpr std::size_t kPiece = 64UL * 1024;

void put_size(std::string& to, std::size_t size) {
  const auto written = static_cast<Size>(size);
  to.append(reinterpret_cast<const char*>(&written), sizeof written);
}

/// Takes a size from the front; there must be one.
std::size_t take_size(std::string_view& from) {
  Size size = 0;
  std::memcpy(&size, from.data(), sizeof size);
  from.remove_prefix(sizeof size);
  return size;
}

/// Gives every whole row at the front to `take`; what is left.
std::string_view take_rows(std::string_view bytes, const SpooledRows::Take& take) {
  std::vector<std::string_view> fields;
  while (bytes.size() >= sizeof(Size)) {
    std::string_view behind = bytes;
    const std::size_t size = take_size(behind);
    if (behind.size() < size) break;
    bytes = behind.substr(size);
    std::string_view row = behind.substr(0, size);
    fields.clear();
    while (!row.empty()) {
      const std::size_t length = take_size(row);
      fields.push_back(row.substr(0, length));
      row.remove_prefix(length);
    }
    take(fields);
  }
  return bytes;
}

}  // namespace

base::Result<void> SpooledRows::add(std::size_t group, std::initializer_list<std::string_view> fields) {
  if (groups_.size() <= group) groups_.resize(group + 1);
  std::string& to = groups_[group].last;
  const std::size_t before = to.size();
  std::size_t size = 0;
  for (const std::string_view field : fields) size += sizeof(Size) + field.size();
  put_size(to, size);
  for (const std::string_view field : fields) {
    put_size(to, field.size());
    to += field;
  }
  in_memory_ += to.size() - before;
  return in_memory_ > room_ ? spool_all() : base::Result<void>();
}

base::Result<void> SpooledRows::spool_all() {
  for (Group& group : groups_) {
    if (group.last.empty()) continue;
    const auto place = spool_.put(group.last);
    if (!place) return place.error();
    group.spooled.push_back({*place, group.last.size()});
    group.last = std::string();
  }
  in_memory_ = 0;
  return {};
}

base::Result<void> SpooledRows::each(std::size_t group, const Take& take) const {
  if (group >= groups_.size()) return {};
  std::string held;
  for (Chunk chunk : groups_[group].spooled) {
    while (chunk.size > 0) {
      const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, chunk.size));
      const std::size_t had = held.size();
      held.resize(had + step);
      if (auto read = spool_.read(chunk.place, std::span(held).subspan(had)); !read) return read;
      chunk.place += step;
      chunk.size -= step;
      held = std::string(take_rows(held, take));
    }
  }
  take_rows(groups_[group].last, take);
  return {};
}

}  // namespace gateway::report
