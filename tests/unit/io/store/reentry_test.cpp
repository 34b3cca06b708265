#include "tests/unit/io/store/office.h"

// Rows j and s of domain.md §3: registered anew while the exit of the one before waits for its day.

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;

class Reentry : public testing::Test {
 protected:
  /// A registration of the key, the consent of which has vanished: its exit waits for the day.
  ports::DueMessage ended_without_a_day(core::Participation record = participation()) {
    office.take({record});
    office.deliver();
    record.consent = {};
    office.take({record}, "day-2");
    const ports::DueMessage exit = office.due().at(0);
    office.write(
        [&](ports::Transaction& t) { must(t.hold(exit.sequence, {*exit.message.not_before}, office.clock.now())); });
    EXPECT_TRUE(office.due().empty());
    return exit;
  }
  /// A yes of the next day, told, and the record read again.
  void consent_anew() {
    office.clock.on(24h);
    office.write([&](ports::Transaction& t) {
      const base::Date today = office.clock.day_of(office.clock.now());
      for (const ports::RecordRef& ref : must(t.find({"accorda", "I-1", std::nullopt}))) {
        must(t.tell(ref, {core::ConsentAnswer::given, "SUS 2024", today, {}}, "maj.lind", office.clock.now()));
      }
    });
    office.take({waiting()}, "day-3");
  }

  Office office;
};

TEST_F(Reentry, S_LetsTheExitThatWaitsGoFirstWithTheDayItStandsAt) {
  const auto held = ended_without_a_day();
  consent_anew();
  auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::exit);
  EXPECT_EQ(due[0].sequence, held.sequence);
  EXPECT_EQ(due[0].message.date, kToday);
  EXPECT_FALSE(due[0].message.not_before);
  office.hand(held.sequence);
  EXPECT_TRUE(office.due().empty()) << "until the node has answered";
  office.settle(held.sequence, Admitted::accepted);
  due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::in);
  EXPECT_NE(due[0].message.registration, held.message.registration);
}

TEST_F(Reentry, S_IsNotHeldByAnExitThatNobodySendsAnyMore) {
  const auto held = ended_without_a_day();
  consent_anew();
  office.write([&](ports::Transaction& t) { must(t.bury(held.sequence, "no", office.clock.now())); });
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::in);
}

TEST_F(Reentry, S_IsNotHeldByTheExitOfAnotherRecordOfThePerson) {
  core::Participation other = participation();
  other.key = "I-2";
  other.insats = "Social träning";
  ended_without_a_day(other);
  core::Participation record = participation();
  record.consent.date = kStart + days(1);
  office.take({record}, "day-3");
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::in);
}

}  // namespace
}  // namespace gateway::io
