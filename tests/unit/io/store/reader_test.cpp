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

TEST(Reader, ListsAllThatWasSaidInAUsersNameDayByDay) {
  Office office;
  const base::Date first = day("1982-01-01");
  std::vector<core::Participation> records;
  for (int i = 0; i < kMany; ++i) records.push_back(of(key(i), (first + std::chrono::days(i)).text()));
  records.back().signature = "KEK";
  office.take(records);
  const auto said = [&](const char* user, base::Date since) {
    return all_of<ports::SaidMessage>([&](const auto& take) {
      return office.ledger->each_said({{}, user, since}, take);
    });
  };
  const auto all = said("maj.lind", kToday);
  ASSERT_EQ(all.size(), static_cast<std::size_t>(kMany - 1));
  for (int i = 0; i + 1 < kMany; ++i) {
    const ports::SaidMessage& one = all[static_cast<std::size_t>(i)];
    EXPECT_EQ(one.key, key(i));
    EXPECT_EQ(one.source, "accorda");
    EXPECT_EQ(one.message.registration, one.registration.id);
  }
  EXPECT_EQ(said("karl.ek", kToday).size(), 1U);
  EXPECT_EQ(said("maj.lind", kToday + std::chrono::days(1)).size(), 0U);
  EXPECT_EQ(said("", kToday).size(), 0U) << "what nobody said is nobody's";
}

TEST(Reader, ListsAllThatWasSaidOfARegistrationAndHowFarItHasCome) {
  Office office;
  office.take({participation(), of("I-2", "1988-03-04")});
  const base::RegistrationId id = office.due().front().message.registration;
  const auto said = [&] {
    return all_of<ports::SaidMessage>([&](const auto& take) { return office.ledger->each_said({id, {}, {}}, take); });
  };
  ASSERT_EQ(said().size(), 1U);
  EXPECT_EQ(said()[0].state, "queued");
  office.clock.on(1h);
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  const auto after = said();
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0].state, "delivered");
  EXPECT_EQ(after[0].changed, office.clock.now());
  EXPECT_EQ(after[1].message.kind, core::MessageKind::exit);
  EXPECT_EQ(after[1].state, "queued");
  EXPECT_EQ(after[1].standing.withdrawn, kToday);
}

}  // namespace
}  // namespace gateway::io
