#include <gmock/gmock.h>

#include "gateway/core/settle.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;

std::vector<MessageKind> kinds_of(const std::vector<ports::DueMessage>& messages) {
  std::vector<MessageKind> kinds;
  for (const ports::DueMessage& one : messages) kinds.push_back(one.message.kind);
  return kinds;
}

core::Participation ended() {
  core::Participation record = participation();
  record.end = day("2026-11-01");
  record.answers.end_reason = "1";
  return record;
}

TEST(Delivery, GoesInOrderWithinALane) {
  Office office;
  office.take({ended(), of("I-2", "1988-03-04")});
  const auto first = office.due();
  EXPECT_EQ(kinds_of(first), (std::vector{MessageKind::in, MessageKind::in}));
  office.hand(first[0].sequence);
  EXPECT_EQ(office.due().size(), 1U);  // The other lane; nothing of the one in hands.
  office.settle(first[0].sequence, Admitted::accepted);
  EXPECT_EQ(kinds_of(office.due()), (std::vector{MessageKind::out, MessageKind::in}));
}

TEST(Delivery, BringsThePersonForTheMessageThatNamesOne) {
  Office office;
  office.take({ended()});
  const auto first = office.due();
  ASSERT_TRUE(first[0].facts.person);
  EXPECT_EQ(first[0].facts.person->number, participation().number);
  EXPECT_EQ(first[0].facts.person->family_name, "Testsson");
  EXPECT_EQ(first[0].sex, core::Sex::woman);
  office.hand(first[0].sequence);
  office.settle(first[0].sequence, Admitted::accepted);
  EXPECT_FALSE(office.due()[0].facts.person);
  EXPECT_EQ(office.due()[0].facts.registration->handover, core::Handover::acknowledged);
}

TEST(Delivery, HoldsADamagedMessageAndSendsTheOthers) {
  Office office;
  office.take({participation(), of("I-2", "1988-03-04")});
  const auto damaged = office.due()[0].sequence;
  office.alter(
      "UPDATE subject SET sealed = zeroblob(length(sealed)) WHERE row = (SELECT subject FROM registration g "
      "JOIN outbox o ON o.lane = g.row WHERE o.sequence = " +
      std::to_string(damaged) + ")");
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_NE(due[0].sequence, damaged);
  EXPECT_EQ(office.balance().held, 1);
  EXPECT_TRUE(office.balance().adds_up());
  const auto queued = must(office.ledger->queue(true, 10));
  EXPECT_EQ(queued[0].reasons.at(0).code, core::Code::not_stored);
  EXPECT_FALSE(queued[0].what.empty());
}

TEST(Delivery, HoldsAMessageWhosePersonsKeyIsDamagedAndSendsTheOthers) {
  Office office;
  office.take({participation(), of("I-2", "1988-03-04")});
  office.alter_keys(
      "UPDATE person_key SET wrapped = zeroblob(length(wrapped)) WHERE id = (SELECT min(id) FROM "
      "person_key)");
  std::size_t damaged = 0;
  for (std::size_t due = office.due().size(); due == 2; due = office.due().size()) {
    // Keys are made ahead: not each belongs to somebody yet.
    ASSERT_LT(++damaged, 100U);
    office.alter_keys(
        "UPDATE person_key SET wrapped = zeroblob(length(wrapped)) WHERE id = (SELECT min(id) FROM "
        "person_key WHERE wrapped <> zeroblob(length(wrapped)))");
  }
  EXPECT_EQ(office.due().size(), 1U);
  EXPECT_EQ(office.balance().held, 1);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Delivery, SettlesOnce) {
  Office office;
  office.take({participation()});
  const auto sequence = office.due()[0].sequence;
  office.hand(sequence);
  office.settle(sequence, Admitted::accepted);
  office.settle(sequence, Admitted::rejected, {{core::Code::already_registered}});
  const ports::Balance balance = office.balance();
  EXPECT_EQ(balance.delivered, 1);
  EXPECT_EQ(balance.rejected_there, 0);
  EXPECT_EQ(office.list(core::Outcome::accepted).size(), 1U);
}

TEST(Delivery, TakesTheNodesNoBack) {
  Office office;
  office.take({ended()});
  const auto sequence = office.due()[0].sequence;
  office.hand(sequence);
  office.settle(sequence, Admitted::rejected, {{core::Code::already_registered}});
  const auto rejected = office.list(core::Outcome::rejected);
  ASSERT_EQ(rejected.size(), 2U);
  EXPECT_EQ(rejected[0].reasons[0].code, core::Code::already_registered);
  EXPECT_TRUE(office.due().empty());  // What depends on it stopped.
  EXPECT_EQ(office.balance().stopped, 1);
  EXPECT_TRUE(office.balance().adds_up());
  EXPECT_EQ(office.take({ended()}).by_outcome[static_cast<int>(core::Outcome::accepted)], 2);  // Decided anew.
}

/// From the start of the records on, the form of their cooperation counts.
void take_up_counting(Office& office) {
  core::DirectoryRows rows = core::made::rows();
  rows.cooperations[0].form = "counting";
  office.world.directory = core::made::directory(rows);
  office.world.policy.follow_ups = {{"counting", core::Registering::counts, {}, {kStart, std::nullopt}}};
}

TEST(Delivery, OfWhoeverOnlyIsCountedSinceIsCountedAtOnceAndNamedNoMore) {
  Office office;
  office.take({ended()});
  const base::RegistrationId id = office.due().at(0).message.registration;
  office.write([&](ports::Transaction& t) {
    const auto due = must(t.due(office.clock.now(), 1)).at(0);
    const core::Reason why{core::Code::form_counts_only};
    const auto counted = core::settle_stopped(due.message, why, *due.facts.registration, due.sex);
    must(t.stop(due.sequence, why, counted, office.clock.now()));
  });
  const auto counted = office.list(core::Outcome::anonymous);
  ASSERT_EQ(counted.size(), 2U);
  EXPECT_EQ(counted.at(0).reasons.at(0).code, core::Code::counted_by_form);
  EXPECT_EQ(must(office.ledger->totals()).at(0).women, 1);
  for (const ports::DueMessage& one : office.due()) EXPECT_EQ(one.message.kind, MessageKind::totals);
  EXPECT_TRUE(office.balance().adds_up());
  office.write([&](ports::Transaction& t) { EXPECT_FALSE(must(t.whose(id))) << "who it was lies nowhere"; });
  take_up_counting(office);
  EXPECT_EQ(office.take({ended()}, "day-2").by_outcome[static_cast<int>(core::Outcome::unchanged)], 2);
  EXPECT_EQ(must(office.ledger->totals()).at(0).women, 1) << "once";
}

TEST(Delivery, OfWhoeverOnlyIsCountedSinceAndCouldNotBeIsDecidedAnewAndCounted) {
  Office office;
  office.take({ended()});
  office.write([&](ports::Transaction& t) {
    must(t.stop(must(t.due(office.clock.now(), 1)).at(0).sequence, {core::Code::form_counts_only}, std::nullopt,
                office.clock.now()));
  });
  EXPECT_EQ(office.list(core::Outcome::accepted).size(), 0U);
  EXPECT_EQ(office.list(core::Outcome::rejected).at(0).reasons.at(0).code, core::Code::form_counts_only);
  EXPECT_TRUE(office.due().empty());
  EXPECT_TRUE(office.balance().adds_up());
  take_up_counting(office);
  office.take({ended()}, "day-2");
  EXPECT_EQ(office.list(core::Outcome::anonymous).size(), 2U);
  EXPECT_EQ(must(office.ledger->totals()).at(0).women, 1);
}

core::Participation of_karl(core::Participation record) {
  record.signature = "KEK";
  return record;
}

void stop(Office& office, std::int64_t sequence, core::Code code = core::Code::removed_for_cause) {
  office.write([&](ports::Transaction& t) { must(t.stop(sequence, {code}, std::nullopt, office.clock.now())); });
}

TEST(Delivery, OfARegistrarWithoutAuthorityIsDecidedAnew) {
  Office office;
  office.take({ended()});
  const base::RegistrationId id = office.due().at(0).message.registration;
  stop(office, office.due().at(0).sequence);
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 2U);
  EXPECT_EQ(office.list(core::Outcome::rejected)[0].reasons.at(0).code, core::Code::removed_for_cause);
  EXPECT_EQ(office.balance().stopped, 2) << "what depends on it, too";
  EXPECT_TRUE(office.balance().adds_up());
  EXPECT_EQ(office.take({of_karl(ended())}, "day-2").by_outcome[static_cast<int>(core::Outcome::accepted)], 2);
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_NE(sent[0].registration, id);
  EXPECT_EQ(sent[0].act.user, "karl.ek");
}

TEST(Delivery, StoppedForAnythingElseIsNotSaidAgain) {
  Office office;
  office.take({participation()});
  stop(office, office.due().at(0).sequence, core::Code::consent_withdrawn);
  EXPECT_EQ(office.list(core::Outcome::accepted).size(), 1U);
  EXPECT_EQ(office.take({of_karl(participation())}, "day-2").by_outcome[static_cast<int>(core::Outcome::unchanged)], 1);
}

TEST(Delivery, OfWhatTheNodeMayHaveIsSaidAgainUnderItsId) {
  Office office;
  office.take({ended()});
  const auto in = office.due().at(0);
  office.hand(in.sequence);
  office.write([&](ports::Transaction& t) { must(t.retry(in.sequence, office.clock.now())); });
  stop(office, in.sequence);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 2U);
  EXPECT_TRUE(office.due().empty());
  EXPECT_TRUE(office.balance().adds_up());
  EXPECT_EQ(office.take({of_karl(ended())}, "day-2").by_outcome[static_cast<int>(core::Outcome::accepted)], 2);
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].kind, MessageKind::in);
  EXPECT_EQ(sent[1].kind, MessageKind::out);
  EXPECT_EQ(sent[0].registration, in.message.registration);
  EXPECT_EQ(sent[0].act.user, "karl.ek");
  EXPECT_EQ(office.take({of_karl(ended())}, "day-3").by_outcome[static_cast<int>(core::Outcome::unchanged)], 2);
  EXPECT_TRUE(office.due().empty());
}

TEST(Delivery, OfAnEndThatWasStoppedIsSaidAgainAndTheRegistrationStands) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({ended()}, "day-2");
  stop(office, office.due().at(0).sequence);
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 1U);
  EXPECT_EQ(office.list(core::Outcome::rejected)[0].unit, core::Unit::out);
  office.take({of_karl(ended())}, "day-3");
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].kind, MessageKind::out);
  EXPECT_EQ(sent[0].date, ended().end);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U);
}

TEST(Delivery, WhatIsSaidAfterwardsByOthersSaysWhatWasStopped) {
  Office office;
  office.take({participation()});
  office.deliver();
  core::Participation changed = ended();
  changed.answers.education = "1";
  office.take({changed}, "day-2");
  const auto change = office.due().at(0);
  ASSERT_EQ(change.message.kind, MessageKind::change);
  stop(office, change.sequence);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U);
  EXPECT_EQ(office.due().at(0).message.answers.education, "1");
}

void refuse(Office& office, std::int64_t sequence, core::Code code = core::Code::assignment_missing) {
  office.hand(sequence);
  office.settle(sequence, Admitted::rejected, {{code}});
}

core::Participation changed(core::Participation record) {
  record.answers.education = "1";
  return record;
}

TEST(Delivery, OfAnEndThatTheNodeRefusesIsToldAndSaidAgainOnce) {
  Office office;
  office.take({participation()});
  const base::RegistrationId id = office.deliver().at(0).registration;
  office.take({ended()}, "day-2");
  refuse(office, office.due().at(0).sequence);
  const auto rejected = office.list(core::Outcome::rejected);
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected[0].unit, core::Unit::out);
  EXPECT_EQ(rejected[0].reasons.at(0).code, core::Code::assignment_missing);
  EXPECT_TRUE(office.due().empty()) << "not before the next reading";
  office.take({ended()}, "day-3");
  refuse(office, office.due().at(0).sequence);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 1U) << "as often as it is refused";
  office.take({ended()}, "day-4");
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].kind, MessageKind::out);
  EXPECT_EQ(sent[0].registration, id);
  EXPECT_EQ(sent[0].date, ended().end);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U);
  EXPECT_EQ(office.take({ended()}, "day-5").by_outcome[static_cast<int>(core::Outcome::unchanged)], 2);
  EXPECT_TRUE(office.due().empty()) << "the node has it";
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Delivery, OfAChangeThatTheNodeRefusesIsToldAndSaidAgainOnce) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({changed(participation())}, "day-2");
  refuse(office, office.due().at(0).sequence);
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 1U);
  office.take({changed(participation())}, "day-3");
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].kind, MessageKind::change);
  EXPECT_EQ(sent[0].answers.education, "1");
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U);
  office.take({changed(participation())}, "day-4");
  EXPECT_TRUE(office.due().empty());
}

TEST(Delivery, OfAChangeThatTheNodeRefusesWhatIsSaidBehindItTellsTheNode) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({changed(ended())}, "day-2");
  refuse(office, office.due().at(0).sequence);
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U) << "the end says it, too";
  EXPECT_EQ(office.deliver().size(), 1U);
  office.take({changed(ended())}, "day-3");
  EXPECT_TRUE(office.due().empty());
}

TEST(Delivery, OfWhatIsOverNoRefusalIsTold) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({ended()}, "day-2");
  const auto out = office.due().at(0).sequence;
  office.hand(out);
  office.withdraw({"accorda", "I-1", {}}, day("2026-10-20"));
  office.settle(out, Admitted::rejected, {{core::Code::assignment_missing}});
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 0U);
}

TEST(Delivery, OfWhatCannotBeDeliveredIsToldAndSaidAgainUnderItsId) {
  Office office;
  office.take({ended()});
  const auto in = office.due().at(0);
  office.hand(in.sequence);
  const auto bury = [&](std::int64_t sequence) {
    office.write([&](ports::Transaction& t) { must(t.bury(sequence, "no such document", office.clock.now())); });
  };
  bury(in.sequence);
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 2U);
  refuse(office, office.due().at(0).sequence, core::Code::registration_unknown);
  for (const ports::ListedUnit& unit : office.list(core::Outcome::rejected)) {
    EXPECT_EQ(unit.reasons.at(0).code, core::Code::not_stored) << "what came of that is not told instead";
  }
  office.take({ended()}, "day-2");
  auto due = office.due();
  ASSERT_EQ(kinds_of(due), std::vector{MessageKind::in});
  EXPECT_EQ(due[0].message.registration, in.message.registration);
  office.hand(due[0].sequence);
  office.settle(due[0].sequence, Admitted::accepted);
  due = office.due();
  ASSERT_EQ(kinds_of(due), std::vector{MessageKind::out});
  bury(due[0].sequence);
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 1U);
  EXPECT_EQ(office.list(core::Outcome::rejected)[0].unit, core::Unit::out);
  office.take({ended()}, "day-3");
  EXPECT_EQ(office.deliver().size(), 1U);
  office.take({ended()}, "day-4");
  EXPECT_TRUE(office.due().empty());
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Delivery, TriesAgainAndHolds) {
  Office office;
  office.take({participation()});
  const auto sequence = office.due()[0].sequence;
  office.hand(sequence);
  office.write([&](ports::Transaction& t) { must(t.retry(sequence, office.clock.now() + 1min)); });
  EXPECT_TRUE(office.due().empty());
  office.clock.on(1min);
  ASSERT_EQ(office.due().size(), 1U);
  EXPECT_EQ(office.due()[0].attempts, 1);
  office.write([&](ports::Transaction& t) { must(t.hold(sequence, {office.clock.now() + 1h}, office.clock.now())); });
  EXPECT_TRUE(office.due().empty());
  EXPECT_EQ(office.balance().held, 1);
  EXPECT_TRUE(office.balance().adds_up());
  office.clock.on(1h);
  EXPECT_EQ(office.due().size(), 1U);
}

class Strip : public testing::TestWithParam<bool> {};

TEST_P(Strip, WaitsForNothingThatRests) {
  const bool tried_again = GetParam();
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({ended()}, "day-2");
  const auto out = office.due();
  ASSERT_EQ(kinds_of(out), std::vector{MessageKind::out});
  if (tried_again) office.hand(out[0].sequence);
  office.write([&](ports::Transaction& t) {
    const base::Instant later = office.clock.now() + 1h;
    must(tried_again ? t.retry(out[0].sequence, later) : t.hold(out[0].sequence, {later}, office.clock.now()));
  });
  core::Participation flagged = ended();
  flagged.protection = core::Protection::marked;
  office.take({flagged}, "day-3");
  const auto strip = office.due();
  ASSERT_EQ(kinds_of(strip), std::vector{MessageKind::strip});
  office.hand(strip[0].sequence);
  office.clock.on(1h);
  EXPECT_TRUE(office.due().empty()) << "what rested waits for its answer";
  office.settle(strip[0].sequence, Admitted::accepted);
  EXPECT_EQ(kinds_of(office.due()), std::vector{MessageKind::out});
}

INSTANTIATE_TEST_SUITE_P(BehindWhatIsHeldOrTriedAgain, Strip, testing::Bool());

TEST(Delivery, NeverRepeatsWhatWasStoppedInHands) {
  Office office;
  office.take({participation()});
  const auto sequence = office.due()[0].sequence;
  office.hand(sequence);
  office.withdraw({"accorda", "I-1", {}}, day("2026-11-10"));
  EXPECT_TRUE(office.due().empty());  // The lane waits for the answer.
  office.write([&](ports::Transaction& t) {
    EXPECT_TRUE(must(t.in_hands(must(t.handed(sequence)).message.registration)));
    must(t.retry(sequence, office.clock.now()));
  });
  const auto next = office.due();
  ASSERT_EQ(kinds_of(next), (std::vector{MessageKind::exit_or_void}));
  EXPECT_EQ(next[0].message.date, day("2026-11-10"));
  EXPECT_EQ(must(office.ledger->queue(false, 0))[0].state, "stopped");
}

TEST(Delivery, CountsAnonymouslyWhatTheNodeNeverHad) {
  Office office;
  office.take({participation()});
  const auto sequence = office.due()[0].sequence;
  office.hand(sequence);
  office.withdraw({"accorda", "I-1", {}}, day("2026-11-10"));
  office.write([&](ports::Transaction& t) { must(t.retry(sequence, office.clock.now())); });
  const auto next = office.due();
  office.hand(next.at(0).sequence);
  office.settle(next.at(0).sequence, Admitted::voided);
  const auto totals = must(office.ledger->totals());
  ASSERT_EQ(totals.size(), 1U);
  EXPECT_EQ(totals[0].women, 1);
  ASSERT_EQ(office.list(core::Outcome::anonymous).size(), 1U);
  EXPECT_EQ(office.list(core::Outcome::anonymous)[0].key, "");
  EXPECT_EQ(must(office.ledger->stat()).find("rows")->integer_or("subjects", -1), 0);
  EXPECT_TRUE(office.balance().adds_up());
  core::Participation record = participation();
  EXPECT_EQ(office.take({record}).by_outcome[static_cast<int>(core::Outcome::unchanged)], 1);
  EXPECT_EQ(must(office.ledger->totals())[0].women, 1);
}

TEST(Delivery, SendsTheNewestTotals) {
  Office office;
  core::Participation one = participation();
  one.consent.answer = core::ConsentAnswer::declined;
  core::Participation two = of("I-2", "1988-03-04");
  two.consent.answer = core::ConsentAnswer::declined;
  office.take({one});
  EXPECT_EQ(office.due().at(0).message.totals.women, 1);
  office.take({two});
  const auto totals = office.due();
  ASSERT_EQ(totals.size(), 1U);
  EXPECT_EQ(totals[0].message.totals.women, 2);
  office.deliver();
  core::Participation three = of("I-3", "1988-03-05");
  three.consent.answer = core::ConsentAnswer::declined;
  office.take({three});
  EXPECT_TRUE(office.due().empty());
  office.clock.on(24h);
  EXPECT_EQ(office.due().at(0).message.totals.women, 3);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Delivery, SendsTotalsAgainThatTheNodeHasNotTaken) {
  for (const bool buried : {false, true}) {
    Office office;
    office.take({declined()});
    const auto sequence = office.due().at(0).sequence;
    office.hand(sequence);
    if (buried) {
      office.write([&](ports::Transaction& t) { must(t.bury(sequence, "no such document", office.clock.now())); });
    } else {
      office.settle(sequence, Admitted::rejected, {{core::Code::insats_unknown}});
    }
    EXPECT_TRUE(office.due().empty()) << "no sooner than others";
    office.clock.on(24h);
    const auto again = office.deliver();
    ASSERT_EQ(again.size(), 1U) << buried;
    EXPECT_EQ(again[0].totals.women, 1);
    office.clock.on(24h);
    EXPECT_TRUE(office.due().empty()) << "the node has them";
    EXPECT_TRUE(office.balance().adds_up());
  }
}

TEST(Delivery, TakesBackWhatACrashLeftInHands) {
  Office office;
  office.take({participation()});
  office.hand(office.due()[0].sequence);
  office.reopen();
  EXPECT_TRUE(office.due().empty());
  office.write([&](ports::Transaction& t) { must(t.take_back()); });
  ASSERT_EQ(office.due().size(), 1U);
  EXPECT_EQ(office.due()[0].facts.registration->handover, core::Handover::unknown);
}

TEST(Delivery, BuriesWithTheReason) {
  Office office;
  office.take({participation()});
  const auto sequence = office.due()[0].sequence;
  office.write(
      [&](ports::Transaction& t) { must(t.bury(sequence, "the node does not speak this", office.clock.now())); });
  const auto queue = must(office.ledger->queue(false, 0));
  EXPECT_EQ(queue[0].state, "dead");
  EXPECT_EQ(queue[0].what, "the node does not speak this");
  EXPECT_EQ(office.balance().dead_lettered, 1);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Delivery, DatesTheExitThatWaitsForIt) {
  Office office;
  office.take({participation()});
  office.deliver();
  core::Participation gone = participation();
  gone.consent = {};
  office.take({gone}, "day-2");
  auto exit = office.due().at(0);
  ASSERT_EQ(exit.message.kind, MessageKind::exit);
  ASSERT_TRUE(exit.message.not_before);
  office.write(
      [&](ports::Transaction& t) { must(t.hold(exit.sequence, {*exit.message.not_before}, office.clock.now())); });
  EXPECT_TRUE(office.due().empty());
  office.withdraw({"accorda", "I-1", {}}, day("2026-11-12"));
  exit = office.due().at(0);
  EXPECT_EQ(exit.message.date, day("2026-11-12"));
  EXPECT_FALSE(exit.message.not_before);
}

TEST(Delivery, OfAnExitAsksForItsDayNoMore) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({waiting()}, "day-2");
  const auto asked = [&] {
    std::vector<core::Code> codes;
    for (const ports::ListedUnit& unit : office.list()) {
      for (const core::Reason& warning : unit.warnings) codes.push_back(warning.code);
    }
    return codes;
  };
  EXPECT_THAT(asked(), ::testing::ElementsAre(core::Code::withdrawal_date_assumed)) << "another day may still be told";
  office.take({waiting()}, "day-3");
  EXPECT_THAT(asked(), ::testing::ElementsAre(core::Code::withdrawal_date_assumed));
  const auto exit = office.due();
  ASSERT_EQ(exit.size(), 1U);
  office.hand(exit[0].sequence);
  office.settle(exit[0].sequence, core::Admitted::accepted);
  EXPECT_THAT(asked(), ::testing::IsEmpty());
  core::Participation other = waiting();
  other.answers.education = "";
  office.take({other}, "day-4");
  EXPECT_THAT(asked(), ::testing::IsEmpty()) << "nor at the next reading";
}

}  // namespace
}  // namespace gateway::io
