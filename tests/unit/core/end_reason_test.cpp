#include "gateway/core/end_reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/core/rows.h"

// An end reason that says more than why: a withdrawal, a death, somebody who broke off (domain.md §§3, 4).

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using made::expect_counted_once;
using made::Life;
using made::only_exit;
using made::outcome;
using made::participation;
using made::sent;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<CodeGroupRow> kGroups = {
    {CodeGroup::end_withdrawn, {"withdrawn"}, {day("2015-01-01"), std::nullopt}},
    {CodeGroup::end_deceased, {"dead"}, {day("2015-01-01"), std::nullopt}},
    {CodeGroup::end_own_initiative, {"left"}, {day("2015-01-01"), std::nullopt}}};

Participation ended(const char* reason) {
  Participation record = participation();
  record.end = day("2026-11-15");
  record.answers.end_reason = reason;
  return record;
}

TEST(ConsentRow, G_AnEndReasonThatTellsOfAWithdrawalIsOne) {
  Life life = sent();
  life.world.policy.code_groups = kGroups;
  life.read(ended("withdrawn"));
  EXPECT_EQ(only_exit(life).code, "consent_withdrawn");
  EXPECT_EQ(only_exit(life).date, day("2026-11-15"));
  EXPECT_THAT(life.open_kinds(), Not(Contains(MessageKind::out)));
  EXPECT_EQ(life.situation.standing.withdrawn, day("2026-11-15"));
}

TEST(ConsentRow, E_AnEndReasonThatTellsOfAWithdrawalBeforeAnythingLeftIsCounted) {
  Life life;
  life.world.policy.code_groups = kGroups;
  EXPECT_EQ(outcome(life.read(ended("withdrawn"))), Outcome::anonymous);
  expect_counted_once(life, Code::consent_withdrawn);
}

TEST(ConsentRow, J_AnEndReasonGivesTheDayThatWasAssumed) {
  Life life = sent();
  life.world.policy.code_groups = kGroups;
  Participation record = participation();
  record.consent = {};
  life.read(record);
  ASSERT_TRUE(life.situation.standing.withdrawal_assumed);
  Participation told = ended("withdrawn");
  told.end = day("2026-11-05");
  life.read(told);
  EXPECT_FALSE(life.situation.standing.withdrawal_assumed);
  EXPECT_EQ(life.situation.standing.withdrawn, day("2026-11-05"));
}

TEST(ConsentRow, Q_ADayOfDeathThatIsKnownStands) {
  Life life = sent();
  life.world.policy.code_groups = kGroups;
  life.situation.deceased = day("2026-11-02");
  life.read(ended("dead"));
  EXPECT_EQ(only_exit(life).date, day("2026-11-02"));
}

TEST(ConsentRow, Q_AnEndReasonThatTellsOfADeathIsOne) {
  Life life = sent();
  life.world.policy.code_groups = kGroups;
  life.read(ended("dead"));
  EXPECT_EQ(only_exit(life).code, "person_deceased");
  EXPECT_EQ(only_exit(life).date, day("2026-11-15"));
}

TEST(EndReason, TellsNothingMoreBeforeTheGroupIsValidNorWithoutAnEnd) {
  Policy policy = made::policy();
  policy.code_groups = kGroups;
  policy.code_groups[0].valid.from = day("2026-11-15");
  EXPECT_EQ(withdrawn_at_end(ended("withdrawn"), policy), day("2026-11-15"));
  policy.code_groups[0].valid.from = day("2026-11-16");
  EXPECT_FALSE(withdrawn_at_end(ended("withdrawn"), policy));
  Participation running = ended("dead");
  running.end.reset();
  EXPECT_FALSE(died(running, std::nullopt, policy));
  running.deceased = day("2026-11-01");
  EXPECT_EQ(died(running, day("2026-10-01"), policy), day("2026-11-01"));
  EXPECT_EQ(died(ended("dead"), day("2026-10-01"), policy), day("2026-10-01")) << "the day that is known";
  EXPECT_FALSE(died(ended("left"), std::nullopt, policy));
}

TEST(ConsentRow, AnOrdinaryEndReasonRegistersOut) {
  Life life = sent();
  life.world.policy.code_groups = kGroups;
  EXPECT_EQ(outcome(life.read(ended("left")), Unit::out), Outcome::accepted);
}

/// A case that may be concluded, in an office whose list has the codes.
Desk concluding() {
  Desk desk = desk_at(CaseState::active_preparatory);
  CodeList list{"codes", {"end_reason"}, {}};
  for (const char* code : {"1", "withdrawn", "dead", "left"}) {
    list.codes.push_back({code, {day("2010-01-01"), std::nullopt}});
  }
  desk.policy.codes = CodeLists({list});
  desk.policy.code_groups = kGroups;
  return desk;
}

TEST(EndReason, OfAConclusionIsNoneOfAnInterruption) {
  for (const char* reason : {"withdrawn", "dead", "left"}) {
    Desk desk = concluding();
    CooperationAct act = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
    act.answers = {{Field::end_reason, reason}};
    EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::end_reason_of_interruption)) << reason;
    act.answers = {{Field::end_reason, "1"}};
    EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  }
}

TEST(EndReason, OfAnInterruptionGoesWithItsCause) {
  Desk desk = concluding();
  CooperationAct act = desk.ending(ActKind::interrupt, "2026-09-01", "af.gavle", EndCause::own_initiative);
  act.answers = {{Field::end_reason, "withdrawn"}};
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::end_reason_of_interruption));
  act.answers = {{Field::end_reason, "left"}};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  act.cause.reset();
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted) << "the cause that is left unsaid";
  act.answers = {{Field::end_reason, "withdrawn"}};
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::end_reason_of_interruption));
}

TEST(EndReason, OfAnOldConclusionHindersNoOtherAnswer) {
  Desk desk = concluding();
  desk.policy.code_groups.clear();
  CooperationAct end = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
  end.answers = {{Field::end_reason, "left"}};
  ASSERT_EQ(desk.tell(end), Outcome::accepted);
  desk.policy.code_groups = kGroups;
  CooperationAct act = desk.correcting(ActKind::complete, desk.now().rows.back().number, "2026-09-02");
  act.by.user = "af.gavle";
  act.by.organisation = end.by.organisation;
  act.office = end.office;
  act.answers = {{Field::works_after, "no"}};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
}

TEST(EndReason, OfAConclusionIsNotCorrectedIntoOneOfAnInterruption) {
  Desk desk = concluding();
  CooperationAct end = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
  end.answers = {{Field::end_reason, "1"}};
  ASSERT_EQ(desk.tell(end), Outcome::accepted);
  CooperationAct act = desk.correcting(ActKind::correct, desk.now().rows.back().number, "2026-09-02");
  act.by.user = "af.gavle";
  act.by.organisation = end.by.organisation;
  act.office = end.office;
  act.answers = {{Field::end_reason, "left"}};
  EXPECT_THAT(codes_of(desk.ask(act)), Contains(Code::end_reason_of_interruption));
}

}  // namespace
}  // namespace gateway::core
