#include "gateway/core/person_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::kToday;
using made::spoiled;
using made::test_number;
using made::with_check_digit;

std::string digits(std::string_view text, base::Date today = kToday) {
  const auto parsed = PersonNumber::parse(text, today);
  const auto* number = std::get_if<PersonNumber>(&parsed);
  return number == nullptr ? std::string(id(std::get<Code>(parsed))) : number->digits();
}

std::optional<Code> fault(std::string_view text, base::Date today = kToday) {
  const auto parsed = PersonNumber::parse(text, today);
  const auto* code = std::get_if<Code>(&parsed);
  return code == nullptr ? std::nullopt : std::optional(*code);
}

/// `number` with a sign before the last four, the century kept or not.
std::string written(const std::string& number, std::size_t from, const std::string& sign) {
  return number.substr(from, 8 - from) + sign + number.substr(8);
}

TEST(PersonNumber, ReadsEverySpelling) {
  const std::string number = test_number("1987-02-03");
  for (const std::string& text : {number, written(number, 0, "-"), written(number, 2, "-"), written(number, 2, ""),
                                  "  " + number + " ", " " + written(number, 2, "-") + "  "}) {
    EXPECT_EQ(digits(text), number);
  }
}

TEST(PersonNumber, AcceptsTheWholeRangeOfTestNumbersAndNoOtherCheckDigit) {
  for (const char* birthday : {"1976-02-01", "1979-12-31", "1980-02-29", "1990-02-01", "1996-02-29", "1999-12-31"}) {
    for (const Sex sex : {Sex::woman, Sex::man}) {
      const std::string number = test_number(birthday, sex);
      EXPECT_EQ(digits(number), number);
      std::string other = number;
      for (int i = 0; i < 9; ++i) {
        other.back() = other.back() == '9' ? '0' : static_cast<char>(other.back() + 1);
        EXPECT_EQ(fault(other), Code::number_check_digit);
        EXPECT_EQ(fault(written(other, 2, "-")), Code::number_check_digit);
      }
    }
  }
}

TEST(PersonNumber, KnowsSexAndBirthYear) {
  const auto woman = std::get<PersonNumber>(PersonNumber::parse(test_number("1987-02-03", Sex::woman), kToday));
  const auto man = std::get<PersonNumber>(PersonNumber::parse(test_number("1992-02-03", Sex::man), kToday));
  EXPECT_EQ(woman.sex(), Sex::woman);
  EXPECT_EQ(woman.birth_year(), 1987);
  EXPECT_FALSE(woman.coordination());
  EXPECT_EQ(man.sex(), Sex::man);
  EXPECT_EQ(man.birth_year(), 1992);
}

TEST(PersonNumber, TenDigitsMeanTheLatestSuchBirthdayNotAfterToday) {
  const std::string number = test_number("1987-02-03");
  EXPECT_EQ(digits(written(number, 2, "-"), day("1987-02-03")), number);
  EXPECT_EQ(digits(written(number, 2, "-"), day("2086-12-31")), number);
  EXPECT_EQ(digits(written(number, 2, "-"), day("2087-02-03")).substr(0, 4), "2087");
}

TEST(PersonNumber, PlusMeansTheYearOfTurningAHundredOrMore) {
  const std::string number = "192601108356";
  const std::string plus = written(number, 2, "+");
  EXPECT_EQ(digits(plus, day("2026-01-10")), number);
  EXPECT_EQ(digits(plus, day("2026-11-21")), number);
  EXPECT_EQ(digits(plus, day("2027-01-01")), number);
  EXPECT_EQ(digits(written(number, 2, "-"), day("2025-12-31")), number);
}

TEST(PersonNumber, PlusIsWrittenFromTheFirstDayOfTheYearOfTurningAHundred) {
  const std::string number = "192601108356";
  EXPECT_EQ(digits(written(number, 2, "+"), day("2026-01-01")), number);
  EXPECT_EQ(digits(written(number, 2, "+"), day("2026-01-09")), number);
}

TEST(PersonNumber, AcceptsThePublishedNumbersFrom1926) {
  for (const char* number : {"192601049030", "192601108356", "192602097095"}) EXPECT_EQ(digits(number), number);
}

TEST(PersonNumber, AcceptsCoordinationNumbers) {
  for (const std::string number :
       {"197001782395", "197001902399", "197002822398", "197003812380", "197004642398", "197004712381"}) {
    EXPECT_EQ(digits(number), number);
    EXPECT_EQ(digits(written(number, 2, "-")), number);
    EXPECT_EQ(digits(written(number, 2, "")), number);
    EXPECT_EQ(fault(spoiled(number)), Code::number_check_digit);
    const auto parsed = std::get<PersonNumber>(PersonNumber::parse(number, kToday));
    EXPECT_TRUE(parsed.coordination());
    EXPECT_EQ(parsed.birth_year(), 1970);
    EXPECT_EQ(parsed.sex(), (number[10] - '0') % 2 == 1 ? Sex::man : Sex::woman);
  }
}

TEST(PersonNumber, RefusesDaysThatDoNotExist) {
  for (const char* date : {"19870200", "19870229", "19870432", "19871301", "19870003", "19970229", "19000229",
                           "19870260", "19870292", "19870289", "19870492"}) {
    EXPECT_EQ(fault(with_check_digit(date, "238")), Code::number_date) << date;
  }
}

TEST(PersonNumber, TenDigitsOnALeapDayMeanAYearThatHasOne) {
  const std::string number = test_number("1996-02-29");
  EXPECT_EQ(digits(written(number, 2, "-")), number);
  EXPECT_EQ(digits(written(number, 2, "")), number);
}

TEST(PersonNumber, TellsInterimNumbersApart) {
  for (const char* text : {"19870203-T239", "870203-R238", "19870203S238", "870203X239", "870203-t238"}) {
    EXPECT_EQ(fault(text), Code::number_interim) << text;
  }
}

TEST(PersonNumber, TellsOrganisationNumbersApart) {
  const std::string organisation = with_check_digit("16559999", "999").substr(2);
  ASSERT_EQ(organisation.size(), 10U);
  for (const std::string& text :
       {organisation, organisation.substr(0, 6) + "-" + organisation.substr(6), "16" + organisation,
        "16" + organisation.substr(0, 6) + "-" + organisation.substr(6)}) {
    EXPECT_EQ(fault(text), Code::number_of_organisation) << text;
  }
  const std::string lowest = with_check_digit("16022000", "014").substr(2);
  EXPECT_EQ(fault(lowest), Code::number_of_organisation);
}

TEST(PersonNumber, TellsAMissingNumberApart) {
  for (const char* text : {"", " ", " \t "}) EXPECT_EQ(fault(text), Code::number_missing);
}

TEST(PersonNumber, RefusesOtherForms) {
  const std::string number = test_number("1987-02-03");
  for (const std::string& text :
       {std::string("abc"), std::string("-"), std::string("+"), number.substr(0, 8), number + "0", number.substr(0, 11),
        number.substr(1), written(number, 0, "+"), written(number, 2, "--"), written(number, 2, " - "),
        written(number, 2, "/"), number.substr(0, 4) + "-" + number.substr(4), "'" + number, number + ";",
        number.substr(0, 11) + std::string(1, '\0'), std::string("１９８７０２０３"), std::string("٠٠٠٠٠٠"),
        std::string(100'000, '1')}) {
    EXPECT_EQ(fault(text), Code::number_form) << text.size();
  }
}

TEST(PersonNumber, AddsSixtyToTheDayOfACoordinationNumber) {
  for (const auto& [date, day_of_birth] : {std::pair("18390261", "01"), std::pair("18390269", "09"),
                                           std::pair("18390270", "10"), std::pair("18390191", "31")}) {
    const std::string number = with_check_digit(date, "238");
    EXPECT_EQ(digits(number), number) << day_of_birth;
    const auto parsed = std::get<PersonNumber>(PersonNumber::parse(number, kToday));
    EXPECT_TRUE(parsed.coordination()) << day_of_birth;
    EXPECT_EQ(parsed.birth_year(), 1839);
  }
  EXPECT_EQ(fault(with_check_digit("18390260", "238")), Code::number_date);
}

TEST(PersonNumber, IsNobodysBeforeTheBirth) {
  const std::string number = test_number("1987-02-03");
  EXPECT_EQ(digits(number, day("1987-02-03")), number);
  EXPECT_EQ(fault(number, day("1987-02-02")), Code::number_date);
}

}  // namespace
}  // namespace gateway::core
