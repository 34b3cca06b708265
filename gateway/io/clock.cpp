#include "gateway/io/clock.h"

#include <charconv>
#include <string>
#include <system_error>

namespace gateway::io {

namespace {

using namespace std::chrono_literals;

base::Instant change(std::chrono::year year, std::chrono::month month) {
  return std::chrono::sys_days(year / month / std::chrono::Sunday[std::chrono::last]) + 1h;
}

std::chrono::hours ahead_of_utc(base::Instant instant) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(instant));
  const bool summer =
      change(day.year(), std::chrono::March) <= instant && instant < change(day.year(), std::chrono::October);
  return summer ? 2h : 1h;
}

}  // namespace

base::Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

base::Date SystemClock::day_of(base::Instant instant) const {
  return base::Date(std::chrono::floor<std::chrono::days>(instant + ahead_of_utc(instant)));
}

std::optional<base::Instant> parse_instant(std::string_view text) {
  if (text.size() != 24) return std::nullopt;
  const auto date = base::Date::parse(text.substr(0, 10));
  int part[4] = {};
  // The form itself is checked at the end, by writing the moment again.
  constexpr std::size_t kStart[4] = {11, 14, 17, 20};
  constexpr std::size_t kSize[4] = {2, 2, 2, 3};
  for (int i = 0; i < 4; ++i) {
    const char* begin = text.data() + kStart[i];
    const auto [end, fault] = std::from_chars(begin, begin + kSize[i], part[i]);
    if (fault != std::errc() || end != begin + kSize[i]) return std::nullopt;
  }
  if (!date) return std::nullopt;
  const base::Instant instant = std::chrono::sys_days(date->ymd()) + std::chrono::hours(part[0]) +
                                std::chrono::minutes(part[1]) + std::chrono::seconds(part[2]) +
                                std::chrono::milliseconds(part[3]);
  if (base::text(instant) != text) return std::nullopt;
  return instant;
}

}  // namespace gateway::io
