#include "gateway/core/policy.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "gateway/core/coded_fields.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;

const base::Period kSpring{day("2026-01-01"), day("2026-06-30")};
const base::Period kAutumn{day("2026-07-01"), std::nullopt};

TEST(Policy, AFormCoversAPurposeOnItsDaysOnly) {
  Policy policy;
  policy.forms = {made::form("F", {"registration"}, kSpring), made::form("F", {"information_exchange"}, kAutumn)};
  constexpr auto kIn = CooperationForm::finsam;
  EXPECT_TRUE(policy.covers("F", "registration", kIn, day("2026-06-30")));
  EXPECT_FALSE(policy.covers("F", "registration", kIn, day("2026-07-01")));
  EXPECT_TRUE(policy.covers("F", "information_exchange", kIn, day("2026-07-01")));
  EXPECT_FALSE(policy.covers("F", "information_exchange", kIn, day("2026-06-30")));
}

TEST(Policy, AFormHoldsForTheCooperationsThatItsRowNames) {
  Policy policy;
  policy.forms = {made::form("F", {"registration"}, kSpring), made::form("A", {"registration"}, kSpring)};
  policy.forms[0].cooperations = {CooperationForm::finsam};
  policy.forms[1].cooperations = {CooperationForm::af_fk};
  const base::Date on = day("2026-03-01");
  EXPECT_TRUE(policy.covers_registration("F", CooperationForm::finsam, on));
  EXPECT_FALSE(policy.covers_registration("F", CooperationForm::af_fk, on));
  EXPECT_FALSE(policy.covers_registration("A", CooperationForm::finsam, on));
  EXPECT_TRUE(policy.covers_registration("A", CooperationForm::af_fk, on));
  policy.forms[0].cooperations.clear();
  EXPECT_FALSE(policy.covers_registration("F", CooperationForm::finsam, on)) << "nobody has said where it counts";
}

TEST(Policy, OriginalsOfAFormGoToTheArchiveOnItsDaysOnly) {
  Policy policy;
  policy.forms = {made::form("F", {"registration"}, kSpring), made::form("F", {"registration"}, kAutumn)};
  policy.forms[0].archive = true;
  EXPECT_TRUE(policy.archives("F", day("2026-06-30")));
  EXPECT_FALSE(policy.archives("F", day("2026-07-01")));
  EXPECT_FALSE(policy.archives("Other", day("2026-06-30")));
}

TEST(Policy, AnUnknownFormOrPurposeCoversNothing) {
  const Policy policy = made::policy();
  EXPECT_FALSE(policy.covers("Other", "registration", CooperationForm::finsam, made::kStart));
  EXPECT_FALSE(policy.covers("SUS 2024", "statistics", CooperationForm::finsam, made::kStart));
  EXPECT_FALSE(policy.covers("Accorda", "registration", CooperationForm::finsam, made::kStart));
}

TEST(Policy, TheLegalBasisIsTheOneOfTheDay) {
  Policy policy;
  policy.legal_bases = {
      {LegalSubject::direct_access, "3 a § förordning (2003:766)", {day("2014-01-01"), day("2024-02-14")}},
      {LegalSubject::direct_access, "5 § förordning (2024:14)", {day("2024-02-15"), std::nullopt}}};
  const auto text = [&](const char* on) {
    const LegalBasis* basis = policy.legal_basis(LegalSubject::direct_access, day(on));
    return basis == nullptr ? "" : basis->text;
  };
  EXPECT_EQ(text("2013-12-31"), "");
  EXPECT_EQ(text("2024-02-14"), "3 a § förordning (2003:766)");
  EXPECT_EQ(text("2024-02-15"), "5 § förordning (2024:14)");
  EXPECT_EQ(policy.legal_basis(LegalSubject::registration, day("2026-01-01")), nullptr);
}

TEST(Policy, AFlowCarriesWhatItsOwnListNamesOnItsDays) {
  Policy policy;
  policy.field_lists = {{Flow::municipality_to_sus, {"number", "sex"}, kSpring},
                        {Flow::municipality_to_sus, {"number"}, kAutumn},
                        {Flow::af_to_fk, {"office"}, kSpring}};
  EXPECT_TRUE(policy.sends(Flow::municipality_to_sus, "sex", day("2026-06-30")));
  EXPECT_FALSE(policy.sends(Flow::municipality_to_sus, "sex", day("2026-07-01")));
  EXPECT_FALSE(policy.sends(Flow::municipality_to_sus, "office", day("2026-06-30")));
  EXPECT_FALSE(policy.sends(Flow::af_to_fk, "office", day("2026-07-01")));
  EXPECT_FALSE(policy.sends(Flow::af_to_supplier, "number", day("2026-01-01")));
}

TEST(Policy, TheRegistrarRuleIsStrictWhereNoAgreementOfBothOfficesHolds) {
  Policy policy;
  policy.agreements = {{"af-a", "fk-a", kSpring, "minutes"}};
  const auto lenient = [&](const char* af, const char* fk, const char* on) { return policy.lenient(af, fk, day(on)); };
  EXPECT_TRUE(lenient("af-a", "fk-a", "2026-06-30"));
  EXPECT_FALSE(lenient("af-a", "fk-a", "2026-07-01"));
  EXPECT_FALSE(lenient("af-a", "fk-b", "2026-06-30"));
  EXPECT_FALSE(lenient("af-b", "fk-a", "2026-06-30"));
}

TEST(Policy, ALocalPolicyIsOffWithoutARow) {
  for (const auto policy : {LocalPolicy::two_meetings, LocalPolicy::plan_three_months,
                            LocalPolicy::mapping_consent_week, LocalPolicy::request_needs_mapping_consent}) {
    EXPECT_EQ(Policy{}.strictness(policy, "a", "f", day("2026-01-01")), Strictness::off) << name(policy);
  }
}

TEST(Policy, ALocalPolicyOfTwoOfficesGoesBeforeTheOneOfAll) {
  Policy policy;
  policy.local_policies = {{LocalPolicy::two_meetings, Strictness::reject, "a", "f", kSpring},
                           {LocalPolicy::two_meetings, Strictness::warn, "", "", {kSpring.from, std::nullopt}}};
  const auto strict = [&](const char* af, const char* fk, const char* on) {
    return policy.strictness(LocalPolicy::two_meetings, af, fk, day(on));
  };
  EXPECT_EQ(strict("a", "f", "2026-06-30"), Strictness::reject);
  EXPECT_EQ(strict("a", "f", "2026-07-01"), Strictness::warn);
  EXPECT_EQ(strict("a", "g", "2026-06-30"), Strictness::warn);
  EXPECT_EQ(strict("a", "f", "2025-12-31"), Strictness::off);
  std::swap(policy.local_policies[0], policy.local_policies[1]);
  EXPECT_EQ(strict("a", "f", "2026-06-30"), Strictness::reject) << "whatever the order of the rows";
}

TEST(Policy, ACodeIsOfAGroupOnItsDays) {
  Policy policy;
  policy.code_groups = {{CodeGroup::municipality_with_districts, {"0180", "1480"}, kSpring},
                        {CodeGroup::sickness_benefit, {"sjukpenning"}, kSpring}};
  EXPECT_TRUE(policy.groups(CodeGroup::municipality_with_districts, "1480", day("2026-06-30")));
  EXPECT_FALSE(policy.groups(CodeGroup::municipality_with_districts, "1480", day("2026-07-01")));
  EXPECT_FALSE(policy.groups(CodeGroup::municipality_with_districts, "2180", day("2026-06-30")));
  EXPECT_FALSE(policy.groups(CodeGroup::sickness_benefit, "1480", day("2026-06-30")));
}

TEST(Policy, AThresholdIsTheOneOfTheDayElseTheCarefulOne) {
  Policy policy;
  policy.thresholds = {{Threshold::small_number, 10, kSpring}};
  EXPECT_EQ(policy.threshold(Threshold::small_number, day("2026-06-30")), 10);
  EXPECT_EQ(policy.threshold(Threshold::small_number, day("2026-07-01")), 5);
  EXPECT_EQ(policy.threshold(Threshold::delay_days, day("2026-06-30")), 7);
}

TEST(Policy, MandatesAreGivenByBothAndAnOrganisationMayNarrowItToOne) {
  Policy policy;
  const auto givers = [&](const char* organisation, const char* on) {
    const MandateGivers may = policy.mandate_givers(organisation, day(on));
    return std::string(may.user ? "u" : "") + (may.insatsansvarig ? "i" : "");
  };
  EXPECT_EQ(givers("gavle", "2026-06-30"), "ui") << "without a row";
  policy.mandate_rules = {{{true, true}, "", kSpring}, {{false, true}, "gavle", kSpring}};
  EXPECT_EQ(givers("gavle", "2026-06-30"), "i");
  EXPECT_EQ(givers("gavle", "2026-07-01"), "ui");
  EXPECT_EQ(givers("sandviken", "2026-06-30"), "ui");
  policy.mandate_rules[0].givers = {true, false};
  EXPECT_EQ(givers("sandviken", "2026-06-30"), "u");
  EXPECT_EQ(givers("gavle", "2026-06-30"), "") << "no row widens what another leaves out";
  std::swap(policy.mandate_rules[0], policy.mandate_rules[1]);
  EXPECT_EQ(givers("gavle", "2026-06-30"), "") << "whatever the order of the rows";
}

TEST(Policy, MandatesHaveNoBoundThatNoSourceSets) {
  EXPECT_EQ(Policy{}.threshold(Threshold::mandate_days, day("2026-06-30")), 0);
}

TEST(CodeLists, RejectACodeThatTheListLacksOnTheDay) {
  const CodeLists lists({{"education", {"education"}, {{"b", kAutumn}, {"a", kSpring}}},
                         {"income", {"income_source_before", "income_source_after"}, {{"x", kSpring}}}});
  Answers answers;
  answers.education = "a";
  answers.income_source_before = "x";
  answers.income_source_after = "x";
  const auto fields = [&](const char* before, const char* after) {
    std::string all;
    for (const Reason& reason : lists.faults(answers, day(before), day(after))) {
      EXPECT_EQ(reason.code, Code::code_unknown);
      all += reason.detail + " ";
    }
    return all;
  };
  EXPECT_EQ(fields("2026-06-30", "2026-06-30"), "");
  EXPECT_EQ(fields("2026-06-30", "2026-07-01"), "income_source_after ");
  EXPECT_EQ(fields("2026-07-01", "2026-07-01"), "education income_source_before income_source_after ");
  EXPECT_EQ(fields("2025-12-31", "2026-01-01"), "education income_source_before ");
  answers = {};
  EXPECT_EQ(fields("2025-12-31", "2025-12-31"), "") << "svar saknas is no fault";
}

TEST(CodeLists, TakeAnyCodeOfAFieldWithoutAList) {
  const CodeLists lists({{"education", {"education"}, {{"a", kSpring}}}});
  Answers answers;
  answers.end_reason = "whatever";
  EXPECT_TRUE(lists.faults(answers, day("2026-01-01"), day("2026-01-01")).empty());
  answers.education = "A";
  EXPECT_EQ(lists.faults(answers, day("2026-01-01"), day("2026-01-01")).size(), 1U);
}

TEST(CodedFields, AreNamedWhereNoListHasACodeOnTheDay) {
  const auto named = [](const CodeLists& lists, const char* on) {
    const auto fields = without_codes(lists, day(on));
    return std::set<std::string_view>(fields.begin(), fields.end());
  };
  const auto all = named({}, "2026-06-30");
  EXPECT_EQ(all.size(), 15U);
  EXPECT_EQ(without_codes({}, day("2026-06-30")).size(), all.size()) << "each once";
  for (const char* field : {"initiated_by", "district", "further_handling_fk", "end_reason", "task_reason"}) {
    EXPECT_TRUE(all.contains(field)) << field;
  }
  EXPECT_FALSE(all.contains("works_before_percent"));
  CodeList every{"every", {all.begin(), all.end()}, {{"a", kSpring}}};
  const CodeLists lists({every});
  EXPECT_TRUE(named(lists, "2026-06-30").empty());
  EXPECT_EQ(named(lists, "2026-07-01"), all);
  // Whatever is judged of answers is among them.
  const Answers unknown{"x", "x", "x", "x", "x", "x"};
  EXPECT_EQ(lists.faults(unknown, day("2026-06-30"), day("2026-06-30")).size(), 6U);
}

TEST(CodeLists, ACodeMayHoldAgain) {
  const CodeLists lists({{"l", {"education"}, {{"a", {day("2028-01-01"), std::nullopt}}, {"a", kSpring}}}});
  EXPECT_TRUE(knows(lists.lists()[0], "a", day("2026-06-30")));
  EXPECT_FALSE(knows(lists.lists()[0], "a", day("2026-07-01")));
  EXPECT_TRUE(knows(lists.lists()[0], "a", day("2028-01-01")));
}

/// The good record's answers, as lists that hold until `kStart`.
CodeLists lists_of_the_record() {
  const base::Period until_start{day("2015-01-01"), made::kStart};
  return CodeLists({{"education", {"education"}, {{"2", until_start}}},
                    {"income", {"income_source_before", "income_source_after"}, {{"3", until_start}}},
                    {"employment", {"employment_before"}, {{"4", until_start}}}});
}

std::string unknown_codes(const Decision& decision) {
  std::string fields;
  for (const Reason& reason : decision.units.front().reasons) {
    if (reason.code == Code::code_unknown) fields += reason.detail + " ";
  }
  return fields;
}

TEST(CodeUnknown, RejectsARecordWithTheFieldsName) {
  made::World world;
  world.policy.codes = lists_of_the_record();
  Participation record = made::participation();
  EXPECT_EQ(world.decide(record).units.front().outcome, Outcome::accepted);
  record.start = *record.start + std::chrono::days(1);
  const Decision decision = world.decide(record);
  EXPECT_EQ(decision.units.front().outcome, Outcome::rejected);
  EXPECT_EQ(unknown_codes(decision), "education income_source_before employment_before ");
}

TEST(CodeUnknown, JudgesAnswersOfTheEndOnTheEndsDay) {
  made::World world;
  world.policy.codes = lists_of_the_record();
  Participation record = made::participation();
  record.answers.income_source_after = "3";
  record.end = record.start;
  EXPECT_EQ(unknown_codes(world.decide(record)), "");
  record.end = *record.start + std::chrono::days(1);
  EXPECT_EQ(unknown_codes(world.decide(record)), "income_source_after ");
}

TEST(CodeUnknown, HoldsUpNoEndForAnAnswerThatWasTakenWhenItWasListed) {
  made::World world;
  world.policy.codes = CodeLists({{"education", {"education"}, {{"1", made::always()}}}});
  Participation record = made::participation();  // Registered with "2", which the list no longer has.
  record.end = made::kToday;
  const Decision ended = world.decide(record, made::registered());
  EXPECT_EQ(ended.units.back().outcome, Outcome::accepted);
  record.answers.education = "3";
  EXPECT_EQ(unknown_codes(world.decide(record, made::registered())), "education ");
  record.answers.education = "1";
  EXPECT_EQ(unknown_codes(world.decide(record, made::registered())), "");
}

TEST(CodeUnknown, IsNoAnswerThatIsMissing) {
  made::World world;
  world.policy.codes = lists_of_the_record();
  Participation record = made::participation();
  record.answers = {};
  EXPECT_EQ(world.decide(record).units.front().outcome, Outcome::accepted);
}

TEST(Basis, OfADecisionNamesItsPolicyAndItsDay) {
  made::World world;
  world.policy.hash = "h";
  const Decision decision = world.decide(made::participation());
  EXPECT_EQ(decision.basis.policy, "h");
  EXPECT_EQ(decision.basis.decided, world.today);
  EXPECT_FALSE(decision.basis.facts().empty());
}

Policy whole() {
  Policy policy = made::policy();
  policy.legal_bases = {{LegalSubject::registration, "law", kSpring}};
  policy.agreements = {{"a", "f", kSpring, "s"}};
  policy.local_policies = {{LocalPolicy::two_meetings, Strictness::warn, "a", "f", kSpring}};
  policy.code_groups = {{CodeGroup::sickness_benefit, {"a", "b"}, kSpring}};
  policy.thresholds = {{Threshold::small_number, 5, kSpring}};
  policy.mandate_rules = {{{false, true}, "k", kSpring}};
  policy.assumptions = {{Assumption::withdrawn_after_end, Assumed::tell_fk, kSpring}};
  policy.counting = {{6, 30, kSpring}};
  policy.retention = {{Kept::parked, std::chrono::days(90), kSpring}};
  policy.codes = CodeLists({{"e", {"education"}, {{"a", kSpring}}}});
  return policy;
}

TEST(CanonicalPolicy, DoesNotDependOnOrderSourceOrHash) {
  Policy other = whole();
  std::reverse(other.forms.begin(), other.forms.end());
  std::reverse(other.forms.back().purposes.begin(), other.forms.back().purposes.end());
  other.legal_bases[0].origin = {"elsewhere", true};
  other.agreements[0].source = "other minutes";
  other.hash = "x";
  EXPECT_EQ(canonical(other), canonical(whole()));
}

TEST(CanonicalPolicy, ChangesWithEverythingThatCanChangeADecision) {
  const std::function<void(Policy&)> changes[] = {
      [](Policy& p) { p.forms[0].name += "2"; },
      [](Policy& p) { p.forms[0].purposes.pop_back(); },
      [](Policy& p) { p.forms[0].valid.to = day("2030-01-01"); },
      [](Policy& p) { p.forms[0].collected_by = "fk"; },
      [](Policy& p) { p.forms[0].archive = true; },
      [](Policy& p) { p.forms[0].cooperations.pop_back(); },
      [](Policy& p) { p.legal_bases[0].text += "2"; },
      [](Policy& p) { p.legal_bases[0].subject = LegalSubject::direct_access; },
      [](Policy& p) { p.field_lists[0].fields.pop_back(); },
      [](Policy& p) { p.field_lists[0].flow = Flow::af_to_fk; },
      [](Policy& p) { p.agreements[0].valid.from = day("2026-01-02"); },
      [](Policy& p) { p.agreements.clear(); },
      [](Policy& p) { p.local_policies[0].strictness = Strictness::reject; },
      [](Policy& p) { p.local_policies[0].fk_office = "g"; },
      [](Policy& p) { p.code_groups[0].codes.pop_back(); },
      [](Policy& p) { p.code_groups[0].group = CodeGroup::municipality_with_districts; },
      [](Policy& p) { p.code_groups[0].valid.to = day("2026-06-29"); },
      [](Policy& p) { p.thresholds[0].value = 6; },
      [](Policy& p) { p.mandate_rules[0].givers.user = true; },
      [](Policy& p) { p.mandate_rules[0].givers.insatsansvarig = false; },
      [](Policy& p) { p.mandate_rules[0].organisation = "s"; },
      [](Policy& p) { p.mandate_rules[0].valid.to = day("2026-06-29"); },
      [](Policy& p) { p.mandate_rules.clear(); },
      [](Policy& p) {
        p.codes = CodeLists({{"e", {"education"}, {{"b", kSpring}}}});
      },
      [](Policy& p) {
        p.codes = CodeLists({{"e", {"end_reason"}, {{"a", kSpring}}}});
      },
      [](Policy& p) { p.start_from = day("2026-01-01"); },
      [](Policy& p) { p.assumptions[0].value = Assumed::nothing; },
      [](Policy& p) { p.assumptions[0].assumption = Assumption::withdrawn_before_sent; },
      [](Policy& p) { p.assumptions[0].valid.to = day("2026-06-29"); },
      [](Policy& p) { p.counting[0].month = 7; },
      [](Policy& p) { p.counting[0].day = 29; },
      [](Policy& p) { p.retention[0].days += std::chrono::days(1); },
      [](Policy& p) { p.retention[0].kept = Kept::rejected; }};
  std::size_t number = 0;
  for (const auto& change : changes) {
    Policy other = whole();
    change(other);
    EXPECT_NE(canonical(other), canonical(whole())) << number;
    ++number;
  }
}

}  // namespace
}  // namespace gateway::core
