#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gateway/core/participation.h"
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

/// The text that stands for a value.
template <typename Value, std::size_t Size>
constexpr std::string_view text_of(const Words<Value, Size>& table, Value value) {
  for (const auto& [name, known] : table) {
    if (known == value) return name;
  }
  return {};
}

/// The text itself where the list has it.
template <const auto& List>
std::optional<std::string> known(std::string_view text) {
  if (std::ranges::find(List, text) == List.end()) return std::nullopt;
  return std::string(text);
}

inline constexpr Words<core::Sex, 2> kSexes{{{"woman", core::Sex::woman}, {"man", core::Sex::man}}};
inline constexpr Words<core::ConsentAnswer, 3> kConsentAnswers{{{"none", core::ConsentAnswer::none},
                                                                {"given", core::ConsentAnswer::given},
                                                                {"declined", core::ConsentAnswer::declined}}};
inline constexpr Words<core::SignedBy, 2> kSigners{
    {{"self", core::SignedBy::self}, {"representative", core::SignedBy::representative}}};

/// An ISO 639 code: two or three lower-case letters.
inline std::optional<std::string> language(std::string_view text) {
  const bool letters = std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || text.size() < 2 || text.size() > 3) return std::nullopt;
  return std::string(text);
}

/// What a value is not, in errors.
inline constexpr std::string_view kOneOf = "one of the values that the schema lists";
inline constexpr std::string_view kALanguage = "a language as ISO 639 writes it, two or three lower-case letters";
inline constexpr std::string_view kHexId = "an id of 32 hex digits";
inline constexpr std::string_view kAMoment = "a moment that exists, YYYY-MM-DDThh:mm:ss.sssZ";
inline constexpr std::string_view kADate = "a date that exists, YYYY-MM-DD";

}  // namespace gateway::io
