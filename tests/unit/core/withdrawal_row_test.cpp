#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "gateway/core/protect.h"
#include "tests/unit/core/rows.h"

// Rows e–j of domain.md §3: a consent taken back, by how far the registration has come.

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::expect_counted_once;
using made::kBack;
using made::kinds;
using made::kToday;
using made::Life;
using made::only_exit;
using made::outcome;
using made::participation;
using made::reasons;
using made::sent;
using made::Way;
using made::withdrawn;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ConsentRow, E_WithdrawnBeforeAnythingLeftIsCountedAnonymously) {
  Life life;
  const Decision decision = life.read(withdrawn());
  EXPECT_EQ(outcome(decision), Outcome::anonymous);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_withdrawn));
  expect_counted_once(life, Code::consent_withdrawn);
  EXPECT_THAT(life.outbox, IsEmpty());
}

TEST(ConsentRow, E_WithdrawnWhileQueuedStopsTheQueueAndIsCountedOnce) {
  for (const bool told : {true, false}) {
    Life life;
    Participation record = participation();
    record.end = day("2026-11-15");
    life.read(record);
    ASSERT_THAT(life.open_kinds(), ElementsAre(MessageKind::in, MessageKind::out));
    if (told) {
      life.tell_withdrawn(kBack);
    } else {
      record.consent.withdrawn = kBack;
      life.read(record);
    }
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    expect_counted_once(life, Code::consent_withdrawn);
    life.read(record);
    life.fact();
    life.deliver();
    EXPECT_THAT(life.sent, IsEmpty());
    expect_counted_once(life, Code::consent_withdrawn);
  }
}

TEST(ConsentRow, E_AToldWithdrawalStandsOverAnOlderYesToldLater) {
  for (const bool withdrawal : {true, false}) {
    Life life;
    Participation record = participation();
    record.consent = {};
    life.read(record);
    if (withdrawal) {
      life.tell_withdrawn(kBack);
    } else {
      life.tell({ConsentAnswer::declined, "", kBack, std::nullopt});
    }
    life.tell({ConsentAnswer::given, "SUS 2024", kBack - days(1), std::nullopt});
    EXPECT_NE(outcome(life.read(record)), Outcome::accepted);
    EXPECT_THAT(life.outbox, IsEmpty());
  }
}

TEST(ConsentRow, F_AnswerUnknownAsksTheNodeThenIsE) {
  Life life = sent(Way::lost_there);
  EXPECT_EQ(life.situation.registration->handover, Handover::unknown);
  life.tell_withdrawn(kBack);
  EXPECT_EQ(life.counted, 0);
  EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit_or_void));
  const auto id = only_exit(life).registration;
  life.deliver();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit_or_void));
  EXPECT_EQ(life.node_void.count(id), 1U);
  EXPECT_EQ(life.named_at_node(), 0);
  expect_counted_once(life, Code::consent_withdrawn);
  life.read(withdrawn());
  life.fact();
  expect_counted_once(life, Code::consent_withdrawn);
}

TEST(ConsentRow, F_AnswerUnknownAsksTheNodeThenIsG) {
  Life life = sent(Way::lost_answer);
  ASSERT_EQ(life.named_at_node(), 1);
  life.read(withdrawn());
  EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit_or_void));
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
  EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
  EXPECT_EQ(life.counted, 0);
  life.read(withdrawn());
  EXPECT_EQ(life.counted, 0);
  EXPECT_THAT(life.open_kinds(), IsEmpty());
}

TEST(ConsentRow, F_TheExitOrVoidIsSentUntilItIsAnswered) {
  Life life = sent(Way::lost_there);
  life.tell_withdrawn(kBack);
  life.deliver(Way::lost_answer);
  life.read(withdrawn());
  life.fact();
  life.deliver();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit_or_void, MessageKind::exit_or_void));
  expect_counted_once(life, Code::consent_withdrawn);
}

TEST(ConsentRow, G_WithdrawnAfterTheAcknowledgementIsExactlyOneExit) {
  for (const bool told : {true, false}) {
    Life life = sent();
    const Decision decision = told ? life.tell_withdrawn(kBack) : life.read(withdrawn());
    ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::exit));
    EXPECT_EQ(decision.messages[0].date, kBack);
    EXPECT_EQ(decision.messages[0].code, "consent_withdrawn");
    EXPECT_THAT(decision.counts, IsEmpty());
    EXPECT_FALSE(decision.note);
    life.deliver();
    const Message& exit = life.sent.back().message;
    EXPECT_FALSE(life.sent.back().person);
    EXPECT_EQ(exit.registration, life.situation.registration->id);
    EXPECT_EQ(exit.answers, Answers{});
    EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
    EXPECT_EQ(life.first_at_node()->end, kBack);
    EXPECT_EQ(life.named_at_node(), 0);
    for (int i = 0; i < 2; ++i) {
      life.read(withdrawn());
      life.read(participation());
      life.tell_withdrawn(kBack);
      Participation ended = withdrawn();
      ended.end = day("2026-11-15");
      ended.answers.education = "5";
      life.read(ended);
    }
    life.deliver();
    EXPECT_EQ(life.sent.size(), 2U);
    EXPECT_EQ(life.counted, 0);
    EXPECT_EQ(life.situation.registration->stage, Stage::exited);
  }
}

TEST(ConsentRow, G_NeedsNoAuthorityAndNoFaultlessRecord) {
  const std::vector<std::function<void(Participation&)>> spoilers = {
      [](Participation& p) { p.signature = "KNO"; },
      [](Participation& p) { p.signature = "XYZ"; },
      [](Participation& p) { p.signature = ""; },
      [](Participation& p) { p.number = made::spoiled(p.number); },
      [](Participation& p) { p.number = ""; },
      [](Participation& p) { p.start.reset(); },
      [](Participation& p) { p.insats = "Keramikverkstan"; },
      [](Participation& p) { p.beslut = "RE-UT", p.insats = "Planering/utredning"; },
      [](Participation& p) {
        p.faults = {{"bad_value", "Kön", "deltagare.csv", 2}};
      }};
  for (std::size_t i = 0; i < spoilers.size(); ++i) {
    Life life = sent();
    Participation record = withdrawn();
    spoilers[i](record);
    const Decision decision = life.read(record);
    EXPECT_THAT(kinds(decision), ElementsAre(MessageKind::exit)) << i;
    EXPECT_EQ(life.situation.registration->stage, Stage::exited) << i;
  }
}

TEST(ConsentRow, G_StopsWhatIsQueuedBehind) {
  Life life = sent();
  Participation record = participation();
  record.end = day("2026-11-15");
  record.answers.education = "5";
  life.read(record);
  ASSERT_THAT(life.open_kinds(), Contains(MessageKind::out));
  life.tell_withdrawn(kBack);
  EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit));
  life.deliver();
  EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
}

TEST(ConsentRow, H_AWithdrawalDatedBackExitsOnThatDate) {
  for (const char* date : {"2026-11-21", "2026-10-02", "2026-10-01"}) {
    Life life = sent();
    life.tell_withdrawn(day(date));
    EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit));
    EXPECT_EQ(only_exit(life).date, day(date));
    life.deliver();
    EXPECT_EQ(life.first_at_node()->end, day(date));
    EXPECT_EQ(life.named_at_node(), 0);
  }
}

TEST(ConsentRow, H_WhatWasRegisteredAfterThatDateIsRetracted) {
  Participation record = participation();
  record.end = day("2026-11-15");
  Life life = sent(Way::there_and_back, record);
  ASSERT_EQ(life.first_at_node()->stage, Stage::out);
  record.consent.withdrawn = kBack;
  life.read(record);
  EXPECT_EQ(only_exit(life).date, kBack);
  life.deliver();
  EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
  EXPECT_EQ(life.first_at_node()->end, kBack);
  EXPECT_EQ(life.named_at_node(), 0);
}

TEST(ConsentRow, H_ADateBeforeTheEndToldAfterwardsStillExits) {
  for (const bool by_command : {true, false}) {
    Participation record = participation();
    record.end = day("2026-11-09");
    Life life = sent(Way::there_and_back, record);
    record.consent = {};
    life.read(record);
    ASSERT_THAT(life.open_kinds(), IsEmpty());
    if (by_command) {
      life.tell_withdrawn(day("2026-11-05"));
    } else {
      record.consent = participation().consent;
      record.consent.withdrawn = day("2026-11-05");
      life.read(record);
    }
    EXPECT_EQ(only_exit(life).date, day("2026-11-05"));
    life.deliver();
    EXPECT_EQ(life.named_at_node(), 0);
  }
}

TEST(ConsentRow, I_WithdrawnAfterTheExitSendsNothing) {
  Participation record = participation();
  record.end = day("2026-11-09");
  for (const bool told : {true, false}) {
    Life life = sent(Way::there_and_back, record);
    ASSERT_EQ(life.first_at_node()->stage, Stage::out);
    if (told) {
      life.tell_withdrawn(kBack);
    } else {
      Participation later = record;
      later.consent.withdrawn = kBack;
      life.read(later);
    }
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    EXPECT_EQ(life.counted, 0);
  }
}

/// Out since the day before kBack, and the node has it.
Life ended() {
  Participation record = participation();
  record.end = kBack - days(1);
  return sent(Way::there_and_back, record);
}

TEST(ConsentRow, I_FkIsToldOfAConsentThatIsWithdrawnAfterTheExit) {
  for (const bool told : {true, false}) {
    Life life = ended();
    Participation later = participation();
    later.end = kBack - days(1);
    later.consent.withdrawn = kBack;
    const Decision decision = told ? life.tell_withdrawn(kBack) : life.read(later);
    EXPECT_EQ(decision.for_fk, kBack);
    ASSERT_TRUE(decision.fact);
    EXPECT_EQ(decision.fact->effect, Effect::for_fk);
    EXPECT_THAT(made::codes(decision.fact->reasons), ElementsAre(Code::consent_withdrawn));
    EXPECT_THAT(decision.fact->warnings, ElementsAre(Reason{Code::withdrawal_for_fk, kBack.text()}));
    EXPECT_EQ(made::warnings(decision).size(), told ? 0U : 1U) << "of the reading";
    life.situation.fk_told = true;
    const Decision again = told ? life.fact() : life.read(later);
    EXPECT_FALSE(again.for_fk) << "FK has been told";
    EXPECT_THAT(made::warnings(again), IsEmpty());
  }
}

TEST(ConsentRow, I_FkIsToldFromTheDayOfTheEndOn) {
  Life before = ended();
  EXPECT_FALSE(before.tell_withdrawn(kBack - days(2)).for_fk);
  EXPECT_THAT(before.open_kinds(), ElementsAre(MessageKind::exit)) << "SUS is told, and FK by it";
  Life on = ended();
  EXPECT_EQ(on.tell_withdrawn(kBack - days(1)).for_fk, kBack - days(1));
  EXPECT_THAT(on.open_kinds(), IsEmpty());
}

TEST(ConsentRow, I_FkIsToldNothingThatItTellsItselfOrThatIsNoWithdrawal) {
  Life of_fk = ended();
  of_fk.world.organisation = "fk";
  EXPECT_FALSE(of_fk.tell_withdrawn(kBack).for_fk);
  Life dead = ended();
  dead.situation.deceased = kBack;
  EXPECT_FALSE(dead.fact().for_fk);
  Life flagged = ended();
  EXPECT_FALSE(flagged.protect().for_fk);
}

TEST(ConsentRow, I_ACorrectionAfterwardsIsNotSentEither) {
  Participation record = participation();
  record.end = day("2026-11-09");
  Life life = sent(Way::there_and_back, record);
  record.consent.withdrawn = kBack;
  life.read(record);
  record.answers.employment_after = "5";
  record.end = day("2026-11-08");
  life.read(record);
  EXPECT_THAT(life.open_kinds(), Not(Contains(MessageKind::change)));
  EXPECT_THAT(life.open_kinds(), Not(Contains(MessageKind::out)));
}

TEST(ConsentRow, I_AnEndThatHasNotReachedTheNodeLeavesNobodyRegistered) {
  Life life = sent();
  Participation record = participation();
  record.end = day("2026-11-09");
  life.read(record);
  ASSERT_THAT(life.open_kinds(), ElementsAre(MessageKind::out));
  life.tell_withdrawn(kBack);
  life.deliver();
  EXPECT_NE(life.first_at_node()->stage, Stage::in);
}

TEST(ConsentRow, J_AConsentThatVanishedStopsAtOnceAndTheExitWaitsForItsDate) {
  const std::vector<Consent> vanished = {{}, {ConsentAnswer::declined, "SUS 2024", std::nullopt, std::nullopt}};
  for (const Consent& consent : vanished) {
    Life life = sent();
    Participation record = participation();
    record.answers.education = "5";
    life.read(record);
    ASSERT_THAT(life.open_kinds(), ElementsAre(MessageKind::change));
    record.consent = consent;
    const Decision decision = life.read(record);
    EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit));
    EXPECT_EQ(only_exit(life).date, kToday);
    EXPECT_EQ(only_exit(life).not_before, made::noon(kToday) + days(14));
    EXPECT_TRUE(life.situation.standing.withdrawal_assumed);
    std::vector<Code> told;
    for (const UnitOutcome& unit : decision.units) {
      for (const Reason& reason : unit.reasons) told.push_back(reason.code);
      for (const Reason& reason : unit.warnings) told.push_back(reason.code);
    }
    EXPECT_THAT(told, Contains(Code::withdrawal_date_assumed));
    life.deliver();
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in));
    life.world.today = kToday + days(13);
    life.read(record);
    life.deliver();
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in));
    life.world.today = kToday + days(14);
    life.read(record);
    life.deliver();
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit));
    EXPECT_EQ(life.first_at_node()->end, kToday);
    life.read(record);
    EXPECT_THAT(life.open_kinds(), IsEmpty());
  }
}

TEST(ConsentRow, J_TheCaseworkerGivesTheDate) {
  for (const bool by_command : {true, false}) {
    Life life = sent();
    Participation record = participation();
    record.consent = {};
    life.read(record);
    life.world.today = kToday + days(3);
    Decision decision;
    if (by_command) {
      decision = life.tell_withdrawn(kBack);
    } else {
      decision = life.read(withdrawn());
    }
    EXPECT_EQ(decision.exit_date, kBack);
    EXPECT_THAT(decision.messages, IsEmpty());
    life.deliver();
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit));
    EXPECT_EQ(life.first_at_node()->end, kBack);
    EXPECT_FALSE(life.situation.standing.withdrawal_assumed);
    life.read(record);
    EXPECT_THAT(life.open_kinds(), IsEmpty());
  }
}

TEST(ConsentRow, J_VanishedWhileQueuedIsE) {
  Life life;
  life.read(participation());
  Participation record = participation();
  record.consent = {};
  life.read(record);
  EXPECT_THAT(life.open_kinds(), IsEmpty());
  expect_counted_once(life, Code::consent_withdrawn);
}

TEST(ConsentRow, J_AConsentThatComesBackWithItsOldDateLiftsNothing) {
  Life life = sent();
  Participation record = participation();
  record.consent = {};
  life.read(record);
  life.world.today = kToday + days(1);
  life.read(participation());
  life.world.today = kToday + days(20);
  life.deliver();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit));
}

TEST(ConsentRow, F_WhetherTheNodeHasItIsAskedAtOnceThoughTheDayIsNotKnown) {
  Participation vanished = participation();
  vanished.consent = {};
  for (const Handover handover : {Handover::unknown, Handover::acknowledged}) {
    const Decision decision = made::World().decide(vanished, made::registered(handover));
    const bool known = handover == Handover::acknowledged;
    EXPECT_THAT(kinds(decision), ElementsAre(known ? MessageKind::exit : MessageKind::exit_or_void));
    EXPECT_EQ(decision.messages.front().not_before.has_value(), known) << "only the exit can wait for its date";
  }
}

TEST(ConsentRow, H_AnExitIsNoLaterThanAnEndThatTheNodeMayLack) {
  const base::Date end = day("2026-11-05");
  for (const base::Date back : {end - days(1), end, end + days(1)}) {
    Situation situation = made::registered();
    situation.registration->stage = Stage::out;
    situation.registration->end = end;
    situation.standing.withdrawn = back;
    const Decision decision = made::World().decide_fact(situation);
    ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::exit));
    EXPECT_EQ(decision.messages.front().date, std::min(back, end)) << back.text();
  }
}

}  // namespace
}  // namespace gateway::core
