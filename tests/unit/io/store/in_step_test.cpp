// What keeps a gateway and the node in step, in the ledger.
#include <gmock/gmock.h>

#include "gateway/io/store/values.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

core::Message giving(const std::string& user) {
  core::Message message;
  message.kind = core::MessageKind::assignments;
  message.act = {"ines", "gavle", noon(kToday), kToday};
  core::ToldChange told;
  told.change.user = user;
  told.change.place = "training";
  told.change.from = kToday;
  told.seen = noon(kToday - std::chrono::days(1));
  told.follows = core::ChangeSetId{registration_id(8).bytes};
  message.assignments = core::ToldChanges{{}, {told}};
  return message;
}

TEST(FeedGap, IsKeptOverAStartAndTakenAway) {
  Office office;
  const ports::FeedGap gap{noon(kToday), "f.12", "abc", ports::GapReason::not_stored, 3, noon(kToday) + 1h, true};
  office.write([&](ports::Transaction& t) { must(t.in_step().keep_gap(gap)); });
  office.reopen();
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.in_step().gap()), gap);
    must(t.in_step().keep_gap(std::nullopt));
    EXPECT_FALSE(must(t.in_step().gap()));
  });
}

TEST(SentChanges, LeaveInTheOrderInWhichTheyWereMadeOneAtATime) {
  Office office;
  office.write([&](ports::Transaction& t) {
    must(t.in_step().send(giving("karin"), noon(kToday)));
    must(t.in_step().send(giving("maj.lind"), noon(kToday)));
  });
  office.reopen();
  office.write([&](ports::Transaction& t) {
    const auto sent = must(t.in_step().sent());
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].message.assignments->changes[0].change.user, "maj.lind") << "the newest first";
    EXPECT_NE(sent[0].message.assignments->id, sent[1].message.assignments->id);
    core::Message wanted = giving("karin");
    wanted.assignments->id = sent[1].message.assignments->id;
    EXPECT_EQ(sent[1].message, wanted) << "word for word";
    const auto due = must(t.due(office.clock.now(), 10));
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].message, wanted);
    must(t.hand(due[0].sequence, noon(kToday)));
    must(t.settle(due[0].sequence, {core::Admitted::rejected, {{core::Code::giver_may_not, "ines"}}}, std::nullopt,
                  noon(kToday)));
    EXPECT_EQ(must(t.in_step().sent())[1].state, "rejected");
    EXPECT_EQ(must(t.in_step().sent())[1].reasons.at(0).code, core::Code::giver_may_not);
    EXPECT_EQ(must(t.due(office.clock.now(), 10)).size(), 1U) << "the next one's turn";
  });
  const ports::Balance balance = must(office.ledger->balance({}, {}));
  EXPECT_EQ(balance.handed_to_delivery, 2);
  EXPECT_TRUE(balance.adds_up());
}

TEST(SentChanges, AreListedUntilTheNodeHasTakenThemOrOthersReplaceThem) {
  constexpr int kAtLeast = 1000;
  Office office;
  const auto send = [&](const std::string& user, bool taken) {
    office.write([&](ports::Transaction& t) {
      must(t.in_step().send(giving(user), noon(kToday)));
      const auto sequence = must(t.due(office.clock.now(), 1)).at(0).sequence;
      must(t.hand(sequence, noon(kToday)));
      must(t.settle(sequence, {taken ? core::Admitted::accepted : core::Admitted::rejected, {}}, std::nullopt,
                    noon(kToday)));
    });
  };
  const auto sent = [&] {
    std::vector<ports::SentChanges> all;
    office.write([&](ports::Transaction& t) { all = must(t.in_step().sent()); });
    return all;
  };
  send("before", true);
  send("karin", false);
  send("maj.lind", false);
  for (int i = 0; i < kAtLeast; ++i) send("kalle" + std::to_string(i), true);
  auto all = sent();
  ASSERT_EQ(all.size(), kAtLeast + 2U);
  EXPECT_EQ(all.back().message.assignments->changes[0].change.user, "karin");
  EXPECT_EQ(all.back().state, "rejected");
  send("karin", true);
  all = sent();
  ASSERT_EQ(all.size(), kAtLeast + 2U) << "the newest, and down to what stands refused";
  EXPECT_EQ(all.back().message.assignments->changes[0].change.user, "maj.lind");
  send("maj.lind", true);
  EXPECT_EQ(sent().size(), std::size_t{kAtLeast});
}

TEST(SentChanges, OfBeforeAnyFollowedAnotherCanBeRead) {
  core::Message message = giving("karin");
  std::string packed = store::pack(message);
  packed.resize(packed.size() - std::string_view("32:").size() - 32);
  message.assignments->changes[0].follows = {};
  EXPECT_EQ(store::unpack_message(packed, {}), message);
}

TEST(TakenChanges, AreKnownByIdAndSender) {
  Office office;
  const core::ChangeSetId id{registration_id(9).bytes};
  office.write([&](ports::Transaction& t) {
    EXPECT_FALSE(must(t.in_step().taken(id, "fk")));
    must(t.in_step().keep_taken(id, "fk", noon(kToday)));
    must(t.in_step().keep_taken(id, "fk", noon(kToday)));
    EXPECT_TRUE(must(t.in_step().taken(id, "fk")));
    EXPECT_FALSE(must(t.in_step().taken(id, "af")));
  });
}

}  // namespace
}  // namespace gateway::io
