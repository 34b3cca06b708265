#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::fuzz {

/// What the fuzzer hands to a target, taken from the front.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}

  /// The next byte; 0 at the end.
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return first;
  }

  /// What stands before the next `separator`, which is passed, or all that is left; nothing at the end.
  std::optional<std::string_view> until(char separator) {
    if (bytes_.empty()) return std::nullopt;
    const auto part = bytes_.substr(0, bytes_.find(separator));
    bytes_.remove_prefix(part.size() < bytes_.size() ? part.size() + 1 : part.size());
    return part;
  }

  /// All that is left.
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace gateway::fuzz
