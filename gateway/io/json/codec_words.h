#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gateway/core/person_number.h"

namespace gateway::io {

/// The texts that an enumeration has in documents.
template <typename Value, std::size_t Size>
using Words = std::array<std::pair<std::string_view, Value>, Size>;

/// The value a text stands for.
template <const auto& Table>
auto word(std::string_view text) -> std::optional<std::remove_cvref_t<decltype(Table[0].second)>> {
  for (const auto& [name, value] : Table) {
    if (name == text) return value;
  }
  return std::nullopt;
}

/// The text itself where the list has it.
template <const auto& List>
std::optional<std::string> known(std::string_view text) {
  if (std::ranges::find(List, text) == List.end()) return std::nullopt;
  return std::string(text);
}

inline constexpr Words<core::Sex, 2> kSexes{{{"woman", core::Sex::woman}, {"man", core::Sex::man}}};

/// What a value is not, in errors.
inline constexpr std::string_view kOneOf = "one of the values that the schema lists";
inline constexpr std::string_view kADate = "a date that exists, YYYY-MM-DD";

}  // namespace gateway::io
