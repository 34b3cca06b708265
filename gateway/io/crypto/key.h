#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace gateway::io {

/// 256 secret bits. Wiped from memory when it goes; moved, never copied.
class Key {
 public:
  static constexpr std::size_t kSize = 32;

  /// From the operating system's generator.
  static Key random();

  explicit Key(std::span<const std::uint8_t, kSize> bytes);
  Key(Key&& other) noexcept;
  Key& operator=(Key&& other) noexcept;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key();

  std::span<const std::uint8_t, kSize> bytes() const { return bytes_; }

 private:
  Key() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

}  // namespace gateway::io
