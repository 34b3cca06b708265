#include "gateway/core/protect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/rows.h"

// Rows k–m and q of domain.md §3: protection and death, through the life of a registration.

namespace gateway::core {
namespace {

using made::day;
using made::expect_counted_once;
using made::flagged;
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
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ConsentRow, K_ProtectedAtTheStartIsCountedAnonymously) {
  for (const Protection protection : {Protection::marked, Protection::protected_registration}) {
    Life life;
    const Decision decision = life.read(flagged(protection));
    EXPECT_EQ(outcome(decision), Outcome::anonymous);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::person_protected));
    EXPECT_TRUE(decision.protection_seen);
    expect_counted_once(life, Code::person_protected);
    EXPECT_THAT(life.outbox, IsEmpty());
  }
}

TEST(ConsentRow, K_IsNotAskedForConsent) {
  Life life;
  Participation record = flagged();
  record.consent = {};
  EXPECT_EQ(outcome(life.read(record)), Outcome::anonymous);
  life.read(participation());
  life.tell({ConsentAnswer::given, "SUS 2024", kToday, std::nullopt});
  life.read(participation());
  expect_counted_once(life, Code::person_protected);
  EXPECT_THAT(life.outbox, IsEmpty());
}

TEST(ConsentRow, L_ProtectedLaterIsStrippedAndTheCourseGoesOn) {
  for (const bool told : {true, false}) {
    Life life = sent();
    const Decision decision = told ? life.protect() : life.read(flagged());
    ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::strip));
    EXPECT_EQ(decision.messages[0].code, "person_protected");
    EXPECT_THAT(decision.counts, IsEmpty());
    life.deliver();
    EXPECT_FALSE(life.sent.back().person);
    EXPECT_EQ(life.named_at_node(), 0);
    EXPECT_EQ(life.first_at_node()->stage, Stage::in);
    EXPECT_TRUE(life.first_at_node()->stripped);
    EXPECT_TRUE(life.situation.registration->stripped);
    Participation record = participation();
    life.read(record);
    life.protect();
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    record.end = day("2026-11-15");
    record.answers.employment_after = "5";
    life.read(record);
    life.deliver();
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::strip, MessageKind::out));
    EXPECT_FALSE(life.sent.back().person);
    EXPECT_EQ(life.first_at_node()->stage, Stage::out);
    EXPECT_EQ(life.first_at_node()->end, record.end);
    EXPECT_EQ(life.counted, 0);
  }
}

TEST(ConsentRow, L_ProtectedWhileQueuedIsCountedAnonymously) {
  for (const bool told : {true, false}) {
    Life life;
    life.read(participation());
    if (told) {
      life.protect();
    } else {
      life.read(flagged());
    }
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    expect_counted_once(life, Code::person_protected);
    life.read(participation());
    life.deliver();
    EXPECT_THAT(life.sent, IsEmpty());
    expect_counted_once(life, Code::person_protected);
  }
}

TEST(ConsentRow, L_ProtectedWhileTheAnswerIsUnknown) {
  for (const Way way : {Way::lost_there, Way::lost_answer}) {
    Life life = sent(way);
    life.protect();
    EXPECT_THAT(life.open_kinds(), ElementsAre(AnyOf(MessageKind::strip, MessageKind::exit_or_void)));
    life.deliver();
    EXPECT_EQ(life.named_at_node(), 0);
    life.read(flagged());
    life.deliver();
    EXPECT_EQ(life.counted, way == Way::lost_there ? 1 : 0);
    EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, AnyOf(MessageKind::strip, MessageKind::exit_or_void)));
  }
}

TEST(ConsentRow, L_WithdrawnAfterTheStripIsStillOneExit) {
  Life life = sent();
  life.protect();
  life.deliver();
  life.tell_withdrawn(kBack);
  life.deliver();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::strip, MessageKind::exit));
  EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
}

TEST(ConsentRow, L_ProtectedAfterRegistrationOutIsStrippedToo) {
  Participation record = participation();
  record.end = day("2026-11-09");
  Life life = sent(Way::there_and_back, record);
  life.protect();
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
  EXPECT_EQ(life.first_at_node()->stage, Stage::out);
}

TEST(ConsentRow, L_ProtectedAfterAWithdrawalThatSentNothingIsStripped) {
  Participation record = participation();
  record.end = day("2026-11-09");
  Life life = sent(Way::there_and_back, record);
  life.tell_withdrawn(kBack);
  ASSERT_THAT(life.open_kinds(), IsEmpty());
  life.protect();
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
}

TEST(ConsentRow, L_ProtectedAndDeceasedLeavesNoNameAtTheNode) {
  for (const bool at_once : {true, false}) {
    Life life = sent();
    Participation record = at_once ? flagged() : participation();
    record.deceased = kBack;
    life.read(record);
    life.deliver();
    life.protect();
    life.deliver();
    EXPECT_EQ(life.named_at_node(), 0);
    EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
  }
}

TEST(ConsentRow, M_AnUnknownFlagIsProtected) {
  Participation made_without_flag;
  EXPECT_EQ(made_without_flag.protection, Protection::unknown);
  Life life;
  EXPECT_EQ(outcome(life.read(flagged(Protection::unknown))), Outcome::anonymous);
  expect_counted_once(life, Code::person_protected);
  Life later = sent();
  later.read(flagged(Protection::unknown));
  EXPECT_THAT(later.open_kinds(), ElementsAre(MessageKind::strip));
}

TEST(ConsentRow, M_StandsWhateverTheSourceDropsAfterwards) {
  Life life;
  life.read(flagged(Protection::unknown));
  EXPECT_EQ(outcome(life.read(participation())), Outcome::unchanged);
  EXPECT_THAT(life.outbox, IsEmpty());
  expect_counted_once(life, Code::person_protected);
}

TEST(ConsentRow, O_ANewNumberTogetherWithAnyFlagIsNotLinkedAndWaits) {
  Participation record = made::participation();
  record.previous_number = made::test_number("1987-02-04");
  EXPECT_EQ(outcome(made::World().decide(record)), Outcome::accepted) << "without a flag";
  for (const Protection flag : {Protection::marked, Protection::protected_registration, Protection::unknown}) {
    record.protection = flag;
    const Decision decision = made::World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::parked);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::new_number_with_protection));
    EXPECT_FALSE(decision.registration);
  }
  record.protection = Protection::none;
  Situation known;
  known.person_protected = true;
  EXPECT_EQ(outcome(made::World().decide(record, known)), Outcome::parked) << "a flag seen before";
}

TEST(ConsentRow, Q_TheDeceasedIsRegisteredOutOnThatDay) {
  for (const bool told : {true, false}) {
    Life life = sent();
    if (told) {
      life.situation.deceased = kBack;
      life.fact();
    } else {
      Participation record = participation();
      record.deceased = kBack;
      life.read(record);
    }
    EXPECT_EQ(only_exit(life).kind, MessageKind::exit);
    EXPECT_EQ(only_exit(life).date, kBack);
    EXPECT_EQ(only_exit(life).code, "person_deceased");
    life.deliver();
    EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
    EXPECT_EQ(life.first_at_node()->end, kBack);
    life.tell_withdrawn(kBack);
    life.read(withdrawn());
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    EXPECT_EQ(life.counted, 0);
  }
}

TEST(ConsentRow, Q_ParkedBecomesAnonymousAndIsCountedOnce) {
  Life life;
  Participation record = participation();
  record.consent = {};
  EXPECT_EQ(outcome(life.read(record)), Outcome::parked);
  record.deceased = kBack;
  EXPECT_EQ(outcome(life.read(record)), Outcome::anonymous);
  EXPECT_EQ(outcome(life.read(record)), Outcome::unchanged);
  expect_counted_once(life, Code::person_deceased);
}

TEST(ConsentRow, Q_DiedWhileQueuedSendsNoName) {
  Life life;
  life.read(participation());
  Participation record = participation();
  record.deceased = kBack;
  life.read(record);
  life.deliver();
  EXPECT_THAT(life.sent, IsEmpty());
  expect_counted_once(life, Code::person_deceased);
}

TEST(ConsentRow, Q_DiedAfterRegistrationOutSendsNothing) {
  Participation record = participation();
  record.end = day("2026-11-09");
  Life life = sent(Way::there_and_back, record);
  record.deceased = kBack;
  life.read(record);
  EXPECT_THAT(life.open_kinds(), IsEmpty());
}

TEST(ConsentRow, Q_WhatEndedBeforeTheDeathIsNotMovedBeyondIt) {
  for (const base::Date end : {kBack, kBack + made::days(1)}) {
    Participation record = participation();
    record.end = kBack - made::days(3);
    Life life = sent(Way::there_and_back, record);
    record.deceased = kBack;
    record.end = end;
    const Decision decision = life.read(record);
    if (end == kBack) {
      EXPECT_THAT(kinds(decision), ElementsAre(MessageKind::change)) << "corrected to the day itself";
    } else {
      EXPECT_EQ(outcome(decision, Unit::out), Outcome::outside);
      EXPECT_THAT(reasons(decision, Unit::out), ElementsAre(Code::person_deceased));
      EXPECT_THAT(decision.messages, IsEmpty());
    }
    EXPECT_THAT(life.read(record).messages, IsEmpty()) << "and the same again sends nothing";
  }
}

TEST(ConsentRow, Q_WhoHasDiedIsNotRegisteredByName) {
  Life life;
  Participation record = participation();
  record.deceased = kBack;
  EXPECT_THAT(reasons(life.read(record)), ElementsAre(Code::person_deceased));
  EXPECT_THAT(life.outbox, IsEmpty());
  expect_counted_once(life, Code::person_deceased);
}

}  // namespace
}  // namespace gateway::core
