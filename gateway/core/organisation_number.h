#pragma once

#include <algorithm>
#include <string_view>

#include "gateway/core/luhn.h"

namespace gateway::core {

/// Whether the text is an organisation number (organisationsnummer): ten digits, the third 2 or more, the right check
/// digit. A third digit below 2 is a person's number (domain.md §7).
inline bool is_organisation_number(std::string_view text) {
  return text.size() == 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         text[2] >= '2' && check_digit_holds(text);
}

/// Whether the text has the form of a kommunkod: four digits.
inline bool is_municipality_code(std::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace gateway::core
