#include "gateway/core/settle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/life.h"

namespace gateway::core {
namespace {

using made::day;
using made::kStart;
using made::Life;
using made::message;
using made::participation;
using made::registration;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Registration handed() {
  Registration sent = registration();
  sent.handover = Handover::unknown;
  return sent;
}

Registration withdrawn() {
  Registration ended = handed();
  ended.stage = Stage::exited;
  ended.end = day("2026-11-10");
  return ended;
}

TEST(Settle, AnAcceptedRegistrationInIsAcknowledged) {
  const Decision decision = settle(made::in_message(), Admitted::accepted, handed(), Sex::woman);
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->handover, Handover::acknowledged);
  EXPECT_EQ(decision.registration->stage, Stage::in);
  EXPECT_THAT(decision.units, IsEmpty());
  EXPECT_THAT(decision.messages, IsEmpty());
  EXPECT_THAT(decision.counts, IsEmpty());
}

TEST(Settle, ARejectedRegistrationInIsRefusedAndWhatFollowsItStops) {
  const Decision decision = settle(made::in_message(), Admitted::rejected, handed(), Sex::woman);
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->handover, Handover::refused);
  EXPECT_EQ(decision.stop, Stop::all);
  EXPECT_THAT(decision.counts, IsEmpty());
}

TEST(Settle, VoidedAfterAWithdrawalIsCountedAnonymously) {
  for (const Sex sex : {Sex::woman, Sex::man}) {
    const Message exit = message(MessageKind::exit_or_void, day("2026-11-10"), "consent_withdrawn");
    const Decision decision = settle(exit, Admitted::voided, withdrawn(), sex);
    EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, sex, 1}));
    ASSERT_TRUE(decision.note);
    EXPECT_EQ(decision.note->cause, Code::consent_withdrawn);
    EXPECT_EQ(decision.note->sex, sex);
    EXPECT_EQ(decision.note->year, kStart.year());
    ASSERT_TRUE(decision.registration);
    EXPECT_EQ(decision.registration->stage, Stage::voided);
  }
}

TEST(Settle, WhomTheNodeKnowsAsProtectedIsCountedWhereNothingElseWasWrong) {
  const auto settled = [](std::vector<Reason> reasons, std::optional<Sex> sex = Sex::woman) {
    return settle(made::in_message(), Admitted::rejected, handed(), sex, reasons);
  };
  const Decision counted = settled({{Code::person_protected}});
  EXPECT_THAT(counted.counts, ElementsAre(Count{"training", kStart.year(), Sex::woman, 1}));
  ASSERT_TRUE(counted.note);
  EXPECT_EQ(counted.note->cause, Code::person_protected);
  EXPECT_EQ(counted.registration->stage, Stage::voided);
  for (const Decision& refused :
       {settled({{Code::person_protected}, {Code::start_missing}}), settled({{Code::already_registered}}),
        settled({{Code::person_protected}}, std::nullopt)}) {
    EXPECT_THAT(refused.counts, IsEmpty());
    EXPECT_EQ(refused.registration->stage, Stage::in);
    EXPECT_EQ(refused.registration->handover, Handover::refused);
  }
}

TEST(Settle, WhomTheNodeKnowsAsDeadIsCountedOnThatDayWhereNothingElseWasWrong) {
  const auto settled = [](std::vector<Reason> reasons, std::optional<Sex> sex = Sex::woman,
                          RegistrationKind kind = RegistrationKind::participation) {
    Registration sent = handed();
    sent.kind = kind;
    return settle(made::in_message(), Admitted::rejected, sent, sex, reasons);
  };
  const Decision counted = settled({{Code::person_deceased, "2026-11-10"}});
  EXPECT_THAT(counted.counts, ElementsAre(Count{"training", kStart.year(), Sex::woman, 1}));
  ASSERT_TRUE(counted.note);
  EXPECT_EQ(counted.note->cause, Code::person_deceased);
  EXPECT_EQ(counted.note->date, day("2026-11-10"));
  EXPECT_EQ(counted.registration->stage, Stage::voided);
  EXPECT_EQ(counted.registration->handover, Handover::refused);
  for (const Decision& refused :
       {settled({{Code::person_deceased}, {Code::start_missing}}), settled({{Code::person_deceased}}, std::nullopt),
        settled({{Code::person_deceased}}, Sex::woman, RegistrationKind::cooperation)}) {
    EXPECT_THAT(refused.counts, IsEmpty());
    EXPECT_EQ(refused.registration->stage, Stage::in);
    EXPECT_EQ(refused.registration->handover, Handover::refused);
  }
}

TEST(Settle, TheDayOfDeathIsWhatTheNodeSaysAndNotLaterThanToday) {
  const base::Date today = day("2026-11-20");
  const auto said = [&](const std::string& detail, MessageKind kind = MessageKind::in,
                        Admitted answer = Admitted::rejected) {
    return says_deceased(message(kind, kStart), answer, {{Code::start_missing}, {Code::person_deceased, detail}},
                         today);
  };
  EXPECT_EQ(said("2026-11-10"), day("2026-11-10"));
  EXPECT_EQ(said("2026-11-20"), today);
  EXPECT_EQ(said("2026-11-21"), today);
  EXPECT_EQ(said(""), today);
  EXPECT_EQ(said("2026-11-10", MessageKind::request), day("2026-11-10"));
  EXPECT_EQ(said("2026-11-10", MessageKind::change), std::nullopt);
  EXPECT_EQ(said("2026-11-10", MessageKind::in, Admitted::accepted), std::nullopt);
  EXPECT_EQ(says_deceased(made::in_message(), Admitted::rejected, {{Code::person_protected}}, today), std::nullopt);
}

TEST(Settle, AStopByAFormThatCountsCountsWhoeverNeverLeft) {
  const auto stopped = [](Code why, MessageKind kind = MessageKind::in, Handover handover = Handover::nothing,
                          std::optional<Sex> sex = Sex::woman) {
    Registration waits = registration();
    waits.handover = handover;
    return settle_stopped(message(kind, kStart), {why}, waits, sex);
  };
  const auto counted = stopped(Code::form_counts_only);
  ASSERT_TRUE(counted);
  EXPECT_THAT(counted->counts, ElementsAre(Count{"training", kStart.year(), Sex::woman, 1}));
  ASSERT_TRUE(counted->note);
  EXPECT_EQ(counted->note->cause, Code::counted_by_form);
  EXPECT_EQ(counted->registration->stage, Stage::voided);
  EXPECT_EQ(counted->stop, Stop::all);
  EXPECT_FALSE(stopped(Code::person_protected));
  EXPECT_FALSE(stopped(Code::form_counts_only, MessageKind::change));
  EXPECT_FALSE(stopped(Code::form_counts_only, MessageKind::in, Handover::unknown)) << "the node may have it";
  EXPECT_FALSE(stopped(Code::form_counts_only, MessageKind::in, Handover::nothing, std::nullopt));
}

TEST(Settle, VoidedAfterProtectionIsCountedAnonymously) {
  Registration stripped = handed();
  stripped.stripped = true;
  const Decision decision =
      settle(message(MessageKind::strip, day("2026-11-10"), "person_protected"), Admitted::voided, stripped, Sex::man);
  EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, Sex::man, 1}));
  ASSERT_TRUE(decision.note);
  EXPECT_EQ(decision.note->cause, Code::person_protected);
}

TEST(Settle, AVoidedRegistrationIsCountedOnce) {
  Life life;
  life.read(participation());
  life.deliver(made::Way::lost_there);
  life.protect();
  life.tell({ConsentAnswer::declined, "", day("2026-11-20"), std::nullopt});
  life.deliver();
  life.deliver();
  EXPECT_EQ(life.counted, 1);
  EXPECT_EQ(life.node_void.size(), 1U);
}

TEST(Settle, AnAcceptedExitCountsNobody) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void}) {
    const Decision decision =
        settle(message(kind, day("2026-11-10"), "consent_withdrawn"), Admitted::accepted, withdrawn(), Sex::woman);
    EXPECT_THAT(decision.counts, IsEmpty()) << name(kind);
    EXPECT_FALSE(decision.note);
    EXPECT_THAT(decision.messages, IsEmpty());
  }
}

TEST(Settle, AnAcceptedChangeOrOutChangesNothingMore) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    Registration out = registration();
    out.stage = Stage::out;
    out.end = day("2026-11-10");
    const Decision decision = settle(message(kind, day("2026-11-10")), Admitted::accepted, out, Sex::woman);
    EXPECT_THAT(decision.messages, IsEmpty());
    EXPECT_THAT(decision.counts, IsEmpty());
    EXPECT_FALSE(decision.note);
  }
}

TEST(Settle, ARejectedChangeOrOutLeavesTheRegistrationStanding) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    const Decision decision = settle(message(kind, day("2026-11-10")), Admitted::rejected, registration(), Sex::woman);
    EXPECT_THAT(decision.counts, IsEmpty());
    if (decision.registration) {
      EXPECT_EQ(decision.registration->handover, Handover::acknowledged);
    }
  }
}

TEST(Settle, WhatTheNodeRefusedMayBeRegisteredAnew) {
  Life life;
  life.read(participation());
  made::Way lost = made::Way::lost_there;
  life.deliver(lost);
  const auto id = life.situation.registration->id;
  life.apply(settle(life.outbox[0].message, Admitted::rejected, *life.situation.registration, Sex::woman));
  EXPECT_FALSE(life.situation.registration);
  const Decision again = life.read(participation());
  EXPECT_THAT(made::kinds(again), Contains(MessageKind::in));
  EXPECT_NE(again.registration->id, id);
}

TEST(Settle, ALateAcceptedAnswerDoesNotUndoAWithdrawal) {
  Registration ended = withdrawn();
  const Decision decision = settle(made::in_message(), Admitted::accepted, ended, Sex::woman);
  EXPECT_THAT(decision.counts, IsEmpty());
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->stage, Stage::exited);
  EXPECT_EQ(decision.registration->handover, Handover::acknowledged);
}

/// A case of the AF/FK cooperation, whose request is in the target's hands.
Registration asked() {
  Registration registration = handed();
  registration.kind = RegistrationKind::cooperation;
  return registration;
}

TEST(Settle, ARequestThatTheNodeAcceptsOrKeepsAsAProposalIsAcknowledged) {
  for (const Admitted answer : {Admitted::accepted, Admitted::proposed}) {
    const Decision decision = settle(message(MessageKind::request), answer, asked(), Sex::woman);
    ASSERT_TRUE(decision.registration);
    EXPECT_EQ(decision.registration->handover, Handover::acknowledged) << name(answer);
    EXPECT_EQ(decision.stop, Stop::nothing);
    EXPECT_THAT(decision.counts, IsEmpty());
  }
}

TEST(Settle, ARejectedRequestIsRefusedAndWhatFollowsItStops) {
  const Decision decision = settle(message(MessageKind::request), Admitted::rejected, asked(), Sex::woman);
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->handover, Handover::refused);
  EXPECT_EQ(decision.stop, Stop::all);
  EXPECT_THAT(decision.counts, IsEmpty()) << "a case is never counted here";
  EXPECT_FALSE(decision.note);
}

TEST(Settle, TheAnswerToAnActOrAReplyLeavesTheCaseWhereItWas) {
  Registration known = asked();
  known.handover = Handover::acknowledged;
  for (const MessageKind kind : {MessageKind::act, MessageKind::reply}) {
    for (const Admitted answer : {Admitted::accepted, Admitted::proposed, Admitted::rejected}) {
      const Decision decision = settle(message(kind), answer, known, Sex::woman);
      EXPECT_EQ(decision.registration, known) << name(kind) << " " << name(answer);
      EXPECT_EQ(decision.stop, Stop::nothing) << name(kind) << " " << name(answer);
      EXPECT_THAT(decision.messages, IsEmpty());
    }
  }
}

TEST(Settle, AVoidedCaseIsNotCountedAsAParticipation) {
  const Message exit = message(MessageKind::exit_or_void, day("2026-11-10"), "consent_withdrawn");
  const Decision decision = settle(exit, Admitted::voided, asked(), Sex::woman);
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->stage, Stage::voided);
  EXPECT_EQ(decision.stop, Stop::all);
  EXPECT_THAT(decision.counts, IsEmpty());
  EXPECT_FALSE(decision.note);
}

TEST(Settle, TheNoteOfSomebodyProtectedHasNoDate) {
  const base::Date on = day("2026-11-10");
  const Decision hidden = settle(message(MessageKind::strip, on, "person_protected"), Admitted::voided, handed(), {});
  EXPECT_FALSE(hidden.note) << "whose sex nobody knows is not counted";
  for (const MessageKind kind : {MessageKind::strip, MessageKind::exit_or_void}) {
    const Decision decision = settle(message(kind, on, "consent_withdrawn"), Admitted::voided, handed(), Sex::woman);
    ASSERT_TRUE(decision.note);
    EXPECT_EQ(decision.note->date, kind == MessageKind::strip ? std::nullopt : std::optional(on));
  }
}

}  // namespace
}  // namespace gateway::core
