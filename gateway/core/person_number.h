#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/base/date.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// Sex (kön) as the person number and the statistics know it.
enum class Sex { woman, man };

/// A personnummer or samordningsnummer whose form, date and check digit are right: 12 digits, YYYYMMDDNNNN.
/// Samordningsnummer carry day + 60. Source: folkbokföringslagen (1991:481) 18 §; domain.md §7.
class PersonNumber {
 public:
  /// Reads YYYYMMDD-NNNN, YYYYMMDDNNNN, YYMMDD-NNNN, YYMMDD+NNNN and YYMMDDNNNN, blanks around them ignored. Ten digits
  /// mean the latest such birthday not after `today`, `+` the one a hundred years before. The answer is the number or
  /// the code of what is wrong with it; interim numbers and organisation numbers have codes of their own.
  static std::variant<PersonNumber, Code> parse(std::string_view text, base::Date today);

  const std::string& digits() const { return digits_; }
  Sex sex() const { return (digits_[10] - '0') % 2 == 1 ? Sex::man : Sex::woman; }
  int birth_year() const { return std::stoi(digits_.substr(0, 4)); }
  bool coordination() const { return digits_[6] >= '6'; }

  friend auto operator<=>(const PersonNumber&, const PersonNumber&) = default;

 private:
  explicit PersonNumber(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

}  // namespace gateway::core
