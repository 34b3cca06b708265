#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/cooperation/protection.h"
#include "tests/unit/core/cooperation/office.h"

// Withdrawal, protection and death told of a case that is over, taken back or only proposed; the letters are those of
// domain.md §3.

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::ElementsAre;
using testing::IsEmpty;

/// A fact told without an act.
void withdraw(Desk& desk, const char* on) {
  desk.situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, day(on)};
  desk.fact();
  desk.situation.standing.told.reset();
}

/// A case that a death has ended, with a correction of the municipality proposed since.
Desk ended_by_death() {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.deceased = day("2026-06-01");
  desk.fact();
  EXPECT_EQ(desk.exits.size(), 1U);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-06-10", "af.gavle");
  act.answers = {{Field::municipality, "2181"}};
  EXPECT_EQ(desk.tell(act), Outcome::proposed);
  return desk;
}

TEST(LateFact, I_AWithdrawalAfterADeathClosesTheReading) {
  Desk desk = ended_by_death();
  const TaskId proposed = desk.situation.open_tasks.back().id;
  withdraw(desk, "2026-06-15");
  EXPECT_TRUE(desk.now().reading_closed);
  EXPECT_TRUE(desk.last.erase_person);
  for (const CooperationTask& task : desk.situation.open_tasks) {
    if (task.id == proposed) {
      EXPECT_EQ(task.state, TaskState::retracted);
    }
    EXPECT_TRUE(task.act.answers.empty());
  }
  ASSERT_TRUE(desk.last.task) << "FK is told";
  EXPECT_EQ(desk.last.task->office, "fk_gavle");
  EXPECT_EQ(desk.exits.size(), 1U) << "a case has one exit";
}

/// An act that the case has, with what was answered.
CooperationAct concluded_again(const Desk& desk) {
  CooperationAct act = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
  act.answers = made::end_answers();
  return act;
}

TEST(LateFact, G_OfAConsentThatEndsNoAnswerStaysInAnyRow) {
  for (const CaseState state : {CaseState::active_preparatory, CaseState::concluded}) {
    Desk desk = desk_at(state);
    const std::size_t rows = desk.now().rows.size();
    // Dated back: what was registered after that day is retracted, and is emptied all the same.
    withdraw(desk, state == CaseState::concluded ? "2026-09-02" : "2026-03-17");
    EXPECT_GE(desk.now().rows.size(), rows) << "the course stays for the figures";
    for (const CaseRow& row : desk.now().rows) EXPECT_THAT(row.answers, IsEmpty()) << row.number;
  }
}

TEST(LateFact, G_AnActThatTheCaseHasIsKnownWithoutItsAnswers) {
  Desk desk = desk_at(CaseState::concluded);
  CooperationAct again = concluded_again(desk);
  ASSERT_EQ(desk.ask(again).outcome, Outcome::unchanged);
  withdraw(desk, "2026-09-02");
  EXPECT_EQ(desk.ask(again).outcome, Outcome::unchanged);
  again.happened = day("2026-09-02");
  EXPECT_EQ(desk.ask(again).outcome, Outcome::rejected);
}

TEST(LateFact, J_AWithdrawalNeverDatesTheExitOfADeath) {
  Desk desk = ended_by_death();
  CooperationAct act = desk.ending(ActKind::interrupt, "2026-06-15", "af.gavle", EndCause::consent_withdrawn);
  act.happened.reset();
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  act.happened = day("2026-05-20");
  desk.tell(act);
  EXPECT_FALSE(desk.last.exit_date);
}

TEST(LateFact, E_ADiscardedCaseThatNeverLeftStaysAtHome) {
  for (const bool flag : {false, true}) {
    Desk desk = desk_at(CaseState::mapping);
    desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
    desk.situation.current->handover = Handover::nothing;
    desk.situation.person_protected = flag;
    if (flag) desk.fact();
    if (!flag) withdraw(desk, "2026-06-02");
    EXPECT_EQ(desk.last.stop, Stop::all);
    EXPECT_TRUE(desk.last.erase_person);
    EXPECT_EQ(desk.now().form, CaseForm::anonymous);
    EXPECT_TRUE(desk.now().rows.empty());
    EXPECT_EQ(desk.counted, 0) << "it counts nowhere";
    EXPECT_THAT(desk.exits, IsEmpty());
  }
}

/// Whom a death leaves a task, and whom the case then names as having told it.
std::pair<std::string, std::string> left_by(const std::string& teller, CaseState state, bool last_word = true) {
  Desk desk = desk_at(state);
  desk.situation.deceased = day("2026-11-10");
  CaseCircumstances c = desk.circumstances();
  c.last_word = last_word;
  const CooperationDecision decision = decide_case_fact(desk.situation, teller, c);
  return {decision.task ? decision.task->office : "", decision.after.value().rows.back().by.organisation};
}

TEST(LateFact, Q_LeavesTheRegistrarATaskUnlessItToldTheDeathItself) {
  using Left = std::pair<std::string, std::string>;
  EXPECT_EQ(left_by("af", CaseState::mapping), Left("fk_gavle", "af"));
  EXPECT_EQ(left_by("fk", CaseState::mapping), Left("", "fk"));
  EXPECT_EQ(left_by("fk", CaseState::active_preparatory), Left("af_gavle", "fk"));
  EXPECT_EQ(left_by("af", CaseState::active_preparatory), Left("", "af"));
}

TEST(LateFact, Q_ThatSomebodyElseKnowsThePersonIsNobodysToHear) {
  using Left = std::pair<std::string, std::string>;
  for (const char* teller : {"gavle", "rusta", ""}) {
    EXPECT_EQ(left_by(teller, CaseState::mapping), Left("fk_gavle", "")) << teller;
  }
}

TEST(LateFact, Q_IsLeftToTheRegistrarByTheNodeAlone) {
  for (const char* teller : {"af", ""}) {
    EXPECT_EQ(left_by(teller, CaseState::mapping, true).first, "fk_gavle");
    EXPECT_EQ(left_by(teller, CaseState::mapping, false).first, "") << "a gateway hears of it";
  }
}

TEST(LateFact, I_OfADiscardedCaseNothingIsSentAndReadingIsClosed) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  withdraw(desk, "2026-03-17");
  EXPECT_TRUE(desk.now().reading_closed);
  EXPECT_TRUE(desk.now().discarded);
  EXPECT_TRUE(desk.last.erase_person);
  EXPECT_TRUE(desk.last.task) << "FK is told";
  EXPECT_THAT(desk.exits, IsEmpty());
}

TEST(LateFact, F_OfADiscardedCaseWhoseAnswerIsUnknownTheNodeIsAsked) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  desk.situation.current->handover = Handover::unknown;
  desk.acknowledges = false;
  withdraw(desk, "2026-06-02");
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].kind, MessageKind::exit_or_void);
}

TEST(LateFact, Q_ADeathLeavesADiscardedCaseAsItIs) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  desk.situation.deceased = day("2026-06-02");
  desk.fact();
  EXPECT_EQ(desk.last.outcome, Outcome::unchanged);
  EXPECT_THAT(desk.exits, IsEmpty());
}

TEST(LateFact, H_DatedBackBehindTheRequestTheOfficesAreTheRequests) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-06-15"));
  desk.situation.current->consent_date = day("2026-02-20");
  withdraw(desk, "2026-03-01");
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.now().af_office, "af_gavle");
  EXPECT_EQ(desk.now().rows.back().af_office, "af_gavle");
}

/// AF has proposed a request on a consent of 2 September.
Desk with_a_proposal() {
  Desk desk;
  EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-09-02", "af.gavle")), Outcome::proposed);
  return desk;
}

TEST(LateFact, A_AProposalOnAConsentLaterThanTheNoStays) {
  Desk later = with_a_proposal();
  withdraw(later, "2026-09-01");
  EXPECT_EQ(later.situation.open_tasks[0].state, TaskState::open);
  EXPECT_THAT(later.exits, IsEmpty());
  Desk same_day = with_a_proposal();
  withdraw(same_day, "2026-09-02");
  EXPECT_EQ(same_day.situation.open_tasks[0].state, TaskState::retracted);
  EXPECT_EQ(same_day.exits.size(), 1U);
}

TEST(LateFact, Q_AProposalOfADeadPersonLeavesOnThatDay) {
  Desk desk = with_a_proposal();
  desk.situation.deceased = day("2026-09-05");
  desk.fact();
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::retracted);
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].date, day("2026-09-05"));
}

TEST(LateFact, S_ARequestIsNotBeforeAnEarlierCasesEnd) {
  Desk desk = desk_at(CaseState::requested);
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  desk.situation.last_end = day("2026-02-01");
  CooperationAct act = desk.act(ActKind::request, "2026-01-31");
  act.consent->consent.date = day("2026-02-02");
  act.by = desk.by("fk.gavle", "2026-02-03");
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::before_last_state));
  act.happened = day("2026-02-01");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
}

}  // namespace
}  // namespace gateway::core
