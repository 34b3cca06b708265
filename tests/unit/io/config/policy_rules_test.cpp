#include <gtest/gtest.h>

#include "gateway/core/cooperation/request.h"
#include "gateway/io/config/config.h"
#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kExamples = GATEWAY_SOURCE_DIR "/config/";
/// Three lines.
const std::string kFields =
    "field_list = [{flow = 'municipality_to_sus', fields = ['number'], from = 2014-01-01, source = 's'}]\n\n\n";

base::Date day(int year, unsigned month, unsigned d) {
  return *base::Date::of(year, month, d);
}

class PolicyFile : public testing::Test {
 protected:
  base::Result<core::Policy> read(const std::string& text) { return read_policy({scratch_.write("p.toml", text)}); }
  std::string refusal(const std::string& text) {
    const auto policy = read(kFields + text);
    return policy ? "accepted" : scratch_.shown(policy.error().what);
  }
  std::string codes_refusal(const std::string& text) {
    const auto codes = read_codes({scratch_.write("c.toml", text)});
    return codes ? "accepted" : scratch_.shown(codes.error().what);
  }
  std::string catalogue_refusal(const std::string& text) {
    const auto catalogue = read_catalogue(scratch_.write("k.toml", text));
    return catalogue ? "accepted" : scratch_.shown(catalogue.error().what);
  }

  Scratch scratch_;
};

constexpr const char* kFrom = "from = 2020-01-01\nsource = 's'\n";

TEST_F(PolicyFile, OfTheDemoHasTheLawOfEachDay) {
  const auto config = read_config(kExamples + "gateway.toml");
  ASSERT_TRUE(config) << config.error().what;
  const auto policy = read_policy(config->rules.policy, config->rules.codes);
  ASSERT_TRUE(policy) << policy.error().what;
  const auto law = [&](core::LegalSubject subject, base::Date on) { return policy->legal_basis(subject, on)->text; };
  EXPECT_EQ(law(core::LegalSubject::direct_access, day(2024, 2, 14)), "3 a § förordning (2003:766)");
  EXPECT_EQ(law(core::LegalSubject::direct_access, day(2024, 2, 15)), "5 § förordning (2024:14)");
  EXPECT_EQ(law(core::LegalSubject::registration, day(2024, 2, 15)), "114 kap. socialförsäkringsbalken");
  EXPECT_EQ(policy->threshold(core::Threshold::small_number, day(2026, 1, 1)), 5);
  EXPECT_EQ(policy->threshold(core::Threshold::delay_days, day(2026, 1, 1)), 7);
  EXPECT_EQ(policy->threshold(core::Threshold::task_days, day(2026, 1, 1)), 14);
  EXPECT_TRUE(policy->groups(core::CodeGroup::municipality_with_districts, "1480", day(2026, 1, 1)));
  EXPECT_TRUE(policy->groups(core::CodeGroup::sickness_benefit, "sjukpenning", day(2026, 1, 1)));
  for (const core::FieldDescription& field : core::kFields) {
    const bool coded = field.form == core::AnswerForm::code || field.form == core::AnswerForm::district;
    EXPECT_EQ(policy->codes.of(field.id) != nullptr, coded) << field.id;
  }
  EXPECT_TRUE(policy->sends(core::Flow::af_to_fk, "enrolled", day(2026, 1, 1)));
  EXPECT_FALSE(policy->sends(core::Flow::af_to_fk, "address", day(2026, 1, 1)));
  EXPECT_TRUE(policy->agreements.empty());
  for (const core::LocalPolicyRow& row : policy->local_policies) EXPECT_EQ(row.strictness, core::Strictness::off);
  EXPECT_NE(policy->codes.of("employment_after"), nullptr);
  EXPECT_NE(policy->codes.of("initiated_by"), nullptr);
  EXPECT_EQ(policy->codes.name_of(core::kTaskReason, "not_begun"), "Har inte börjat");
  ASSERT_TRUE(read_catalogue(config->rules.catalogue));
}

TEST_F(PolicyFile, OfTheNodeIsTheSameAsTheGateways) {
  const auto gateway = read_config(kExamples + "gateway.toml");
  const auto node = read_config(kExamples + "node.toml");
  ASSERT_TRUE(gateway && node);
  const auto one = read_policy(gateway->rules.policy, gateway->rules.codes);
  const auto other = read_policy(node->rules.policy, node->rules.codes);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->hash, other->hash);
}

TEST_F(PolicyFile, HashNamesThePolicyAndNotItsWriting) {
  const std::string form = "[[consent_form]]\nname = 'F'\npurposes = ['registration']\ncooperation = ['finsam']\n";
  const auto one = read(kFields + form + kFrom);
  const auto same = read(kFields + "# A comment\n" + form + "source = 'elsewhere'\nfrom = 2020-01-01\n");
  const auto other = read(kFields + form + kFrom + "to = 2030-01-01\n");
  ASSERT_TRUE(one && same && other);
  EXPECT_EQ(one->hash.size(), 64U);
  EXPECT_EQ(one->hash, same->hash);
  EXPECT_NE(one->hash, other->hash);
}

TEST_F(PolicyFile, HashCoversTheCodeLists) {
  const std::string list =
      "list = 'education'\nname = 'n'\nsource = 's'\nfrom = 2020-01-01\n[[code]]\nname = 'n'\ncode = ";
  const std::string policy = scratch_.write("p.toml", kFields);
  const auto one = read_policy({policy}, {scratch_.write("a.toml", list + "'a'\n")});
  const auto other = read_policy({policy}, {scratch_.write("b.toml", list + "'b'\n")});
  ASSERT_TRUE(one && other) << one.error().what;
  EXPECT_NE(one->hash, other->hash);
}

TEST_F(PolicyFile, RowsThatAnswerTheSameDayAreRefused) {
  const std::string rows[] = {"[[consent_form]]\nname = 'F'\npurposes = ['registration']\ncooperation = ['af_fk']\n",
                              "[[legal_basis]]\nsubject = 'registration'\ntext = 't'\n",
                              "[[registrar]]\nrule = 'lenient'\naf_office = 'a'\nfk_office = 'f'\n",
                              "[[local_policy]]\npolicy = 'two_meetings'\nacts = 'warn'\n",
                              "[[code_group]]\ngroup = 'sickness_benefit'\ncodes = ['a']\n",
                              "[[threshold]]\nname = 'small_number'\nvalue = 5\n",
                              "[[mandate]]\ngiven_by = ['user']\n",
                              "[[assumption]]\nname = 'withdrawn_after_end'\nvalue = 'nothing'\n",
                              "[[counting]]\ncloses = '12-31'\n",
                              "[[retention]]\nkind = 'parked'\ndays = 30\n"};
  for (const std::string& row : rows) {
    const std::string later = row + "from = 2021-01-01\nsource = 's'\n";
    EXPECT_EQ(refusal(row + kFrom + "to = 2020-12-31\n" + later), "accepted") << row;
    const std::string told = refusal(row + kFrom + "to = 2021-01-01\n" + later);
    EXPECT_NE(told.find("p.toml:4 answers, too: end one of the rows with to = …"), std::string::npos) << told;
    EXPECT_EQ(told.find('\n'), std::string::npos) << told;
  }
}

TEST_F(PolicyFile, RowsContradictAcrossFiles) {
  const std::string row = std::string("[[threshold]]\nname = 'small_number'\nvalue = 5\n") + kFrom;
  const auto policy = read_policy({scratch_.write("a.toml", kFields + row), scratch_.write("b.toml", row)});
  ASSERT_FALSE(policy);
  EXPECT_EQ(
      scratch_.shown(policy.error().what),
      "b.toml:1:1: threshold.small_number answers the threshold small_number for days that a.toml:4 answers, too: "
      "end one of the rows with to = …");
}

TEST_F(PolicyFile, RefusesWhatItDoesNotKnow) {
  const std::string from = kFrom;
  EXPECT_EQ(refusal("[[legal_basis]]\nsubject = 'other'\ntext = 't'\n" + from),
            "p.toml:5:11: legal_basis[1].subject must be one of \"registration\", \"direct_access\"");
  EXPECT_EQ(refusal("[[local_policy]]\npolicy = 'x'\n" + from),
            "p.toml:5:10: local_policy[1].policy must be one of \"two_meetings\", \"plan_three_months\", "
            "\"mapping_consent_week\", \"request_needs_mapping_consent\"");
  EXPECT_EQ(refusal("[[local_policy]]\npolicy = 'two_meetings'\nacts = 'forbid'\n" + from),
            "p.toml:6:8: local_policy[1].acts must be one of \"off\", \"warn\", \"reject\"");
  EXPECT_EQ(refusal("[[threshold]]\nname = 'x'\nvalue = 1\n" + from),
            "p.toml:5:8: threshold.x.name must be one of \"small_number\", \"delay_days\", \"search_days\", "
            "\"administrators\", \"task_days\", \"reminder_days\", \"mandate_days\", \"archive_days\", "
            "\"withdrawal_wait_days\", \"totals_hours\"");
  EXPECT_EQ(refusal("[[code_group]]\ngroup = 'x'\ncodes = ['1']\n" + from),
            "p.toml:5:9: code_group[1].group must be one of \"municipality_with_districts\", \"sickness_benefit\", "
            "\"end_withdrawn\", \"end_deceased\", \"end_own_initiative\"");
  EXPECT_EQ(refusal("[[registrar]]\nrule = 'strikt'\n" + from),
            "p.toml:5:8: registrar[1].rule must be one of \"strict\", \"lenient\"");
  const std::string form = "[[consent_form]]\nname = 'F'\npurposes = ['registration']\n";
  EXPECT_EQ(refusal(form + from), "p.toml:4:1: consent_form.F.cooperation is missing: write cooperation = [\"…\"]");
  EXPECT_EQ(refusal(form + "cooperation = ['finsam', 'fk']\n" + from),
            "p.toml:7:15: consent_form.F.cooperation holds \"fk\": known are finsam, af_fk");
  EXPECT_EQ(refusal(form + "cooperation = ['finsam']\ncollected_by = 'anyone'\n" + from),
            "p.toml:8:16: consent_form.F.collected_by must be one of \"registrar\", \"initiating_authority\", \"fk\"");
}

TEST_F(PolicyFile, AFormCountsInTheCooperationsThatItNamesEachWithItsDays) {
  const std::string form = "[[consent_form]]\nname = 'F'\npurposes = ['registration']\n";
  const std::string both = form + "cooperation = ['finsam']\n" + kFrom + form + "cooperation = ['af_fk']\n" +
                           "from = 2021-01-01\nsource = 's'\n";
  const auto policy = read(kFields + both);
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_TRUE(policy->covers_registration("F", core::CooperationForm::finsam, day(2020, 12, 31)));
  EXPECT_FALSE(policy->covers_registration("F", core::CooperationForm::af_fk, day(2020, 12, 31)));
  EXPECT_TRUE(policy->covers_registration("F", core::CooperationForm::af_fk, day(2021, 1, 1)));
}

TEST_F(PolicyFile, AFormSaysWhetherItsOriginalGoesToTheArchive) {
  const std::string row =
      kFields + "[[consent_form]]\nname = 'F'\npurposes = ['registration']\ncooperation = ['finsam']\n" + kFrom;
  ASSERT_TRUE(read(row));
  EXPECT_FALSE(read(row)->archives("F", day(2026, 1, 1)));
  EXPECT_TRUE(read(row + "archive = true\n")->archives("F", day(2026, 1, 1)));
  EXPECT_FALSE(read(row + "archive = true\n")->archives("F", day(2013, 12, 31)));
}

TEST_F(PolicyFile, MandatesAreGivenByThoseNamedForTheUsersOfAnOrganisation) {
  const std::string row = "[[mandate]]\ngiven_by = ['insatsansvarig']\norganisation = 'k'\n";
  const auto policy = read(kFields + row + kFrom + "verified = true\n");
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_FALSE(policy->mandate_givers("k", day(2026, 1, 1)).user);
  EXPECT_TRUE(policy->mandate_givers("k", day(2026, 1, 1)).insatsansvarig);
  EXPECT_TRUE(policy->mandate_givers("other", day(2026, 1, 1)).user);
  EXPECT_TRUE(policy->mandate_rules.front().origin.verified);
  EXPECT_NE(policy->hash, read(kFields)->hash);
  EXPECT_NE(policy->hash,
            read(kFields + "[[mandate]]\ngiven_by = ['user']\norganisation = 'k'\n" + std::string(kFrom))->hash);
}

TEST_F(PolicyFile, MandatesAreGivenByNobodyElse) {
  EXPECT_EQ(refusal(std::string("[[mandate]]\ngiven_by = ['user', 'chef']\n") + kFrom),
            "p.toml:5:12: mandate[1].given_by holds \"chef\": known are user, insatsansvarig");
  EXPECT_NE(refusal(std::string("[[mandate]]\n") + kFrom).find("mandate[1].given_by is missing"), std::string::npos);
}

TEST_F(PolicyFile, AnAgreementNamesBothOffices) {
  const std::string from = kFrom;
  EXPECT_EQ(refusal("[[registrar]]\nrule = 'lenient'\naf_office = 'a'\n" + from),
            "p.toml:4:1: registrar[1].fk_office is missing: write fk_office = \"…\"");
  EXPECT_EQ(refusal("[[registrar]]\nrule = 'strict'\n" + from), "accepted");
  EXPECT_EQ(refusal("[[local_policy]]\npolicy = 'two_meetings'\naf_office = 'a'\n" + from),
            "p.toml:4:1: local_policy[1] names one office: name both af_office and fk_office, or none for all");
}

TEST_F(PolicyFile, RowsNeedValidityAndSource) {
  EXPECT_EQ(refusal("[[threshold]]\nname = 'small_number'\nvalue = 1\n"),
            "p.toml:4:1: threshold.small_number.from is missing: write the first day on which the row holds, from = "
            "2026-01-31\np.toml:4:1: threshold.small_number.source is missing: write source = \"…\"");
}

TEST_F(PolicyFile, FieldListsOfFlowsAreDated) {
  const std::string list = "[[field_list]]\nflow = 'municipality_to_sus'\nsource = 's'\n";
  const auto policy = read(list + "fields = ['number', 'sex']\nfrom = 2020-01-01\nto = 2020-12-31\n" + list +
                           "fields = ['number']\nfrom = 2021-01-01\n");
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_TRUE(policy->sends(core::Flow::municipality_to_sus, "sex", day(2020, 12, 31)));
  EXPECT_FALSE(policy->sends(core::Flow::municipality_to_sus, "sex", day(2021, 1, 1)));
}

TEST_F(PolicyFile, AFieldListSaysWhatItsFlowIsForAndWhomItIsAbout) {
  const std::string list =
      "[[field_list]]\nflow = 'municipality_to_sus'\nfields = ['number']\nfrom = 2020-01-01\nsource = 's'\n";
  const auto policy = read(list + "purpose = 'därför'\npurpose_en = 'therefore'\npersons = 'de'\n");
  ASSERT_TRUE(policy) << policy.error().what;
  const core::FieldList& said = policy->field_lists.at(0);
  EXPECT_EQ(said.purpose.swedish, "därför");
  EXPECT_EQ(said.purpose.english, "therefore");
  EXPECT_EQ(said.persons.english, "de") << "the Swedish where there is no English";
  const auto silent = read(list);
  EXPECT_EQ(silent->field_lists.at(0).purpose.swedish, "") << "nobody has said";
  EXPECT_EQ(silent->hash, policy->hash) << "no decision depends on it";
  const auto half = read(list + "persons_en = 'they'\n");
  ASSERT_FALSE(half);
  EXPECT_NE(half.error().what.find("field_list[1].persons is missing beside persons_en"), std::string::npos);
}

TEST_F(PolicyFile, RetentionIsTheOneOfTheDay) {
  const std::string row = "[[retention]]\nkind = 'parked'\nsource = 's'\n";
  const std::string rows =
      kFields + row + "days = 10\nfrom = 2020-01-01\nto = 2020-12-31\n" + row + "days = 20\nfrom = 2021-01-01\n";
  const auto policy = read(rows);
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_EQ(policy->kept(core::Kept::parked, day(2020, 12, 31)), std::chrono::days(10));
  EXPECT_EQ(policy->kept(core::Kept::parked, day(2021, 1, 1)), std::chrono::days(20));
  EXPECT_EQ(policy->kept(core::Kept::rejected, day(2021, 1, 1)), std::chrono::days(30)) << "the product's own";
  EXPECT_NE(policy->hash, read(kFields)->hash);
}

TEST_F(PolicyFile, CodesHaveAValidityWithinTheirList) {
  const std::string file = scratch_.write(
      "c.toml",
      "list = 'education'\nname = 'n'\nsource = 's'\nfrom = 2020-01-01\n[[code]]\ncode = 'a'\nname = 'A'\n"
      "[[code]]\ncode = 'b'\nname = 'B'\nfrom = 2021-01-01\n[[code]]\ncode = 'c'\nname = 'C'\nto = 2020-12-31\n");
  const auto codes = read_codes({file});
  ASSERT_TRUE(codes) << codes.error().what;
  EXPECT_EQ(codes->codes_of("education", day(2020, 12, 31)), (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(codes->codes_of("education", day(2021, 1, 1)), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(codes->codes_of("education", day(2019, 12, 31)).empty());
}

TEST_F(PolicyFile, CodeListsThatCannotBeMeantAreRefused) {
  const std::string head = "list = 'education'\nname = 'n'\nsource = 's'\nfrom = 2020-01-01\n";
  const std::string code = "[[code]]\ncode = 'a'\nname = 'A'\n";
  EXPECT_EQ(codes_refusal(head), "c.toml:1:1: code is missing: write [[code]] with code = \"…\" and name = \"…\"");
  EXPECT_EQ(codes_refusal(head + "[[code]]\ncode = 'Å'\nname = 'A'\n"),
            "c.toml:6:8: code.A.code must be made of a–z, 0–9 and '_', 64 at most");
  EXPECT_NE(codes_refusal(head + code + code).find("c.toml:5 answers, too"), std::string::npos);
  const auto both = read_codes({scratch_.write("a.toml", head + code), scratch_.write("b.toml", head + code)});
  ASSERT_FALSE(both);
  EXPECT_NE(both.error().what.find("which another list answers"), std::string::npos);
}

TEST_F(PolicyFile, ItsHashIsOfTheCataloguesClassesToo) {
  const auto policy = read(kFields);
  ASSERT_TRUE(policy) << policy.error().what;
  core::LocalActivity activity;
  activity.name = "Vardag";
  activity.office = "af_gavle";
  const auto hash = [&] { return hash_of(*policy, core::Catalogue{{}, {activity}, {}}); };
  const std::string preparatory = hash();
  EXPECT_EQ(hash(), preparatory);
  EXPECT_NE(preparatory, hash_of(*policy, {}));
  activity.kind = core::ActivityKind::work_oriented;
  EXPECT_NE(hash(), preparatory);
  EXPECT_EQ(policy->hash, hash_of(*policy, {}));
}

TEST_F(PolicyFile, TheCatalogueNeedsOwnerAgreementAndADefinition) {
  const std::string tail = "owner = 'o'\nagreed_by = ['AF']\nfrom = 2020-01-01\nsource = 's'\n";
  const std::string concept_ = "[[concept]]\nkind = 'preparatory'\nname = 'n'\ndefinition = 'd'\ncounty = 'c'\n" + tail;
  const std::string activity = "[[activity]]\nkind = 'preparatory'\nname = 'X'\noffice = 'a'\n";
  EXPECT_EQ(catalogue_refusal(concept_ + activity + tail), "accepted");
  EXPECT_EQ(catalogue_refusal(activity + tail),
            "k.toml:2:8: activity.X.kind is defined by no [[concept]] of these days: write what it means before what "
            "belongs to it");
  EXPECT_EQ(catalogue_refusal(concept_ + activity + "from = 2020-01-01\nsource = 's'\n"),
            "k.toml:10:1: activity.X.owner is missing: write owner = \"…\"\n"
            "k.toml:10:1: activity.X.agreed_by is missing: write agreed_by = [\"…\"]");
  const std::string field = "[[field]]\ndefinition = 'd'\ndefinition_en = 'e'\nfrom = 2020-01-01\nsource = 's'\n";
  EXPECT_EQ(catalogue_refusal(field + "fields = ['works_before', 'studies_before']\n"), "accepted");
  EXPECT_NE(catalogue_refusal(field + "fields = ['trade']\n").find("has trade, which is asked for nowhere"),
            std::string::npos);
  EXPECT_NE(catalogue_refusal(field + "fields = ['education']\n" + field + "fields = ['education']\n")
                .find("answers what education asks for for days"),
            std::string::npos);
  const std::string other = "[[activity]]\nkind = 'preparatory'\nname = ' x'\noffice = 'a'\n" + tail;
  EXPECT_NE(catalogue_refusal(concept_ + activity + tail + other).find("answers what X is at a for days"),
            std::string::npos);
}

}  // namespace
}  // namespace gateway::io
