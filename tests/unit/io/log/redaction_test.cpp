#include "gateway/io/log/redaction.h"

#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::io {
namespace {

const std::string kNumber = core::made::test_number("1984-05-17");

TEST(Redaction, FindsANumberInEverySpelling) {
  const std::string date = kNumber.substr(0, 8);
  const std::string last = kNumber.substr(8);
  for (const char* separator : {"", "-", "+", " ", ".", "\u2013", "\u2212", "\u00A0"}) {
    EXPECT_EQ(redacted(date + separator + last), "[number]") << separator;
    EXPECT_EQ(redacted(date.substr(2) + separator + last), "[number]") << separator;
    EXPECT_EQ(redacted(std::string("1984-05-17") + separator + last), "[number]") << separator;
  }
}

TEST(Redaction, FindsANumberAnywhereInALine) {
  EXPECT_EQ(redacted("person " + kNumber + " and (" + kNumber.substr(2) + ")."), "person [number] and ([number]).");
  EXPECT_EQ(redacted("x" + kNumber + "y"), "x[number]y");
  EXPECT_EQ(redacted("\"" + kNumber + "\"," + kNumber), "\"[number]\",[number]");
}

TEST(Redaction, AsksForNoCheckDigit) {
  EXPECT_EQ(redacted(core::made::spoiled(kNumber)), "[number]");
}

TEST(Redaction, FindsCoordinationNumbers) {
  std::string number = kNumber;
  number[6] = '7';
  EXPECT_EQ(redacted(number), "[number]");
}

TEST(Redaction, LeavesAloneWhatHasNoDay) {
  for (const std::string& text :
       {std::string("198413172384"), std::string("198400172384"), std::string("198405322384"),
        std::string("198405922384"), std::string("198405002384"), std::string("2384"), kNumber + "1", "1" + kNumber,
        kNumber.substr(0, 11), std::string("2026-11-21T22:14:03.120Z"), std::string("2026-11-21"),
        std::string("1784116800000"), std::string("1784116800"), std::string()}) {
    EXPECT_EQ(redacted(text), text);
  }
}

TEST(Redaction, LeavesIdsAndDigestsAlone) {
  const std::string id = "a" + kNumber + "bcdef00000000000bcd";
  ASSERT_EQ(id.size(), 32U);
  EXPECT_EQ(redacted("registration " + id + " stored"), "registration " + id + " stored");
  EXPECT_EQ(redacted(id + id), id + id);
  EXPECT_EQ(redacted(id + "0"), "a[number]bcdef00000000000bcd0");
}

}  // namespace
}  // namespace gateway::io
