#include "gateway/core/explain/explain_act.h"

#include <gtest/gtest.h>

#include "gateway/core/explain/explain.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using base::Document;
using made::day;
using made::Desk;
using made::desk_at;

const Document& unit_of(const Document& why) {
  return why.find("units")->array()->front();
}

std::string text(const Document& why, Language language) {
  return explained_text(why, language);
}

bool says(const Document& why, std::string_view swedish, std::string_view english) {
  return text(why, Language::swedish).find(swedish) != std::string::npos &&
         text(why, Language::english).find(english) != std::string::npos;
}

/// A meeting registered three days after it was held.
ActDecidedBefore meeting() {
  Desk desk = desk_at(CaseState::requested);
  desk.policy.hash = std::string(64, 'a');
  CooperationAct act = desk.last_meeting("2026-03-16");
  act.by.on = day("2026-03-19");
  desk.tell(act);
  return {kept_of(act, desk.last), desk.now().id, std::nullopt, 2, false, {}};
}

TEST(WhyOfAnAct, TellsTransitionRuleFactsDelayAndPolicy) {
  Policy policy;
  policy.hash = std::string(64, 'a');
  policy.legal_bases = {{LegalSubject::registration, "114 kap. SFB", {day("2011-01-01"), std::nullopt}}};
  const Document why = explain(meeting(), policy, day("2026-11-23"));
  const Document& unit = unit_of(why);
  EXPECT_EQ(unit.text("event"), "meet");
  EXPECT_EQ(unit.text("outcome"), "accepted");
  EXPECT_EQ(unit.integer_or("row", 0), 2);
  EXPECT_EQ(unit.text("office"), "fk_gavle");
  EXPECT_EQ(unit.find("rule")->text("sv"), rule_of_act(Outcome::accepted, Language::swedish));
  const Document* way = unit.find("transition");
  ASSERT_NE(way, nullptr);
  EXPECT_EQ(way->find("from")->text("code"), "requested");
  EXPECT_EQ(way->find("to")->text("code"), "mapping");
  EXPECT_EQ(way->find("registrar")->text("code"), "fk");
  EXPECT_EQ(why.text("registration"), made::case_id(1).text());
  EXPECT_EQ(why.text("decided"), "2026-11-21");
  EXPECT_EQ(why.integer_or("delay_days", -1), 3);
  EXPECT_TRUE(*why.find("policy")->find("in_force")->boolean());
  const Document& fact = why.find("facts")->array()->front();
  EXPECT_EQ(fact.text("fact"), "happened");
  EXPECT_EQ(fact.integer_or("age_days", -1), 2);
  EXPECT_TRUE(says(why, "kartläggningsmöte, rad 2: godkänd", "mapping meeting, row 2: accepted"));
  EXPECT_TRUE(says(why, "begäran om gemensam kartläggning → gemensam kartläggning; registreras av Försäkringskassan",
                   "mapping requested → joint mapping; registered by Försäkringskassan"));
  EXPECT_TRUE(says(why, "Dagar till registreringen: 3", "Days until it was registered: 3"));
  EXPECT_TRUE(says(why, "skydd sedan tidigare: nej", "protected before: no"));
  EXPECT_TRUE(says(why, "gäller nu", "in force now"));
  EXPECT_TRUE(says(why, "114 kap. SFB", "114 kap. SFB"));
}

TEST(WhyOfAnAct, ThatOpensACaseComesFromNone) {
  Desk desk;
  const CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  desk.tell(act);
  const Document why =
      explain({kept_of(act, desk.last), desk.now().id, std::nullopt, 1, false, {}}, Policy{}, desk.today);
  EXPECT_TRUE(unit_of(why).find("transition")->find("from")->is_null());
  EXPECT_TRUE(says(why, "inget ärende → begäran", "no case → mapping requested"));
}

TEST(WhyOfAnAct, ThatWasRejectedSaysWhatWouldHaveToChange) {
  ActDecidedBefore before;
  before.decision.kind = ActKind::plan;
  before.decision.reasons = {{Code::assignment_missing, "af.nowhere – af_gavle"}};
  before.decision.basis.emplace();
  before.decision.basis->policy = "h";
  const Document why = explain(before, Policy{}, day("2026-11-23"));
  EXPECT_TRUE(why.find("registration")->is_null());
  EXPECT_EQ(unit_of(why).text("outcome"), "rejected");
  EXPECT_EQ(unit_of(why).find("transition"), nullptr);
  EXPECT_TRUE(says(why, remedy(Code::assignment_missing, Language::swedish),
                   remedy(Code::assignment_missing, Language::english)));
  EXPECT_TRUE(says(why, "en tidigare", "an earlier one"));
}

TEST(WhyOfAnAct, HasARuleForEveryOutcomeAndEveryAnswer) {
  for (int i = 0; i < 7; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_GT(rule_of_act(outcome, Language::swedish).size(), 10U);
    EXPECT_NE(rule_of_act(outcome, Language::swedish), rule_of_act(outcome, Language::english));
  }
  for (const TaskEvent event : {TaskEvent::confirm, TaskEvent::reject, TaskEvent::retract}) {
    EXPECT_NE(rule_of_answer(event, Language::swedish), rule_of_answer(event, Language::english));
  }
  EXPECT_EQ(rule_of_answer(TaskEvent::fall_due, Language::swedish), "") << "time decides nothing";
}

TEST(WhyOfAnAct, OfAnAnsweredTaskSaysHowItWasAnswered) {
  Desk desk;
  desk.tell(desk.act(ActKind::request, "2026-03-02", "af.gavle"));
  const CooperationTask task = *desk.last.task;
  const TaskDecision rejected = reject(task, desk.by("fk.gavle", "2026-03-05"), "other", desk.circumstances());
  ActDecidedBefore before{kept_of(rejected), std::nullopt, task.id, 0, false, {}};
  Document why = explain(before, Policy{}, desk.today);
  EXPECT_EQ(why.text("task"), task.id.text());
  EXPECT_EQ(unit_of(why).text("event"), "request");
  EXPECT_EQ(unit_of(why).text("outcome"), "rejected");
  EXPECT_EQ(unit_of(why).text("answer"), "other");
  EXPECT_EQ(unit_of(why).find("rule")->text("en"), rule_of_answer(TaskEvent::reject, Language::english));
  before.decision.answer = TaskEvent::confirm;
  why = explain(before, Policy{}, desk.today);
  EXPECT_EQ(unit_of(why).text("outcome"), "confirmed");
  // The node's no to a confirmation.
  before.decision.outcome = Outcome::rejected;
  why = explain(before, Policy{}, desk.today);
  EXPECT_EQ(unit_of(why).text("outcome"), "rejected");
  EXPECT_EQ(unit_of(why).find("rule")->text("en"), rule_of_act(Outcome::rejected, Language::english));
}

TEST(WhyOfAnAct, ThatAnotherAuthorityIsToRegisterWasNotRegisteredInItsPlace) {
  ActDecidedBefore before = meeting();
  before.decision.warnings = {{Code::registered_by_agreement, "af_gavle – fk_gavle"}, {Code::happened_in_future, "x"}};
  const auto warnings = [&] {
    return unit_of(explain(before, Policy{}, day("2026-11-23"))).find("warnings")->array()->size();
  };
  EXPECT_EQ(warnings(), 2U);
  for (const Outcome outcome : {Outcome::proposed, Outcome::rejected}) {
    before.decision.outcome = outcome;
    EXPECT_EQ(warnings(), 1U) << name(outcome);
  }
}

TEST(WhyOfATask, TellsByItselfWhatItWaitsForOrHowItWasAnswered) {
  Desk desk;
  desk.tell(desk.act(ActKind::request, "2026-03-02", "af.gavle"));
  CooperationTask task = *desk.last.task;
  const auto why = [&](bool answers) { return explain(task, answers, Policy{}, day("2026-11-23")); };
  EXPECT_TRUE(says(why(true), "task reject", "task reject"));
  EXPECT_TRUE(says(why(false), "har inte svarat", "has not answered"));
  EXPECT_TRUE(says(why(true), "begäran om gemensam kartläggning: väntar på bekräftelse", "waits for confirmation"));
  task.state = TaskState::due;
  EXPECT_TRUE(says(why(true), "kartläggning: försenad", "mapping: overdue"));
  task.state = TaskState::superseded;
  EXPECT_TRUE(says(why(false), "Ett senare förslag", "A later proposal"));
  EXPECT_TRUE(why(false).find("facts")->array()->empty()) << "what is over tells no facts";
  task.state = TaskState::rejected;
  task.answer = "other";
  EXPECT_TRUE(says(why(false), "Skäl: other", "Reason: other"));
  EXPECT_TRUE(says(why(false), "en annan organisation", "another organisation"));
  EXPECT_TRUE(says(why(true), "finns inte kvar", "not kept"));
}

TEST(WhyOfAnAct, OfAFactSaysThatItNeedsNoAuthority) {
  Desk desk = desk_at(CaseState::mapping);
  desk.situation.deceased = day("2026-06-01");
  const CooperationDecision decision = decide_case_fact(desk.situation, desk.circumstances());
  const CooperationAct told = desk.act(ActKind::interrupt, "2026-06-01");
  const Document why =
      explain({kept_of_fact(told, decision), desk.now().id, std::nullopt, 0, false, {}}, Policy{}, desk.today);
  EXPECT_EQ(unit_of(why).text("event"), "fact");
  EXPECT_TRUE(says(why, "behöver ingen behörighet", "need no authority"));
}

TEST(WhyOfAnAct, ThatIsHeldBackSaysWhatItWaitsFor) {
  ActDecidedBefore before = meeting();
  EXPECT_EQ(explain(before, Policy{}, day("2026-11-23")).find("held"), nullptr);
  before.held = {{Code::target_cannot_move_active}};
  const Document why = explain(before, Policy{}, day("2026-11-23"));
  EXPECT_EQ(why.find("held")->array()->front().text("code"), "target_cannot_move_active");
  EXPECT_TRUE(says(why, "Väntar på att skickas:", "Waits to be sent:"));
  EXPECT_TRUE(says(why, remedy(Code::target_cannot_move_active, Language::swedish),
                   remedy(Code::target_cannot_move_active, Language::english)));
}

TEST(WhyOfAnAct, WithoutABasisSaysPlainlyWhy) {
  ActDecidedBefore before = meeting();
  before.decision.basis.reset();
  const auto why = [&] { return explain(before, Policy{}, day("2026-11-23")); };
  EXPECT_TRUE(why().find("facts")->array()->empty());
  EXPECT_TRUE(says(why(), "Beslutat innan underlaget sparades", "Decided before what it rested on was kept"));
  before.elsewhere = true;
  EXPECT_TRUE(says(why(), "en annan organisation", "another organisation"));
  before.decision.outcome = Outcome::anonymous;
  EXPECT_TRUE(says(why(), "bara räknas", "only counted"));
  const Document stored = explain_stored(day("2026-03-02"));
  EXPECT_EQ(stored.text("decided"), "2026-03-02");
  EXPECT_TRUE(says(stored, "finns inte kvar", "is not kept"));
}

}  // namespace
}  // namespace gateway::core
