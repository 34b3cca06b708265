#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gateway::io {

/// Two lower-case digits a byte.
std::string to_hex(std::span<const std::uint8_t> bytes);

/// Fills all of `bytes` from exactly twice as many lower-case digits; false for anything else.
bool from_hex(std::string_view text, std::span<std::uint8_t> bytes);

/// A digest as it is written down.
inline std::optional<std::array<std::uint8_t, 32>> parse_digest(std::string_view text) {
  std::array<std::uint8_t, 32> bytes{};
  if (!from_hex(text, bytes)) return std::nullopt;
  return bytes;
}

}  // namespace gateway::io
