#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::base {

/// A calendar day of the proleptic Gregorian calendar, without time or zone. Always a day that exists.
class Date {
 public:
  /// 1970-01-01.
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days days) : days_(days) {}

  /// The day `year-month-day`, or nothing where no such day exists or the year is outside 1800–2199.
  static std::optional<Date> of(int year, unsigned month, unsigned day);

  /// Exactly `YYYY-MM-DD`; nothing else is read.
  static std::optional<Date> parse(std::string_view text);

  /// Days since 1970-01-01, for storage.
  static Date from_days(std::int32_t days) { return Date(std::chrono::sys_days(std::chrono::days(days))); }
  std::int32_t days() const { return static_cast<std::int32_t>(days_.time_since_epoch().count()); }

  /// `YYYY-MM-DD`.
  std::string text() const;

  int year() const { return static_cast<int>(ymd().year()); }
  unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  std::chrono::year_month_day ymd() const { return std::chrono::year_month_day(days_); }

  friend Date operator+(Date date, std::chrono::days days) { return Date(date.days_ + days); }
  friend Date operator-(Date date, std::chrono::days days) { return Date(date.days_ - days); }
  friend std::chrono::days operator-(Date later, Date earlier) { return later.days_ - earlier.days_; }
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  std::chrono::sys_days days_{};
};

/// A moment, UTC, in milliseconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// `2026-11-21T22:14:03.120Z`.
std::string text(Instant instant);

/// A span of days with an optional end; both ends belong to it. Most rows of the directory and the policy have one.
struct Period {
  Date from;
  std::optional<Date> to;

  bool contains(Date date) const { return from <= date && (!to || date <= *to); }
  /// Whether the two share a day.
  bool overlaps(const Period& other) const { return (!to || other.from <= *to) && (!other.to || from <= *other.to); }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace gateway::base
