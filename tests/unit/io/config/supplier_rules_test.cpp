#include "gateway/io/config/supplier_rules.h"

#include <gtest/gtest.h>

#include "gateway/io/config/account_set_rules.h"
#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kFirma = "[[organisation]]\nid = \"firma\"\nname = \"Firma AB\"\nkind = \"supplier\"\n";
const std::string kUnit =
    "[[supplier_unit]]\nid = \"10000001\"\norganisation = \"firma\"\nservice = \"A013\"\n"
    "addresses = [\"street 1\"]\nfrom = 2026-01-01\nto = 2026-12-31\n";
const std::string kEva =
    "[[supplier_account]]\nid = \"eva\"\norganisation = \"firma\"\npermissions = [\"administrera\"]\n"
    "named_by_supplier = true\nfrom = 2026-01-01\n";
const std::string kOlle =
    "[[supplier_account]]\nid = \"olle\"\norganisation = \"firma\"\npermissions = [\"rapportering\", \"ta_emot\"]\n"
    "units = [{ unit = \"10000001\", service = \"A013\", addresses = [\"street 1\"] }]\ngiven_by = \"eva\"\n"
    "from = 2026-02-01\n";

class SupplierFile : public ::testing::Test {
 protected:
  std::string fault(const std::string& text) {
    const auto rows = read_directory(scratch_.write("directory.toml", text));
    return rows ? std::string() : scratch_.shown(rows.error().what);
  }
  static std::string with(std::string text, const std::string& old, const std::string& now) {
    return text.replace(text.find(old), old.size(), now);
  }

  Scratch scratch_;
};

TEST_F(SupplierFile, TellsUnitsAndAccounts) {
  const auto rows = read_directory(scratch_.write("directory.toml", kFirma + kUnit + kEva + kOlle));
  ASSERT_TRUE(rows) << rows.error().what;
  const core::SupplierBook& book = rows->staff.suppliers;
  ASSERT_EQ(book.units.size(), 1U);
  EXPECT_EQ(book.units[0].addresses, std::vector<std::string>{"street 1"});
  EXPECT_EQ(book.units[0].period.to, base::Date::of(2026, 12, 31));
  ASSERT_EQ(book.accounts.size(), 2U);
  EXPECT_TRUE(book.accounts[0].grants[0].named_by_supplier);
  const core::SupplierGrant& olle = book.accounts[1].grants[0];
  EXPECT_EQ(olle.permissions, (std::vector<core::Permission>{core::Permission::receive, core::Permission::report}));
  EXPECT_EQ(olle.units, (std::vector<core::UnitChoice>{{"10000001", "A013", {"street 1"}}}));
  EXPECT_EQ(olle.given_by, "eva");
  EXPECT_EQ(olle.line, 18U);
  EXPECT_TRUE(core::Directory::build(*rows));
}

TEST_F(SupplierFile, OneAccountHasATableForEachOrganisationAndTime) {
  const std::string later = with(kOlle, "2026-02-01", "2027-02-01");
  const auto rows = read_directory(scratch_.write("directory.toml", kFirma + kUnit + kEva + kOlle + later));
  ASSERT_TRUE(rows) << rows.error().what;
  ASSERT_EQ(rows->staff.suppliers.accounts.size(), 2U);
  EXPECT_EQ(rows->staff.suppliers.accounts[1].grants.size(), 2U);
}

TEST_F(SupplierFile, NamesEveryFaultWithItsPlace) {
  const std::string head = kFirma + kUnit;
  EXPECT_NE(fault(head + with(kEva, "firma", "gavle")).find("directory.toml:14:16: supplier_account"),
            std::string::npos)
      << fault(head + with(kEva, "firma", "gavle"));
  EXPECT_NE(fault(kFirma + with(kUnit, "firma", "gavle")).find("no supplier of this file"), std::string::npos);
  EXPECT_NE(fault(head + with(kEva, "administrera", "allt")).find("\"allt\": known are administrera, ta_emot"),
            std::string::npos);
  EXPECT_NE(fault(head + with(kOlle, "ta_emot", "rapportering")).find("twice"), std::string::npos);
  EXPECT_NE(fault(head + with(kEva, "true", "false")).find("given_by"), std::string::npos);
  EXPECT_NE(fault(head + with(kEva, "named_by", "given_by = \"ada\"\nnamed_by")).find("one of them"),
            std::string::npos);
  EXPECT_NE(fault(head + with(kEva, "\"eva\"", "\"Eva Ek\"")).find("a–z"), std::string::npos);
  EXPECT_NE(fault(head + with(kOlle, "service = \"A013\", ", "")).find("service"), std::string::npos);
  EXPECT_NE(fault(kFirma + with(kUnit, "[\"street 1\"]", "[]")).find("addresses"), std::string::npos);
}

class AccountSetFile : public ::testing::Test {
 protected:
  std::string fault(const std::string& text) {
    const auto set = read_account_set(scratch_.write("set.toml", text));
    return set ? std::string() : scratch_.shown(set.error().what);
  }

  const std::string head_ = "schema = \"gateway.account-set/1\"\nby = \"eva\"\nversion = 7\n";
  const std::string end_ = "[[change]]\naction = \"delete\"\naccount = \"olle\"\norganisation = \"firma\"\n";
  Scratch scratch_;
};

TEST_F(AccountSetFile, SavesAndDeletes) {
  const auto set = read_account_set(scratch_.write(
      "set.toml", head_ + end_ + "from = 2026-12-01\n" +
                      "[[change]]\naction = \"save\"\naccount = \"nils\"\norganisation = \"firma\"\n"
                      "permissions = [\"ta_emot\"]\nunits = [{ unit = \"10000001\", service = \"A013\" }]\n"
                      "to = 2026-12-31\n"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ(set->by, "eva");
  EXPECT_FALSE(set->named_by_supplier);
  EXPECT_EQ(set->version, 7);
  ASSERT_EQ(set->changes.size(), 2U);
  EXPECT_EQ(set->changes[0].kind, core::AccountChange::Kind::remove);
  EXPECT_EQ(set->changes[0].from, base::Date::of(2026, 12, 1));
  EXPECT_EQ(set->changes[1].row, 2U);
  EXPECT_EQ(set->changes[1].permissions, std::vector<core::Permission>{core::Permission::receive});
  EXPECT_EQ(set->changes[1].units.size(), 1U);
  EXPECT_EQ(set->changes[1].until, base::Date::of(2026, 12, 31));
}

TEST_F(AccountSetFile, MayBeJsonAndTheSuppliersOwn) {
  const auto set = read_account_set(scratch_.write("set.json", R"({"schema": "gateway.account-set/1", "version": 7,
      "named_by_supplier": true, "change": [{"action": "delete", "account": "eva", "organisation": "firma"}]})"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_TRUE(set->named_by_supplier);
  EXPECT_EQ(set->by, "");
}

TEST_F(AccountSetFile, TellsEveryFaultWithItsPlace) {
  const std::string told = fault("schema = \"gateway.account-set/1\"\n" + end_ + "units = []\nnote = \"x\"\n");
  for (const char* part : {"by is missing", "version", "set.toml:6:9: change", "only for action", "note"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << " in " << told;
  }
  EXPECT_NE(fault(head_).find("change"), std::string::npos);
  EXPECT_NE(fault(head_ + "named_by_supplier = true\n" + end_).find("is left out"), std::string::npos);
  EXPECT_NE(fault("named_by_supplier = false\n" + head_ + end_).find("must be true"), std::string::npos);
}

}  // namespace
}  // namespace gateway::io
