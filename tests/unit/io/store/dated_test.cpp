// Both dates of what was registered in and out.
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;

const base::Period kNow{kToday, kToday};

std::vector<ports::BothDates> dated(Office& office, const base::Period& days = kNow) {
  return all_of<ports::BothDates>([&](const auto& take) { return office.ledger->each_dated(days, take); });
}

core::Participation ended(core::Participation record = participation()) {
  record.end = kToday - std::chrono::days(3);
  return record;
}

TEST(Dated, AreThoseInAndThoseOutEachOnce) {
  Office office;
  office.take({ended()});
  const auto all = dated(office);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].place, "training");
  EXPECT_EQ(all[0].happened, kStart);
  EXPECT_EQ(all[0].registered, kToday);
  EXPECT_EQ(all[1].happened, kToday - std::chrono::days(3));
  EXPECT_EQ(all[0].registration, all[1].registration);
}

TEST(Dated, AreOfTheDaysOnWhichTheyWereRegistered) {
  Office office;
  office.take({participation()});
  const std::chrono::days one{1};
  EXPECT_EQ(dated(office, {kToday - one, kToday - one}).size(), 0U);
  EXPECT_EQ(dated(office, {kToday - one, kToday}).size(), 1U);
  EXPECT_EQ(dated(office, {kToday, kToday + one}).size(), 1U);
  EXPECT_EQ(dated(office, {kToday + one, kToday + one}).size(), 0U);
}

TEST(Dated, AreNoCorrections) {
  Office office;
  office.take({participation()});
  office.deliver();
  core::Participation corrected = participation();
  corrected.answers.education = "3";
  office.take({corrected}, "day-2");
  ASSERT_EQ(office.due().size(), 1U);
  EXPECT_EQ(dated(office).size(), 1U);
}

TEST(Dated, AreNotWhatWasStoppedRefusedOrCounted) {
  Office office;
  office.take({participation(), of("I-2", "1988-03-04"), declined(of("I-3", "1989-04-05"))});
  ASSERT_EQ(dated(office).size(), 2U);
  office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  EXPECT_EQ(dated(office).size(), 1U) << "what nobody has got was never registered";
  for (const ports::DueMessage& item : office.due()) {
    if (item.message.kind != core::MessageKind::in) continue;
    office.hand(item.sequence);
    office.settle(item.sequence, Admitted::rejected, {{core::Code::insats_not_open}});
  }
  EXPECT_EQ(dated(office).size(), 0U);
}

TEST(Dated, OfAnEndThatWasStoppedOrRefusedAreThoseInAlone) {
  for (const bool stopped : {true, false}) {
    Office office;
    office.take({participation()});
    office.deliver();
    office.take({ended()}, "day-2");
    ASSERT_EQ(dated(office).size(), 2U);
    if (stopped) {
      office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
    } else {
      const std::int64_t out = office.due().at(0).sequence;
      office.hand(out);
      office.settle(out, Admitted::rejected, {{core::Code::insats_not_open}});
    }
    EXPECT_EQ(dated(office).size(), 1U) << stopped;
  }
}

TEST(Dated, StayWhereWhatTheNodeHasIsWithdrawn) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  office.deliver();
  EXPECT_EQ(dated(office).size(), 1U) << "and the exit is none of theirs";
}

TEST(Dated, AreAllOfThemHoweverMany) {
  Office office;
  std::vector<core::Participation> records;
  for (int i = 0; i < 300; ++i) {
    records.push_back(of("I-" + std::to_string(i), (day("1982-01-01") + std::chrono::days(i)).text()));
  }
  office.take(records);
  EXPECT_EQ(dated(office).size(), 300U);
}

TEST(Dated, AtANodeAreThoseInThatCame) {
  Office node("node");
  const auto receive = [&](core::Message message) {
    core::Incoming in{std::move(message), std::nullopt};
    if (in.message.kind == core::MessageKind::in) in.person = person();
    node.write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, "gavle"));
      must(t.store(in, "gavle", core::admit(in, situation, node.world.directory, node.world.policy, "gavle", kToday),
                   node.clock.now()));
    });
  };
  receive(in_message());
  const base::Date on = in_message().act.on;
  const auto came = dated(node, {on, on});
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].place, "training");
  EXPECT_EQ(came[0].happened, *in_message().start);
  EXPECT_EQ(dated(node, {on + std::chrono::days(1), std::nullopt}).size(), 0U);
  receive(message(core::MessageKind::exit_or_void, day("2026-11-10"), std::string(core::id(core::Code::wrong_person))));
  EXPECT_EQ(dated(node, {on, on}).size(), 0U) << "wrongly registered is out of every figure";
}

}  // namespace
}  // namespace gateway::io
