#include "tests/unit/api/desk.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::api {
namespace {

/// Firma has a unit until the day before the last, or for ever; Eva is its first administrator, Olle reports.
class AccountDesk : public Desk {
 protected:
  AccountDesk() {
    fill(file_);
    fill(ledger_.state.directory);
    ledger_.state.directory_version = 7;
  }

  void fill(core::DirectoryRows& rows) const {
    rows.organisations.push_back({"firma", "Firma AB", "supplier", {}});
    core::SupplierBook& book = rows.staff.suppliers;
    book.units = {{"10000001", "firma", "A013", {"street 1"}, always_}};
    book.accounts = {
        {"eva", {{"firma", {}, {core::Permission::administer}, "", true, always_, 30}}},
        {"olle",
         {{"firma", {{"10000001", "A013", {"street 1"}}}, {core::Permission::report}, "eva", false, always_, 40}}}};
  }

  base::Result<Document> change(const std::string& account, int version = 7, bool dry_run = false,
                                const std::string& by = "eva") {
    const std::string file = scratch_.write(
        "set.toml",
        "schema = \"gateway.account-set/1\"\nby = \"" + by + "\"\nversion = " + std::to_string(version) +
            "\n[[change]]\naction = \"save\"\norganisation = \"firma\"\npermissions = [\"administrera\"]\n" +
            "account = \"" + account + "\"\n");
    return run("account.change", Document().set("file", file).set("dry_run", dry_run));
  }
  base::Result<Document> import() { return run("directory.import", Document().set("file", "directory.toml")); }
  static const Document::Array& rows(const Document& answer, std::string_view member = "rows") {
    return *answer.find(member)->array();
  }
  std::string codes(const base::Result<Document>& answer, std::string_view member) {
    std::string text;
    for (const Document& row : rows(*answer, member)) {
      if (row.find("account") != nullptr) text += std::string(row.text("code")) + " ";
    }
    return text;
  }

  const base::Period always_{base::Date::of(2020, 1, 1).value(), std::nullopt};
  const base::Date today_ = clock_.day_of(clock_.now());
  io::Scratch scratch_;
};

TEST_F(AccountDesk, ListTellsWhatEachAccountMayWhereAndByWhom) {
  const auto answer = run("account.list", Document().set("organisation", "firma").set("account", "olle"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->integer_or("version", 0), 7);
  ASSERT_EQ(rows(*answer).size(), 1U);
  const Document& olle = rows(*answer)[0];
  EXPECT_EQ(rows(olle, "permissions")[0], Document("rapportering"));
  EXPECT_EQ(rows(olle, "units")[0].text("unit"), "10000001");
  EXPECT_EQ(rows(rows(olle, "units")[0], "addresses")[0], Document("street 1"));
  EXPECT_EQ(olle.text("given_by"), "eva");
  EXPECT_EQ(olle.text("from"), "2020-01-01");
  EXPECT_EQ(rows(*run("account.list")).size(), 2U);
  EXPECT_TRUE(rows(*run("account.list", Document().set("organisation", "another"))).empty());
  ledger_.state.directory.staff.suppliers.accounts[1].grants[0].period.to = today_ - std::chrono::days(1);
  EXPECT_EQ(rows(*run("account.list")).size(), 1U);
}

TEST_F(AccountDesk, AChangeIsSavedAsTheNextVersion) {
  EXPECT_EQ(*change("ida", 7, true)->find("saved")->boolean(), false);
  EXPECT_EQ(ledger_.state.directory_version, 7);
  const auto answer = change("ida");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(*answer->find("saved")->boolean(), true);
  EXPECT_EQ(answer->integer_or("version", 0), 8);
  EXPECT_EQ(rows(*answer->find("differences")->find("supplier_accounts"), "added")[0], Document("ida firma"));
  EXPECT_EQ(rows(*run("account.list")).size(), 3U);
}

TEST_F(AccountDesk, TheSecondIsToldWhatChangedAndOverwritesNothing) {
  ASSERT_TRUE(change("ida"));
  const auto second = change("nils");
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_EQ(*second->find("saved")->boolean(), false);
  EXPECT_EQ(rows(*second, "faults")[0].text("code"), "directory_changed");
  EXPECT_EQ(rows(*second->find("since")->find("supplier_accounts"), "added")[0], Document("ida firma"));
  EXPECT_EQ(rows(*run("account.list")).size(), 3U);
}

TEST_F(AccountDesk, AnAccountWithoutAdministrationIsRefused) {
  const auto answer = change("ida", 7, false, "olle");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(*answer->find("saved")->boolean(), false);
  EXPECT_EQ(rows(*answer, "faults")[0].text("code"), "account_giver_may_not");
  EXPECT_EQ(rows(*answer, "faults")[0].integer_or("row", 0), 1);
}

TEST_F(AccountDesk, AnImportUndoesNoChange) {
  ASSERT_TRUE(change("ida"));
  const auto answer = import();
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(rows(*answer, "kept").size(), 1U);
  EXPECT_EQ(rows(*run("account.list")).size(), 3U);
}

TEST_F(AccountDesk, AFileWithFaultsTodayIsRefusedWithTheirPlaces) {
  file_.staff.suppliers.units[0].period.to = today_;
  EXPECT_TRUE(import());
  file_.staff.suppliers.units[0].period.to = today_ - std::chrono::days(1);
  expect_refused(import(), base::Fault::reject, "directory.toml:40: supplier_account: The unit is not in KA-webb");
  file_.staff.suppliers.units[0].period.to = today_;
  file_.staff.suppliers.accounts.erase(file_.staff.suppliers.accounts.begin());
  expect_refused(import(), base::Fault::reject, "has not named exactly one first administrator: firma");
}

TEST_F(AccountDesk, WhatTimeHasDoneIsReviewedAndTheDirectoryIsReadOn) {
  EXPECT_EQ(codes(run("assignment.review"), "rows"), "");
  ledger_.state.directory.staff.suppliers.units[0].period.to = today_ - std::chrono::days(1);
  EXPECT_EQ(codes(run("assignment.review"), "rows"), "unit_not_in_ka_webb ");
  ledger_.state.directory.staff.suppliers.accounts[0].grants[0].named_by_supplier = false;
  EXPECT_EQ(codes(run("assignment.review"), "rows"), "account_giver_may_not unit_not_in_ka_webb first_administrator ");
}

TEST_F(AccountDesk, MoreAdministratorsThanThePolicyAdvisesAreTold) {
  for (int i = 0; i < 4; ++i) {
    file_.staff.suppliers.accounts.push_back(
        {"a" + std::to_string(i), {{"firma", {}, {core::Permission::administer}, "eva", false, always_}}});
  }
  auto answer = import();
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(codes(answer, "accounts"), "") << "five";
  file_.staff.suppliers.accounts.push_back(
      {"a5", {{"firma", {}, {core::Permission::administer}, "eva", false, always_}}});
  answer = import();
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(codes(answer, "accounts"), "administrators_many ");
  EXPECT_NE(answer->find("text")->text("sv").find("leverantörers konton: 1"), std::string::npos);
  EXPECT_EQ(codes(run("assignment.review"), "rows"), "administrators_many ");
}

TEST_F(AccountDesk, MoreAdministratorsThanThePolicyAdvisesAreToldWhereTheyAreSaved) {
  for (int i = 0; i < 3; ++i) {
    ledger_.state.directory.staff.suppliers.accounts.push_back(
        {"a" + std::to_string(i), {{"firma", {}, {core::Permission::administer}, "eva", false, always_}}});
  }
  const auto fifth = change("ida");
  ASSERT_TRUE(fifth) << fifth.error().what;
  EXPECT_EQ(*fifth->find("saved")->boolean(), true);
  EXPECT_EQ(codes(fifth, "accounts"), "");
  EXPECT_EQ(fifth->find("text")->text("en"), "The change is saved.");
  for (const bool dry_run : {true, false}) {
    const auto sixth = change("nils", 8, dry_run);
    ASSERT_TRUE(sixth) << sixth.error().what;
    EXPECT_EQ(*sixth->find("saved")->boolean(), !dry_run);
    EXPECT_EQ(codes(sixth, "accounts"), "administrators_many ");
    EXPECT_NE(sixth->find("text")->text("sv").find("leverantörers konton: 1"), std::string::npos);
  }
  const auto outdated = change("olof", 8);
  ASSERT_TRUE(outdated) << outdated.error().what;
  EXPECT_EQ(codes(outdated, "accounts"), "") << "nothing is saved";
}

}  // namespace
}  // namespace gateway::api
