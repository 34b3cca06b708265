#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace demo {

/// A day as days since 1970-01-01.
using Day = int;

Day day(int year, unsigned month, unsigned of_month);
std::string text(Day day);

struct Person {
  std::string number;  ///< YYYYMMDD-NNNN.
  std::string given_name;
  std::string family_name;
  bool woman = false;
};

/// Invented people. Their numbers are on Skatteverket's list of test numbers: birth serial 238 or 239, born between
/// 1976-02 and 1999-12; beyond those (about 17,000) births 1800–1839, for whom no number was ever issued.
class People {
 public:
  explicit People(std::uint32_t seed);
  Person next();

 private:
  std::mt19937 random_;
  std::uint32_t made_ = 0;
};

/// The check digit of nine digits (Luhn), for numbers made here.
char check_digit(const std::string& nine);

}  // namespace demo
