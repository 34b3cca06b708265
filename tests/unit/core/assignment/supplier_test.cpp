#include "gateway/core/assignment/supplier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::days;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Firma has a unit in KA-webb with two addresses; Eva is its first administrator, and has let Olle report for one.
struct Book {
  SupplierBook book;
  Directory directory = made::directory(made::staffed_rows());

  Book() {
    book.units = {{"10000001", "firma", "A013", {"street 1", "street 2"}, kAlways}};
    SupplierGrant first{"firma", {}, {Permission::administer}, "", true, kAlways};
    SupplierGrant report{
        "firma", {{"10000001", "A013", {"street 1"}}},   {Permission::receive, Permission::report}, "eva",
        false,   {made::day("2021-01-01"), std::nullopt}};
    book.accounts = {{"eva", {first}}, {"olle", {report}}};
  }
  SupplierGrant& eva() { return book.accounts[0].grants[0]; }
  SupplierGrant& olle() { return book.accounts[1].grants[0]; }
  std::vector<Code> faults(base::Date on = kToday) const {
    std::vector<Code> codes;
    for (const auto& fault : supplier_faults(book, directory, on)) codes.push_back(fault.reason.code);
    return codes;
  }
};

TEST(Supplier, HasThreeLevelsThatHold) {
  EXPECT_THAT(Book().faults(), IsEmpty());
}

TEST(Supplier, AnAccountBelongsToAtLeastOneKnownSupplier) {
  Book b;
  b.book.accounts.push_back({"ida", {}});
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_organisation_missing));
  b.book.accounts.back().grants = {b.olle()};
  EXPECT_THAT(b.faults(), IsEmpty());
  b.book.accounts.back().grants[0].organisation = "gavle";
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_organisation_missing));
}

TEST(Supplier, AUnitOnlyIfKaWebbHasItForThatService) {
  Book b;
  b.olle().units[0].service = "A001";
  EXPECT_THAT(b.faults(), ElementsAre(Code::unit_not_in_ka_webb));
  b = Book();
  b.olle().units[0].unit = "10000002";
  EXPECT_THAT(b.faults(), ElementsAre(Code::unit_not_in_ka_webb));
  b = Book();
  b.book.units[0].organisation = "another";
  EXPECT_THAT(b.faults(), ElementsAre(Code::unit_not_in_ka_webb));
  b = Book();
  b.book.units[0].period.to = kToday;
  EXPECT_THAT(b.faults(), IsEmpty());
  EXPECT_THAT(b.faults(kToday + days(1)), ElementsAre(Code::unit_not_in_ka_webb));
}

TEST(Supplier, AddressesAreThoseOfTheUnit) {
  Book b;
  b.olle().units[0].addresses = {"street 1", "street 3"};
  EXPECT_THAT(b.faults(), ElementsAre(Code::address_outside_units));
}

TEST(Supplier, OneToThreePermissionsWithUnitsWhereTheyAreAskedFor) {
  Book b;
  b.olle().permissions.clear();
  EXPECT_THAT(b.faults(), ElementsAre(Code::permission_missing));
  for (const Permission permission : {Permission::receive, Permission::report}) {
    b = Book();
    b.olle().permissions = {permission};
    EXPECT_THAT(b.faults(), IsEmpty());
    b.olle().units.clear();
    EXPECT_THAT(b.faults(), ElementsAre(Code::unit_missing));
  }
  b.olle().permissions = {Permission::administer};
  EXPECT_THAT(b.faults(), IsEmpty());
}

TEST(Supplier, HasOneFirstAdministratorWhomTheSupplierNamed) {
  Book b;
  b.eva().named_by_supplier = false;
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_giver_may_not, Code::first_administrator));
  b = Book();
  b.book.accounts.push_back({"ida", {b.eva()}});
  EXPECT_THAT(b.faults(), ElementsAre(Code::first_administrator));
  b.book.accounts.back().grants[0].named_by_supplier = false;
  b.book.accounts.back().grants[0].given_by = "eva";
  EXPECT_THAT(b.faults(), IsEmpty());
}

TEST(Supplier, OnlyAdministratorsOfTheOrganisationGivePermissions) {
  Book b;
  b.olle().given_by = "olle";
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_giver_may_not));
  b.olle().permissions.push_back(Permission::administer);
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_giver_may_not));  // Nobody gives it to oneself.
  b = Book();
  b.eva().period.from = b.olle().period.from;
  EXPECT_THAT(b.faults(), IsEmpty());
  b.eva().period.from = b.olle().period.from + days(1);
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_giver_may_not));
}

TEST(Supplier, NobodyAdministersByWhatTwoHaveGivenEachOther) {
  Book b;
  SupplierGrant grant{"firma", {}, {Permission::administer}, "yngve", false, kAlways};
  b.book.accounts.push_back({"xenia", {grant}});
  grant.given_by = "xenia";
  b.book.accounts.push_back({"yngve", {grant}});
  b.book.accounts.push_back({"zara", {grant}});
  EXPECT_THAT(b.faults(),
              ElementsAre(Code::account_giver_may_not, Code::account_giver_may_not, Code::account_giver_may_not));
  b.book.accounts[2].grants[0].given_by = "eva";
  EXPECT_THAT(b.faults(), IsEmpty());
}

TEST(Supplier, AdministersTheWholeOrganisation) {
  const Book b;
  const SupplierAccount& eva = b.book.accounts[0];
  EXPECT_TRUE(may_at(eva, Permission::administer, "firma", "10000001", "A013", "street 2", kToday));
  EXPECT_TRUE(may_at(eva, Permission::administer, "firma", "10000099", "A013", std::nullopt, kToday));
  EXPECT_FALSE(may_at(eva, Permission::administer, "another", "10000001", "A013", std::nullopt, kToday));
  EXPECT_FALSE(may_at(eva, Permission::report, "firma", "10000001", "A013", std::nullopt, kToday));
}

TEST(Supplier, TheOtherTwoHoldForAllUnitsAndAddressesOfThePerson) {
  Book b;
  b.olle().units.push_back({"10000002", "A013", {"street 9"}});
  const SupplierAccount& olle = b.book.accounts[1];
  for (const Permission permission : {Permission::receive, Permission::report}) {
    EXPECT_TRUE(may_at(olle, permission, "firma", "10000001", "A013", "street 1", kToday));
    EXPECT_TRUE(may_at(olle, permission, "firma", "10000002", "A013", "street 9", kToday));
    EXPECT_FALSE(may_at(olle, permission, "firma", "10000001", "A013", "street 2", kToday));
    EXPECT_FALSE(may_at(olle, permission, "firma", "10000001", "A001", "street 1", kToday));
    EXPECT_FALSE(may_at(olle, permission, "firma", "10000001", "A013", "street 1", made::day("2020-12-31")));
  }
  EXPECT_FALSE(may(olle, Permission::administer, "firma", kToday));
}

TEST(Supplier, WarnsOfMoreThanNAdministrators) {
  Book b;
  EXPECT_THAT(supplier_warnings(b.book, 1, kToday), IsEmpty());
  b.olle().permissions.push_back(Permission::administer);
  const auto warnings = supplier_warnings(b.book, 1, kToday);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].reason.code, Code::administrators_many);
  EXPECT_THAT(supplier_warnings(b.book, 2, kToday), IsEmpty());
  EXPECT_THAT(supplier_warnings(b.book, 1, made::day("2020-12-31")), IsEmpty());
}

TEST(Supplier, AnAdministratorGivesTheOwnAccountNothingMore) {
  Book b;
  SupplierGrant more = b.olle();
  b.book.accounts[0].grants.push_back(more);
  EXPECT_THAT(b.faults(), ElementsAre(Code::account_giver_may_not));
  b.book.accounts.push_back({"ada", {{"firma", {}, {Permission::administer}, "eva", false, kAlways}}});
  b.book.accounts[0].grants.back().given_by = "ada";
  EXPECT_THAT(b.faults(), IsEmpty());
}

TEST(Supplier, AFaultTellsWhereItsGrantStands) {
  Book b;
  b.eva().line = 7;
  b.olle().line = 12;
  b.olle().units[0].service = "A001";
  EXPECT_THAT(supplier_faults(b.book, b.directory, kToday),
              ElementsAre(SupplierFault{"olle", {Code::unit_not_in_ka_webb, "olle – 10000001 – A001"}, 12}));
  b.eva().permissions = {Permission::report};
  b.eva().units = {{"10000001", "A013", {}}};
  const auto faults = supplier_faults(b.book, b.directory, kToday);
  EXPECT_EQ(faults.back(), (SupplierFault{"", {Code::first_administrator, "firma"}, 7}));
}

TEST(Supplier, FindingsAreFaultsAndWarnings) {
  DirectoryRows rows = made::staffed_rows();
  Book b;
  b.olle().permissions.push_back(Permission::administer);
  b.book.units[0].period.to = kToday - days(1);
  rows.staff.suppliers = b.book;
  const auto codes = [&](std::size_t most, base::Date on) {
    std::vector<Code> all;
    for (const auto& found : supplier_findings(made::directory(rows), most, on)) all.push_back(found.reason.code);
    return all;
  };
  EXPECT_THAT(codes(1, kToday), ElementsAre(Code::unit_not_in_ka_webb, Code::administrators_many));
  EXPECT_THAT(codes(2, kToday - days(1)), IsEmpty());
}

}  // namespace
}  // namespace gateway::core
