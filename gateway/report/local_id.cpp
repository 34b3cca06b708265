#include "gateway/report/local_id.h"

namespace gateway::report {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int two(std::string_view digits) {
  return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/// MMDD of a birth day, a coordination number's day among them.
bool reads_as_birthday(std::string_view month_and_day) {
  const int month = two(month_and_day);
  int day = two(month_and_day.substr(2));
  if (day > 60) day -= 60;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool reads_as_number(std::string_view digits) {
  if (digits.size() == 10) return reads_as_birthday(digits.substr(2));
  if (digits.size() != 12) return false;
  const int century = two(digits);
  return century >= 18 && century <= 20 && reads_as_birthday(digits.substr(4));
}

}  // namespace

std::string shown_local_id(std::string_view key) {
  std::string run;
  for (std::size_t i = 0; i <= key.size(); ++i) {
    if (i < key.size() && is_digit(key[i])) {
      run += key[i];
      continue;
    }
    if (reads_as_number(run)) return {};
    // Date and serial are written apart, too: 6 or 8 digits, a sign, 4 digits.
    const bool sign = i < key.size() && (key[i] == '-' || key[i] == '+' || key[i] == ' ');
    if (sign && (run.size() == 6 || run.size() == 8)) {
      std::string joined = run;
      std::size_t j = i + 1;
      while (j < key.size() && is_digit(key[j])) joined += key[j++];
      if (joined.size() == run.size() + 4 && reads_as_number(joined)) return {};
    }
    run.clear();
  }
  return std::string(key);
}

}  // namespace gateway::report
