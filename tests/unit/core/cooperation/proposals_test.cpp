#include <gmock/gmock.h>

#include "tests/unit/core/cooperation/office.h"

// Several proposals of one case: which of them takes the place of another, whose they are to take back, and to whom a
// task goes that a withdrawal dated back leaves.

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::desk_at;

std::size_t open(const Desk& desk) {
  const auto& tasks = desk.situation.open_tasks;
  return static_cast<std::size_t>(
      std::count_if(tasks.begin(), tasks.end(), [](const CooperationTask& task) { return !answered(task.state); }));
}

/// AF's completion or correction of FK's first row.
CooperationAct answering(const Desk& desk, ActKind kind, FieldAnswers answers) {
  CooperationAct act = desk.correcting(kind, 1, "2026-04-02", "af.gavle");
  act.answers = std::move(answers);
  return act;
}

Desk lacking_answers() {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.answers.erase(Field::studies_before);
  request.answers.erase(Field::programme_before);
  EXPECT_EQ(desk.tell(request), Outcome::accepted);
  return desk;
}

TEST(Proposals, OfAnswersTakeEachOthersPlaceOnlyWhereNothingIsLost) {
  for (const ActKind kind : {ActKind::complete, ActKind::correct}) {
    Desk desk = lacking_answers();
    EXPECT_EQ(desk.tell(answering(desk, kind, {{Field::studies_before, "no"}})), Outcome::proposed);
    EXPECT_EQ(desk.tell(answering(desk, kind, {{Field::programme_before, "no"}})), Outcome::proposed);
    EXPECT_EQ(open(desk), 2U) << name(kind);
    EXPECT_EQ(desk.tell(answering(desk, kind, {{Field::studies_before, "yes"}})), Outcome::proposed);
    EXPECT_EQ(open(desk), 2U) << "the first was wrong";
    EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::superseded);
    const auto tasks = desk.situation.open_tasks;
    EXPECT_TRUE(desk.confirm_task(tasks[1], "fk.gavle", "2026-04-03").done);
    EXPECT_TRUE(desk.confirm_task(tasks[2], "fk.gavle", "2026-04-03").done);
    const FieldAnswers now = desk.now().answers();
    EXPECT_EQ(now.at(Field::studies_before), "yes");
    EXPECT_EQ(now.at(Field::programme_before), "no");
  }
}

TEST(Proposals, OfAnOutcomeOrACauseAreNotLostByAnAnswer) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationAct outcome = desk.correcting(ActKind::complete, 2, "2026-04-02", "af.gavle");
  outcome.outcome = MeetingOutcome::to_cooperation;
  CooperationAct answer = desk.correcting(ActKind::complete, 2, "2026-04-02", "af.gavle");
  answer.answers = {{Field::further_handling, "1"}};
  EXPECT_EQ(desk.tell(outcome), Outcome::proposed);
  EXPECT_EQ(desk.tell(answer), Outcome::proposed);
  EXPECT_EQ(open(desk), 2U);
  answer.outcome = MeetingOutcome::to_cooperation;
  EXPECT_EQ(desk.tell(answer), Outcome::proposed);
  EXPECT_EQ(open(desk), 1U) << "it says what both said";

  Desk over = desk_at(CaseState::requested);
  over.tell(over.ending(ActKind::conclude, "2026-03-10", "fk.gavle", std::nullopt));
  CooperationAct cause = over.correcting(ActKind::correct, 2, "2026-04-02", "af.gavle");
  cause.cause = EndCause::not_current_health;
  EXPECT_EQ(over.tell(cause), Outcome::proposed);
  cause.cause = EndCause::not_current_other;
  over.tell(cause);
  EXPECT_EQ(open(over), 1U) << "another cause in its place";
}

TEST(Proposals, OfTwoMeetingsBothStay) {
  Desk desk = desk_at(CaseState::requested);
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-10", "af.gavle")), Outcome::proposed);
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-17", "af.gavle")), Outcome::proposed);
  EXPECT_EQ(open(desk), 2U);
  CooperationAct told = desk.act(ActKind::meet, "2026-03-17", "af.gavle");
  told.outcome = MeetingOutcome::to_cooperation;
  EXPECT_EQ(desk.tell(told), Outcome::proposed);
  EXPECT_EQ(open(desk), 2U) << "the same meeting, told better";
}

TEST(Proposals, OfAConsentAreNotLostByALaterDay) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct paper = desk.act(ActKind::rebook, "2026-03-09", "af.gavle");
  paper.meeting_on = day("2026-04-10");
  paper.mapping_consent = CaseConsent{{ConsentAnswer::given, "GK 2024", day("2026-03-09"), std::nullopt}, {}};
  EXPECT_EQ(desk.tell(paper), Outcome::proposed);
  CooperationAct later = desk.act(ActKind::rebook, "2026-03-10", "af.gavle");
  later.meeting_on = day("2026-04-17");
  EXPECT_EQ(desk.tell(later), Outcome::proposed);
  EXPECT_EQ(open(desk), 2U);
  later.meeting_on = day("2026-04-24");
  EXPECT_EQ(desk.tell(later), Outcome::proposed);
  EXPECT_EQ(open(desk), 2U) << "the day alone takes its own place";
}

// ---- a proposal of an office that has the case no more ----

TEST(Proposals, AreTakenBackByTheOfficeThatHasTheCaseNow) {
  Desk desk = desk_at(CaseState::requested);
  ASSERT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-10", "af.gavle")), Outcome::proposed);
  const CooperationTask task = desk.situation.open_tasks.at(0);
  const auto may = [&](const char* user, const CooperationCase* of) {
    const bool done = retract(task, desk.by(user, "2026-03-20"), desk.circumstances(), of).done;
    EXPECT_EQ(may_retract(task, desk.by(user, "2026-03-20"), desk.circumstances(), of), done);
    return done;
  };
  EXPECT_FALSE(may("af.sandviken", &desk.now()));
  desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-03-11"));
  EXPECT_TRUE(may("af.sandviken", &desk.now()));
  EXPECT_TRUE(may("af.gavle", &desk.now())) << "who proposed it";
  EXPECT_FALSE(may("af.sandviken", nullptr)) << "of a case that is not known here";
  EXPECT_FALSE(may("fk.gavle", &desk.now())) << "another authority's";
  EXPECT_FALSE(may("af.nowhere", &desk.now()));
  CooperationCase other = desk.now();
  other.id = made::case_id(99);
  EXPECT_FALSE(may("af.sandviken", &other));
}

// ---- the task that a withdrawal dated back leaves ----

TEST(Proposals, AreTakenBackWhenTheirCaseIsDiscarded) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04"));
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01", "af.gavle"));
  CooperationTask request = desk.situation.open_tasks.at(0);
  request.id = made::task_id(99);
  request.act = desk.act(ActKind::request, "2026-05-30", "af.gavle");
  desk.situation.open_tasks.push_back(request);
  ASSERT_EQ(desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01")), Outcome::accepted);
  const auto& tasks = desk.situation.open_tasks;
  ASSERT_EQ(tasks.at(0).state, TaskState::retracted);
  EXPECT_EQ(tasks.at(0).steps.back().by.user, "fk.gavle");
  EXPECT_EQ(tasks.at(1).state, TaskState::confirmed) << "it asked for just that";
  EXPECT_EQ(tasks.at(2).state, TaskState::open) << "it asks for a case of its own";
  EXPECT_FALSE(desk.confirm_task(tasks.at(0), "af.gavle", "2026-06-02").done);
}

TEST(Proposals, OfWhatAnotherActAsksForStayOpen) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04"));
  ASSERT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-06-01", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(open(desk), 1U) << "an end can be undone";
}

TEST(Proposals, OfAProtectiveFactOutliveTheirDiscardedCase) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.ending(ActKind::interrupt, "2026-05-10", "fk.gavle", EndCause::consent_withdrawn));
  ASSERT_EQ(open(desk), 1U);
  ASSERT_EQ(desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01")), Outcome::accepted);
  ASSERT_EQ(open(desk), 1U);
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks.at(0), "af.gavle", "2026-06-02").done);
}

TEST(WithdrawalDatedBack, LeavesItsTaskToTheRegistrarOfWhereTheCaseThenStood) {
  const auto left_to = [](const char* withdrawn) {
    Desk desk = desk_at(CaseState::requested);
    EXPECT_EQ(desk.tell(desk.last_meeting("2026-03-08")), Outcome::accepted);
    EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-03-10")), Outcome::accepted);
    desk.situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, day(withdrawn)};
    desk.fact();
    return desk.last.task ? desk.last.task->office : std::string();
  };
  EXPECT_EQ(left_to("2026-03-05"), "fk_gavle") << "requested";
  EXPECT_EQ(left_to("2026-03-08"), "fk_gavle") << "on the day of the last meeting";
  EXPECT_EQ(left_to("2026-03-09"), "af_gavle") << "after the last meeting";
  EXPECT_EQ(left_to("2026-03-10"), "af_gavle") << "planned";
}

}  // namespace
}  // namespace gateway::core
