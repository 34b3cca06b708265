// Lists that are longer than what is read at once.
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Outcome;

constexpr int kMany = 600;

std::string key(int number) {
  return "I-" + std::to_string(number);
}

TEST(Reader, ListsEverythingOnceInTheOrderInWhichItCame) {
  Office office;
  std::vector<core::Participation> records;
  for (int i = 0; i < kMany; ++i) {
    records.push_back(waiting(participation()));
    records.back().key = key(i);
    records.push_back(declined());
    records.back().key = "D-" + std::to_string(i);
    records.back().line = static_cast<std::uint32_t>(i + 1);
  }
  office.take(records);
  const auto listed = office.list(Outcome::parked);
  ASSERT_EQ(listed.size(), static_cast<std::size_t>(kMany));
  for (int i = 0; i < kMany; ++i) EXPECT_EQ(listed[static_cast<std::size_t>(i)].key, key(i));
  const auto counted = office.list(Outcome::anonymous);
  EXPECT_EQ(counted.size(), static_cast<std::size_t>(kMany));
  std::set<std::uint32_t> lines;
  for (const ports::ListedUnit& unit : counted) lines.insert(unit.line);
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(kMany));
  EXPECT_EQ(office.list().size(), 2U * kMany);
}

TEST(Reader, EndsAListWhereItsTakerDoes) {
  Office office;
  std::vector<core::Participation> records(kMany, waiting(participation()));
  for (int i = 0; i < kMany; ++i) records[static_cast<std::size_t>(i)].key = key(i);
  office.take(records);
  int taken = 0;
  const auto read = office.ledger->each_unit({}, [&taken](const ports::ListedUnit&) -> base::Result<void> {
    if (++taken == 300) return base::Error{base::Fault::stop, "enough"};
    return {};
  });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "enough");
  EXPECT_EQ(taken, 300);
}

TEST(Reader, ListsAllThatVanished) {
  Office office;
  const base::Date first = day("1982-01-01");
  std::vector<core::Participation> records;
  for (int i = 0; i < kMany; ++i) {
    records.push_back(of(key(i), (first + std::chrono::days(i)).text()));
  }
  office.set_notice("day-1", ports::SetState::begun);
  office.take(records);
  office.set_notice("day-1", ports::SetState::complete);
  office.set_notice("day-2", ports::SetState::begun);
  office.take({records.front()}, "day-2");
  office.set_notice("day-2", ports::SetState::complete);
  const auto gone = office.vanished();
  ASSERT_EQ(gone.size(), static_cast<std::size_t>(kMany - 1));
  for (int i = 1; i < kMany; ++i) EXPECT_EQ(gone[static_cast<std::size_t>(i - 1)].key, key(i));
  EXPECT_TRUE(all_of<ports::Vanished>([&](const auto& take) {
                return office.ledger->each_vanished("accorda", "day-1", take);
              }).empty());
}

}  // namespace
}  // namespace gateway::io
