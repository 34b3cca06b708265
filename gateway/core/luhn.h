#pragma once

#include <string_view>

namespace gateway::core {

/// Whether the last of these digits is the right check digit (Luhn, doubled from the first); `digits` holds digits
/// only, an even number of them. Person numbers and organisation numbers have ten (domain.md §7).
constexpr bool check_digit_holds(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

}  // namespace gateway::core
