#include "tests/architecture/number_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gateway::architecture {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Nine digits with the check digit that makes ten of them.
std::string with_check_digit(std::string nine) {
  for (char last = '0'; last <= '9'; ++last) {
    int sum = 0;
    for (std::size_t i = 0; i < 10; ++i) {
      const int product = ((i < 9 ? nine[i] : last) - '0') * (i % 2 == 0 ? 2 : 1);
      sum += product / 10 + product % 10;
    }
    if (sum % 10 == 0) return nine + last;
  }
  return nine;
}

std::string twelve(const std::string& birthday, const std::string& serial) {
  return birthday.substr(0, 2) + with_check_digit(birthday.substr(2) + serial);
}

TEST(PersonNumbers, OfTheTreeAreInvented) {
  EXPECT_THAT(number_complaints(GATEWAY_SOURCE_DIR), IsEmpty());
}

TEST(PersonNumbers, OfTheRuleBeginAndEndOnItsDays) {
  for (const char* ours : {"19760201", "19991231", "19791231", "19800102", "19891219", "19891221", "19891231",
                           "19900201", "18000101", "18391231"}) {
    EXPECT_THAT(others_numbers(twelve(ours, "238")), IsEmpty()) << ours;
    EXPECT_THAT(others_numbers(twelve(ours, "239")), IsEmpty()) << ours;
  }
  for (const char* theirs : {"19760131", "20000101", "19800101", "19891220", "19900101", "19900131", "18400101"}) {
    EXPECT_THAT(others_numbers(twelve(theirs, "238")), SizeIs(1)) << theirs;
  }
}

TEST(PersonNumbers, OfAnotherSerialAreSomebodys) {
  for (const char* serial : {"237", "240", "001"}) {
    EXPECT_THAT(others_numbers(twelve("19870203", serial)), SizeIs(1)) << serial;
    EXPECT_THAT(others_numbers(twelve("18390203", serial)), IsEmpty()) << serial;
  }
}

TEST(PersonNumbers, AreReadHoweverTheyAreWritten) {
  const std::string all = twelve("19870203", "241");
  const std::string ten = all.substr(2);
  for (const std::string& written : {all, all.substr(0, 8) + "-" + all.substr(8), ten,
                                     ten.substr(0, 6) + "-" + ten.substr(6), ten.substr(0, 6) + "+" + ten.substr(6)}) {
    EXPECT_THAT(others_numbers("number = \"" + written + "\";"), testing::ElementsAre(written));
    EXPECT_THAT(others_numbers(written + "7"), IsEmpty()) << "longer";
    EXPECT_THAT(others_numbers("x" + written), IsEmpty()) << "part of a word";
  }
}

TEST(PersonNumbers, ThatNobodyCanHaveAreNoMatter) {
  std::string other = twelve("19870203", "241");
  other.back() = other.back() == '9' ? '0' : static_cast<char>(other.back() + 1);
  EXPECT_THAT(others_numbers(other), IsEmpty()) << "a wrong check digit";
  EXPECT_THAT(others_numbers(twelve("19871303", "241")), IsEmpty()) << "no month";
  EXPECT_THAT(others_numbers(twelve("19870232", "241")), IsEmpty()) << "no day";
  EXPECT_THAT(others_numbers(twelve("19870263", "241")), SizeIs(1)) << "a samordningsnummer";
  EXPECT_THAT(others_numbers("197001782395 192602097095"), IsEmpty()) << "listed";
}

}  // namespace
}  // namespace gateway::architecture
