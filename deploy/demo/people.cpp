#include "deploy/demo/people.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace demo {

namespace {

constexpr std::array kWomen = {"Märta", "Zaïda", "Ylva", "Ingrid", "Åsa", "Elif", "Amélie", "Sigrún", "Östra", "Li"};
constexpr std::array kMen = {"Väinö", "Håkan", "Per-Åke", "Jörgen", "Tomás", "Ali", "René", "D'Angelo", "Örjan", "Bo"};
constexpr std::array kFamilies = {"Åkerström", "Öst",    "von Essen", "O'Brien", "Kowalski", "Lindqvist",
                                  "Ek",        "Sjöblå", "Håård",     "André",   "Da'wud",   "Näs"};

std::chrono::year_month_day ymd(Day day) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

std::string compact(Day day) {
  const auto date = ymd(day);
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d%02u%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

/// Days of the list of test numbers on which both serials stand.
bool listed(Day born) {
  return born != day(1980, 1, 1) && born != day(1989, 12, 20) && (born < day(1990, 1, 1) || born > day(1990, 1, 31));
}

std::string number(Day born, int serial) {
  std::array<char, 8> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%03d", serial);
  const std::string date = compact(born);
  return date + "-" + buffer.data() + check_digit(date.substr(2) + buffer.data());
}

}  // namespace

Day day(int year, unsigned month, unsigned of_month) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(of_month)};
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::string text(Day day) {
  std::string date = compact(day);
  return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
}

char check_digit(const std::string& nine) {
  int sum = 0;
  for (std::size_t i = 0; i < nine.size(); ++i) {
    const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

People::People(std::uint32_t seed) : random_(seed) {}

Person People::next() {
  // A stride that shares no factor with the number of days visits each day once before it comes back.
  static const Day first = day(1976, 2, 1);
  static const auto days = static_cast<std::uint32_t>(day(1999, 12, 31) - first + 1);
  const std::uint32_t listed_numbers = days * 2;
  Person person;
  std::uint32_t n = made_++;
  while (n < listed_numbers && !listed(first + static_cast<Day>(std::uint64_t{n / 2} * 3001 % days))) n = made_++;
  if (n < listed_numbers) {
    person.woman = n % 2 == 0;
    person.number = number(first + static_cast<Day>(std::uint64_t{n / 2} * 3001 % days), person.woman ? 238 : 239);
  } else {
    const std::uint32_t k = n - listed_numbers;
    static const Day old = day(1800, 1, 1);
    static const auto old_days = static_cast<std::uint32_t>(day(1839, 12, 31) - old + 1);
    const int serial = 1 + static_cast<int>(k / old_days % 998);
    person.woman = serial % 2 == 0;
    person.number = number(old + static_cast<Day>(k % old_days), serial);
  }
  const auto pick = [this](const auto& names) { return names[random_() % names.size()]; };
  person.given_name = person.woman ? pick(kWomen) : pick(kMen);
  person.family_name = pick(kFamilies);
  return person;
}

}  // namespace demo
