#include "gateway/io/config/rules.h"

#include <gtest/gtest.h>

#include <set>

#include "gateway/core/mandate.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/json/document_json.h"
#include "tests/support/certificates.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kExamples = GATEWAY_SOURCE_DIR "/config/";

base::Date day(int year, unsigned month, unsigned d) {
  return *base::Date::of(year, month, d);
}

core::Participation asks(const char* beslut, const char* ordered_by, const char* insats) {
  core::Participation participation;
  participation.beslut = beslut;
  participation.ordered_by = ordered_by;
  participation.insats = insats;
  return participation;
}

class RulesFile : public testing::Test {
 protected:
  std::string mapping_refusal(const std::string& text) {
    const auto mapping = read_mapping({scratch_.write("m.toml", text)});
    return mapping ? "accepted" : scratch_.shown(mapping.error().what);
  }
  std::string directory_refusal(const std::string& text) {
    const auto rows = read_directory(scratch_.write("d.toml", text));
    return rows ? "accepted" : scratch_.shown(rows.error().what);
  }

  Scratch scratch_;
};

TEST_F(RulesFile, MappingRowWithListsStandsForAllCombinations) {
  const auto mapping = read_mapping({scratch_.write("m.toml",
                                                    "owner = 'o'\nsource = 's'\n[[row]]\nbeslut = ['A', 'B']\ninsats = "
                                                    "['x', 'y']\nfinsam = 'f'\nfrom = 2020-01-01\n")});
  ASSERT_TRUE(mapping) << mapping.error().what;
  EXPECT_EQ(mapping->rows().size(), 4U);
  const auto answer = mapping->find(asks("B", "whoever", "y"), day(2020, 1, 1));
  ASSERT_NE(answer.row, nullptr);
  EXPECT_EQ(answer.row->to, "f");
  EXPECT_EQ(answer.row->owner, "o");
  EXPECT_EQ(answer.row->line, 3U);
}

TEST_F(RulesFile, MappingRowNeedsOwnerSourceAndFirstDay) {
  EXPECT_EQ(mapping_refusal("[[row]]\nbeslut = 'A'\nask = true\n"),
            "m.toml:1:1: row[1].from is missing: write the first day on which the row holds, from = 2026-01-31\n"
            "m.toml:1:1: row[1].owner is missing: write owner = \"…\"\n"
            "m.toml:1:1: row[1].source is missing: write source = \"…\"");
}

TEST_F(RulesFile, MappingRowSaysOneThing) {
  const std::string head = "owner = 'o'\nsource = 's'\n[[row]]\nfrom = 2020-01-01\n";
  const std::string fault = "m.toml:3:1: row[1] must say one thing";
  EXPECT_EQ(mapping_refusal(head).substr(0, fault.size()), fault);
  EXPECT_EQ(mapping_refusal(head + "finsam = 'a'\noutside = 'b'\n").substr(0, fault.size()), fault);
  EXPECT_EQ(mapping_refusal(head + "finsam = 'a'\nactivity = 'preparatory'\n"),
            "m.toml:6:12: row[1].activity belongs to a task only");
  EXPECT_EQ(mapping_refusal(head + "task = 'a'\n"),
            "m.toml:3:1: row[1].activity is missing: write activity = \"preparatory\" or \"work_oriented\"");
  EXPECT_EQ(mapping_refusal(head + "task = 'a'\nactivity = 'work_oriented'\n"), "accepted");
}

TEST_F(RulesFile, MappingRowsOfOneKeyMustNotOverlap) {
  const std::string row = "[[row]]\nowner = 'o'\nsource = 's'\nbeslut = 'A'\nask = true\n";
  EXPECT_EQ(mapping_refusal(row + "from = 2020-01-01\nto = 2020-12-31\n" + row + "from = 2021-01-01\n"), "accepted");
  EXPECT_EQ(mapping_refusal(row + "from = 2020-01-01\nto = 2021-01-01\n" + row + "from = 2021-01-01\n"),
            "m.toml:8: A | * | * | * is answered at m.toml:1, too, for some of the same days: end one of the rows with "
            "to = …");
}

TEST_F(RulesFile, MappingFilesMustNotContradictEachOther) {
  const std::string text = "[[row]]\nowner = 'o'\nsource = 's'\nask = true\nfrom = 2020-01-01\n";
  const auto mapping = read_mapping({scratch_.write("a.toml", text), scratch_.write("b.toml", text)});
  ASSERT_FALSE(mapping);
  EXPECT_EQ(scratch_.shown(mapping.error().what).substr(0, 49), "b.toml:1: * | * | * | * is answered at a.toml:1, ");
}

TEST_F(RulesFile, PolicyRefusesFieldsAndPurposesThatItDoesNotKnow) {
  const auto policy =
      read_policy({scratch_.write("p.toml",
                                  "[[consent_form]]\nname = 'F'\npurposes = ['registraton']\ncooperation = ['finsam']\n"
                                  "from = 2020-01-01\nsource = 's'\n"
                                  "[[field_list]]\nfields = ['number', 'address']\nflow = 'municipality_to_sus'\n"
                                  "from = 2020-01-01\nsource = 's'\n")});
  ASSERT_FALSE(policy);
  EXPECT_EQ(scratch_.shown(policy.error().what),
            "p.toml:3:12: consent_form.F.purposes holds \"registraton\": known are registration, information_exchange, "
            "own\np.toml:8:10: field_list[1].fields holds \"address\": known are number, given_name, family_name, sex, "
            "education, income_source_before, employment_before, income_source_after, employment_after, end_reason");
}

TEST_F(RulesFile, PolicyNeedsAFieldList) {
  const auto policy = read_policy({scratch_.write("p.toml", "")});
  ASSERT_FALSE(policy);
  EXPECT_NE(policy.error().what.find("field_list is missing"), std::string::npos);
}

TEST_F(RulesFile, DirectoryRowsOfSeveralUsersAndPlacesStandForAllOfThem) {
  const auto rows = read_directory(scratch_.write(
      "d.toml", "[[assignment]]\nusers = ['a', 'b']\nplaces = ['x', 'y', 'z']\nfrom = 2020-01-01\nto = 2020-12-31\n"));
  ASSERT_TRUE(rows) << rows.error().what;
  ASSERT_EQ(rows->assignments.size(), 6U);
  EXPECT_EQ(rows->assignments[5].user, "b");
  EXPECT_EQ(rows->assignments[5].to, "z");
  EXPECT_EQ(rows->assignments[5].period.to, day(2020, 12, 31));
}

TEST_F(RulesFile, DirectoryBindsCertificatesByFileOrFingerprint) {
  support::Certificates authority;
  const auto client = authority.client("kommun");
  std::string pasted(64, 'A');
  const auto rows = read_directory(scratch_.write(
      "d.toml", "[[organisation]]\nid = 'kommun'\nname = 'K'\nkind = 'municipality'\ncertificate_files = ['" +
                    client.certificate + "']\ncertificates = ['" + pasted + "']\n"));
  ASSERT_TRUE(rows) << rows.error().what;
  std::vector<std::string> expected{client.fingerprint, std::string(64, 'a')};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(rows->organisations[0].certificates, expected);
}

TEST_F(RulesFile, DirectoryRefusesWhatItCannotUse) {
  EXPECT_EQ(
      directory_refusal("[[organisation]]\nid = 'K'\nname = 'K'\nkind = 'town'\ncertificates = 'ab'\n"
                        "certificate_files = 'none.pem'\n"),
      "d.toml:2:6: organisation.K.id must be made of a–z, 0–9, '-', '_' and '.', 64 at most\n"
      "d.toml:4:8: organisation.K.kind must be one of \"municipality\", \"af\", \"fk\", \"region\", \"supplier\", "
      "\"association\"\n"
      "d.toml:5:16: organisation.K.certificates must hold SHA-256 fingerprints of 64 hex digits\n"
      "d.toml:6:21: organisation.K.certificate_files cannot be used: certificate file none.pem cannot be read");
  EXPECT_EQ(directory_refusal("[[role]]\nusers = []\nroles = ['deltagaransvarig']\nfrom = 2020-01-01\n"),
            "d.toml:2:9: role[1].users must not be empty");
}

TEST(DirectoryFile, RefusesAMandateOfAGiverItDoesNotKnowAndRemembersWhereTheOthersStand) {
  const Scratch scratch;
  const std::string user = "[[user]]\nid = 'a'\nname = 'A'\norganisation = 'k'\n";
  const std::string mandate = "[[mandate]]\nusers = ['a']\ninsatser = ['x', 'y']\nfrom = 2020-01-01\ngiven_by = ";
  const auto rows = read_directory(scratch.write("d.toml", user + mandate + "'a'\n"));
  ASSERT_TRUE(rows) << rows.error().what;
  ASSERT_EQ(rows->mandates.size(), 2U);
  EXPECT_EQ(rows->mandates[1].line, 5U);
  const auto refused = read_directory(scratch.write("d.toml", user + mandate + "'b'\n"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(
      scratch.shown(refused.error().what),
      "d.toml:9:12: mandate[1].given_by names b, who is no user of this file: name the user who gave the mandate");
}

class OrganisationFile : public RulesFile {
 protected:
  /// What a cooperation organisation, an insats and FK's and AF's offices say, each beside what it needs.
  base::Result<core::DirectoryRows> read(const std::string& cooperation, const std::string& insats = "",
                                         const std::string& fk = "", const std::string& af = "") {
    return read_directory(scratch_.write(
        "d.toml",
        "[[organisation]]\nid = 'fk'\nname = 'FK'\nkind = 'fk'\n[[organisation]]\nid = 'af'\nname = 'AF'\n"
        "kind = 'af'\n[[cooperation]]\nid = 'c'\nname = 'C'\nfrom = 2020-01-01\n" +
            cooperation + "[[insats]]\nid = 'i'\nname = 'I'\ncooperation = 'c'\nfrom = 2020-01-01\n" + insats +
            "[[office]]\nid = 'f'\nname = 'F'\norganisation = 'fk'\n" + fk +
            "[[office]]\nid = 'a'\nname = 'A'\norganisation = 'af'\n" + af));
  }
  std::string refusal(const base::Result<core::DirectoryRows>& rows) {
    return rows ? "accepted" : scratch_.shown(rows.error().what);
  }
};

TEST_F(OrganisationFile, TakesAnOrganisationNumberAsPeopleWriteIt) {
  for (const char* written : {"2229990003", "222999-0003", "162229990003", "16222999-0003"}) {
    const auto rows = read("number = '" + std::string(written) + "'\nmunicipalities = ['2180']\nmembers = ['fk']\n");
    ASSERT_TRUE(rows) << rows.error().what;
    EXPECT_EQ(rows->cooperations[0].number, "2229990003") << written;
    EXPECT_EQ(rows->cooperations[0].municipalities, std::vector<std::string>{"2180"});
    EXPECT_EQ(rows->cooperations[0].members, std::vector<std::string>{"fk"});
  }
  for (const char* wrong : {"2229990004", "2219990011", "222999003", "22299900030", "172229990003", "22-29990003"}) {
    EXPECT_EQ(refusal(read("number = '" + std::string(wrong) + "'\n")),
              "d.toml:13:10: cooperation.c.number must be an organisation number: ten digits, the third 2 or more, the "
              "last the check digit of the others")
        << wrong;
  }
}

TEST_F(OrganisationFile, TakesKommunkoderOfFourDigits) {
  EXPECT_EQ(read("", "", "", "municipality = '2180'\n")->offices[1].municipality, "2180");
  for (const char* wrong : {"218", "21800", "218x"}) {
    EXPECT_EQ(refusal(read("municipalities = ['2180', '" + std::string(wrong) + "']\n")),
              "d.toml:13:18: cooperation.c.municipalities must hold kommunkoder: four digits in quotes, \"2180\"");
    EXPECT_EQ(refusal(read("", "", "", "municipality = '" + std::string(wrong) + "'\n")),
              "d.toml:26:16: office.a.municipality must be a kommunkod: four digits in quotes, \"2180\"");
  }
}

TEST_F(OrganisationFile, AStructuralInsatsIsCountOnlyWhateverElseItSays) {
  const auto rows = read("", "direction = 'structural'\n");
  ASSERT_TRUE(rows) << rows.error().what;
  EXPECT_EQ(rows->insatser[0].direction, core::Direction::structural);
  EXPECT_TRUE(rows->insatser[0].counts_only);
  EXPECT_FALSE(read("", "direction = 'individual'\n")->insatser[0].counts_only);
  EXPECT_EQ(refusal(read("", "direction = 'structural'\ncounts_only = false\n")),
            "d.toml:19:15: insats.i.counts_only must be true, or left out: a structural insats is always count only");
  EXPECT_EQ(refusal(read("", "direction = 'both'\n")),
            "d.toml:18:13: insats.i.direction must be one of \"individual\", \"structural\"");
}

TEST_F(OrganisationFile, OfficesOfFkAloneHaveABranch) {
  EXPECT_EQ(read("", "", "branch = 'fv'\n")->offices[0].branch, core::Branch::fv);
  EXPECT_EQ(refusal(read("", "", "", "branch = 'ta'\n")),
            "d.toml:26:10: office.a.branch is only for the offices of FK");
  EXPECT_EQ(refusal(read("", "", "branch = 'xx'\n")), "d.toml:22:10: office.f.branch must be one of \"ta\", \"fv\"");
}

TEST(DirectoryDifference, TellsWhatCooperationsInsatserAndOfficesSay) {
  core::DirectoryRows before;
  before.cooperations = {{"c", "C", {day(2020, 1, 1), std::nullopt}}};
  before.insatser = {{"i", "I", "c", {day(2020, 1, 1), std::nullopt}, true}};
  before.offices = {{"f", "F", "fk"}};
  const std::pair<const char*, void (*)(core::DirectoryRows&)> changes[] = {
      {"cooperations", [](core::DirectoryRows& r) { r.cooperations[0].number = "2229990003"; }},
      {"cooperations", [](core::DirectoryRows& r) { r.cooperations[0].municipalities = {"2180"}; }},
      {"cooperations", [](core::DirectoryRows& r) { r.cooperations[0].members = {"fk"}; }},
      {"insatser", [](core::DirectoryRows& r) { r.insatser[0].direction = core::Direction::structural; }},
      {"offices", [](core::DirectoryRows& r) { r.offices[0].municipality = "2180"; }},
      {"offices", [](core::DirectoryRows& r) { r.offices[0].branch = core::Branch::ta; }}};
  for (const auto& [kind, change] : changes) {
    core::DirectoryRows after = before;
    change(after);
    const auto difference = directory_difference(before, after);
    ASSERT_NE(difference.find(kind), nullptr) << kind;
    EXPECT_EQ(difference.find(kind)->find("changed")->array()->size(), 1U);
  }
}

TEST(DirectoryDifference, NamesWhatIsAddedRemovedAndChangedByIdOnly) {
  core::DirectoryRows before;
  before.users = {{"a", "Name A", "k"}, {"b", "Name B", "k"}, {"c", "Name C", "k"}};
  before.assignments = {{"a", "x", {day(2020, 1, 1), std::nullopt}}};
  core::DirectoryRows after = before;
  after.users = {{"c", "Name C", "k"}, {"b", "Other", "k"}, {"d", "Name D", "k"}};
  after.assignments[0].period.to = day(2026, 1, 1);
  EXPECT_EQ(to_json(directory_difference(before, after)),
            R"({"users":{"added":["d"],"removed":["a"],"changed":["b"]},)"
            R"("assignments":{"added":[],"removed":[],"changed":["a x"]}})");
}

TEST(DirectoryDifference, IsEmptyForTheSameRowsInAnotherOrder) {
  core::DirectoryRows before;
  before.assignments = {{"a", "x", {day(2020, 1, 1), day(2020, 2, 1)}}, {"a", "x", {day(2021, 1, 1), std::nullopt}}};
  core::DirectoryRows after;
  after.assignments = {before.assignments[1], before.assignments[0]};
  EXPECT_EQ(to_json(directory_difference(before, after)), "{}");
}

/// The directory example with the certificate that deploy/certificates would make.
core::DirectoryRows example_directory(const std::string& name) {
  const Scratch scratch;
  const auto document = read_toml(kExamples + "directory/" + name);
  EXPECT_TRUE(document);
  std::ifstream file(kExamples + "directory/" + name);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::string line = "certificate_files = [\"../../build/demo/certificates/kommun.pem\"]\n";
  EXPECT_NE(text.find(line), std::string::npos);
  text.erase(text.find(line), line.size());
  auto rows = read_directory(scratch.write("d.toml", text));
  EXPECT_TRUE(rows) << rows.error().what;
  return std::move(rows).value();
}

TEST(ConfigExamples, DirectoriesStandAndMappingsFitThem) {
  for (const std::string name : {"samples", "demo"}) {
    auto directory = core::Directory::build(example_directory(name + ".toml"));
    ASSERT_TRUE(directory) << directory.error().what;
    EXPECT_EQ(directory->cooperation("finsam-forbund")->number, "2229990003");
    EXPECT_TRUE(core::check_staff(*directory, day(2026, 1, 1)));
    EXPECT_TRUE(directory->has_role("kalle.nord", "deltagaransvarig", day(2026, 1, 1)));
    EXPECT_FALSE(directory->has_assignment("kalle.nord", "arbetstraning", day(2026, 1, 1)));
    const auto policy = read_policy({kExamples + "policy/sus.toml"});
    ASSERT_TRUE(policy) << policy.error().what;
    EXPECT_TRUE(core::mandate_findings(*directory, *policy, day(2026, 1, 1)).empty());
    const core::User& maj = *directory->user("maj.lind");
    EXPECT_EQ(core::mandate_of(*directory, *policy, maj, "social-traning", day(2026, 1, 1)).state,
              core::MandateState::counts);
    const auto mapping = read_mapping({kExamples + "mappings/insatser-" + name + ".toml"});
    ASSERT_TRUE(mapping) << mapping.error().what;
    EXPECT_TRUE(loose_ends(*mapping, *directory).empty());
    EXPECT_EQ(loose_ends(*mapping, core::Directory()).size(), 5U);
  }
}

TEST(ConfigExamples, SamplesMapAsTheirTableSays) {
  const auto mapping = read_mapping({kExamples + "mappings/insatser-samples.toml"});
  ASSERT_TRUE(mapping) << mapping.error().what;
  const auto on = day(2026, 5, 1);
  const auto to = [&](const char* beslut, const char* ordered_by, const char* insats) {
    const auto answer = mapping->find(asks(beslut, ordered_by, insats), on);
    return answer.row == nullptr ? std::string() : answer.row->to;
  };
  EXPECT_EQ(to("ARB", "Försörjningsstöd", "Arbetsträning"), "arbetstraning");
  EXPECT_EQ(to("ARB", "Försörjningsstöd", "Social träning"), "social-traning");
  EXPECT_EQ(to("ARB", "Arbetsförmedlingen", "Steget vidare"), "steget-vidare");
  EXPECT_EQ(to("ARB", "Arbetsförmedlingen", "Arbetsprövning"), "af-gavle");
  EXPECT_EQ(to("ARB", "Försörjningsstöd", "Keramikverkstan"), "");
  const auto outside = mapping->find(asks("RE-UT", "whoever", "Planering/utredning"), on);
  ASSERT_NE(outside.row, nullptr);
  EXPECT_EQ(outside.row->belonging, core::Belonging::outside);
  const auto fas3 = asks("FAS 3", "Arbetsförmedlingen", "Arbetsträning");
  EXPECT_NE(mapping->find(fas3, day(2018, 1, 31)).row, nullptr);
  EXPECT_EQ(mapping->find(fas3, day(2018, 2, 1)).row, nullptr);
  EXPECT_NE(mapping->find(fas3, day(2018, 2, 1)).near, nullptr);
}

TEST(ConfigExamples, PolicyStands) {
  const auto policy = read_policy({kExamples + "policy/sus.toml"});
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_TRUE(policy->covers_registration("FK 9443", core::CooperationForm::finsam, day(2014, 1, 1)));
  EXPECT_FALSE(policy->covers_registration("FK 9443", core::CooperationForm::finsam, day(2013, 12, 31)));
  EXPECT_TRUE(policy->sends(core::Flow::municipality_to_sus, "number", day(2026, 1, 1)));
  EXPECT_FALSE(policy->start_from);
  EXPECT_EQ(policy->kept(core::Kept::parked, day(2026, 1, 1)), std::chrono::days(90));
}

}  // namespace
}  // namespace gateway::io
