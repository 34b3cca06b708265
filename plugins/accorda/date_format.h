#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accorda {

/// One way of writing dates: YYYY, YY, MM, M, DD and D stand for numbers, every other character for itself. M and D
/// take one or two digits. YY below 80 is 20YY. EXCEL is the day number that spreadsheets write. A time behind the
/// date, set off by T or a blank, is cut.
class DateFormat {
 public:
  /// Nothing when `pattern` does not name year, month and day once each.
  static std::optional<DateFormat> parse(std::string_view pattern);

  /// `text` as YYYY-MM-DD, or nothing where it is written otherwise or no such day exists (years 1800–2199).
  std::optional<std::string> read(std::string_view text) const;

 private:
  struct Part {
    char what;  // Y, M, D, or 0 for a literal.
    std::size_t least;
    std::size_t most;
    char literal;
  };
  std::vector<Part> parts_;
  bool excel_ = false;
};

}  // namespace accorda
