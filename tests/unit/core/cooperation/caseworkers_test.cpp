#include "gateway/core/cooperation/caseworkers.h"

#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::cooperation_rows;
using made::day;
using made::desk_at;

const base::Date kToday = day("2026-11-21");

/// A case that fk.gavle requested, and two colleagues at the same office.
struct Desks {
  DirectoryRows rows = cooperation_rows();
  CooperationCase of = desk_at(CaseState::requested).now();
  Caseworkers named;

  Desks() {
    for (const char* user : {"fk.anna", "fk.bo"}) {
      rows.users.push_back({user, user, "fk"});
      rows.roles.push_back({user, "deltagaransvarig", {day("2010-01-01"), std::nullopt}});
      rows.assignments.push_back({user, "fk_gavle", {day("2010-01-01"), std::nullopt}});
    }
  }
  Directory directory() const { return made::directory(rows); }
  void ends(const std::string& user, base::Date last, bool of_role = false) {
    for (RoleHolding& held : rows.roles) {
      if (of_role && held.user == user) held.period.to = last;
    }
    for (Assignment& held : rows.assignments) {
      if (!of_role && held.user == user) held.period.to = last;
    }
  }
  bool needs(std::string_view organisation = "fk") const {
    return needs_responsible(of, named, directory(), organisation, kToday);
  }
};

TEST(Caseworkers, AreWhoIsNamedElseWhomTheCaseNamesElseTheLastRegistrar) {
  Desks desks;
  EXPECT_EQ(caseworkers(desks.of, {}, "fk"), (Caseworkers{"fk.gavle", ""}));
  desks.of.deputy = "fk.bo";
  EXPECT_EQ(caseworkers(desks.of, {"fk.anna", ""}, "fk"), (Caseworkers{"fk.anna", "fk.bo"}));
  EXPECT_EQ(caseworkers(desks.of, {"", "fk.anna"}, "fk"), (Caseworkers{"fk.gavle", "fk.anna"}));
  EXPECT_EQ(caseworkers(desks.of, {"", "fk.gavle"}, "fk"), (Caseworkers{"fk.gavle", ""})) << "not their own deputy";
  desks.of.responsible = "fk.bo";
  EXPECT_EQ(caseworkers(desks.of, {}, "fk"), (Caseworkers{"fk.bo", ""})) << "nor whom the case names twice";
}

TEST(Caseworkers, AreTheLastRegistrarsOfTheirOwnOrganisation) {
  Desks desks;
  desks.of = desk_at(CaseState::active_preparatory).now();
  ASSERT_EQ(desks.of.rows.back().by.user, "af.gavle");
  EXPECT_EQ(caseworkers(desks.of, {}, "af").responsible, "af.gavle");
  EXPECT_EQ(caseworkers(desks.of, {}, "fk").responsible, "fk.gavle") << "whoever registered last elsewhere";
  EXPECT_EQ(caseworkers(desks.of, {}, "gavle").responsible, "") << "nobody there has registered anything";
  EXPECT_FALSE(desks.needs("fk")) << "and so it is in a list";
  desks.of.rows.back().standing = RowStanding::undone;
  EXPECT_EQ(caseworkers(desks.of, {}, "af").responsible, "") << "what is undone makes nobody responsible";
}

TEST(Caseworkers, AreChangedAsFarAsATransferNamesThem) {
  const Caseworkers before{"fk.gavle", "fk.anna"};
  EXPECT_EQ(after_transfer(before, {"fk.bo", std::nullopt}), (Caseworkers{"fk.bo", "fk.anna"}));
  EXPECT_EQ(after_transfer(before, {std::nullopt, "fk.bo"}), (Caseworkers{"fk.gavle", "fk.bo"}));
  EXPECT_EQ(after_transfer(before, {std::nullopt, ""}), (Caseworkers{"fk.gavle", ""}));
  EXPECT_EQ(after_transfer(before, {"fk.anna", std::nullopt}), (Caseworkers{"fk.anna", ""})) << "not their own deputy";
}

TEST(Caseworkers, TakeOverWithRoleAndAssignmentThatDay) {
  for (const bool of_role : {true, false}) {
    Desks desks;
    const auto faults = [&] {
      return transfer_faults(desks.of, desks.directory(), "fk", {"fk.anna", "fk.bo"}, kToday).size();
    };
    desks.ends("fk.anna", kToday, of_role);
    EXPECT_EQ(faults(), 0U);
    EXPECT_TRUE(may_transfer(desks.of, desks.directory(), "fk", "fk.anna", kToday));
    desks.ends("fk.anna", kToday - std::chrono::days(1), of_role);
    EXPECT_EQ(faults(), 1U);
    EXPECT_FALSE(may_transfer(desks.of, desks.directory(), "fk", "fk.anna", kToday));
    EXPECT_TRUE(transfer_faults(desks.of, desks.directory(), "fk", {std::nullopt, ""}, kToday).empty());
  }
}

TEST(Caseworkers, AreMissingWhenNeitherResponsibleNorDeputyHasTheAssignmentToday) {
  Desks desks;
  desks.named = {"", "fk.anna"};
  desks.ends("fk.gavle", kToday - std::chrono::days(1));
  desks.ends("fk.anna", kToday);
  EXPECT_FALSE(desks.needs());
  desks.ends("fk.anna", kToday - std::chrono::days(1));
  EXPECT_TRUE(desks.needs());
  desks.ends("fk.gavle", kToday);
  EXPECT_FALSE(desks.needs());
  desks.ends("fk.gavle", kToday - std::chrono::days(1), true);
  EXPECT_TRUE(desks.needs()) << "the role, too";
}

TEST(Caseworkers, AreEachOrganisationsOwn) {
  Desks desks;
  EXPECT_FALSE(desks.needs("fk"));
  EXPECT_TRUE(desks.needs("af")) << "nobody there has done anything yet";
  EXPECT_FALSE(desks.needs("gavle")) << "no office of the case";
  desks.named.responsible = "af.gavle";
  EXPECT_FALSE(desks.needs("af"));
  EXPECT_TRUE(desks.needs("fk"));
}

TEST(Caseworkers, AreNotMissedOnceACaseHasEnded) {
  Desks desks;
  desks.of = desk_at(CaseState::concluded).now();
  desks.ends("fk.gavle", kToday - std::chrono::days(1));
  EXPECT_FALSE(desks.needs());
}

}  // namespace
}  // namespace gateway::core
