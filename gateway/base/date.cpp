#include "gateway/base/date.h"

#include <array>
#include <cstdio>

namespace gateway::base {

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (year < 1800 || year > 2199 || !ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days(ymd));
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int part[3] = {0, 0, 0};
  int index = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++index;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    part[index] = part[index] * 10 + (text[i] - '0');
  }
  return of(part[0], static_cast<unsigned>(part[1]), static_cast<unsigned>(part[2]));
}

std::string Date::text() const {
  const std::chrono::year_month_day day = ymd();
  const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
  const auto month = static_cast<unsigned>(day.month());
  const auto of_month = static_cast<unsigned>(day.day());
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t at, unsigned value) { text[at] = static_cast<char>('0' + value % 10); };
  put(0, year / 1000);
  put(1, year / 100);
  put(2, year / 10);
  put(3, year);
  put(5, month / 10);
  put(6, month);
  put(8, of_month / 10);
  put(9, of_month);
  return text;
}

std::string text(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 40> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%sT%02d:%02d:%02d.%03dZ", Date(day).text().c_str(),
                                 static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                 static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace gateway::base
