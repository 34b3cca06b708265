#include "gateway/core/cooperation/next_step.h"

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
using testing::Not;

const base::Date kToday = day("2026-11-21");

/// The step of a case that waits for one.
NextStep step_of(const Desk& desk, base::Date today = kToday) {
  return next_step(desk.now(), today).value();
}

TEST(NextStep, IsWhatLeadsOnAndWhoseTurnItIs) {
  const NextStep requested = step_of(desk_at(CaseState::requested));
  EXPECT_THAT(requested.acts, ElementsAre(ActKind::meet));
  EXPECT_EQ(requested.whose, Authority::fk);
  const NextStep mapping = step_of(desk_at(CaseState::mapping));
  EXPECT_THAT(mapping.acts, ElementsAre(ActKind::meet, ActKind::plan));
  EXPECT_EQ(mapping.whose, Authority::fk);
  for (const CaseState state : {CaseState::planned_preparatory, CaseState::planned_work_oriented}) {
    const NextStep planned = step_of(desk_at(state));
    EXPECT_THAT(planned.acts, ElementsAre(ActKind::start));
    EXPECT_EQ(planned.whose, Authority::af);
  }
  for (const CaseState state : {CaseState::active_preparatory, CaseState::active_work_oriented}) {
    const NextStep active = step_of(desk_at(state));
    EXPECT_THAT(active.acts, testing::UnorderedElementsAre(ActKind::plan, ActKind::turn)) << name(state);
    EXPECT_EQ(active.whose, Authority::af);
  }
}

TEST(NextStep, AfterTheLastMeetingIsWhatItLedTo) {
  for (const auto& [outcome, act] : {std::pair(MeetingOutcome::to_cooperation, ActKind::plan),
                                     std::pair(MeetingOutcome::to_ordinary_services, ActKind::conclude),
                                     std::pair(MeetingOutcome::back_to_fk, ActKind::conclude)}) {
    Desk desk = desk_at(CaseState::mapping);
    ASSERT_EQ(desk.tell(desk.last_meeting("2026-03-20", outcome)), Outcome::accepted);
    EXPECT_THAT(step_of(desk).acts, ElementsAre(act)) << name(outcome);
    CooperationAct next = desk.act(act, "2026-04-01", act == ActKind::plan ? "fk.gavle" : "af.gavle");
    if (act == ActKind::plan) next.to = CaseState::planned_preparatory;
    EXPECT_EQ(step_of(desk).whose, act == ActKind::plan ? Authority::fk : Authority::af) << name(outcome);
    EXPECT_EQ(desk.tell(next), Outcome::accepted) << "what is offered is taken";
  }
}

TEST(NextStep, IsNeverAnEndAChangeOfOfficeOrARebooking) {
  for (const CaseState state :
       {CaseState::requested, CaseState::mapping, CaseState::planned_preparatory, CaseState::active_preparatory}) {
    for (const ActKind kind : {ActKind::conclude, ActKind::interrupt, ActKind::change_office, ActKind::rebook}) {
      EXPECT_THAT(step_of(desk_at(state)).acts, Not(Contains(kind))) << name(state);
    }
  }
}

TEST(NextStep, IsNothingForACaseThatHasEndedOrOfWhichNothingMoreIsSaid) {
  for (const CaseState state : {CaseState::concluded, CaseState::interrupted}) {
    EXPECT_FALSE(next_step(desk_at(state).now(), kToday)) << name(state);
  }
  CooperationCase of = desk_at(CaseState::mapping).now();
  EXPECT_TRUE(next_step(of, kToday));
  CooperationCase other = of;
  other.exited = true;
  EXPECT_FALSE(next_step(other, kToday));
  other = of;
  other.discarded = true;
  EXPECT_FALSE(next_step(other, kToday));
  other = of;
  other.form = CaseForm::anonymous;
  EXPECT_FALSE(next_step(other, kToday));
}

TEST(NextStep, OfARequestIsLateTheDayAfterItsMeetingWasPlanned) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.meeting_on = day("2026-03-16");
  ASSERT_EQ(desk.tell(request), Outcome::accepted);
  EXPECT_EQ(step_of(desk).latest, day("2026-03-16"));
  EXPECT_FALSE(step_of(desk, day("2026-03-16")).late);
  EXPECT_TRUE(step_of(desk, day("2026-03-17")).late);
  CooperationAct moved = desk.act(ActKind::rebook, "2026-03-10");
  moved.meeting_on = day("2026-03-30");
  ASSERT_EQ(desk.tell(moved), Outcome::accepted);
  EXPECT_EQ(step_of(desk).latest, day("2026-03-30"));
  EXPECT_FALSE(step_of(desk, day("2026-03-30")).late);
}

TEST(NextStep, HasNoDayWhereNobodyHasPlannedOne) {
  const NextStep step = step_of(desk_at(CaseState::requested));
  EXPECT_FALSE(step.latest);
  EXPECT_FALSE(step.late);
}

TEST(NextStep, KeepsTheDayOfTheMeetingThroughAChangeOfOffice) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.meeting_on = day("2026-03-16");
  ASSERT_EQ(desk.tell(request), Outcome::accepted);
  ASSERT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-03-05", "fk.gavle")), Outcome::accepted);
  EXPECT_EQ(step_of(desk).latest, day("2026-03-16"));
}

TEST(NextStep, OfAPlannedInsatsIsLateWhenItsEndHasPassed) {
  Desk desk = desk_at(CaseState::mapping);
  ASSERT_EQ(desk.tell(desk.last_meeting("2026-03-20")), Outcome::accepted);
  CooperationAct plan = desk.plan(CaseState::planned_preparatory, "2026-04-01");
  plan.until = day("2026-06-30");
  ASSERT_EQ(desk.tell(plan), Outcome::accepted);
  EXPECT_EQ(step_of(desk).latest, day("2026-06-30"));
  EXPECT_FALSE(step_of(desk, day("2026-06-30")).late);
  EXPECT_TRUE(step_of(desk, day("2026-07-01")).late);
}

TEST(NextStep, OfAnActiveInsatsIsDueWhenItWasPlannedToEnd) {
  Desk desk = desk_at(CaseState::mapping);
  ASSERT_EQ(desk.tell(desk.last_meeting("2026-03-20")), Outcome::accepted);
  CooperationAct plan = desk.plan(CaseState::planned_preparatory, "2026-04-01");
  plan.until = day("2026-06-30");
  ASSERT_EQ(desk.tell(plan), Outcome::accepted);
  ASSERT_EQ(desk.tell(desk.act(ActKind::start, "2026-05-04", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(step_of(desk).latest, day("2026-06-30"));
}

}  // namespace
}  // namespace gateway::core
