// What decisions on acts rest on: what was weighed, and of a case no more than who acts may see.
#include "gateway/core/cooperation/act_basis.h"

#include <gtest/gtest.h>

#include "gateway/core/cooperation/act_decision.h"
#include "gateway/core/cooperation/faults.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::desk_at;

std::optional<CodedFact> fact_in(const Basis& basis, Fact wanted) {
  for (const CodedFact& fact : basis.facts()) {
    if (fact.fact == wanted) return fact;
  }
  return std::nullopt;
}

std::optional<int> value_in(const Basis& basis, Fact wanted) {
  const auto fact = fact_in(basis, wanted);
  return fact ? std::optional(fact->value) : std::nullopt;
}

std::optional<base::Date> date_in(const Basis& basis, Fact wanted) {
  const auto fact = fact_in(basis, wanted);
  return fact ? std::optional(base::Date::from_days(fact->value)) : std::nullopt;
}

template <typename Enum>
std::optional<int> code(Enum value) {
  return static_cast<int>(value);
}

/// Whether the basis tells anything of the case or of the person.
bool tells_of_case(const Basis& basis) {
  for (const Fact fact :
       {Fact::state, Fact::becomes, Fact::registrar, Fact::consent, Fact::consent_date, Fact::withdrawn_before,
        Fact::declined_before, Fact::told, Fact::protected_before, Fact::deceased, Fact::counted_before, Fact::last_end,
        Fact::mapping_consent, Fact::meetings, Fact::meeting_outcome}) {
    if (fact_in(basis, fact)) return true;
  }
  return false;
}

TEST(ActBasis, TellsPolicyDatesAuthorityTransitionConsentAndProtection) {
  Desk desk = desk_at(CaseState::requested);
  desk.policy.hash = "h";
  desk.tell(desk.last_meeting("2026-03-16"));
  CooperationAct plan = desk.plan(CaseState::planned_preparatory, "2026-03-20");
  plan.by.on = day("2026-03-25");
  const CooperationDecision decision = desk.ask(plan);
  ASSERT_EQ(decision.outcome, Outcome::accepted);
  const Basis& basis = decision.basis;
  EXPECT_EQ(basis.policy, "h");
  EXPECT_EQ(basis.decided, desk.today);
  EXPECT_EQ(date_in(basis, Fact::happened), day("2026-03-20"));
  EXPECT_EQ(date_in(basis, Fact::registered), day("2026-03-25"));
  EXPECT_EQ(value_in(basis, Fact::part), code(Part::fk));
  EXPECT_EQ(value_in(basis, Fact::role), 1);
  EXPECT_EQ(value_in(basis, Fact::assignment), 1);
  EXPECT_EQ(value_in(basis, Fact::state), code(CaseState::mapping)) << "as it was before";
  EXPECT_EQ(fact_in(basis, Fact::state)->as_of, day("2026-03-16"));
  EXPECT_EQ(value_in(basis, Fact::becomes), code(CaseState::planned_preparatory));
  EXPECT_EQ(value_in(basis, Fact::registrar), code(Authority::fk));
  EXPECT_FALSE(fact_in(basis, Fact::agreement));
  EXPECT_EQ(value_in(basis, Fact::consent), code(ConsentAnswer::given));
  EXPECT_EQ(date_in(basis, Fact::consent_date), desk.now().consent_date);
  EXPECT_EQ(value_in(basis, Fact::protected_before), 0);
  EXPECT_EQ(value_in(basis, Fact::meetings), 1);
  EXPECT_EQ(value_in(basis, Fact::meeting_outcome), code(MeetingOutcome::to_cooperation));
}

TEST(ActBasis, SaysWhoLacksWhat) {
  const Desk desk = desk_at(CaseState::mapping);
  const auto of = [&](const char* user) {
    CooperationAct act = desk.act(ActKind::conclude, "2026-06-01", user);
    act.office = "af_gavle";
    return desk.ask(act).basis;
  };
  EXPECT_EQ(value_in(of("af.gavle"), Fact::role), 1);
  EXPECT_EQ(value_in(of("af.gavle"), Fact::assignment), 1);
  EXPECT_EQ(value_in(of("af.untrained"), Fact::role), 0);
  EXPECT_EQ(value_in(of("af.untrained"), Fact::assignment), 1);
  EXPECT_EQ(value_in(of("af.nowhere"), Fact::role), 1);
  EXPECT_EQ(value_in(of("af.nowhere"), Fact::assignment), 0);
  EXPECT_EQ(value_in(of("nobody"), Fact::part), code(Part::none));
  EXPECT_FALSE(fact_in(of("nobody"), Fact::role));
}

TEST(ActBasis, OfWhoMayNotSeeTheCaseTellsNothingOfItOrThePerson) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.person_protected = true;
  desk.situation.deceased = day("2026-11-01");
  for (const char* user : {"fk.gavle", "af.gavle"}) {
    EXPECT_TRUE(tells_of_case(desk.ask(desk.act(ActKind::turn, "2026-10-01", user)).basis)) << user;
  }
  for (const char* user : {"fk.sandviken", "af.sandviken", "af.untrained", "af.nowhere", "rusta", "gavle", "nobody"}) {
    const CooperationDecision decision = desk.ask(desk.act(ActKind::turn, "2026-10-01", user));
    EXPECT_FALSE(tells_of_case(decision.basis)) << user;
    EXPECT_TRUE(fact_in(decision.basis, Fact::happened)) << user;
  }
}

TEST(ActBasis, OfARequestTellsWhatIsKnownOnceItIsWeighedAndNotBefore) {
  Desk desk;
  desk.situation.standing.declined = day("2026-01-02");
  const CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  const CooperationDecision accepted = desk.ask(request);
  ASSERT_EQ(accepted.outcome, Outcome::accepted);
  EXPECT_EQ(fact_in(accepted.basis, Fact::declined_before)->as_of, day("2026-01-02"));
  EXPECT_EQ(value_in(accepted.basis, Fact::protected_before), 0);
  EXPECT_EQ(value_in(accepted.basis, Fact::becomes), code(CaseState::requested));
  EXPECT_EQ(date_in(accepted.basis, Fact::consent_date), day("2026-03-02"));
  CooperationAct faulty = request;
  faulty.fk_office = "nowhere";
  const Basis rejected = desk.ask(faulty).basis;
  EXPECT_FALSE(fact_in(rejected, Fact::declined_before));
  EXPECT_FALSE(fact_in(rejected, Fact::protected_before));
  EXPECT_TRUE(fact_in(rejected, Fact::consent)) << "what the act says itself";
  CooperationAct silent = request;
  silent.consent.reset();
  desk.situation.standing = {};
  const CooperationDecision parked = desk.ask(silent);
  ASSERT_EQ(parked.outcome, Outcome::parked);
  EXPECT_EQ(value_in(parked.basis, Fact::protected_before), 0);
}

TEST(ActBasis, OfARequestTellsOfAnEarlierCaseOnlyBesideTheNewOne) {
  Desk desk = desk_at(CaseState::concluded);
  const base::Date end = *desk.now().ended_on();
  CooperationAct again = desk.act(ActKind::request, "2026-10-01");
  const CooperationDecision accepted = desk.ask(again);
  ASSERT_EQ(accepted.outcome, Outcome::accepted);
  EXPECT_EQ(date_in(accepted.basis, Fact::last_end), end);
  again.consent->consent.date = end;
  const CooperationDecision parked = desk.ask(again);
  ASSERT_EQ(parked.outcome, Outcome::parked) << "§3 s";
  EXPECT_FALSE(fact_in(parked.basis, Fact::last_end));
  EXPECT_FALSE(fact_in(parked.basis, Fact::becomes));
}

TEST(ActBasis, OfARequestTellsNothingThatWasToldOfACaseOfOtherOffices) {
  Desk desk = desk_at(CaseState::concluded);
  desk.situation.standing.withdrawn = day("2026-09-01");
  EXPECT_TRUE(fact_in(desk.ask(desk.act(ActKind::request, "2026-10-01")).basis, Fact::withdrawn_before));
  CooperationAct elsewhere = desk.act(ActKind::request, "2026-10-01", "fk.sandviken");
  elsewhere.af_office = "af_sandviken";
  elsewhere.fk_office = "fk_sandviken";
  const CooperationDecision opened = desk.ask(elsewhere);
  ASSERT_EQ(opened.outcome, Outcome::accepted);
  EXPECT_FALSE(fact_in(opened.basis, Fact::withdrawn_before));
}

TEST(ActBasis, SaysThatAnAgreementLetAfRegister) {
  Desk desk = desk_at(CaseState::requested);
  const CooperationAct meeting = desk.act(ActKind::meet, "2026-03-16", "af.gavle");
  EXPECT_FALSE(fact_in(desk.ask(meeting).basis, Fact::agreement));
  desk.policy.agreements = {{"af_gavle", "fk_gavle", {day("2026-01-01"), std::nullopt}, "made"}};
  const CooperationDecision agreed = desk.ask(meeting);
  ASSERT_EQ(agreed.outcome, Outcome::accepted);
  EXPECT_EQ(value_in(agreed.basis, Fact::agreement), 1);
  EXPECT_EQ(value_in(agreed.basis, Fact::registrar), code(Authority::fk));
}

TEST(ActBasis, OfACorrectionNamesItsRegistrar) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  const auto last = static_cast<std::uint32_t>(desk.now().rows.size());
  const Basis basis = desk.ask(desk.correcting(ActKind::undo, last, "2026-11-01", "af.gavle")).basis;
  EXPECT_EQ(value_in(basis, Fact::registrar), code(Authority::af));
  EXPECT_FALSE(fact_in(basis, Fact::becomes));
}

TEST(ActBasis, OfAFactTellsTheCaseAndOfAProposalNothing) {
  Desk desk = desk_at(CaseState::mapping);
  desk.situation.person_protected = true;
  const Basis of_case = decide_case_fact(desk.situation, desk.circumstances()).basis;
  EXPECT_EQ(value_in(of_case, Fact::state), code(CaseState::mapping));
  EXPECT_EQ(value_in(of_case, Fact::protected_before), 1);
  Desk proposed;
  proposed.tell(proposed.act(ActKind::request, "2026-03-02", "af.gavle"));
  ASSERT_FALSE(proposed.situation.open_tasks.empty());
  proposed.situation.person_protected = true;
  const CooperationDecision stripped = decide_case_fact(proposed.situation, proposed.circumstances());
  EXPECT_EQ(stripped.outcome, Outcome::accepted);
  EXPECT_TRUE(stripped.basis.facts().empty()) << "its proposer may not hear why";
}

TEST(ActBasis, OfAnAnsweredTaskIsWhoAnsweredItWithWhichAuthority) {
  Desk desk;
  desk.tell(desk.act(ActKind::request, "2026-03-02", "af.gavle"));
  const CooperationTask task = *desk.last.task;
  const Act fk = desk.by("fk.gavle", "2026-03-05");
  const TaskDecision rejected = reject(task, fk, "other", desk.circumstances());
  ASSERT_TRUE(rejected.done);
  EXPECT_EQ(value_in(rejected.basis, Fact::assignment), 1);
  EXPECT_EQ(date_in(rejected.basis, Fact::registered), day("2026-03-05"));
  const TaskDecision retracted = retract(task, desk.by("af.gavle", "2026-03-05"), desk.circumstances());
  ASSERT_TRUE(retracted.done);
  EXPECT_EQ(value_in(retracted.basis, Fact::part), code(Part::af));
  const TaskDecision confirmed = confirm(task, fk, desk.situation, desk.circumstances());
  ASSERT_TRUE(confirmed.done);
  const ActDecision kept = kept_of(confirmed);
  EXPECT_EQ(kept.answer, TaskEvent::confirm);
  EXPECT_EQ(kept.at, fk.at);
  EXPECT_EQ(kept.office, "fk_gavle");
  EXPECT_EQ(kept.basis, confirmed.decision->basis);
  EXPECT_EQ(value_in(*kept.basis, Fact::becomes), code(CaseState::requested));
}

TEST(ActBasis, FitsAndIsReadAsItWasPacked) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.standing = {day("2025-01-02"), false, day("2025-01-03"), true,
                             Consent{ConsentAnswer::given, "SUS 2024", day("2025-02-02"), std::nullopt}};
  desk.situation.deceased = day("2026-11-01");
  desk.situation.note = CaseNote{"af_gavle", "fk_gavle", 2025, Sex::woman, Code::consent_declined};
  desk.situation.current->mapping_consent_on = day("2026-03-01");
  const Basis basis = desk.ask(desk.act(ActKind::turn, "2026-10-01", "af.gavle")).basis;
  EXPECT_LT(basis.facts().size(), 26U);
  EXPECT_EQ(value_in(basis, Fact::counted_before), 1);
  auto read = unpack_basis(pack(basis));
  ASSERT_TRUE(read);
  read->policy = basis.policy;
  EXPECT_EQ(*read, basis);
}

}  // namespace
}  // namespace gateway::core
