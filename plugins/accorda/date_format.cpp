#include "plugins/accorda/date_format.h"

#include <chrono>

namespace accorda {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::string written(unsigned year, unsigned month, unsigned day) {
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t last, unsigned value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, year);
  put(6, month);
  put(9, day);
  return text;
}

std::optional<std::string> existing(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                         std::chrono::day(day));
  if (!date.ok() || year < 1800 || year > 2199) return std::nullopt;
  return written(year, month, day);
}

std::optional<std::string> from_day_number(std::string_view text) {
  unsigned days = 0;
  if (text.empty() || text.size() > 6) return std::nullopt;
  for (const char c : text) {
    if (!digit(c)) return std::nullopt;
    days = days * 10 + static_cast<unsigned>(c - '0');
  }
  using std::chrono::sys_days;
  // Spreadsheets count from 1899-12-30, so that their 1900 has the 29 February it never had.
  const sys_days first = sys_days(std::chrono::year(1899) / 12 / 30);
  const std::chrono::year_month_day date(first + std::chrono::days(days));
  return existing(static_cast<unsigned>(static_cast<int>(date.year())), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<DateFormat> DateFormat::parse(std::string_view pattern) {
  DateFormat format;
  if (pattern == "EXCEL") {
    format.excel_ = true;
    return format;
  }
  int seen[3] = {0, 0, 0};
  for (std::size_t i = 0; i < pattern.size();) {
    const char what = pattern[i];
    if (what != 'Y' && what != 'M' && what != 'D') {
      if (digit(what)) return std::nullopt;
      format.parts_.push_back({0, 1, 1, what});
      ++i;
      continue;
    }
    std::size_t run = 0;
    while (i < pattern.size() && pattern[i] == what) ++i, ++run;
    ++seen[what == 'Y' ? 0 : what == 'M' ? 1 : 2];
    if (what == 'Y' ? (run != 4 && run != 2) : run > 2) return std::nullopt;
    format.parts_.push_back({what, run, run == 1 ? 2 : run, 0});
  }
  if (seen[0] != 1 || seen[1] != 1 || seen[2] != 1) return std::nullopt;
  return format;
}

std::optional<std::string> DateFormat::read(std::string_view text) const {
  if (excel_) return from_day_number(text);
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  for (const auto& part : parts_) {
    if (part.what == 0) {
      if (text.empty() || text.front() != part.literal) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    std::size_t length = 0;
    unsigned value = 0;
    while (length < part.most && length < text.size() && digit(text[length])) {
      value = value * 10 + static_cast<unsigned>(text[length++] - '0');
    }
    if (length < part.least) return std::nullopt;
    text.remove_prefix(length);
    if (part.what == 'Y') {
      year = part.least == 4 ? value : value + (value < 80 ? 2000 : 1900);
    } else {
      (part.what == 'M' ? month : day) = value;
    }
  }
  const bool time = text.size() > 1 && (text.front() == 'T' || text.front() == ' ') && digit(text[1]);
  if (!text.empty() && !time) return std::nullopt;
  return existing(year, month, day);
}

}  // namespace accorda
