#include "gateway/core/explain/told_decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/explain/explain.h"
#include "tests/unit/core/rows.h"

namespace gateway::core {
namespace {

using base::Document;
using made::day;
using made::days;
using made::in_message;
using made::kBack;
using made::kStart;
using made::kToday;
using made::Life;
using made::message;
using made::participation;
using made::sent;
using made::Way;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ToldDecision told_of(const Decision& decision) {
  ToldDecision told;
  told.registration = made::registration_id(1);
  told.fact = decision.fact.value();
  told.basis = decision.basis;
  told.basis.policy = "h";
  return told;
}

const Document& unit(const Document& explained) {
  return explained.find("units")->array()->front();
}

Policy in_force() {
  Policy policy = made::policy();
  policy.hash = "h";
  return policy;
}

std::string text(const ToldDecision& told, Language language) {
  return explained_text(explain(told, in_force(), kToday + days(9)), language);
}

TEST(ToldFact, OfAWithdrawalTellsWhatItDidItsAgeThePolicyAndWhatWouldChangeIt) {
  Life life = sent();
  const ToldDecision told = told_of(life.tell_withdrawn(kBack));
  EXPECT_EQ(told.fact.effect, Effect::ended);
  const Document why = explain(told, in_force(), kToday + days(9));
  EXPECT_EQ(unit(why).text("event"), "fact");
  EXPECT_EQ(unit(why).text("outcome"), "ended");
  const Document& reason = unit(why).find("reasons")->array()->at(0);
  EXPECT_EQ(reason.text("code"), "consent_withdrawn");
  EXPECT_THAT(std::string(reason.find("remedy")->text("sv")), HasSubstr("nytt samtycke med senare datum"));
  EXPECT_EQ(why.find("policy")->text("hash"), "h");
  bool aged = false;
  for (const Document& fact : *why.find("facts")->array()) {
    if (fact.text("fact") != "withdrawn_before") continue;
    aged = fact.text("value") == kBack.text() && fact.integer_or("age_days", 0) == (kToday + days(9) - kBack).count();
  }
  EXPECT_TRUE(aged);
  EXPECT_THAT(text(told, Language::swedish), HasSubstr("återkallat sedan tidigare: 2026-11-10"));
  EXPECT_THAT(text(told, Language::english), HasSubstr("SUS is told id, day and cause"));
  for (const Language language : {Language::swedish, Language::english}) {
    EXPECT_THAT(text(told, language), Not(HasSubstr("inget hindrar")));
    EXPECT_THAT(text(told, language), Not(HasSubstr(participation().number)));
  }
}

TEST(ToldFact, TellsWhatBecameOfTheRegistrationByHowFarItHadCome) {
  const auto effect = [](const Decision& decision) { return decision.fact.value().effect; };
  Life queued;
  queued.read(participation());
  EXPECT_EQ(effect(queued.tell_withdrawn(kBack)), Effect::taken_back);
  Life flagged = sent();
  EXPECT_EQ(effect(flagged.protect()), Effect::hidden);
  EXPECT_EQ(effect(flagged.fact()), Effect::nothing) << "once";
  flagged.situation.person_protected = false;
  EXPECT_EQ(effect(flagged.fact()), Effect::stays_hidden);
  Life dead = sent();
  dead.situation.deceased = kBack;
  const Decision died = dead.fact();
  EXPECT_EQ(effect(died), Effect::ended);
  EXPECT_THAT(made::codes(died.fact->reasons), ElementsAre(Code::person_deceased));
  Life wrong = sent();
  const Decision destroyed = wrong.wrong(Code::wrong_person);
  EXPECT_EQ(effect(destroyed), Effect::destroyed);
  EXPECT_THAT(made::codes(destroyed.fact->reasons), ElementsAre(Code::wrong_person));
  EXPECT_TRUE(destroyed.basis.facts().empty()) << "the facts go with the identity";
  Life none;
  EXPECT_EQ(effect(none.tell({ConsentAnswer::declined, "", kBack, std::nullopt})), Effect::waits);
  Life stands = sent();
  const Decision given = stands.tell({ConsentAnswer::given, "SUS 2024", kBack, std::nullopt});
  EXPECT_EQ(effect(given), Effect::nothing);
  EXPECT_THAT(given.fact->reasons, IsEmpty());
}

TEST(ToldFact, J_SaysThatTheExitWaitsForItsDateAndThatItGotIt) {
  Life life = sent();
  Participation record = participation();
  record.consent = {};
  const Decision vanished = life.read(record);
  ASSERT_TRUE(vanished.fact);
  EXPECT_EQ(vanished.fact->effect, Effect::ends_when_dated);
  EXPECT_EQ(life.tell_withdrawn(kBack).fact.value().effect, Effect::dated);
}

TEST(ToldFact, OfAReadingIsThereOnlyWhereItDidSomething) {
  Life life = sent();
  EXPECT_FALSE(life.read(participation()).fact);
  const Decision withdrawn = life.read(made::withdrawn());
  ASSERT_TRUE(withdrawn.fact);
  EXPECT_EQ(withdrawn.fact->effect, Effect::ended);
  EXPECT_FALSE(life.read(made::withdrawn()).fact) << "it was told once";
}

TEST(ToldFact, ThatIsToldAgainIsKeptOnceAndWhatDidNothingGivesWay) {
  ToldDecision did;
  did.fact = {Effect::ended, {{Code::consent_withdrawn}}, {}};
  ToldDecision nothing = did;
  nothing.fact.effect = Effect::nothing;
  EXPECT_TRUE(told_already(did, nothing));
  EXPECT_TRUE(told_already(did, did));
  EXPECT_FALSE(told_already(nothing, did));
  EXPECT_FALSE(told_already(nothing, nothing)) << "the newer one has the newer facts";
  EXPECT_TRUE(replaces(nothing, did));
  EXPECT_TRUE(replaces(nothing, nothing));
  EXPECT_FALSE(replaces(did, nothing));
  ToldDecision other = nothing;
  other.registration = made::registration_id(2);
  EXPECT_FALSE(told_already(did, other));
  EXPECT_FALSE(replaces(nothing, other));
}

TEST(ToldFact, GoesBeforeTheAnswerOfTheReadingAndOfOneThatIsCountedNoFactIsKept) {
  DecidedBefore decided;
  decided.registration = made::registration_id(1).text();
  decided.units = {{Unit::in, Outcome::accepted, {}, {}}};
  EXPECT_EQ(explain(decided, in_force(), kToday).find("told_since"), nullptr);
  ToldDecision told;
  told.registration = made::registration_id(1);
  told.fact.effect = Effect::nothing;
  decided.told = {told};
  EXPECT_EQ(explain(decided, in_force(), kToday).find("told_since"), nullptr);
  decided.told[0].fact.effect = Effect::ended;
  const Document why = explain(decided, in_force(), kToday);
  EXPECT_NE(why.find("told_since"), nullptr);
  EXPECT_THAT(explained_text(why, Language::swedish), HasSubstr("Läsningens eget svar"));
  decided.told[0].registration = made::registration_id(2);
  EXPECT_EQ(explain(decided, in_force(), kToday).find("told_since"), nullptr) << "of an earlier registration";
  DecidedBefore counted;
  counted.units = {{Unit::in, Outcome::anonymous, {{Code::consent_withdrawn}}, {}}};
  EXPECT_THAT(explained_text(explain(counted, in_force(), kToday), Language::swedish),
              HasSubstr("Av det som bara räknas sparas inga uppgifter"));
}

/// A node's answer, and what it keeps of it.
Admission answer(const Message& m, const NodeSituation& s = {}, std::string_view sender = "gavle") {
  static const Directory directory = made::directory();
  Incoming in{m, std::nullopt};
  if (m.kind == MessageKind::in) in.person = made::person();
  return admit(in, s, directory, in_force(), sender, kToday);
}

NodeSituation standing() {
  NodeSituation s;
  s.registration = made::registration();
  s.owner = "gavle";
  return s;
}

TEST(NodesAnswer, IsKeptWithThePolicyAndTheFactsThatItTried) {
  const auto kept = answer(in_message()).why;
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->message, MessageKind::in);
  EXPECT_EQ(kept->admitted, Admitted::accepted);
  EXPECT_EQ(kept->basis.policy, "h");
  std::vector<Fact> facts;
  for (const CodedFact& fact : kept->basis.facts()) facts.push_back(fact.fact);
  EXPECT_THAT(facts, ElementsAre(Fact::start, Fact::consent_date, Fact::role, Fact::assignment));
  const Document why = explain(*kept, in_force(), kToday);
  EXPECT_EQ(unit(why).text("event"), "in");
  EXPECT_EQ(unit(why).text("outcome"), "accepted");
  EXPECT_THAT(text(*kept, Language::swedish), HasSubstr("Noden har prövat"));
  EXPECT_THAT(text(*kept, Language::swedish), Not(HasSubstr(participation().number)));
}

TEST(NodesAnswer, OfWhatItRefusesKeepsCodesAndNeitherFactsNorWords) {
  Message unsaid = in_message();
  unsaid.consent_form = "vad som helst";
  const auto kept = answer(unsaid).why;
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->fact.reasons, (std::vector<Reason>{{Code::consent_form_unknown}}));
  EXPECT_TRUE(kept->basis.facts().empty());
  EXPECT_EQ(kept->basis.policy, "h");
  const auto later = answer(message(MessageKind::out), standing()).why;
  ASSERT_TRUE(later);
  EXPECT_EQ(made::codes(later->fact.reasons), std::vector{Code::field_fault});
  EXPECT_FALSE(later->basis.facts().empty()) << "of whoever is registered";
}

TEST(NodesAnswer, IsNotKeptOfARepetitionAStrangerOrTotals) {
  EXPECT_FALSE(answer(in_message(), standing()).why);
  EXPECT_TRUE(answer(message(MessageKind::out, kToday), standing()).why);
  EXPECT_FALSE(answer(message(MessageKind::strip, kToday, "person_protected"), standing(), "sandviken").why);
  Message totals;
  totals.kind = MessageKind::totals;
  totals.totals = {"training", 2026, 1, 0, 1};
  EXPECT_FALSE(answer(totals).why);
}

TEST(NodesAnswer, OfAProtectiveMessageSaysThatNoAuthorityWasAsked) {
  const auto exit = answer(message(MessageKind::exit, kBack, "consent_withdrawn"), standing()).why;
  ASSERT_TRUE(exit);
  EXPECT_THAT(text(*exit, Language::swedish), HasSubstr("utan fråga om behörighet"));
  EXPECT_THAT(text(*exit, Language::english), HasSubstr("withdrawn by the source: 2026-11-10"));
  const auto wrong = answer(message(MessageKind::exit, kBack, "wrong_person"), standing()).why;
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->admitted, Admitted::voided);
  EXPECT_TRUE(wrong->basis.facts().empty());
}

TEST(NodesAnswer, ThatComesAgainAnotherDayIsTheSame) {
  Message unsaid = in_message();
  unsaid.consent_form.clear();
  const ToldDecision first = answer(unsaid).why.value();
  ToldDecision tomorrow = first;
  tomorrow.basis.decided = kToday + days(1);
  EXPECT_TRUE(told_already(first, tomorrow));
  tomorrow.fact.reasons = {{Code::already_registered}};
  EXPECT_FALSE(told_already(first, tomorrow));
  EXPECT_FALSE(replaces(first, tomorrow));
}

}  // namespace
}  // namespace gateway::core
