#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::base {

/// 128 bits as 32 lower-case hex digits, and back. Parsing takes exactly that form.
std::string hex(const std::array<std::uint8_t, 16>& bytes);
std::optional<std::array<std::uint8_t, 16>> parse_hex(std::string_view text);

/// A 128-bit value that is random (an id) or keyed (a fingerprint), never derived from personal data without a key.
/// `Tag` keeps ids of different things apart.
template <typename Tag>
struct Id {
  std::array<std::uint8_t, 16> bytes{};

  std::string text() const { return hex(bytes); }
  static std::optional<Id> parse(std::string_view text) {
    const auto parsed = parse_hex(text);
    if (!parsed) return std::nullopt;
    return Id{*parsed};
  }
  bool empty() const { return bytes == std::array<std::uint8_t, 16>{}; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

/// A participant (deltagare) in one ledger; random, says nothing about the person.
using SubjectId = Id<struct SubjectTag>;
/// One registration: a participant's time in one insats, or one task; random, made by the gateway that registers.
using RegistrationId = Id<struct RegistrationTag>;
/// A keyed HMAC of something that recognises a person or a record.
using Fingerprint = Id<struct FingerprintTag>;

}  // namespace gateway::base

template <typename Tag>
struct std::hash<gateway::base::Id<Tag>> {
  std::size_t operator()(const gateway::base::Id<Tag>& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};
