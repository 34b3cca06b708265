#include "gateway/core/explain/explain.h"

#include <gtest/gtest.h>

#include "gateway/core/explain/facts_used.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;

Basis full() {
  Basis basis;
  basis.policy = std::string(64, 'a');
  basis.decided = day("2026-11-01");
  for (int i = 0; i <= static_cast<int>(Fact::activity); ++i) {
    const auto fact = static_cast<Fact>(i);
    basis.add(fact, is_date(fact) ? day("2026-12-24").days() - i : 1, day("2026-10-01"));
  }
  return basis;
}

TEST(Basis, IsReadAsItWasPackedWithoutItsPolicy) {
  Basis expected = full();
  auto read = unpack_basis(pack(expected));
  ASSERT_TRUE(read);
  read->policy = expected.policy;
  EXPECT_EQ(*read, expected);
  EXPECT_EQ(read->facts().size(), 29U);
}

TEST(Basis, TakesFewBytes) {
  Basis basis;
  basis.decided = day("2026-11-01");
  basis.add(Fact::start, day("2026-10-12").days());
  basis.add(Fact::consent, 1);
  basis.add(Fact::consent_date, day("2026-10-10").days());
  EXPECT_EQ(pack(basis), "20758a20c1d22");
}

TEST(Basis, ThatIsDamagedIsNotRead) {
  for (const char* text : {"", "a", "20758a", "20758A1", "20758a1@", "20758~1", "20758a1 "}) {
    EXPECT_FALSE(unpack_basis(text)) << text;
  }
}

TEST(FactsUsed, AreThoseOfTheRecordAsOfTodayAndStandingOnesAsOfTheirOwnDay) {
  made::World world;
  world.policy.hash = "h";
  Participation record = made::participation();
  record.consent.withdrawn = day("2026-10-20");
  Situation situation;
  situation.standing.declined = day("2026-01-02");
  situation.person_protected = true;
  const Circumstances under = world.circumstances();
  const Basis basis = facts_used(record, situation, under);
  EXPECT_EQ(basis.policy, "h");
  EXPECT_EQ(basis.decided, under.today);
  const auto value = [&](Fact wanted) -> std::optional<CodedFact> {
    for (const CodedFact& fact : basis.facts()) {
      if (fact.fact == wanted) return fact;
    }
    return std::nullopt;
  };
  ASSERT_TRUE(value(Fact::start));
  EXPECT_EQ(value(Fact::start)->value, record.start->days());
  EXPECT_EQ(value(Fact::start)->as_of, under.today);
  EXPECT_EQ(value(Fact::withdrawn)->value, day("2026-10-20").days());
  EXPECT_EQ(value(Fact::declined_before)->as_of, day("2026-01-02"));
  EXPECT_TRUE(value(Fact::protected_before));
  EXPECT_FALSE(value(Fact::deceased));
  EXPECT_FALSE(value(Fact::registration));
}

DecidedBefore rejected() {
  DecidedBefore decided;
  decided.units = {
      {Unit::in, Outcome::rejected, {{Code::assignment_missing, "maj.lind"}}, {{Code::consent_after_start}}}};
  decided.basis = full();
  return decided;
}

TEST(Why, TellsRuleReasonsRemediesFactsWithAgeAndPolicy) {
  Policy policy;
  policy.hash = std::string(64, 'a');
  policy.legal_bases = {{LegalSubject::registration, "114 kap. SFB", {day("2011-01-01"), std::nullopt}}};
  const base::Document why = explain(rejected(), policy, day("2026-11-03"));
  const base::Document& unit = why.find("units")->array()->front();
  EXPECT_EQ(unit.find("rule")->text("sv"), rule_of(Outcome::rejected, Language::swedish));
  const base::Document& reason = unit.find("reasons")->array()->front();
  EXPECT_EQ(reason.text("code"), "assignment_missing");
  EXPECT_EQ(reason.find("remedy")->text("en"), remedy(Code::assignment_missing, Language::english));
  EXPECT_EQ(why.find("policy")->find("in_force")->boolean() != nullptr, true);
  EXPECT_TRUE(*why.find("policy")->find("in_force")->boolean());
  EXPECT_EQ(why.find("policy")->find("legal_basis")->text("text"), "114 kap. SFB");
  EXPECT_EQ(why.find("facts")->array()->front().integer_or("age_days", -1), 33);
}

TEST(Why, SaysThatAnotherPolicyHoldsNow) {
  Policy policy;
  policy.hash = std::string(64, 'b');
  const base::Document why = explain(rejected(), policy, day("2026-11-03"));
  EXPECT_FALSE(*why.find("policy")->find("in_force")->boolean());
  EXPECT_NE(explained_text(why, Language::english).find("an earlier one"), std::string::npos);
}

TEST(Why, OfAnOldDecisionSaysThatItsPolicyWasNotKept) {
  DecidedBefore decided = rejected();
  decided.basis.reset();
  const base::Document why = explain(decided, Policy{}, day("2026-11-03"));
  EXPECT_TRUE(why.find("facts")->array()->empty());
  EXPECT_NE(explained_text(why, Language::swedish).find("äldre än"), std::string::npos);
}

TEST(Why, HasARuleForEveryOutcomeAndANameForEveryFactInBothLanguages) {
  for (int i = 0; i < 7; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_GT(rule_of(outcome, Language::swedish).size(), 10U);
    EXPECT_NE(rule_of(outcome, Language::swedish), rule_of(outcome, Language::english));
  }
  for (int i = 0; i <= static_cast<int>(Fact::activity); ++i) {
    const auto fact = static_cast<Fact>(i);
    EXPECT_NE(name(fact, Language::swedish), name(fact, Language::english));
    EXPECT_FALSE(name(fact).empty());
  }
}

TEST(Why, TellsEveryReasonThereIsWithSentenceAndRemedy) {
  for (const Explanation& known : explanations()) {
    DecidedBefore decided;
    decided.units = {{Unit::in, Outcome::rejected, {{known.code, "X"}}, {}}};
    const base::Document why = explain(decided, Policy{}, day("2026-11-03"));
    for (const Language language : {Language::swedish, Language::english}) {
      const std::string text = explained_text(why, language);
      EXPECT_NE(text.find(known.id), std::string::npos) << known.id;
      EXPECT_NE(text.find(known.remedy[static_cast<std::size_t>(language)]), std::string::npos) << known.id;
    }
  }
}

}  // namespace
}  // namespace gateway::core
