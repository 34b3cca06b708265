#include "gateway/core/assignment/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/assignment/supplier.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {

inline void PrintTo(const KeptAssignment& kept, std::ostream* out) {
  *out << kept.user << " " << kept.role << " " << kept.place << ": " << kept.stays.size() << " stay, "
       << kept.in_file.size() << " in the file";
}

namespace {

using made::changed;
using made::days;
using made::give;
using made::kAlways;
using made::kToday;
using made::staffed_rows;
using made::take;
using made::take_for_cause;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kCaseworker = "deltagaransvarig";

/// What a file makes of the directory that a set has left.
DirectoryImport imported(const AssignmentChange& change, const DirectoryRows& file = staffed_rows(),
                         const std::string& by = "ines") {
  const ChangeOutcome outcome = changed({change}, staffed_rows(), by);
  EXPECT_THAT(outcome.faults, IsEmpty());
  return import_over(file, outcome.rows.value());
}

bool has(const DirectoryImport& import, std::string_view user, std::string_view place, base::Date on) {
  return made::directory(import.rows).has_assignment(user, place, on);
}

TEST(DirectoryImport, TheFirstDayOfACooperationIsSetOnce) {
  DirectoryRows file = staffed_rows();
  EXPECT_THAT(starts_changed(file, staffed_rows()), IsEmpty());
  file.cooperations[0].period.to = kToday;
  EXPECT_THAT(starts_changed(file, staffed_rows()), IsEmpty()) << "the last day may be";
  const base::Date first = file.cooperations[0].period.from;
  for (const int moved : {-1, 1}) {
    file.cooperations[0].period.from = first + days(moved);
    EXPECT_THAT(starts_changed(file, staffed_rows()), ElementsAre(file.cooperations[0].id));
  }
  file.cooperations[0].id = "another";
  EXPECT_THAT(starts_changed(file, staffed_rows()), IsEmpty()) << "a new one begins when it says";
}

TEST(DirectoryImport, OfTheSameFileUndoesNoRemoval) {
  for (const AssignmentChange& change : {take("karl.ek", "training"), take_for_cause("karl.ek", "training")}) {
    const DirectoryImport import = imported(change);
    EXPECT_FALSE(has(import, "karl.ek", "training", kToday));
    EXPECT_FALSE(has(import, "karl.ek", "training", kToday + days(1)));
    EXPECT_TRUE(has(import, "karl.ek", "training", kToday - days(1)));
    EXPECT_TRUE(has(import, "karl.ek", "social", kToday));
    EXPECT_EQ(import.rows.staff.removals.size(), 1U);
    ASSERT_EQ(import.kept.size(), 1U);
    EXPECT_EQ(import.kept[0].user + " " + import.kept[0].place, "karl.ek training");
    ASSERT_THAT(import.kept[0].stays, ::testing::SizeIs(1));
    EXPECT_EQ(import.kept[0].stays[0].to, kToday - days(1));
    ASSERT_THAT(import.kept[0].in_file, ::testing::SizeIs(1));
    EXPECT_FALSE(import.kept[0].in_file[0].to);
  }
}

TEST(DirectoryImport, OfAnotherFileUndoesNoRemovalEither) {
  DirectoryRows file = staffed_rows();
  file.assignments.push_back({"karl.ek", "training", {kToday + days(5), std::nullopt}});
  EXPECT_FALSE(has(imported(take_for_cause("karl.ek", "training"), file), "karl.ek", "training", kToday + days(5)));
}

TEST(DirectoryImport, UndoesNoRemovalOfALaterDay) {
  AssignmentChange change = take("karl.ek", "training");
  change.from = kToday + days(5);
  const DirectoryImport import = imported(change);
  EXPECT_TRUE(has(import, "karl.ek", "training", kToday + days(4)));
  EXPECT_FALSE(has(import, "karl.ek", "training", kToday + days(5)));
}

TEST(DirectoryImport, KeepsWhatWasGivenSince) {
  const DirectoryImport import = imported(give("anna", "af_gavle"));
  EXPECT_TRUE(has(import, "anna", "af_gavle", kToday));
  EXPECT_THAT(import.kept, ElementsAre(KeptAssignment{"anna", kCaseworker, "af_gavle", {{kToday, std::nullopt}}, {}}));
}

TEST(DirectoryImport, KeepsAdministrationsAsTheyHaveBecome) {
  const DirectoryImport import = imported(take("ines", "af_coop", "insatsansvarig"), staffed_rows(), "ada");
  EXPECT_THAT(made::codes(changed({give("anna", "af_gavle")}, import.rows)), ElementsAre(Code::giver_may_not));
  ASSERT_EQ(import.kept.size(), 1U);
  EXPECT_EQ(import.kept[0].role, "insatsansvarig");
}

TEST(DirectoryImport, HoldsOverSeveralImports) {
  for (const AssignmentChange& change : {take_for_cause("karl.ek", "training"), give("anna", "af_gavle")}) {
    const DirectoryImport once = imported(change);
    const DirectoryImport twice = import_over(staffed_rows(), once.rows);
    EXPECT_EQ(has(twice, change.user, change.place, kToday + days(1)), change.kind == AssignmentChange::Kind::add);
    EXPECT_EQ(twice.kept, once.kept);
    EXPECT_EQ(twice.kept.size(), 1U);
  }
}

TEST(DirectoryImport, TellsNothingWhereTheFileSaysTheSame) {
  DirectoryRows file = staffed_rows();
  file.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  const DirectoryImport import = imported(give("anna", "af_gavle"), file);
  EXPECT_THAT(import.kept, IsEmpty());
  EXPECT_EQ(import.rows.assignments.size(), file.assignments.size());
}

TEST(DirectoryImport, TellsNothingWhereBothEndWithTheSameWorkplace) {
  DirectoryRows file = staffed_rows();
  for (Workplace& row : file.staff.workplaces) row.period.to = kToday + days(3);
  file.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  EXPECT_THAT(imported(give("anna", "af_gavle"), file).kept, IsEmpty());
}

TEST(DirectoryImport, ChangesWhatNoChangeSetHasTouched) {
  DirectoryRows file = staffed_rows();
  std::erase_if(file.assignments, [](const Assignment& row) { return row.user == "karl.ek" && row.to == "social"; });
  const DirectoryImport import = imported(take("karl.ek", "training"), file);
  EXPECT_FALSE(has(import, "karl.ek", "social", kToday));
}

TEST(DirectoryImport, EndsWhatUsersTakeWithThem) {
  DirectoryRows file = staffed_rows();
  std::erase_if(file.users, [](const User& row) { return row.id == "anna"; });
  std::erase_if(file.roles, [](const RoleHolding& row) { return row.user == "anna"; });
  std::erase_if(file.staff.workplaces, [](const Workplace& row) { return row.user == "anna"; });
  const DirectoryImport import = imported(give("anna", "af_gavle"), file);
  EXPECT_TRUE(Directory::build(import.rows));
  EXPECT_FALSE(has(import_over(staffed_rows(), import.rows), "anna", "af_gavle", kToday));
}

TEST(DirectoryImport, EndsWithWorkplacesWhatIsKept) {
  DirectoryRows file = staffed_rows();
  for (Workplace& row : file.staff.workplaces) row.period.to = kToday + days(3);
  const DirectoryImport import = imported(give("anna", "af_gavle"), file);
  EXPECT_TRUE(has(import, "anna", "af_gavle", kToday + days(3)));
  EXPECT_FALSE(has(import, "anna", "af_gavle", kToday + days(4)));
}

TEST(DirectoryImport, TellsWhichOfItsAssignmentsEndWithTheWorkplaceOrNeverHold) {
  DirectoryRows file = staffed_rows();
  const auto works = [&](const std::string& user, base::Date last) {
    for (Workplace& row : file.staff.workplaces) {
      if (row.user == user) row.period = {kToday - days(9), last};
    }
  };
  file.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  file.assignments.push_back({"bo", "af_gavle", {kToday, kToday + days(5)}});
  EXPECT_THAT(import_over(file, staffed_rows()).endings, IsEmpty());
  works("anna", kToday + days(3));
  works("bo", kToday + days(5));
  const Ending annas{"anna", "af_gavle", kToday + days(4), false};
  EXPECT_THAT(import_over(file, staffed_rows()).endings, ElementsAre(annas)) << "bo's ends with its own last day";
  works("bo", kToday - days(1));
  const DirectoryImport import = import_over(file, staffed_rows());
  EXPECT_THAT(import.endings, ElementsAre(annas, Ending{"bo", "af_gavle", kToday, false}));
  EXPECT_FALSE(has(import, "bo", "af_gavle", kToday)) << "which never holds";
  EXPECT_EQ(import_over(file, import.rows).endings, import.endings) << "however often it is imported";
}

TEST(DirectoryImport, TellsOfAKeptAssignmentThatEndsWithTheWorkplaceAndNotOfTheRowInItsPlace) {
  DirectoryRows file = staffed_rows();
  for (Workplace& row : file.staff.workplaces) row.period.to = kToday + days(3);
  file.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  EXPECT_THAT(imported(give("anna", "af_gavle"), file).endings,
              ElementsAre(Ending{"anna", "af_gavle", kToday + days(4), false}));
  AssignmentChange until = give("anna", "af_gavle");
  until.until = kToday + days(1);
  EXPECT_THAT(imported(until, file).endings, IsEmpty()) << "what stays ends before";
}

TEST(DirectoryImport, HoldsToRemovalsOfBeforeChangesWereNoted) {
  DirectoryRows stored = changed({take_for_cause("karl.ek", "training")}).rows.value();
  stored.staff.changed.clear();
  EXPECT_FALSE(has(import_over(staffed_rows(), stored), "karl.ek", "training", kToday + days(1)));
}

TEST(DirectoryImport, NotesAChangedAssignmentOnce) {
  const DirectoryRows once = changed({take("karl.ek", "training")}).rows.value();
  const DirectoryRows twice = changed({give("karl.ek", "training")}, once).rows.value();
  EXPECT_EQ(twice.staff.changed.size(), 1U);
}

/// A file in which Eva of Firma administers and has let Olle do so, too.
DirectoryRows with_accounts() {
  DirectoryRows rows = staffed_rows();
  rows.staff.suppliers.accounts = {{"eva", {{"firma", {}, {Permission::administer}, "", true, kAlways}}},
                                   {"olle", {{"firma", {}, {Permission::administer}, "eva", false, kAlways}}}};
  return rows;
}

/// The directory after Eva has ended Olle's account and given one to Nils, today.
DirectoryRows accounts_changed() {
  DirectoryRows rows = with_accounts();
  const base::Period yesterday{kAlways.from, kToday - days(1)};
  SupplierBook& book = rows.staff.suppliers;
  book.accounts[1].grants[0].period = yesterday;
  book.accounts.push_back({"nils", {{"firma", {}, {Permission::administer}, "eva", false, {kToday, std::nullopt}}}});
  book.changed = {{"olle", "firma", "eva", made::noon(kToday)}, {"nils", "firma", "eva", made::noon(kToday)}};
  return rows;
}

std::vector<std::string> administrators(const DirectoryRows& rows) {
  std::vector<std::string> found;
  for (const SupplierAccount& account : rows.staff.suppliers.accounts) {
    if (may(account, Permission::administer, "firma", kToday)) found.push_back(account.id);
  }
  return found;
}

TEST(ImportOfAccounts, UndoesNothingThatASetHasSaid) {
  const DirectoryImport import = import_over(with_accounts(), accounts_changed());
  EXPECT_THAT(administrators(import.rows), ElementsAre("eva", "nils"));
  const std::string role(kAccount);
  EXPECT_THAT(import.kept,
              ElementsAre(KeptAssignment{"olle", role, "firma", {{kAlways.from, kToday - days(1)}}, {kAlways}},
                          KeptAssignment{"nils", role, "firma", {{kToday, std::nullopt}}, {}}));
  EXPECT_EQ(import.rows.staff.suppliers.changed.size(), 2U);
}

TEST(ImportOfAccounts, TellsNothingOfWhatTheFileSaysAlike) {
  EXPECT_THAT(import_over(accounts_changed(), accounts_changed()).kept, IsEmpty());
  DirectoryRows file = accounts_changed();
  file.staff.suppliers.accounts[2].grants[0].permissions = {Permission::report};
  EXPECT_EQ(import_over(file, accounts_changed()).kept.size(), 1U) << "the same days, another permission";
}

TEST(ImportOfAccounts, SaysWhatNoSetHasTouched) {
  DirectoryRows file = with_accounts();
  file.staff.suppliers.accounts[0].id = "ida";
  EXPECT_THAT(administrators(import_over(file, accounts_changed()).rows), ElementsAre("ida", "nils"));
}

TEST(ImportOfAccounts, EndsThemWithTheOrganisation) {
  const DirectoryImport import = import_over(made::rows(), accounts_changed());
  EXPECT_TRUE(import.rows.staff.suppliers.accounts.empty());
  EXPECT_TRUE(Directory::build(import.rows));
}

}  // namespace
}  // namespace gateway::core
