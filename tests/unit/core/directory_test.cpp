#include "gateway/core/directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::rows;
using ::testing::HasSubstr;

std::string fault(DirectoryRows from) {
  auto built = Directory::build(std::move(from));
  return built ? std::string() : built.error().what;
}

const base::Period kYear{day("2026-01-01"), day("2026-12-31")};

TEST(Directory, FindsEveryRowByItsId) {
  const Directory directory = made::directory();
  ASSERT_NE(directory.organisation("gavle"), nullptr);
  EXPECT_EQ(directory.organisation("gavle")->name, "Gävle kommun");
  ASSERT_NE(directory.organisation_of_certificate("bb"), nullptr);
  EXPECT_EQ(directory.organisation_of_certificate("bb")->id, "sandviken");
  ASSERT_NE(directory.cooperation("finsam"), nullptr);
  ASSERT_NE(directory.insats("open_house"), nullptr);
  EXPECT_TRUE(directory.insats("open_house")->counts_only);
  ASSERT_NE(directory.office("af_gavle"), nullptr);
  ASSERT_NE(directory.user("maj.lind"), nullptr);
  EXPECT_EQ(directory.rows().users.size(), rows().users.size());
}

TEST(Directory, WhatIsNotThereIsNull) {
  for (const Directory& directory : {Directory(), made::directory()}) {
    EXPECT_EQ(directory.organisation("x"), nullptr);
    EXPECT_EQ(directory.organisation_of_certificate(""), nullptr);
    EXPECT_EQ(directory.cooperation("x"), nullptr);
    EXPECT_EQ(directory.insats("finsam"), nullptr);
    EXPECT_EQ(directory.office("training"), nullptr);
    EXPECT_EQ(directory.user("gavle"), nullptr);
    EXPECT_FALSE(directory.has_role("x", "deltagaransvarig", made::kToday));
    EXPECT_FALSE(directory.has_assignment("kalle.nord", "training", made::kToday));
    EXPECT_EQ(directory.user_of_signature("accorda", "XYZ", made::kToday), nullptr);
  }
}

TEST(Directory, RolesAndAssignmentsHoldOnBothEndsOfTheirPeriod) {
  DirectoryRows some = rows();
  some.roles = {{"kalle.nord", "insatsansvarig", kYear}};
  some.assignments = {{"kalle.nord", "training", kYear}};
  const Directory directory = made::directory(some);
  for (const auto& [date, holds] : {std::pair{"2025-12-31", false}, std::pair{"2026-01-01", true},
                                    std::pair{"2026-12-31", true}, std::pair{"2027-01-01", false}}) {
    EXPECT_EQ(directory.has_role("kalle.nord", "insatsansvarig", day(date)), holds) << date;
    EXPECT_EQ(directory.has_assignment("kalle.nord", "training", day(date)), holds) << date;
    EXPECT_FALSE(directory.has_role("kalle.nord", "deltagaransvarig", day(date)));
    EXPECT_FALSE(directory.has_assignment("kalle.nord", "social", day(date)));
  }
}

TEST(Directory, ASecondPeriodOfTheSameAssignmentHoldsToo) {
  DirectoryRows some = rows();
  some.assignments = {{"kalle.nord", "training", {day("2024-01-01"), day("2024-06-30")}},
                      {"kalle.nord", "training", kYear}};
  const Directory directory = made::directory(some);
  EXPECT_TRUE(directory.has_assignment("kalle.nord", "training", day("2024-06-30")));
  EXPECT_FALSE(directory.has_assignment("kalle.nord", "training", day("2024-07-01")));
  EXPECT_TRUE(directory.has_assignment("kalle.nord", "training", day("2026-01-01")));
}

TEST(Directory, AnAssignmentMayBeToAnOffice) {
  DirectoryRows some = rows();
  some.assignments.push_back({"maj.lind", "af_gavle", kYear});
  EXPECT_EQ(fault(some), "");
}

TEST(Directory, ASignatureMeansItsUserWithinItsPeriodAndSource) {
  DirectoryRows some = rows();
  some.signatures = {{"accorda", "ML", "maj.lind", {day("2025-01-01"), day("2025-12-31")}},
                     {"accorda", "ML", "karl.ek", kYear},
                     {"*", "ANY", "maj.lind", kYear}};
  const Directory directory = made::directory(some);
  EXPECT_EQ(directory.user_of_signature("accorda", "ML", day("2024-12-31")), nullptr);
  EXPECT_EQ(directory.user_of_signature("accorda", "ML", day("2025-12-31"))->id, "maj.lind");
  EXPECT_EQ(directory.user_of_signature("accorda", "ML", day("2026-01-01"))->id, "karl.ek");
  EXPECT_EQ(directory.user_of_signature("accorda", "ML", day("2027-01-01")), nullptr);
  EXPECT_EQ(directory.user_of_signature("elin", "ML", day("2026-01-01")), nullptr);
  EXPECT_EQ(directory.user_of_signature("elin", "ANY", day("2026-01-01"))->id, "maj.lind");
  EXPECT_EQ(directory.user_of_signature("accorda", "", day("2026-01-01")), nullptr);
}

TEST(Directory, RefusesReferencesThatLeadNowhere) {
  const std::vector<std::pair<const char*, void (*)(DirectoryRows&)>> spoilers = {
      {"nobody.1", [](DirectoryRows& r) { r.insatser[0].cooperation = "nobody.1"; }},
      {"nobody.2", [](DirectoryRows& r) { r.offices[0].organisation = "nobody.2"; }},
      {"nobody.3", [](DirectoryRows& r) { r.users[0].organisation = "nobody.3"; }},
      {"nobody.4", [](DirectoryRows& r) { r.roles[0].user = "nobody.4"; }},
      {"nobody.5", [](DirectoryRows& r) { r.assignments[0].user = "nobody.5"; }},
      {"nobody.6", [](DirectoryRows& r) { r.assignments[0].to = "nobody.6"; }},
      {"nobody.7", [](DirectoryRows& r) { r.mandates[0].user = "nobody.7"; }},
      {"nobody.8", [](DirectoryRows& r) { r.mandates[0].insats = "nobody.8"; }},
      {"nobody.9", [](DirectoryRows& r) { r.signatures[0].user = "nobody.9"; }}};
  DirectoryRows all = rows();
  for (const auto& [id, spoil] : spoilers) {
    DirectoryRows one = rows();
    spoil(one);
    EXPECT_THAT(fault(one), HasSubstr(id));
    spoil(all);
  }
  const std::string told = fault(all);
  for (const auto& [id, spoil] : spoilers) {
    if (std::string_view(id) == "nobody.5") continue;  // the same row as nobody.6
    EXPECT_THAT(told, HasSubstr(id));
  }
}

TEST(Directory, RefusesIdsThatAreNotUnique) {
  const std::vector<void (*)(DirectoryRows&)> spoilers = {
      [](DirectoryRows& r) { r.organisations.push_back(r.organisations[0]); },
      [](DirectoryRows& r) { r.cooperations.push_back(r.cooperations[0]); },
      [](DirectoryRows& r) { r.insatser.push_back(r.insatser[0]); },
      [](DirectoryRows& r) { r.offices.push_back(r.offices[0]); },
      [](DirectoryRows& r) { r.users.push_back(r.users[0]); }};
  for (const auto& spoil : spoilers) {
    DirectoryRows some = rows();
    spoil(some);
    EXPECT_NE(fault(some), "");
  }
}

TEST(Directory, ACertificateSpeaksForOneOrganisation) {
  DirectoryRows some = rows();
  some.organisations[1].certificates = {"aa"};
  EXPECT_NE(fault(some), "");
}

TEST(Directory, ASignatureMeansOneUserAtATime) {
  DirectoryRows some = rows();
  some.signatures = {{"accorda", "ML", "maj.lind", {day("2025-01-01"), day("2026-01-01")}},
                     {"accorda", "ML", "karl.ek", kYear}};
  EXPECT_THAT(fault(some), HasSubstr("ML"));
  some.signatures[0].period.to = day("2025-12-31");
  EXPECT_EQ(fault(some), "");
  some.signatures[0].period.to = std::nullopt;
  EXPECT_NE(fault(some), "");
}

TEST(Directory, SuppliersAccountsAndUnitsLeadSomewhere) {
  DirectoryRows some = rows();
  SupplierBook& book = some.staff.suppliers;
  const std::string organisation = some.organisations[0].id;
  book.units = {{"10000001", organisation, "A013", {}, kYear}, {"10000001", organisation, "A014", {}, kYear}};
  book.accounts = {{"eva", {{organisation, {}, {Permission::administer}, "", true, kYear}}}};
  EXPECT_EQ(fault(some), "");
  book.units[1].organisation = "nowhere";
  EXPECT_THAT(fault(some), HasSubstr("unit 10000001 names nowhere"));
  book.units.pop_back();
  book.accounts[0].grants[0].organisation = "nowhere";
  EXPECT_THAT(fault(some), HasSubstr("account eva names nowhere"));
  book.accounts[0].grants[0].organisation = organisation;
  book.accounts[0].grants[0].period.to = kYear.from - std::chrono::days(1);
  EXPECT_THAT(fault(some), HasSubstr("account eva ends before it begins"));
  book.accounts[0].grants[0].period = kYear;
  book.accounts.push_back({"eva", {}});
  EXPECT_THAT(fault(some), HasSubstr("account eva stands twice"));
}

TEST(Directory, ASourcesOwnSignatureGoesBeforeThatOfAllSources) {
  DirectoryRows some = rows();
  some.signatures = {{"*", "ML", "maj.lind", kYear}, {"accorda", "ML", "karl.ek", kYear}};
  const Directory directory = made::directory(some);
  EXPECT_EQ(directory.user_of_signature("accorda", "ML", made::kToday)->id, "karl.ek");
  EXPECT_EQ(directory.user_of_signature("elin", "ML", made::kToday)->id, "maj.lind");
}

TEST(Directory, AStructuralInsatsIsCountOnly) {
  DirectoryRows some = rows();
  some.insatser[0].direction = Direction::structural;
  EXPECT_THAT(fault(some), HasSubstr("insats training is structural and not count only"));
  some.insatser[0].counts_only = true;
  EXPECT_EQ(fault(some), "");
}

TEST(Directory, OnlyOfficesOfFkHaveABranch) {
  DirectoryRows some = rows();
  some.offices.push_back({"fk_gavle", "Försäkringskassan Gävle", "fk", "2180", Branch::fv});
  EXPECT_EQ(fault(some), "");
  some.offices[0].branch = Branch::ta;
  EXPECT_THAT(fault(some), HasSubstr("office af_gavle has a branch and is not FK's"));
}

TEST(Directory, MembersOfACooperationAreOrganisations) {
  DirectoryRows some = rows();
  some.cooperations[0].members = {"gavle", "af"};
  EXPECT_EQ(fault(some), "");
  some.cooperations[0].members.push_back("nobody.10");
  EXPECT_THAT(fault(some), HasSubstr("nobody.10"));
}

}  // namespace
}  // namespace gateway::core
