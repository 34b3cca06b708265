#include "gateway/core/cooperation/transition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::Desk;
using made::desk_at;
using testing::Contains;
using testing::ElementsAre;

constexpr CaseState kAll[] = {CaseState::requested,           CaseState::mapping,
                              CaseState::planned_preparatory, CaseState::planned_work_oriented,
                              CaseState::active_preparatory,  CaseState::active_work_oriented,
                              CaseState::concluded,           CaseState::interrupted};

/// Where a case may go, as the domain's table tells it, written down a second time.
std::set<CaseState> next_of(CaseState state) {
  using S = CaseState;
  switch (state) {
    case S::requested:
      return {S::requested, S::mapping, S::concluded, S::interrupted};
    case S::mapping:
      return {S::mapping, S::planned_preparatory, S::planned_work_oriented, S::concluded, S::interrupted};
    case S::planned_preparatory:
      return {S::planned_preparatory, S::active_preparatory, S::concluded, S::interrupted};
    case S::planned_work_oriented:
      return {S::planned_work_oriented, S::active_work_oriented, S::concluded, S::interrupted};
    case S::active_preparatory:
      return {S::active_preparatory, S::active_work_oriented, S::planned_work_oriented, S::concluded, S::interrupted};
    case S::active_work_oriented:
      return {S::active_work_oriented, S::active_preparatory, S::planned_preparatory, S::concluded, S::interrupted};
    case S::concluded:
    case S::interrupted:
      return {S::requested};
  }
  return {};
}

TEST(Course, HasAtMostFortyRowsAndNoneTwice) {
  std::set<std::tuple<int, ActKind, CaseState>> seen;
  for (const Transition& row : transitions()) {
    const int from = row.from ? static_cast<int>(*row.from) : -1;
    EXPECT_TRUE(seen.insert({from, row.act, row.to}).second) << name(row.act);
    EXPECT_TRUE(moves(row.act) || row.act == ActKind::change_office);
  }
  EXPECT_LE(transitions().size(), 40U);
}

TEST(Course, LeadsFromEachStateWhereTheDomainSays) {
  for (const CaseState from : kAll) {
    std::set<CaseState> reached;
    for (const Transition& row : transitions()) {
      if (row.from == from) reached.insert(row.to);
    }
    EXPECT_EQ(reached, next_of(from)) << name(from);
  }
}

TEST(Course, StatesHaveTheirForm) {
  EXPECT_EQ(form(CaseState::requested), StateForm::waiting);
  EXPECT_EQ(form(CaseState::mapping), StateForm::active);
  EXPECT_EQ(form(CaseState::planned_work_oriented), StateForm::waiting);
  EXPECT_EQ(form(CaseState::active_preparatory), StateForm::active);
  EXPECT_TRUE(ended(CaseState::concluded));
  EXPECT_TRUE(ended(CaseState::interrupted));
  for (const CaseState state : kAll) EXPECT_EQ(parse_case_state(name(state)), state);
  EXPECT_FALSE(parse_case_state("paused"));
}

TEST(Course, BeginsOnlyWithARequest) {
  for (const Transition& row : transitions()) {
    if (!row.from) {
      EXPECT_EQ(row.act, ActKind::request);
    }
  }
}

/// Every act from every state: accepted or proposed exactly where the table has a row.
TEST(Course, NothingButTheTableDecidesWhereACaseGoes) {
  for (const CaseState from : kAll) {
    for (const ActKind kind : {ActKind::rebook, ActKind::meet, ActKind::plan, ActKind::start, ActKind::turn,
                               ActKind::conclude, ActKind::interrupt}) {
      for (const CaseState to : kAll) {
        const Desk desk = desk_at(from);
        CooperationAct act = desk.act(kind, "2026-10-01", "af.gavle");
        act.answers.clear();
        act.to = to;
        const CooperationDecision decision = desk.ask(act);
        const bool goes = decision.outcome == Outcome::accepted || decision.outcome == Outcome::proposed;
        EXPECT_EQ(goes, find_transition(from, kind, to) != nullptr)
            << name(from) << " " << name(kind) << " " << name(to);
        if (!goes) {
          EXPECT_THAT(made::codes_of(decision), ElementsAre(ended(from) ? Code::case_ended : Code::transition_unknown));
        }
      }
    }
  }
}

TEST(Course, ARebookedRequestStaysRequested) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct act = desk.act(ActKind::rebook, "2026-03-05");
  act.meeting_on = made::day("2026-04-01");
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::requested);
  EXPECT_EQ(desk.now().rows.size(), 2U);
}

TEST(Course, MoreMeetingsStayMapping) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-18")), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::mapping);
  EXPECT_EQ(desk.now().meetings(), 2);
}

TEST(Course, APlanMustSayWhichKindWhereBothAreOpen) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_EQ(desk.tell(desk.act(ActKind::plan, "2026-04-01")), Outcome::rejected);
  EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::transition_unknown));
  Desk active = desk_at(CaseState::active_preparatory);
  EXPECT_EQ(active.tell(active.act(ActKind::plan, "2026-06-01", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(active.state(), CaseState::planned_work_oriented);
}

TEST(Course, AnActiveInsatsTurnsIntoTheOtherAndBack) {
  Desk desk = desk_at(CaseState::active_preparatory);
  EXPECT_EQ(desk.tell(desk.act(ActKind::turn, "2026-06-01", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::active_work_oriented);
  EXPECT_EQ(desk.tell(desk.act(ActKind::turn, "2026-07-01", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
}

TEST(Course, BlevInteAktuelltNamesHealthOrOther) {
  for (const EndCause cause : {EndCause::not_current_health, EndCause::not_current_other}) {
    Desk desk = desk_at(CaseState::requested);
    EXPECT_EQ(desk.tell(desk.ending(ActKind::conclude, "2026-03-10", "fk.gavle", cause)), Outcome::accepted);
    EXPECT_EQ(desk.state(), CaseState::concluded);
  }
  Desk desk = desk_at(CaseState::requested);
  EXPECT_EQ(desk.tell(desk.ending(ActKind::conclude, "2026-03-10", "fk.gavle", EndCause::own_initiative)),
            Outcome::rejected);
  EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::cause_not_of_act));
  Desk active = desk_at(CaseState::active_preparatory);
  EXPECT_EQ(active.tell(active.ending(ActKind::conclude, "2026-09-01", "af.gavle", EndCause::not_current_health)),
            Outcome::rejected);
}

TEST(Course, AnInterruptionNamesItsCause) {
  Desk desk = desk_at(CaseState::active_preparatory);
  EXPECT_EQ(desk.tell(desk.ending(ActKind::interrupt, "2026-09-01", "af.gavle", EndCause::not_current_health)),
            Outcome::rejected);
  EXPECT_EQ(desk.tell(desk.ending(ActKind::interrupt, "2026-09-01", "af.gavle", EndCause::own_initiative)),
            Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::interrupted);
}

TEST(Course, AnOutcomeElsewhereIsFollowedByNoPlan) {
  for (const MeetingOutcome outcome : {MeetingOutcome::back_to_fk, MeetingOutcome::to_ordinary_services}) {
    Desk desk = desk_at(CaseState::mapping);
    desk.tell(desk.last_meeting("2026-03-20", outcome));
    EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-04-01")), Outcome::rejected);
    EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::outcome_contrary));
    EXPECT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-03-20")), Outcome::accepted);
  }
}

TEST(Registrar, FkUntilTheLastMeetingThenAf) {
  const auto whose = [](const Desk& desk, ActKind kind, const char* on) {
    const Transition* way = nullptr;
    for (const Transition& row : transitions()) {
      if (row.from == desk.state() && row.act == kind) way = &row;
    }
    return registrar(*way, &desk.now(), made::day(on));
  };
  EXPECT_EQ(whose(desk_at(CaseState::requested), ActKind::conclude, "2026-09-01"), Authority::fk);
  Desk mapping = desk_at(CaseState::mapping);
  EXPECT_EQ(whose(mapping, ActKind::conclude, "2026-09-01"), Authority::fk) << "no meeting is known to be the last";
  mapping.tell(mapping.last_meeting("2026-03-20", MeetingOutcome::back_to_fk));
  EXPECT_EQ(whose(mapping, ActKind::conclude, "2026-03-20"), Authority::fk);
  EXPECT_EQ(whose(mapping, ActKind::conclude, "2026-03-21"), Authority::af);
  EXPECT_EQ(whose(mapping, ActKind::interrupt, "2026-03-21"), Authority::af);
  EXPECT_EQ(whose(mapping, ActKind::plan, "2026-03-21"), Authority::fk);
  for (const CaseState state : {CaseState::planned_preparatory, CaseState::active_work_oriented}) {
    EXPECT_EQ(whose(desk_at(state), ActKind::conclude, "2026-04-01"), Authority::af);
    EXPECT_EQ(whose(desk_at(state), ActKind::interrupt, "2026-04-01"), Authority::af);
  }
  EXPECT_EQ(whose(desk_at(CaseState::planned_preparatory), ActKind::start, "2026-04-01"), Authority::af);
  EXPECT_EQ(whose(desk_at(CaseState::active_preparatory), ActKind::plan, "2026-04-01"), Authority::af);
  EXPECT_EQ(whose(desk_at(CaseState::active_preparatory), ActKind::change_office, "2026-04-01"), Authority::either);
}

TEST(Dates, APlanIsTheDayAfterTheMeetingAtTheEarliest) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.last_meeting("2026-03-20"));
  EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-03-20")), Outcome::rejected);
  EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::planned_on_mapping_day));
  EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-03-19")), Outcome::rejected);
  EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::before_last_state));
  EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-03-21")), Outcome::accepted);
}

TEST(Dates, AStartIsNotBeforeItsPlan) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-03-31", "af.gavle")), Outcome::rejected);
  EXPECT_THAT(made::codes_of(desk.last), ElementsAre(Code::before_last_state));
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-04-01", "af.gavle")), Outcome::accepted);
}

TEST(Dates, ADayAheadIsTakenAndTold) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  CooperationAct act = desk.act(ActKind::start, "2026-05-04", "af.gavle");
  act.by = desk.by("af.gavle", "2026-05-03");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  EXPECT_THAT(made::codes(desk.ask(act).warnings), Contains(Code::happened_in_future));
  act.by = desk.by("af.gavle", "2026-05-04");
  EXPECT_TRUE(desk.ask(act).warnings.empty());
}

TEST(Dates, NobodyRegistersOnADayToCome) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  CooperationAct act = desk.act(ActKind::start, "2026-05-04", "af.gavle");
  act.by = desk.by("af.gavle", "2026-11-22");
  EXPECT_THAT(made::codes_of(desk.ask(act)), ElementsAre(Code::act_in_future));
  act.by = desk.by("af.gavle", "2026-11-21");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
}

TEST(Dates, DelayIsComputedFromBothDates) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct act = desk.act(ActKind::meet, "2026-03-16");
  act.by = desk.by("fk.gavle", "2026-03-26");
  desk.tell(act);
  EXPECT_EQ(desk.now().rows.back().delay(), std::chrono::days(10));
  EXPECT_EQ(desk.now().rows.front().delay(), std::chrono::days(0));
}

TEST(Dates, ADateMissingIsAFault) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct act = desk.act(ActKind::meet, "2026-03-16");
  act.happened.reset();
  EXPECT_THAT(made::codes_of(desk.ask(act)), Contains(Code::act_date_missing));
}

}  // namespace
}  // namespace gateway::core
