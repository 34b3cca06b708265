#include "gateway/core/assignment/account_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/assignment/supplier.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<UnitChoice> kUnit = {{"10000001", "A013", {"street 1"}}};

/// Firma has a unit; Eva is its first administrator and has given Ada administration, and Olle reports.
DirectoryRows rows_of_firma() {
  DirectoryRows rows = made::staffed_rows();
  SupplierBook& book = rows.staff.suppliers;
  book.units = {{"10000001", "firma", "A013", {"street 1", "street 2"}, kAlways}};
  const SupplierGrant eva{"firma", {}, {Permission::administer}, "", true, kAlways};
  const SupplierGrant ada{"firma", {}, {Permission::administer}, "eva", false, kAlways};
  const SupplierGrant olle{"firma", kUnit, {Permission::report}, "ada", false, {day("2021-01-01"), std::nullopt}};
  book.accounts = {{"eva", {eva}}, {"ada", {ada}}, {"olle", {olle}}};
  return rows;
}

AccountChange save(std::string account, std::vector<Permission> permissions, std::vector<UnitChoice> units = {}) {
  AccountChange change;
  change.account = std::move(account);
  change.organisation = "firma";
  change.permissions = std::move(permissions);
  change.units = std::move(units);
  return change;
}

AccountChange end(std::string account) {
  AccountChange change = save(std::move(account), {});
  change.kind = AccountChange::Kind::remove;
  return change;
}

/// Made on version 7 by an account; by the supplier where none is named.
ChangeOutcome saved(std::vector<AccountChange> changes, const std::string& by = "eva",
                    const DirectoryRows& on = rows_of_firma(), std::int64_t newest = 7) {
  for (std::size_t i = 0; i < changes.size(); ++i) changes[i].row = static_cast<std::uint32_t>(i + 1);
  return apply({by, by.empty(), 7, std::move(changes)}, made::directory(on), newest, kToday, made::noon(kToday));
}

const SupplierAccount* account(const DirectoryRows& rows, std::string_view id) {
  for (const SupplierAccount& row : rows.staff.suppliers.accounts) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

TEST(AccountSet, AnAdministratorGivesAnAccountWhatItMayFromToday) {
  const ChangeOutcome outcome = saved({save("nils", {Permission::receive, Permission::report}, kUnit)}, "ada");
  ASSERT_THAT(outcome.faults, IsEmpty());
  const SupplierAccount& nils = *account(*outcome.rows, "nils");
  EXPECT_TRUE(may_at(nils, Permission::receive, "firma", "10000001", "A013", "street 1", kToday));
  EXPECT_FALSE(may(nils, Permission::receive, "firma", kToday - days(1)));
  EXPECT_FALSE(may(nils, Permission::administer, "firma", kToday));
  EXPECT_EQ(nils.grants[0].given_by, "ada");
  ASSERT_EQ(outcome.rows->staff.suppliers.changed.size(), 1U);
  EXPECT_EQ(outcome.rows->staff.suppliers.changed[0].by, "ada");
  EXPECT_EQ(outcome.rows->staff.suppliers.changed[0].at, made::noon(kToday));
}

TEST(AccountSet, WhatIsSavedTakesThePlaceOfWhatWasThere) {
  AccountChange change = save("olle", {Permission::receive}, kUnit);
  change.from = kToday + days(1);
  change.until = kToday + days(2);
  const ChangeOutcome outcome = saved({change});
  ASSERT_THAT(outcome.faults, IsEmpty());
  const SupplierAccount& olle = *account(*outcome.rows, "olle");
  EXPECT_TRUE(may(olle, Permission::report, "firma", kToday));
  EXPECT_FALSE(may(olle, Permission::report, "firma", kToday + days(1)));
  EXPECT_FALSE(may(olle, Permission::receive, "firma", kToday));
  EXPECT_TRUE(may(olle, Permission::receive, "firma", kToday + days(2)));
  EXPECT_FALSE(may(olle, Permission::receive, "firma", kToday + days(3)));
}

TEST(AccountSet, DeletingEndsWithTheDayBefore) {
  const ChangeOutcome outcome = saved({end("olle")});
  ASSERT_THAT(outcome.faults, IsEmpty());
  EXPECT_TRUE(may(*account(*outcome.rows, "olle"), Permission::report, "firma", kToday - days(1)));
  EXPECT_FALSE(may(*account(*outcome.rows, "olle"), Permission::report, "firma", kToday));
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.accounts[2].grants[0].period.from = kToday;
  const ChangeOutcome at_once = saved({end("olle")}, "eva", rows);
  ASSERT_THAT(at_once.faults, IsEmpty());
  EXPECT_EQ(account(*at_once.rows, "olle"), nullptr) << "what would only begin never does";
}

TEST(AccountSet, DeletesOnlyWhatIsThere) {
  EXPECT_THAT(made::codes(saved({end("nils")})), ElementsAre(Code::assignment_not_there));
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.accounts[2].grants[0].period.to = kToday - days(1);
  EXPECT_THAT(made::codes(saved({end("olle")}, "eva", rows)), ElementsAre(Code::assignment_not_there));
  rows.staff.suppliers.accounts[2].grants[0].period.to = kToday;
  EXPECT_THAT(made::codes(saved({end("olle")}, "eva", rows)), IsEmpty());
}

TEST(AccountSet, IsMadeByAnAdministratorOfTheOrganisationToday) {
  const AccountChange change = save("nils", {Permission::report}, kUnit);
  for (const char* by : {"olle", "nobody"}) {
    EXPECT_THAT(saved({change}, by).faults, ElementsAre(RowFault{1, {Code::account_giver_may_not, "nils – firma"}}));
  }
  EXPECT_THAT(made::codes(saved({end("ada")}, "olle")), ElementsAre(Code::account_giver_may_not));
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.accounts[1].grants[0].period.to = kToday;
  EXPECT_THAT(made::codes(saved({change}, "ada", rows)), IsEmpty());
  rows.staff.suppliers.accounts[1].grants[0].period.to = kToday - days(1);
  EXPECT_THAT(made::codes(saved({change}, "ada", rows)), ElementsAre(Code::account_giver_may_not));
  rows = rows_of_firma();
  rows.organisations.push_back({"another", "Another AB", "supplier", {}});
  AccountChange elsewhere = change;
  elsewhere.organisation = "another";
  EXPECT_THAT(made::codes(saved({elsewhere}, "ada", rows)), ElementsAre(Code::account_giver_may_not));
}

TEST(AccountSet, ARightThatTheSameSetGivesDoesNotCount) {
  const ChangeOutcome outcome =
      saved({save("nils", {Permission::administer}), save("ida", {Permission::administer})}, "nils");
  EXPECT_THAT(made::codes(outcome), ElementsAre(Code::account_giver_may_not, Code::account_giver_may_not));
  EXPECT_FALSE(outcome.rows);
}

TEST(AccountSet, NobodyGivesTheOwnAccountAnything) {
  EXPECT_THAT(made::codes(saved({save("ada", {Permission::administer, Permission::report}, kUnit)}, "ada")),
              ElementsAre(Code::account_giver_may_not));
  EXPECT_THAT(made::codes(saved({end("ada")}, "ada")), IsEmpty()) << "but may leave";
}

TEST(AccountSet, OnlyTheSupplierNamesOrEndsTheFirstAdministrator) {
  EXPECT_THAT(made::codes(saved({end("eva")}, "ada")), ElementsAre(Code::first_administrator));
  EXPECT_THAT(made::codes(saved({save("eva", {Permission::administer})}, "ada")),
              ElementsAre(Code::first_administrator));
  EXPECT_THAT(made::codes(saved({save("ida", {Permission::administer})}, "")), ElementsAre(Code::first_administrator))
      << "there is one";
  EXPECT_THAT(made::codes(saved({save("olle", {Permission::report}, kUnit)}, "")),
              ElementsAre(Code::account_giver_may_not));
  EXPECT_THAT(made::codes(saved({end("olle")}, "")), ElementsAre(Code::assignment_not_there));
  const ChangeOutcome outcome = saved({end("eva"), save("ida", {Permission::administer})}, "");
  ASSERT_THAT(outcome.faults, IsEmpty());
  EXPECT_TRUE(account(*outcome.rows, "ida")->grants[0].named_by_supplier);
  EXPECT_THAT(supplier_faults(outcome.rows->staff.suppliers, made::directory(*outcome.rows), kToday), IsEmpty());
}

TEST(AccountSet, TheLastAdministratorDoesNotLeaveNobodyBehind) {
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.accounts.resize(1);
  EXPECT_THAT(saved({end("eva")}, "eva", rows).faults, ElementsAre(RowFault{1, {Code::first_administrator, "firma"}}));
  EXPECT_THAT(made::codes(saved({end("eva")}, "", rows)), IsEmpty()) << "the supplier may";
}

TEST(AccountSet, LeavesNoFaultBehind) {
  EXPECT_THAT(made::codes(saved({save("nils", {Permission::report})})), ElementsAre(Code::unit_missing));
  EXPECT_THAT(saved({end("olle"), save("nils", {Permission::report}, {{"10000002", "A013", {}}})}).faults,
              ElementsAre(RowFault{2, {Code::unit_not_in_ka_webb, "nils – 10000002 – A013"}}));
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.units[0].period.to = kToday;
  AccountChange change = save("nils", {Permission::report}, kUnit);
  EXPECT_THAT(made::codes(saved({change}, "eva", rows)), IsEmpty());
  change.from = kToday + days(1);
  EXPECT_THAT(made::codes(saved({change}, "eva", rows)), ElementsAre(Code::unit_not_in_ka_webb))
      << "judged on the day it begins";
}

TEST(AccountSet, WhatTimeHasDoneToOthersStopsNoChangeButIsNotSavedAnew) {
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.units[0].period.to = kToday - days(1);
  rows.staff.suppliers.units.push_back({"10000002", "firma", "A013", {"street 9"}, kAlways});
  EXPECT_THAT(made::codes(saved({save("nils", {Permission::report}, {{"10000002", "A013", {}}})}, "eva", rows)),
              IsEmpty());
  EXPECT_THAT(made::codes(saved({save("olle", {Permission::report}, kUnit)}, "eva", rows)),
              ElementsAre(Code::unit_not_in_ka_webb));
}

TEST(AccountSet, WhatAnAdministratorGaveOnTheDayOfTheEndIsGivenAnew) {
  DirectoryRows rows = rows_of_firma();
  rows.staff.suppliers.accounts[2].grants[0].period.from = kToday;
  EXPECT_THAT(saved({end("ada")}, "eva", rows).faults,
              ElementsAre(RowFault{0, {Code::account_giver_may_not, "olle – firma"}}));
  EXPECT_THAT(made::codes(saved({end("ada"), save("olle", {Permission::report}, kUnit)}, "eva", rows)), IsEmpty());
}

TEST(AccountSet, WhatSomebodyGaveForLaterDoesNotOutliveThem) {
  AccountChange later = save("nils", {Permission::administer});
  later.from = kToday + days(1);
  const ChangeOutcome planted = saved({later}, "ada");
  ASSERT_THAT(planted.faults, IsEmpty());
  const ChangeOutcome ended = saved({end("ada")}, "eva", *planted.rows);
  ASSERT_FALSE(ended.faults.empty());
  EXPECT_EQ(ended.faults[0].reason.code, Code::account_giver_may_not);
  EXPECT_THAT(saved({end("ada"), end("nils")}, "eva", *planted.rows).faults, IsEmpty());
}

TEST(AccountSet, IsNeitherBackdatedNorEndedBeforeItsBeginning) {
  AccountChange change = save("nils", {Permission::report}, kUnit);
  change.from = kToday - days(1);
  EXPECT_THAT(made::codes(saved({change})), ElementsAre(Code::change_backdated));
  change.from = kToday;
  change.until = kToday;
  EXPECT_THAT(made::codes(saved({change})), IsEmpty());
  change.until = kToday - days(1);
  EXPECT_THAT(made::codes(saved({change})), ElementsAre(Code::change_period));
}

TEST(AccountSet, ChangesAnAccountOnceInAnOrganisation) {
  const AccountChange change = save("nils", {Permission::report}, kUnit);
  EXPECT_THAT(saved({change, change}).faults, ElementsAre(RowFault{2, {Code::change_twice, "nils – firma"}}));
  EXPECT_THAT(made::codes(saved({})), ElementsAre(Code::change_set_empty));
}

TEST(AccountSet, OfAnotherVersionIsNotLookedAt) {
  EXPECT_THAT(saved({end("nobody")}, "nobody", rows_of_firma(), 8).faults,
              ElementsAre(RowFault{0, {Code::directory_changed, "7 → 8"}}));
}

TEST(AccountSet, NotesAnAccountOnce) {
  const ChangeOutcome first = saved({save("nils", {Permission::report}, kUnit)});
  ASSERT_TRUE(first.rows);
  const ChangeOutcome second = saved({end("nils")}, "ada", *first.rows);
  ASSERT_TRUE(second.rows);
  ASSERT_EQ(second.rows->staff.suppliers.changed.size(), 1U);
  EXPECT_EQ(second.rows->staff.suppliers.changed[0].by, "ada");
}

}  // namespace
}  // namespace gateway::core
