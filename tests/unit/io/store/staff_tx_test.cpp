#include "gateway/io/store/values.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

core::DirectoryRows staffed() {
  core::DirectoryRows some = rows();
  const base::Period period{day("2026-01-01"), day("2026-12-31")};
  some.staff.workplaces = {{"maj.lind", "af_gavle", period}};
  some.staff.memberships = {{"af_gavle", "finsam", period}};
  some.staff.administrations = {{"karl.ek", "insatsansvarig", "finsam", period}};
  some.staff.attestations = {{"maj.lind", "af_gavle", "karl.ek", kToday}};
  some.staff.trainings = {{"maj.lind", kToday}};
  some.staff.deputies = {{"maj.lind", "karl.ek", period}};
  some.staff.removals = {{"kalle.nord", "training", kToday, noon(kToday), "karl.ek", true, "misuse"}};
  some.staff.protected_users = {"sam.berg"};
  some.staff.changed = {
      {"kalle.nord", "deltagaransvarig", "training", "karl.ek", noon(kToday), {registration_id(9).bytes}}};
  core::SupplierGrant grant{
      "gavle", {{"10000001", "A013", {"street 1"}}}, {core::Permission::report}, "eva", false, period, 12};
  some.staff.suppliers.units = {{"10000001", "gavle", "A013", {"street 1", "street 2"}, period}};
  some.staff.suppliers.accounts = {{"olle", {grant}}};
  some.staff.suppliers.changed = {{"olle", "gavle", "eva", noon(kToday)}};
  return some;
}

/// What the set of a changed assignment takes.
constexpr std::size_t kSet = std::string_view("32:").size() + 32;
/// What a removal says beside since roles have removals of their own.
constexpr std::string_view kAtPlaces = "16:deltagaransvarig";

/// Without what rows say beside since then, where they say nothing: empty texts, lists and choices.
std::string packed_before(const core::DirectoryRows& rows) {
  std::string packed = store::pack(rows);
  const std::size_t later = rows.cooperations.size() * std::string_view("0:1:01:00:").size() +
                            rows.insatser.size() * std::string_view("1:0").size() +
                            rows.offices.size() * std::string_view("0:1:0").size() + std::string_view("1:0").size() +
                            rows.staff.changed.size() * kSet + rows.staff.removals.size() * kAtPlaces.size();
  packed.resize(packed.size() - later);
  return packed;
}

TEST(DirectoryVersions, HoldWhatCooperationsInsatserAndOfficesSayOverAReopening) {
  core::DirectoryRows some = rows();
  some.cooperations[0].number = "2229990003";
  some.cooperations[0].municipalities = {"2180", "2183"};
  some.cooperations[0].members = {"gavle"};
  some.insatser[2].direction = core::Direction::structural;
  some.offices.push_back({"fk_gavle", "FK", "fk", "2180", core::Branch::fv});
  some.staff.changed_rows = {{"insats", "training", "karl.ek", noon(kToday)}};
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(some, office.clock.now())); });
  office.reopen();
  office.write([&](ports::Transaction& t) {
    const core::DirectoryRows read = must(t.directory())->rows();
    EXPECT_EQ(read.cooperations, some.cooperations);
    EXPECT_EQ(read.insatser, some.insatser);
    EXPECT_EQ(read.offices.back().municipality, "2180");
    EXPECT_EQ(read.offices.back().branch, core::Branch::fv);
    ASSERT_EQ(read.staff.changed_rows.size(), 1U);
    EXPECT_EQ(read.staff.changed_rows[0].id, "training");
    EXPECT_EQ(read.staff.changed_rows[0].at, noon(kToday));
  });
}

TEST(DirectoryVersions, OfBeforeCooperationsHadNumbersCanBeRead) {
  const core::DirectoryRows read = store::unpack_directory(packed_before(staffed()));
  EXPECT_EQ(read.staff.suppliers.changed.size(), 1U);
  EXPECT_EQ(read.cooperations, staffed().cooperations);
}

TEST(DirectoryVersions, OfBeforeAdministrationsHadRemovalsCanBeRead) {
  core::DirectoryRows some = staffed();
  some.cooperations[0].form = "finsam";
  std::string packed = store::pack(some);
  packed.resize(packed.size() - kAtPlaces.size());
  const core::DirectoryRows read = store::unpack_directory(packed);
  EXPECT_EQ(read.cooperations, some.cooperations);
  EXPECT_EQ(read.staff.removals.at(0).role, "deltagaransvarig");
  some.staff.removals[0].role = "insatsansvarig";
  EXPECT_EQ(store::unpack_directory(store::pack(some)).staff.removals.at(0).role, "insatsansvarig");
}

TEST(DirectoryVersions, MayWhatTheRolesOfThePolicyInForceSay) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(rows(), office.clock.now())); });
  const auto registers = [&] {
    bool may = false;
    office.write([&](ports::Transaction& t) {
      const auto directory = must(t.directory());
      may = directory->may(*directory->user("maj.lind"), core::Right::registers, kToday);
    });
    return may;
  };
  EXPECT_TRUE(registers());
  ASSERT_TRUE(office.ledger->use_roles(core::Roles(std::vector<core::Role>())));
  EXPECT_FALSE(registers()) << "no row, no right";
}

TEST(DirectoryVersions, CountFromOneAndAreKeptForAWhile) {
  Office office;
  office.write([&](ports::Transaction& t) {
    const std::int64_t before = must(t.directory_version());
    for (int i = 0; i < 25; ++i) must(t.replace_directory(i == 0 ? staffed() : rows(), office.clock.now()));
    EXPECT_EQ(must(t.directory_version()), before + 25);
    EXPECT_TRUE(must(t.directory_rows(before + 25)));
    EXPECT_TRUE(must(t.directory_rows(before + 6)));
    EXPECT_FALSE(must(t.directory_rows(before + 5)));
    EXPECT_FALSE(must(t.directory_rows(before + 26)));
  });
}

TEST(DirectoryVersions, HoldTheStaffOverAReopening) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(staffed(), office.clock.now())); });
  office.reopen();
  office.write([&](ports::Transaction& t) {
    const core::StaffRows staff = must(t.directory())->rows().staff;
    ASSERT_EQ(staff.removals.size(), 1U);
    EXPECT_EQ(staff.removals[0].at, noon(kToday));
    EXPECT_EQ(staff.removals[0].cause, "misuse");
    EXPECT_EQ(staff.workplaces.size() + staff.memberships.size() + staff.administrations.size(), 3U);
    EXPECT_EQ(staff.attestations.at(0).by, "karl.ek");
    EXPECT_EQ(staff.trainings.at(0).until, kToday);
    EXPECT_EQ(staff.deputies.at(0).deputy, "karl.ek");
    EXPECT_EQ(staff.protected_users, std::vector<std::string>{"sam.berg"});
    ASSERT_EQ(staff.changed.size(), 1U);
    EXPECT_EQ(staff.changed[0].place, "training");
    EXPECT_EQ(staff.changed[0].at, noon(kToday));
    EXPECT_EQ(staff.changed[0].set, core::ChangeSetId{registration_id(9).bytes});
  });
}

TEST(DirectoryVersions, HoldSuppliersAccountsOverAReopening) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(staffed(), office.clock.now())); });
  office.reopen();
  office.write([&](ports::Transaction& t) {
    const core::SupplierBook book = must(t.directory())->rows().staff.suppliers;
    ASSERT_EQ(book.units.size(), 1U);
    EXPECT_EQ(book.units[0].service, "A013");
    EXPECT_EQ(book.units[0].addresses.size(), 2U);
    EXPECT_EQ(book.units[0].period.to, day("2026-12-31"));
    ASSERT_EQ(book.accounts.size(), 1U);
    ASSERT_EQ(book.accounts[0].grants.size(), 1U);
    const core::SupplierGrant& grant = book.accounts[0].grants[0];
    EXPECT_EQ(grant.organisation, "gavle");
    EXPECT_EQ(grant.permissions, std::vector<core::Permission>{core::Permission::report});
    EXPECT_EQ(grant.units, (std::vector<core::UnitChoice>{{"10000001", "A013", {"street 1"}}}));
    EXPECT_EQ(grant.given_by, "eva");
    EXPECT_FALSE(grant.named_by_supplier);
    EXPECT_EQ(grant.period.from, day("2026-01-01"));
    EXPECT_EQ(grant.line, 0U) << "of the file, and not kept";
    ASSERT_EQ(book.changed.size(), 1U);
    EXPECT_EQ(book.changed[0].by, "eva");
    EXPECT_EQ(book.changed[0].at, noon(kToday));
  });
}

TEST(DirectoryVersions, OfBeforeThereWereSuppliersAccountsCanBeRead) {
  core::DirectoryRows old = staffed();
  old.staff.suppliers = {};
  std::string packed = packed_before(old);
  packed.resize(packed.size() - 3 * std::string_view("1:0").size());
  const core::DirectoryRows read = store::unpack_directory(packed);
  ASSERT_EQ(read.staff.changed.size(), 1U);
  EXPECT_EQ(read.staff.changed[0].place, "training");
  EXPECT_TRUE(read.staff.suppliers.units.empty() && read.staff.suppliers.accounts.empty());
}

TEST(DirectoryVersions, OfBeforeSetsWereKnownCanBeRead) {
  std::string packed = store::pack(staffed());
  packed.resize(packed.size() - kSet - staffed().staff.removals.size() * kAtPlaces.size());
  const core::DirectoryRows read = store::unpack_directory(packed);
  ASSERT_EQ(read.staff.changed.size(), 1U);
  EXPECT_TRUE(read.staff.changed[0].set.empty());
}

TEST(DirectoryVersions, OfBeforeThereWereStaffRowsCanBeRead) {
  std::string packed = packed_before(rows());
  packed.resize(packed.size() - 4 * std::string_view("1:0").size());
  EXPECT_EQ(store::unpack_directory(packed).signatures.size(), rows().signatures.size()) << "before changes were noted";
  for (int i = 0; i < 8; ++i) packed.resize(packed.size() - std::string_view("1:0").size());
  const core::DirectoryRows read = store::unpack_directory(packed);
  EXPECT_EQ(read.signatures.size(), rows().signatures.size());
  EXPECT_TRUE(read.staff.workplaces.empty());
}

TEST(LastUses, AreTheLastDayOfEachUserInEachPlace) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(rows(), office.clock.now())); });
  office.take({participation()});
  const core::LastUses uses = must(office.ledger->last_uses());
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses.at({"maj.lind", "training"}), kToday);
}

TEST(LastUses, AreOfEveryActNotOnlyOfTheFirst) {
  Office office;
  office.write([&](ports::Transaction& t) { must(t.replace_directory(rows(), office.clock.now())); });
  office.take({participation()});
  office.clock.on(std::chrono::days(10));
  core::Participation ended = participation();
  ended.end = kToday;
  ended.answers.end_reason = "1";
  office.take({ended});
  EXPECT_EQ(must(office.ledger->last_uses()).at({"maj.lind", "training"}), kToday + std::chrono::days(10));
}

}  // namespace
}  // namespace gateway::io
