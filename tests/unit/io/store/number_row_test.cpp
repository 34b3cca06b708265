#include "tests/unit/io/store/office.h"

// Rows o and p of domain.md §3: a record whose person number has changed.

namespace gateway::io {
namespace {

using namespace made;

const char* const kOther = "1988-03-04";

std::size_t found(Office& office, const std::string& birthday) {
  std::size_t records = 0;
  office.write([&](ports::Transaction& t) {
    const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
    records = must(t.find({{}, {}, number})).size();
  });
  return records;
}

std::int64_t subjects(Office& office) {
  return must(office.ledger->stat()).find("rows")->integer_or("subjects", -1);
}

TEST(NumberRow, P_WithoutAFlagTheSamePersonGoesOnUnderTheNewNumberAlone) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(found(office, "1987-02-03"), 0U) << "the old number shows nobody";
  EXPECT_EQ(found(office, kOther), 1U);
  EXPECT_EQ(subjects(office), 1);
}

TEST(NumberRow, P_TwoWhoAreKnownBecomeOne) {
  Office office;
  office.take({participation(), of("I-2", kOther)});
  office.deliver();
  ASSERT_EQ(subjects(office), 2);
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(found(office, kOther), 2U);
  EXPECT_EQ(found(office, "1987-02-03"), 0U);
  EXPECT_EQ(subjects(office), 1);
}

TEST(NumberRow, O_WithAFlagNothingLinksTheNewNumberToTheOld) {
  for (const core::Protection flag : {core::Protection::marked, core::Protection::unknown}) {
    Office office;
    office.take({participation()});
    office.deliver();
    core::Participation flagged = of("I-1", kOther);
    flagged.protection = flag;
    office.take({flagged}, "day-2");
    EXPECT_EQ(found(office, kOther), 0U);
  }
}

}  // namespace
}  // namespace gateway::io
