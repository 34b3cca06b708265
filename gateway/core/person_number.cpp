#include "gateway/core/person_number.h"

#include <algorithm>
#include <cctype>

#include "gateway/core/luhn.h"

namespace gateway::core {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<base::Date> birthday(int year, std::string_view month_and_day) {
  const int day = number(month_and_day.substr(2));
  return base::Date::of(year, static_cast<unsigned>(number(month_and_day.substr(0, 2))),
                        static_cast<unsigned>(day > 60 ? day - 60 : day));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A letter for the first digit of the birth serial: a number issued while the real one was awaited.
bool looks_interim(std::string_view compact) {
  if (compact.size() != 10 && compact.size() != 12) return false;
  const std::size_t serial = compact.size() - 4;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const bool letter = std::isalpha(static_cast<unsigned char>(compact[i])) != 0;
    if (i == serial ? !letter : !is_digit(compact[i])) return false;
  }
  return true;
}

}  // namespace

std::variant<PersonNumber, Code> PersonNumber::parse(std::string_view text, base::Date today) {
  text = trimmed(text);
  if (text.empty()) return Code::number_missing;
  std::string compact;
  char separator = 0;
  const char sign = text.size() < 5 ? '\0' : text[text.size() - 5];
  if (sign == '-' || sign == '+') {
    separator = sign;
    compact.append(text, 0, text.size() - 5).append(text, text.size() - 4);
  } else {
    compact = text;
  }
  if (!std::all_of(compact.begin(), compact.end(), is_digit)) {
    return looks_interim(compact) ? Code::number_interim : Code::number_form;
  }
  if (compact.size() != 10 && compact.size() != 12) return Code::number_form;
  if (compact.size() == 12 && separator == '+') return Code::number_form;

  const std::string_view ten = std::string_view(compact).substr(compact.size() - 10);
  if (ten[2] >= '2') {
    const bool prefixed = compact.size() == 12 && compact.compare(0, 2, "16") == 0;
    return prefixed || compact.size() == 10 ? Code::number_of_organisation : Code::number_date;
  }
  if (compact.size() == 12) {
    const auto born = birthday(number(std::string_view(compact).substr(0, 4)), ten.substr(2, 4));
    if (!born || *born > today) return Code::number_date;
  } else {
    // The sign changes with the calendar year of turning 100, not with the birthday.
    const int latest = separator == '+' ? today.year() - 100 : today.year();
    int year = latest / 100 * 100 + number(ten.substr(0, 2));
    if (year > latest) year -= 100;
    auto born = birthday(year, ten.substr(2, 4));
    while (separator != '+' && year > 1800 && (!born || *born > today)) born = birthday(year -= 100, ten.substr(2, 4));
    if (!born) return Code::number_date;
    compact.insert(0, std::to_string(year / 100));
  }
  if (!check_digit_holds(std::string_view(compact).substr(2))) return Code::number_check_digit;
  return PersonNumber(std::move(compact));
}

}  // namespace gateway::core
