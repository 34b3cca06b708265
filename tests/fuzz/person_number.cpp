// Identity numbers in any spelling (gateway/core/person_number.h).
#include "gateway/core/person_number.h"

#include <algorithm>

#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

using core::PersonNumber;

bool same(std::string_view spelling, base::Date today, const PersonNumber& number) {
  const auto read = PersonNumber::parse(spelling, today);
  const auto* again = std::get_if<PersonNumber>(&read);
  return again != nullptr && *again == number;
}

void check(const PersonNumber& number, base::Date today) {
  const std::string& digits = number.digits();
  claim(digits.size() == 12 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }), "12 digits");
  claim(same(digits, today, number), "parse(digits) is the number");
  claim(same(digits.substr(0, 8) + "-" + digits.substr(8), today, number), "so it is with a dash");
  claim(same(" \t" + digits + "\t ", today, number), "blanks around it do not count");
  claim(number.birth_year() == std::stoi(digits.substr(0, 4)) && number.birth_year() <= today.year(),
        "a year that was");
  claim(number.coordination() == (digits[6] > '5'), "day and 60");
  claim((number.sex() == core::Sex::man) == ((digits[10] - '0') % 2 == 1), "an odd serial is a man's");
  // Ten digits mean the same as long as the sign and the century agree.
  const int age = today.year() - number.birth_year();
  const std::string ten = digits.substr(2, 6) + (age >= 100 ? '+' : '-') + digits.substr(8);
  if (age < 200) claim(same(ten, today, number), "ten digits and the sign");
  // No digit can be another: the check digit sees it, or the date.
  for (std::size_t i = 2; i < 12; ++i) {
    std::string other = digits;
    other[i] = static_cast<char>('0' + (digits[i] - '0' + 1) % 10);
    claim(!std::holds_alternative<PersonNumber>(PersonNumber::parse(other, today)), "one digit changed is refused");
  }
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gateway;
  fuzz::Input input(data, size);
  // A day between 1970 and 2149.
  const auto today = base::Date::from_days(input.byte() * 256 + input.byte());
  const auto read = core::PersonNumber::parse(input.rest(), today);
  if (const auto* number = std::get_if<core::PersonNumber>(&read)) {
    fuzz::check(*number, today);
  } else {
    fuzz::claim(!core::id(std::get<core::Code>(read)).empty(), "a refusal has a name");
  }
  return 0;
}
