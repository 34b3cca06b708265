#include "gateway/core/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::kToday;
using made::rows;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const base::Period kYear{day("2026-01-01"), day("2026-12-31")};

std::vector<Code> faults(const DirectoryRows& some, std::string_view user = "maj.lind", base::Date on = kToday,
                         std::string_view organisation = "gavle", std::string_view insats = "training") {
  return codes(authority_faults(made::directory(some), user, organisation, insats, on));
}

/// Maj with nothing but what a test gives her.
DirectoryRows bare() {
  DirectoryRows some = rows();
  some.roles.clear();
  some.assignments.clear();
  return some;
}

TEST(Authority, IsRoleAndAssignment) {
  DirectoryRows some = bare();
  EXPECT_THAT(faults(some), UnorderedElementsAre(Code::role_missing, Code::assignment_missing));
  some.roles = {{"maj.lind", "deltagaransvarig", kYear}};
  EXPECT_THAT(faults(some), ElementsAre(Code::assignment_missing));
  some.assignments = {{"maj.lind", "training", kYear}};
  EXPECT_THAT(faults(some), IsEmpty());
  some.roles.clear();
  EXPECT_THAT(faults(some), ElementsAre(Code::role_missing));
}

TEST(Authority, HoldsOnBothEndsOfRoleAndAssignment) {
  for (const bool role_is_short : {true, false}) {
    DirectoryRows some = bare();
    const base::Period always{day("2020-01-01"), std::nullopt};
    some.roles = {{"maj.lind", "deltagaransvarig", role_is_short ? kYear : always}};
    some.assignments = {{"maj.lind", "training", role_is_short ? always : kYear}};
    const Code missing = role_is_short ? Code::role_missing : Code::assignment_missing;
    EXPECT_THAT(faults(some, "maj.lind", day("2025-12-31")), ElementsAre(missing));
    EXPECT_THAT(faults(some, "maj.lind", day("2026-01-01")), IsEmpty());
    EXPECT_THAT(faults(some, "maj.lind", day("2026-12-31")), IsEmpty());
    EXPECT_THAT(faults(some, "maj.lind", day("2027-01-01")), ElementsAre(missing));
  }
}

TEST(Authority, OtherRolesDoNotRegister) {
  for (const char* role : {"samverkansadministrator", "insatsansvarig"}) {
    DirectoryRows some = rows();
    some.roles = {{"maj.lind", role, kYear}};
    EXPECT_THAT(faults(some), Contains(Code::role_missing)) << role;
  }
}

TEST(Authority, TheAssignmentIsToThisInsats) {
  DirectoryRows some = rows();
  some.assignments = {{"maj.lind", "social", kYear}};
  EXPECT_THAT(faults(some), ElementsAre(Code::assignment_missing));
  EXPECT_THAT(faults(some, "maj.lind", kToday, "gavle", "social"), IsEmpty());
}

TEST(Authority, ForbiddenPairsTakeItAwayWhileBothHold) {
  for (const char* role : {"samverkansadministrator", "bestallare"}) {
    DirectoryRows some = rows();
    some.roles.push_back({"maj.lind", role, kYear});
    EXPECT_THAT(faults(some, "maj.lind", day("2025-12-31")), IsEmpty()) << role;
    EXPECT_THAT(faults(some, "maj.lind", day("2026-01-01")), ElementsAre(Code::role_forbidden_pair)) << role;
    EXPECT_THAT(faults(some, "maj.lind", day("2026-12-31")), ElementsAre(Code::role_forbidden_pair)) << role;
    EXPECT_THAT(faults(some, "maj.lind", day("2027-01-01")), IsEmpty()) << role;
  }
}

TEST(Authority, InsatsansvarigGoesTogetherWithDeltagaransvarig) {
  DirectoryRows some = rows();
  some.roles.push_back({"maj.lind", "insatsansvarig", kYear});
  EXPECT_THAT(faults(some), IsEmpty());
}

TEST(Authority, TheUserIsKnownAndOfTheOrganisationThatSpeaks) {
  EXPECT_THAT(faults(rows(), "nobody"), Contains(Code::user_unknown));
  EXPECT_THAT(faults(rows(), ""), Contains(Code::user_unknown));
  EXPECT_THAT(faults(rows(), "maj.lind", kToday, "sandviken"), Contains(Code::user_of_other_organisation));
  EXPECT_THAT(faults(rows(), "sam.berg"), ElementsAre(Code::user_of_other_organisation));
  EXPECT_THAT(faults(rows(), "sam.berg", kToday, "sandviken"), IsEmpty());
}

TEST(Authority, ASuppliersStaffRegistersNothing) {
  DirectoryRows some = rows();
  some.organisations[0].kind = "supplier";
  EXPECT_THAT(faults(some), ElementsAre(Code::supplier_is_no_user));
  for (const char* kind : {"municipality", "af", "fk", "region", "association"}) {
    some.organisations[0].kind = kind;
    EXPECT_THAT(faults(some), IsEmpty()) << kind;
  }
}

TEST(Authority, RoleAndEmploymentSayNothingOfAnyParticipant) {
  const Directory directory = made::directory();
  EXPECT_TRUE(is_caseworker_of(directory, "kalle.nord", "gavle", kToday));
  EXPECT_FALSE(is_caseworker_of(directory, "sam.berg", "gavle", kToday));
  EXPECT_FALSE(is_caseworker_of(directory, "nobody", "gavle", kToday));
}

TEST(Authority, TellsAllThatIsMissingAtOnce) {
  DirectoryRows some = bare();
  EXPECT_THAT(faults(some, "sam.berg"),
              UnorderedElementsAre(Code::user_of_other_organisation, Code::role_missing, Code::assignment_missing));
}

TEST(Authority, R_WhatIsWrongIsDestroyedByTheDataProtectionOfficerAndByWhoeverRegisters) {
  for (const char* role : {"deltagaransvarig", "dataskyddsombud", "insatsansvarig", "samverkansadministrator"}) {
    DirectoryRows some = bare();
    some.roles = {{"maj.lind", role, kYear}};
    const Directory directory = made::directory(some);
    const bool officer = std::string_view(role) == "dataskyddsombud";
    const bool destroys = officer || std::string_view(role) == "deltagaransvarig";
    for (const char* on : {"2026-01-01", "2026-12-31"}) {
      EXPECT_EQ(may_destroy(directory, "maj.lind", "gavle", day(on)), destroys) << role;
      EXPECT_EQ(is_data_protection_officer(directory, "maj.lind", "gavle", day(on)), officer) << role;
    }
    for (const char* on : {"2025-12-31", "2027-01-01"}) {
      EXPECT_FALSE(may_destroy(directory, "maj.lind", "gavle", day(on))) << role << " " << on;
      EXPECT_FALSE(is_data_protection_officer(directory, "maj.lind", "gavle", day(on))) << role << " " << on;
    }
    EXPECT_FALSE(may_destroy(directory, "maj.lind", "sandviken", kToday)) << "another organisation's";
    EXPECT_FALSE(is_data_protection_officer(directory, "maj.lind", "sandviken", kToday));
    EXPECT_FALSE(may_destroy(directory, "maj", "gavle", kToday)) << "nobody known";
  }
}

std::vector<Code> standing(const DirectoryRows& some, base::Date start, std::string_view insats = "training") {
  return codes(insats_faults(made::directory(some), insats, start));
}

TEST(Insats, NothingBeforeTheCooperationNorAfterIt) {
  DirectoryRows some = rows();
  some.insatser[0].period.from = day("2019-01-01");
  some.cooperations[0].period = {day("2020-01-01"), day("2026-06-30")};
  EXPECT_THAT(standing(some, day("2019-12-31")), Contains(Code::before_cooperation));
  EXPECT_THAT(standing(some, day("2020-01-01")), IsEmpty());
  EXPECT_THAT(standing(some, day("2026-06-30")), IsEmpty());
  EXPECT_THAT(standing(some, day("2026-07-01")), Contains(Code::after_cooperation));
}

TEST(Insats, MustBeOpenAtTheStart) {
  DirectoryRows some = rows();
  some.insatser[0].period = kYear;
  EXPECT_THAT(standing(some, day("2025-12-31")), ElementsAre(Code::insats_not_open));
  EXPECT_THAT(standing(some, day("2026-01-01")), IsEmpty());
  EXPECT_THAT(standing(some, day("2026-12-31")), IsEmpty());
  EXPECT_THAT(standing(some, day("2027-01-01")), ElementsAre(Code::insats_not_open));
}

TEST(Insats, MustBeKnownAndTakeNamedPersons) {
  EXPECT_THAT(standing(rows(), kToday, "nothing"), ElementsAre(Code::insats_unknown));
  EXPECT_THAT(standing(rows(), kToday, "af_gavle"), ElementsAre(Code::insats_unknown));
  EXPECT_THAT(standing(rows(), kToday, "open_house"), ElementsAre(Code::insats_count_only));
}

}  // namespace
}  // namespace gateway::core
