#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace gateway::host {

/// What a frame between gateway and runner says. The runner asks only while it owes an answer to a call.
enum class Kind : std::uint8_t {
  // gateway -> runner: what to be, then one call at a time
  setup,  ///< library, memory, files, own network
  start,  ///< settings
  check,
  pull,   ///< stream, cursor
  push,   ///< items
  drain,  ///< within
  // runner -> gateway: the end of a call
  done,  ///< an ending, then the call's value
  // runner -> gateway during a call, and the gateway's answers
  page,      ///< cursor, records
  http,      ///< endpoint, timeout, request
  list,      ///< folder, path
  open,      ///< folder, path
  rename,    ///< folder, from, to
  log,       ///< level, message; not answered
  now,       ///< nothing
  stopping,  ///< nothing
  answer     ///< an ending, then the service's value; open carries a descriptor
};

/// Writes a frame's payload: integers as they lie in memory (both ends are one machine), texts with their length.
class Writer {
 public:
  Writer& number(std::uint64_t value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Writer& signed_number(std::int64_t value) { return number(static_cast<std::uint64_t>(value)); }
  Writer& text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
    return *this;
  }
  /// Keeps its room for what comes next.
  void clear() { bytes_.clear(); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what a Writer wrote. The other side is not trusted: reading past the end gives zeros and empty texts, and
/// `good` says whether everything read was there.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (bytes_.size() < sizeof value) {
      fail();
      return 0;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::int64_t signed_number() { return static_cast<std::int64_t>(number()); }
  std::string_view text() {
    const auto size = number();
    if (size > bytes_.size()) {
      fail();
      return {};
    }
    const auto value = bytes_.substr(0, static_cast<std::size_t>(size));
    bytes_.remove_prefix(static_cast<std::size_t>(size));
    return value;
  }

  /// All that has not been read.
  std::string_view rest() const { return bytes_; }

  bool good() const { return good_; }
  bool finished() const { return good_ && bytes_.empty(); }

 private:
  void fail() {
    good_ = false;
    bytes_ = {};
  }

  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace gateway::host
