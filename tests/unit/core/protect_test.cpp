#include "gateway/core/protect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/core/life.h"

// Rows a–m and q of domain.md §3, each bearing its letter: a record is decided, sent, answered, and read again.

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kinds;
using made::kStart;
using made::kToday;
using made::Life;
using made::outcome;
using made::participation;
using made::reasons;
using made::Way;
using made::World;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const base::Date kBack = day("2026-11-10");  ///< The day a consent is taken back.

Participation declined(std::optional<base::Date> date = day("2026-10-10")) {
  Participation record = participation();
  record.consent = {ConsentAnswer::declined, "SUS 2024", date, std::nullopt};
  return record;
}

Participation withdrawn(base::Date date = kBack) {
  Participation record = participation();
  record.consent.withdrawn = date;
  return record;
}

Participation flagged(Protection protection = Protection::marked) {
  Participation record = participation();
  record.protection = protection;
  return record;
}

/// In and answered.
Life registered(Way way = Way::there_and_back, Participation record = participation()) {
  Life life;
  life.read(record);
  life.deliver(way);
  return life;
}

void expect_counted_once(const Life& life, Code cause, int year = 2026) {
  EXPECT_EQ(life.counted, 1);
  EXPECT_EQ((life.totals.at({"training", year})), 1);
  ASSERT_TRUE(life.situation.note);
  EXPECT_EQ(life.situation.note->insats, "training");
  EXPECT_EQ(life.situation.note->year, year);
  EXPECT_EQ(life.situation.note->sex, Sex::woman);
  EXPECT_EQ(life.situation.note->cause, cause);
}

/// The one identity-free message there is, sent or not.
const Message& only_exit(const Life& life) {
  const Message* found = nullptr;
  int number = 0;
  for (const Life::Item& item : life.outbox) {
    if (identity_free(item.message.kind)) {
      found = &item.message;
      ++number;
    }
  }
  EXPECT_EQ(number, 1);
  if (found == nullptr) throw std::logic_error("no identity-free message");
  return *found;
}

TEST(ConsentRow, A_GivenIsRegisteredByName) {
  const Life life = registered();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in));
  ASSERT_TRUE(life.sent[0].person);
  EXPECT_EQ(life.sent[0].person->number, participation().number);
  EXPECT_EQ(life.situation.registration->handover, Handover::acknowledged);
  EXPECT_EQ(life.named_at_node(), 1);
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, A_ConsentMayBeLaterThanTheStartButNotThanToday) {
  for (const auto& [date, warned] :
       {std::pair{kStart - days(1), false}, std::pair{kStart, false}, std::pair{kStart + days(1), true}}) {
    Participation record = participation();
    record.consent.date = date;
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::accepted);
    EXPECT_EQ(!made::warnings(decision).empty(), warned) << date.text();
    if (warned) {
      EXPECT_THAT(made::warnings(decision), ElementsAre(Code::consent_after_start));
    }
  }
  Participation record = participation();
  record.consent.date = kToday;
  EXPECT_EQ(outcome(World().decide(record)), Outcome::accepted);
  record.consent.date = kToday + days(1);
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_in_future));
}

TEST(ConsentRow, B_NothingRecordedWaitsAndIsNeverAnonymousByItself) {
  Life life;
  Participation record = participation();
  record.consent = {};
  for (const char* date : {"2026-11-21", "2027-01-31", "2027-02-01", "2030-01-01"}) {
    life.world.today = day(date);
    const Decision decision = life.read(record);
    EXPECT_EQ(outcome(decision), Outcome::parked);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_missing));
  }
  record.end = day("2026-11-01");
  EXPECT_EQ(outcome(life.read(record)), Outcome::parked);
  EXPECT_THAT(life.outbox, IsEmpty());
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, B_OwnConsentAndUnknownFormsWaitWithTheirOwnReasons) {
  Participation record = participation();
  record.consent = {};
  record.own_consent = true;
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_own_only));
  record = participation();
  record.consent.form = "Kommunens blankett";
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_form_unknown));
}

TEST(ConsentRow, B_IsReleasedByTheConsentOrByTheCaseworkersAnswer) {
  for (const bool by_caseworker : {true, false}) {
    for (const bool consents : {true, false}) {
      Life life;
      Participation record = participation();
      record.consent = {};
      life.read(record);
      const Consent answer{consents ? ConsentAnswer::given : ConsentAnswer::declined, "SUS 2024", kToday, std::nullopt};
      if (by_caseworker) {
        life.tell(answer);
      } else {
        record.consent = answer;
      }
      const Decision decision = life.read(record);
      EXPECT_EQ(outcome(decision), consents ? Outcome::accepted : Outcome::anonymous);
      EXPECT_EQ(life.counted, consents ? 0 : 1);
    }
  }
}

TEST(ConsentRow, C_DeclinedIsCountedAnonymously) {
  Life life;
  const Decision decision = life.read(declined());
  EXPECT_EQ(outcome(decision), Outcome::anonymous);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_declined));
  EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, Sex::woman, 1}));
  EXPECT_FALSE(decision.registration);
  EXPECT_THAT(life.outbox, IsEmpty());
  expect_counted_once(life, Code::consent_declined);
}

TEST(ConsentRow, C_IsCountedOnceWhateverIsRepeated) {
  Life life;
  Participation record = declined();
  life.read(record);
  for (const char* date : {"2026-11-21", "2026-12-31", "2027-01-01", "2028-06-01"}) {
    life.world.today = day(date);
    const Decision again = life.read(record);
    EXPECT_EQ(outcome(again), Outcome::unchanged);
    life.fact();
    expect_counted_once(life, Code::consent_declined);
  }
  record.end = day("2026-11-01");
  record.answers.education = "5";
  life.read(record);
  record.consent = {};
  life.read(record);
  record.consent = participation().consent;
  life.read(record);
  expect_counted_once(life, Code::consent_declined);
  EXPECT_THAT(life.outbox, IsEmpty());
}

TEST(ConsentRow, C_CountsTheYearOfTheStartAndTheSexOfTheNumber) {
  Life life;
  Participation record = declined();
  record.start = day("2025-12-31");
  record.number = made::test_number("1987-02-03", Sex::man);
  EXPECT_THAT(life.read(record).counts, ElementsAre(Count{"training", 2025, Sex::man, 1}));
}

TEST(ConsentRow, C_ACorrectedStartMovesTheCountOnlyToAnotherYear) {
  Life life;
  Participation record = declined();
  record.start = day("2025-12-30");
  life.read(record);
  record.start = day("2025-12-31");
  EXPECT_THAT(life.read(record).counts, IsEmpty());
  record.start = day("2026-01-01");
  life.read(record);
  EXPECT_EQ((life.totals[{"training", 2025}]), 0);
  expect_counted_once(life, Code::consent_declined, 2026);
}

TEST(ConsentRow, C_AnotherInsatsMovesTheCount) {
  Life life;
  life.read(declined());
  Participation record = declined();
  record.insats = "Social träning";
  life.read(record);
  EXPECT_EQ((life.totals[{"training", 2026}]), 0);
  EXPECT_EQ((life.totals[{"social", 2026}]), 1);
  EXPECT_EQ(life.counted, 1);
}

TEST(ConsentRow, D_ALaterYesWaitsForTheCaseworkerThenTakesTheCountBack) {
  Life life;
  life.read(declined(day("2026-10-10")));
  Participation record = participation();
  record.consent.date = day("2026-10-11");
  for (int i = 0; i < 2; ++i) {
    const Decision waiting = life.read(record);
    EXPECT_EQ(outcome(waiting), Outcome::parked);
    EXPECT_THAT(reasons(waiting), ElementsAre(Code::consent_after_decline));
    expect_counted_once(life, Code::consent_declined);
  }
  life.tell(record.consent);
  EXPECT_THAT(life.outbox, IsEmpty());
  const Decision decision = life.read(record);
  EXPECT_EQ(outcome(decision), Outcome::accepted);
  EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, Sex::woman, -1}));
  EXPECT_TRUE(decision.erase_note);
  EXPECT_THAT(kinds(decision), ElementsAre(MessageKind::in));
  EXPECT_FALSE(life.situation.note);
  EXPECT_EQ(life.counted, 0);
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 1);
}

TEST(ConsentRow, D_AYesOfTheSameDayOrEarlierChangesNothing) {
  for (const int difference : {-1, 0}) {
    Life life;
    life.read(declined(day("2026-10-10")));
    Participation record = participation();
    record.consent.date = day("2026-10-10") + days(difference);
    life.read(record);
    life.tell(record.consent);
    EXPECT_NE(outcome(life.read(record)), Outcome::accepted);
    expect_counted_once(life, Code::consent_declined);
    EXPECT_THAT(life.outbox, IsEmpty());
  }
}

TEST(ConsentRow, D_ConfirmedButOtherwiseFaultyKeepsTheCount) {
  Life life;
  life.read(declined(day("2026-10-10")));
  Participation record = participation();
  record.consent.date = day("2026-10-11");
  record.signature = "KNO";
  life.tell(record.consent);
  EXPECT_EQ(outcome(life.read(record)), Outcome::rejected);
  expect_counted_once(life, Code::consent_declined);
}

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

TEST(ConsentRow, F_AnswerUnknownAsksTheNodeThenIsE) {
  Life life = registered(Way::lost_there);
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
  Life life = registered(Way::lost_answer);
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
  Life life = registered(Way::lost_there);
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
    Life life = registered();
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
    Life life = registered();
    Participation record = withdrawn();
    spoilers[i](record);
    const Decision decision = life.read(record);
    EXPECT_THAT(kinds(decision), ElementsAre(MessageKind::exit)) << i;
    EXPECT_EQ(life.situation.registration->stage, Stage::exited) << i;
  }
}

TEST(ConsentRow, G_StopsWhatIsQueuedBehind) {
  Life life = registered();
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
    Life life = registered();
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
  Life life = registered(Way::there_and_back, record);
  ASSERT_EQ(life.first_at_node()->stage, Stage::out);
  record.consent.withdrawn = kBack;
  life.read(record);
  EXPECT_EQ(only_exit(life).date, kBack);
  life.deliver();
  EXPECT_EQ(life.first_at_node()->stage, Stage::exited);
  EXPECT_EQ(life.first_at_node()->end, kBack);
  EXPECT_EQ(life.named_at_node(), 0);
}

TEST(ConsentRow, I_WithdrawnAfterTheExitSendsNothing) {
  Participation record = participation();
  record.end = day("2026-11-09");
  for (const bool told : {true, false}) {
    Life life = registered(Way::there_and_back, record);
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

TEST(ConsentRow, I_ACorrectionAfterwardsIsNotSentEither) {
  Participation record = participation();
  record.end = day("2026-11-09");
  Life life = registered(Way::there_and_back, record);
  record.consent.withdrawn = kBack;
  life.read(record);
  record.answers.employment_after = "5";
  record.end = day("2026-11-08");
  life.read(record);
  EXPECT_THAT(life.open_kinds(), Not(Contains(MessageKind::change)));
  EXPECT_THAT(life.open_kinds(), Not(Contains(MessageKind::out)));
}

TEST(ConsentRow, I_AnEndThatHasNotReachedTheNodeLeavesNobodyRegistered) {
  Life life = registered();
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
    Life life = registered();
    Participation record = participation();
    record.answers.education = "5";
    life.read(record);
    ASSERT_THAT(life.open_kinds(), ElementsAre(MessageKind::change));
    record.consent = consent;
    const Decision decision = life.read(record);
    EXPECT_THAT(life.open_kinds(), ElementsAre(MessageKind::exit));
    EXPECT_EQ(only_exit(life).date, kToday);
    EXPECT_EQ(only_exit(life).not_before, made::noon(kToday) + life.world.policy.withdrawal_date_wait);
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
    Life life = registered();
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
  Life life = registered();
  Participation record = participation();
  record.consent = {};
  life.read(record);
  life.world.today = kToday + days(1);
  life.read(participation());
  life.world.today = kToday + days(20);
  life.deliver();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::exit));
}

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
    Life life = registered();
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
    Life life = registered(way);
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
  Life life = registered();
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
  Life life = registered(Way::there_and_back, record);
  life.protect();
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
  EXPECT_EQ(life.first_at_node()->stage, Stage::out);
}

TEST(ConsentRow, M_AnUnknownFlagIsProtected) {
  Participation made_without_flag;
  EXPECT_EQ(made_without_flag.protection, Protection::unknown);
  Life life;
  EXPECT_EQ(outcome(life.read(flagged(Protection::unknown))), Outcome::anonymous);
  expect_counted_once(life, Code::person_protected);
  Life later = registered();
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

TEST(ConsentRow, Q_TheDeceasedIsRegisteredOutOnThatDay) {
  for (const bool told : {true, false}) {
    Life life = registered();
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
  Life life = registered(Way::there_and_back, record);
  record.deceased = kBack;
  life.read(record);
  EXPECT_THAT(life.open_kinds(), IsEmpty());
}

}  // namespace
}  // namespace gateway::core
