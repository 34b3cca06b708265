#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/cooperation/register.h"
#include "tests/unit/core/cooperation/office.h"

// Who has no part in a case: what it proposes is received, and it never learns who is in the cooperation (domain.md
// §2: "not found" and "not allowed" are the same answer; a supplier never gets a reason).

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::Contains;
using testing::ElementsAre;

CooperationAct by_supplier(CooperationAct act, const char* organisation = "rusta") {
  act.by.organisation = organisation;
  if (act.kind != ActKind::request && act.case_id.empty()) act.case_id = made::case_id(9);
  act.by.user.clear();
  act.office.clear();
  return act;
}

/// Everything that a person can be to the cooperation.
std::vector<Desk> everybody() {
  std::vector<Desk> all = {Desk()};
  for (const CaseState state : {CaseState::requested, CaseState::active_preparatory, CaseState::concluded}) {
    all.push_back(desk_at(state));
  }
  all.push_back(desk_at(CaseState::active_preparatory));
  all.back().tell(all.back().ending(ActKind::interrupt, "2026-06-01", "af.gavle", EndCause::consent_withdrawn));
  all.push_back(desk_at(CaseState::active_preparatory));
  all.back().situation.current->discarded = true;
  Desk of_protected;
  of_protected.situation.person_protected = true;
  all.push_back(of_protected);
  Desk deceased;
  deceased.situation.deceased = day("2026-01-01");
  all.push_back(deceased);
  Desk declined;
  declined.situation.standing.declined = day("2026-12-01");
  all.push_back(declined);
  return all;
}

void answers_alike(const CooperationDecision& one, const CooperationDecision& other) {
  EXPECT_EQ(one.outcome, other.outcome);
  EXPECT_EQ(one.reasons, other.reasons);
  EXPECT_EQ(one.warnings, other.warnings);
  EXPECT_EQ(one.missing, other.missing);
  EXPECT_EQ(one.basis, other.basis) << "why tells no more than the answer";
}

TEST(Outside, ASupplierHearsTheSameOfWhomeverItProposes) {
  for (const Desk& desk : everybody()) {
    for (const char* on : {"2026-03-02", "2026-08-02", "2026-10-02"}) {
      const CooperationAct act = by_supplier(desk.act(ActKind::request, on));
      EXPECT_EQ(desk.ask(act).outcome, Outcome::proposed);
      answers_alike(desk.ask(act), Desk().ask(act));
    }
  }
}

TEST(Outside, ASupplierHearsTheSameOfACaseWhateverItsState) {
  const Desk empty;
  for (const Desk& desk : everybody()) {
    for (const ActKind kind : {ActKind::plan, ActKind::turn, ActKind::conclude, ActKind::discard}) {
      CooperationAct act = by_supplier(desk.act(kind, "2020-10-02"));
      if (kind == ActKind::discard) act.happened.reset();
      act.answers.clear();
      EXPECT_EQ(desk.ask(act).outcome, Outcome::proposed) << name(kind);
      answers_alike(desk.ask(act), empty.ask(act));
    }
  }
}

TEST(Outside, OfAPersonAloneASupplierHearsThatThereIsNoCaseWhoeverItIs) {
  for (const Desk& desk : everybody()) {
    CooperationAct act = by_supplier(desk.act(ActKind::turn, "2026-10-02"));
    act.case_id = {};
    EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::case_unknown));
    EXPECT_FALSE(desk.ask(act).task);
  }
}

TEST(Outside, AskingTwiceTellsNoMore) {
  for (Desk desk : everybody()) {
    const CooperationAct request = by_supplier(desk.act(ActKind::request, "2026-10-02"));
    desk.tell(request);
    answers_alike(desk.last, desk.ask(request));
    const CooperationAct turn = by_supplier(desk.act(ActKind::turn, "2026-10-02"));
    desk.tell(turn);
    answers_alike(desk.last, desk.ask(turn));
  }
  Desk going_on = desk_at(CaseState::active_preparatory);
  const CooperationAct turn = by_supplier(going_on.act(ActKind::turn, "2026-10-02"));
  going_on.tell(turn);
  going_on.tell(turn);
  EXPECT_EQ(going_on.situation.open_tasks.size(), 1U) << "one task";
}

TEST(Outside, AfHearsTheSameOfARequestForWhomeverItHasNoCaseOf) {
  for (const Desk& desk : everybody()) {
    CooperationAct act = desk.act(ActKind::request, "2026-10-02", "af.sandviken");
    act.af_office = "af_sandviken";
    act.fk_office = "fk_sandviken";
    EXPECT_EQ(desk.ask(act).outcome, Outcome::proposed);
    answers_alike(desk.ask(act), Desk().ask(act));
  }
}

TEST(Outside, FkAtAnotherOfficeOpensNoSecondCaseAndHearsNothingOfTheFirst) {
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = desk.act(ActKind::request, "2026-10-02", "fk.sandviken");
  act.af_office = "af_sandviken";
  act.fk_office = "fk_sandviken";
  const CooperationDecision decision = desk.ask(act);
  EXPECT_EQ(decision.outcome, Outcome::proposed);
  EXPECT_THAT(decision.reasons, testing::IsEmpty());
  EXPECT_FALSE(decision.after);
  EXPECT_EQ(decision.task.value().office, "fk_gavle") << "whose case it is answers";
}

TEST(Outside, WhatIsWrongWithTheProposalItselfIsTold) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = by_supplier(desk.act(ActKind::conclude, "2026-10-02"));
  act.answers[Field::end_reason] = "no such code";
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::answer_code_unknown));
  act = by_supplier(desk.act(ActKind::turn, "2026-10-02"));
  act.happened.reset();
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::act_date_missing));
}

TEST(Outside, WhatCannotBeKeptIsTakenBackAtOnceWithoutItsContent) {
  Desk desk;
  desk.situation.person_protected = true;
  const CooperationDecision decision = desk.ask(by_supplier(desk.act(ActKind::request, "2026-10-02")));
  ASSERT_TRUE(decision.task);
  EXPECT_EQ(decision.task->state, TaskState::retracted);
  EXPECT_TRUE(decision.task->act.answers.empty());
  EXPECT_FALSE(decision.task->act.consent);
  EXPECT_TRUE(decision.counts.empty()) << "a supplier counts nobody";
}

TEST(Outside, CourseIsJudgedWhenTheProposalIsConfirmed) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(by_supplier(desk.act(ActKind::turn, "2020-10-02")));
  const TaskDecision no = desk.confirm_task(desk.situation.open_tasks.at(0), "af.gavle", "2026-06-02");
  EXPECT_FALSE(no.done);
  EXPECT_THAT(made::codes(no.reasons), ElementsAre(Code::before_last_state));
}

TEST(Outside, ARegistrarsTaskIsNotLostToAProposal) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.standing.withdrawn = day("2026-06-01");
  desk.tell(by_supplier(desk.act(ActKind::turn, "2026-07-01")));
  EXPECT_EQ(desk.last.outcome, Outcome::proposed);
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  ASSERT_TRUE(desk.last.task);
  EXPECT_EQ(desk.last.task->state, TaskState::open);
  EXPECT_EQ(desk.last.task->act.cause, EndCause::consent_withdrawn);
}

TEST(Proposal, OfASecondOrganisationIsKeptBesideTheFirsts) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(by_supplier(desk.act(ActKind::conclude, "2026-09-01"), "gavle"));
  desk.tell(by_supplier(desk.act(ActKind::conclude, "2026-09-01"), "rusta"));
  ASSERT_EQ(desk.situation.open_tasks.size(), 2U);
  const CooperationTask first = desk.situation.open_tasks[0];
  EXPECT_EQ(first.state, TaskState::open);
  EXPECT_TRUE(retract(first, first.act.by, desk.circumstances()).done);
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks[1], "af.gavle", "2026-09-02").done);
  EXPECT_EQ(desk.state(), CaseState::concluded);
}

TEST(Proposal, OfTwoOrganisationsIsConfirmedAtOnce) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(by_supplier(desk.act(ActKind::conclude, "2026-09-01"), "gavle"));
  desk.tell(by_supplier(desk.act(ActKind::conclude, "2026-09-01"), "rusta"));
  desk.confirm_task(desk.situation.open_tasks[0], "af.gavle", "2026-09-02");
  EXPECT_EQ(desk.situation.open_tasks[1].state, TaskState::confirmed);
}

TEST(Proposal, AskedOfAnotherAuthorityAlreadyIsNotConfirmed) {
  Desk desk = desk_at(CaseState::mapping);
  const CooperationAct meeting = desk.act(ActKind::meet, "2026-03-20");
  ASSERT_EQ(desk.tell(by_supplier(meeting)), Outcome::proposed);
  const CooperationTask suppliers = desk.situation.open_tasks[0];
  ASSERT_EQ(suppliers.office, "af_gavle");
  ASSERT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-20", "af.gavle")), Outcome::proposed);
  const TaskDecision answer = desk.confirm_task(suppliers, "af.gavle", "2026-03-21");
  EXPECT_FALSE(answer.done) << "nothing is registered by it";
  EXPECT_THAT(made::codes(answer.reasons), ElementsAre(Code::for_other_authority));
  desk.confirm_task(desk.situation.open_tasks[1], "fk.gavle", "2026-03-21");
  EXPECT_EQ(desk.now().rows.back().happened, day("2026-03-20"));
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::confirmed) << "with the registration";
}

}  // namespace
}  // namespace gateway::core
