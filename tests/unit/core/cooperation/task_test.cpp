#include "gateway/core/cooperation/task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::desk_at;
using testing::Contains;
using testing::ElementsAre;

/// A desk at which FK has proposed that the planned insats began.
Desk proposed() {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  return desk;
}

TEST(Task, EveryStateAndEventHasItsPlaceInTheTable) {
  for (const TaskState from : {TaskState::open, TaskState::due}) {
    EXPECT_EQ(after(from, TaskEvent::confirm), TaskState::confirmed);
    EXPECT_EQ(after(from, TaskEvent::reject), TaskState::rejected);
    EXPECT_EQ(after(from, TaskEvent::retract), TaskState::retracted);
    EXPECT_EQ(after(from, TaskEvent::supersede), TaskState::superseded);
  }
  EXPECT_EQ(after(TaskState::open, TaskEvent::fall_due), TaskState::due);
  EXPECT_EQ(after(TaskState::due, TaskEvent::fall_due), std::nullopt);
  for (const TaskState end : {TaskState::confirmed, TaskState::rejected, TaskState::retracted, TaskState::superseded}) {
    EXPECT_TRUE(answered(end));
    for (const TaskEvent event :
         {TaskEvent::confirm, TaskEvent::reject, TaskEvent::retract, TaskEvent::supersede, TaskEvent::fall_due}) {
      EXPECT_EQ(after(end, event), std::nullopt);
    }
    EXPECT_EQ(parse_task_state(name(end)), end);
  }
}

TEST(Task, ShowsTheDifferenceItMakes) {
  const Desk desk = proposed();
  const TaskDifference differs =
      difference(desk.situation.open_tasks[0], desk.by("af.gavle", "2026-05-10"), desk.situation, desk.circumstances());
  EXPECT_EQ(differs.from, CaseState::planned_preparatory);
  EXPECT_EQ(differs.to, CaseState::active_preparatory);
  EXPECT_THAT(differs.changes, Contains(FigureChange{"insats.preparatory", 0, 1}));
  EXPECT_TRUE(differs.reasons.empty());
}

TEST(Task, IsConfirmedWithThatCaseworkersAuthority) {
  Desk desk = proposed();
  const CooperationTask task = desk.situation.open_tasks[0];
  for (const char* user : {"fk.gavle", "af.sandviken", "af.nowhere", "af.untrained"}) {
    const TaskDecision no = desk.confirm_task(task, user, "2026-05-10");
    EXPECT_FALSE(no.done) << user;
    EXPECT_EQ(no.task, task);
    EXPECT_FALSE(no.reasons.empty());
  }
  const TaskDecision yes = desk.confirm_task(task, "af.gavle", "2026-05-10");
  EXPECT_TRUE(yes.done);
  EXPECT_EQ(yes.task.state, TaskState::confirmed);
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
  EXPECT_EQ(desk.now().rows.back().by.user, "af.gavle");
  EXPECT_EQ(desk.now().rows.back().happened, day("2026-05-04"));
  EXPECT_EQ(desk.now().rows.back().by.on, day("2026-05-10"));
  const TaskDecision again = desk.confirm_task(desk.situation.open_tasks[0], "af.gavle", "2026-05-10");
  EXPECT_FALSE(again.done);
  EXPECT_THAT(made::codes(again.reasons), ElementsAre(Code::task_answered));
}

TEST(Task, IsDecidedAgainOnTheStateOfTheDay) {
  Desk desk = proposed();
  desk.tell(desk.act(ActKind::conclude, "2026-05-05", "af.gavle"));
  const TaskDecision no = desk.confirm_task(desk.situation.open_tasks[0], "af.gavle", "2026-05-10");
  EXPECT_FALSE(no.done);
  EXPECT_EQ(no.task.state, TaskState::open) << "still there to be rejected or retracted";
  EXPECT_THAT(made::codes(no.reasons), ElementsAre(Code::case_ended));
}

TEST(Task, IsConfirmedByTheRegistrarDoingTheSame) {
  Desk desk = proposed();
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-05-04", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::confirmed);
}

TEST(Task, IsRejectedWithAReasonByTheOffice) {
  const Desk desk = proposed();
  const CooperationTask& task = desk.situation.open_tasks[0];
  const CaseCircumstances c = desk.circumstances();
  EXPECT_THAT(made::codes(reject(task, desk.by("af.gavle", "2026-05-10"), "", c).reasons),
              ElementsAre(Code::task_reason_missing));
  EXPECT_THAT(made::codes(reject(task, desk.by("af.sandviken", "2026-05-10"), "not_begun", c).reasons),
              ElementsAre(Code::assignment_missing));
  const TaskDecision no = reject(task, desk.by("af.gavle", "2026-05-10"), "not_begun", c);
  EXPECT_TRUE(no.done);
  EXPECT_EQ(no.task.state, TaskState::rejected);
  EXPECT_EQ(no.task.answer, "not_begun");
}

TEST(Task, IsRejectedWithACodeOfTheListOnTheDay) {
  Desk desk = proposed();
  const CooperationTask task = desk.situation.open_tasks[0];
  desk.policy.codes = CodeLists({{"task_reason",
                                  {"task_reason"},
                                  {{"other", {day("2020-01-01"), std::nullopt}, "Annat skäl"},
                                   {"not_begun", {day("2020-01-01"), day("2026-05-10")}, "Har inte börjat"}}}});
  const auto no = [&](const char* reason, const char* on) {
    return reject(task, desk.by("af.gavle", on), reason, desk.circumstances());
  };
  EXPECT_TRUE(no("not_begun", "2026-05-10").done);
  EXPECT_THAT(made::codes(no("not_begun", "2026-05-11").reasons), ElementsAre(Code::code_unknown));
  EXPECT_TRUE(no("other", "2026-05-11").done);
  EXPECT_THAT(made::codes(no("nobody_knows", "2026-05-10").reasons), ElementsAre(Code::code_unknown));
  EXPECT_THAT(made::codes(no("", "2026-05-10").reasons), ElementsAre(Code::task_reason_missing));
  EXPECT_THAT(made::codes(no("En mening", "2026-05-10").reasons), ElementsAre(Code::task_reason_missing));
  EXPECT_EQ(desk.policy.codes.name_of(kTaskReason, "not_begun"), "Har inte börjat");
  EXPECT_EQ(desk.policy.codes.name_of(kTaskReason, "nobody_knows"), "nobody_knows");
}

TEST(Task, ShowsTheAnswersThatACorrectionChangesToItsOffice) {
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-06-01", "af.gavle");
  act.answers = {{Field::education, "3"}};
  ASSERT_EQ(desk.tell(act), Outcome::proposed);
  const CooperationTask& task = desk.situation.open_tasks[0];
  const auto shown = [&](const char* user) {
    return difference(task, desk.by(user, "2026-06-02"), desk.situation, desk.circumstances());
  };
  EXPECT_THAT(shown("fk.gavle").answers, ElementsAre(AnswerChange{"education", "2", "3"}));
  EXPECT_TRUE(shown("af.gavle").answers.empty());
  EXPECT_TRUE(may_answer(task, desk.by("fk.gavle", "2026-06-02"), desk.circumstances()));
  EXPECT_FALSE(may_answer(task, desk.by("af.gavle", "2026-06-02"), desk.circumstances()));
  desk.confirm_task(task, "fk.gavle", "2026-06-02");
  EXPECT_FALSE(may_answer(desk.situation.open_tasks[0], desk.by("fk.gavle", "2026-06-02"), desk.circumstances()));
}

TEST(Task, IsRetractedByWhoProposed) {
  const Desk desk = proposed();
  const CooperationTask& task = desk.situation.open_tasks[0];
  const CaseCircumstances c = desk.circumstances();
  EXPECT_FALSE(retract(task, desk.by("af.gavle", "2026-05-10"), c).done);
  Act nobody = desk.by("fk.gavle", "2026-05-10");
  nobody.user = "fk.nobody";
  EXPECT_THAT(made::codes(retract(task, nobody, c).reasons), ElementsAre(Code::user_unknown));
  EXPECT_FALSE(retract(task, desk.by("fk.sandviken", "2026-05-10"), c).done) << "another office's";
  const TaskDecision back = retract(task, desk.by("fk.gavle", "2026-05-10"), c);
  EXPECT_TRUE(back.done);
  EXPECT_EQ(back.task.state, TaskState::retracted);
  EXPECT_EQ(back.task.steps.back().by.user, "fk.gavle");
}

TEST(Task, OfAMunicipalityIsRetractedByItsOwnUsersOnly) {
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = desk.act(ActKind::conclude, "2026-09-01", "maj.lind");
  act.office.clear();
  desk.tell(act);
  const CooperationTask& task = desk.situation.open_tasks.at(0);
  const CaseCircumstances c = desk.circumstances();
  EXPECT_TRUE(retract(task, desk.by("maj.lind", "2026-09-02"), c).done);
  EXPECT_TRUE(retract(task, desk.by("karl.ek", "2026-09-02"), c).done) << "a colleague";
  Act nobody = desk.by("maj.lind", "2026-09-02");
  nobody.user = "nobody";
  EXPECT_THAT(made::codes(retract(task, nobody, c).reasons), ElementsAre(Code::task_not_proposed_by));
  EXPECT_FALSE(retract(task, desk.by("sam.berg", "2026-09-02"), c).done) << "another municipality's";
}

TEST(Task, ShowsNothingToWhoMayNotAnswerIt) {
  const Desk desk = proposed();
  for (const char* user : {"fk.gavle", "af.sandviken", "af.nowhere", "af.untrained", "nobody"}) {
    const TaskDifference differs =
        difference(desk.situation.open_tasks[0], desk.by(user, "2026-05-10"), desk.situation, desk.circumstances());
    EXPECT_FALSE(differs.from) << user;
    EXPECT_FALSE(differs.to);
    EXPECT_TRUE(differs.changes.empty());
    EXPECT_FALSE(differs.reasons.empty());
  }
}

TEST(Task, LeftToTheRegistrarAfterAWithdrawalIsClosedByItAlone) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.ending(ActKind::interrupt, "2026-06-01", "fk.gavle", EndCause::consent_withdrawn));
  const CooperationTask task = desk.situation.open_tasks.at(0);
  const Act supplier{"nobody", "rusta", made::noon(day("2026-06-03")), day("2026-06-03")};
  EXPECT_FALSE(confirm(task, supplier, desk.situation, desk.circumstances()).done);
  EXPECT_FALSE(retract(task, supplier, desk.circumstances()).done);
  for (const char* user : {"fk.gavle", "af.sandviken", "af.nowhere"}) {
    EXPECT_FALSE(desk.confirm_task(task, user, "2026-06-03").done) << user;
  }
  EXPECT_FALSE(retract(task, desk.by("fk.gavle", "2026-06-03"), desk.circumstances()).done) << "not a proposal";
  EXPECT_TRUE(desk.confirm_task(task, "af.gavle", "2026-06-03").done);
}

TEST(Task, IsNotTakenBackByWhoActsForTheOfficeNoLonger) {
  Desk desk = proposed();
  DirectoryRows rows = made::cooperation_rows();
  for (Assignment& given : rows.assignments) {
    if (given.user == "fk.gavle") given.period.to = day("2026-05-09");
  }
  desk.directory = made::directory(std::move(rows));
  const CooperationTask& task = desk.situation.open_tasks[0];
  EXPECT_TRUE(retract(task, desk.by("fk.gavle", "2026-05-09"), desk.circumstances()).done);
  EXPECT_FALSE(retract(task, desk.by("fk.gavle", "2026-05-10"), desk.circumstances()).done);
}

TEST(Task, IsSupersededByALaterOneAboutTheSame) {
  Desk desk = proposed();
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle")), Outcome::unchanged);
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-05-06", "fk.gavle")), Outcome::proposed);
  ASSERT_EQ(desk.situation.open_tasks.size(), 2U);
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::superseded);
  EXPECT_EQ(desk.situation.open_tasks[0].superseded_by, desk.situation.open_tasks[1].id);
  EXPECT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-06-06", "fk.gavle")), Outcome::proposed);
  EXPECT_EQ(desk.situation.open_tasks[1].state, TaskState::open) << "another act";
}

TEST(Task, FallsDueAndCanStillBeAnswered) {
  Desk desk = proposed();
  const CooperationTask task = desk.situation.open_tasks[0];
  EXPECT_EQ(task.due, desk.today + std::chrono::days(14));
  EXPECT_FALSE(fall_due(task, task.due, made::noon(task.due)).done);
  const base::Date after = task.due + std::chrono::days(1);
  const TaskDecision due = fall_due(task, after, made::noon(after));
  EXPECT_EQ(due.task.state, TaskState::due);
  EXPECT_FALSE(fall_due(due.task, after, made::noon(after)).done);
  EXPECT_TRUE(desk.confirm_task(due.task, "af.gavle", "2026-11-20").done);
}

}  // namespace
}  // namespace gateway::core
