#include "gateway/io/clock.h"

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

}  // namespace gateway::io
