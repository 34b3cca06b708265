#include "gateway/core/assignment/directory_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/assignment/import.h"
#include "gateway/core/authority.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::kToday;
using made::staffed_rows;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = DirectoryEdit::Kind;

/// Ada edits finsam, too; it ends with 2027.
DirectoryRows rows() {
  DirectoryRows rows = staffed_rows();
  rows.staff.administrations.push_back({"ada", "samverkansadministrator", "finsam", made::kAlways});
  rows.cooperations[0].period.to = day("2027-12-31");
  return rows;
}

DirectoryEdit edit(Kind kind, std::string id) {
  DirectoryEdit made;
  made.kind = kind;
  made.id = std::move(id);
  if (kind == Kind::add_insats) {
    made.cooperation = "finsam";
    made.name = "Grön rehab";
    made.from = day("2026-01-01");
  }
  return made;
}

ChangeOutcome done(const DirectoryEdit& one, const std::string& by = "ines", const DirectoryRows& on = rows()) {
  return apply(DirectoryChange{by, 7, {one}}, made::directory(on), 7, kToday, made::noon(kToday));
}

std::vector<Code> refused(const DirectoryEdit& one, const std::string& by = "ines", const DirectoryRows& on = rows()) {
  return codes(done(one, by, on));
}

TEST(DirectoryChange, AnInsatsansvarigMakesAndEditsTheInsatserOfTheirCooperation) {
  const ChangeOutcome made = done(edit(Kind::add_insats, "gron_rehab"));
  ASSERT_THAT(made.faults, IsEmpty());
  const Directory after = made::directory(*made.rows);
  const Insats* insats = after.insats("gron_rehab");
  ASSERT_NE(insats, nullptr);
  EXPECT_EQ(*insats, (Insats{"gron_rehab", "Grön rehab", "finsam", {day("2026-01-01"), std::nullopt}}));
  DirectoryEdit later = edit(Kind::edit_insats, "training");
  later.name = "Arbetsträning i butik";
  later.to = day("2026-12-31");
  const ChangeOutcome edited = done(later);
  ASSERT_THAT(edited.faults, IsEmpty());
  EXPECT_EQ(made::directory(*edited.rows).insats("training")->name, "Arbetsträning i butik");
  EXPECT_EQ(made::directory(*edited.rows).insats("training")->period.to, day("2026-12-31"));
  EXPECT_FALSE(made::directory(*edited.rows).insats("training")->counts_only) << "what is not said stays";
  ASSERT_EQ(edited.rows->staff.changed_rows.size(), 1U);
  EXPECT_EQ(edited.rows->staff.changed_rows[0].by, "ines");
}

TEST(DirectoryChange, ASamverkansadministratorEditsTheCooperation) {
  DirectoryEdit change = edit(Kind::edit_cooperation, "finsam");
  change.number = "2229990003";
  change.municipalities = {"2180"};
  change.members = {"gavle", "af"};
  change.open_ended = true;
  const ChangeOutcome outcome = done(change, "ada");
  ASSERT_THAT(outcome.faults, IsEmpty());
  const Directory directory = made::directory(*outcome.rows);
  EXPECT_EQ(directory.cooperation("finsam")->number, "2229990003");
  EXPECT_EQ(directory.cooperation("finsam")->members, (std::vector<std::string>{"gavle", "af"}));
  EXPECT_EQ(directory.cooperation("finsam")->municipalities, std::vector<std::string>{"2180"});
  EXPECT_EQ(directory.cooperation("finsam")->period.to, std::nullopt);
}

TEST(DirectoryChange, NeedsRoleAndAssignmentToday) {
  DirectoryEdit name = edit(Kind::edit_insats, "training");
  name.name = "x";
  EXPECT_THAT(refused(name, "ada"), ElementsAre(Code::editor_may_not)) << "edits the cooperation alone";
  EXPECT_THAT(refused(name, "anna"), ElementsAre(Code::editor_may_not));
  EXPECT_THAT(refused(name, "nobody"), ElementsAre(Code::editor_may_not));
  DirectoryEdit cooperation = edit(Kind::edit_cooperation, "finsam");
  cooperation.name = "x";
  EXPECT_THAT(refused(cooperation, "ines"), ElementsAre(Code::editor_may_not));
  for (const int late : {0, 1}) {
    DirectoryRows rows_until = rows();
    for (RoleHolding& row : rows_until.roles) {
      if (row.user == "ines") row.period.to = kToday - days(late);
    }
    EXPECT_EQ(refused(name, "ines", rows_until).empty(), late == 0);
    rows_until = rows();
    for (Administration& row : rows_until.staff.administrations) {
      if (row.user == "ines" && row.cooperation == "finsam") row.period.to = kToday - days(late);
    }
    EXPECT_EQ(refused(name, "ines", rows_until).empty(), late == 0) << "of this cooperation";
  }
}

TEST(DirectoryChange, IsNotForWhoeverHasAForbiddenPair) {
  DirectoryRows both = rows();
  both.roles.push_back({"ada", "deltagaransvarig", {kToday, kToday}});
  DirectoryEdit change = edit(Kind::edit_cooperation, "finsam");
  change.name = "x";
  EXPECT_THAT(refused(change, "ada", both), ElementsAre(Code::role_forbidden_pair));
  both.roles.back().period = {kToday + days(1), std::nullopt};
  EXPECT_THAT(refused(change, "ada", both), IsEmpty());
}

TEST(DirectoryChange, TheFirstDayOfACooperationStays) {
  DirectoryEdit change = edit(Kind::edit_cooperation, "finsam");
  const base::Date first = rows().cooperations[0].period.from;
  change.from = first;
  EXPECT_THAT(refused(change, "ada"), IsEmpty());
  for (const int moved : {-1, 1}) {
    change.from = first + days(moved);
    EXPECT_THAT(refused(change, "ada"), ElementsAre(Code::cooperation_start_fixed));
  }
}

TEST(DirectoryChange, AnInsatsIsWithinTheDaysOfItsCooperation) {
  const auto of_days = [](base::Date from, std::optional<base::Date> to) {
    DirectoryEdit change = edit(Kind::add_insats, "gron_rehab");
    change.from = from;
    change.to = to;
    return refused(change);
  };
  const base::Period cooperation = rows().cooperations[0].period;
  EXPECT_THAT(of_days(cooperation.from, cooperation.to), IsEmpty());
  EXPECT_THAT(of_days(cooperation.from, std::nullopt), IsEmpty()) << "ends with it";
  EXPECT_THAT(of_days(cooperation.from - days(1), std::nullopt), ElementsAre(Code::outside_cooperation_days));
  EXPECT_THAT(of_days(kToday, *cooperation.to + days(1)), ElementsAre(Code::outside_cooperation_days));
  EXPECT_THAT(of_days(*cooperation.to, std::nullopt), IsEmpty());
  EXPECT_THAT(of_days(*cooperation.to + days(1), std::nullopt), ElementsAre(Code::outside_cooperation_days));
  EXPECT_THAT(of_days(kToday, kToday), IsEmpty());
  EXPECT_THAT(of_days(kToday, kToday - days(1)), ElementsAre(Code::change_period));
}

TEST(DirectoryChange, AnInsatsThatLayOutsideBeforeIsStillNamedAnew) {
  DirectoryRows old = rows();
  for (Insats& row : old.insatser) row.period.from = old.cooperations[0].period.from - days(1);
  DirectoryEdit change = edit(Kind::edit_insats, "training");
  change.name = "Arbetsträning i butik";
  EXPECT_THAT(refused(change, "ines", old), IsEmpty());
  change.to = day("2026-12-31");
  EXPECT_THAT(refused(change, "ines", old), ElementsAre(Code::outside_cooperation_days));
}

TEST(DirectoryChange, AStructuralInsatsIsCountOnlyAndTakesNoNamedPerson) {
  DirectoryEdit change = edit(Kind::edit_insats, "training");
  change.direction = Direction::structural;
  const ChangeOutcome outcome = done(change);
  ASSERT_THAT(outcome.faults, IsEmpty());
  EXPECT_THAT(codes(insats_faults(made::directory(*outcome.rows), "training", kToday)),
              ElementsAre(Code::insats_count_only));
  change.counts_only = false;
  EXPECT_THAT(refused(change), ElementsAre(Code::structural_by_name));
  change.direction = Direction::individual;
  EXPECT_THAT(refused(change), IsEmpty());
}

TEST(DirectoryChange, NamesWhatIsThereAndTakesNoIdTwice) {
  DirectoryEdit change = edit(Kind::edit_insats, "nowhere");
  change.name = "x";
  EXPECT_THAT(refused(change), ElementsAre(Code::insats_unknown));
  change = edit(Kind::edit_cooperation, "nowhere");
  EXPECT_THAT(refused(change, "ada"), ElementsAre(Code::cooperation_unknown));
  change.id = "finsam";
  change.members = {"gavle", "nowhere"};
  EXPECT_THAT(refused(change, "ada"), ElementsAre(Code::member_unknown));
  for (const char* taken : {"training", "af_gavle"}) {
    EXPECT_THAT(refused(edit(Kind::add_insats, taken)), ElementsAre(Code::id_taken)) << taken;
  }
  change = edit(Kind::add_insats, "gron_rehab");
  change.cooperation = "nowhere";
  EXPECT_THAT(refused(change), ElementsAre(Code::cooperation_unknown));
}

TEST(DirectoryChange, IsSavedWholeOrNotAtAllOnTheNewestVersion) {
  DirectoryEdit good = edit(Kind::add_insats, "gron_rehab");
  DirectoryEdit bad = edit(Kind::add_insats, "training");
  bad.row = 2;
  const auto both = apply(DirectoryChange{"ines", 7, {good, bad}}, made::directory(rows()), 7, kToday, {});
  EXPECT_FALSE(both.rows);
  EXPECT_THAT(both.faults, ElementsAre(RowFault{2, {Code::id_taken, "training"}}));
  const auto twice = apply(DirectoryChange{"ines", 7, {good, good}}, made::directory(rows()), 7, kToday, {});
  EXPECT_THAT(codes(twice), ElementsAre(Code::change_twice));
  const auto none = apply(DirectoryChange{"ines", 7, {}}, made::directory(rows()), 7, kToday, {});
  EXPECT_THAT(codes(none), ElementsAre(Code::change_set_empty));
  const auto old = apply(DirectoryChange{"ines", 6, {good}}, made::directory(rows()), 7, kToday, {});
  EXPECT_THAT(codes(old), ElementsAre(Code::directory_changed));
}

TEST(DirectoryImport, OfAnOlderFileUndoesNoDirectoryChange) {
  DirectoryEdit change = edit(Kind::edit_insats, "training");
  change.name = "Arbetsträning i butik";
  DirectoryChange set{"ines", 7, {change, edit(Kind::add_insats, "gron_rehab")}};
  const auto stored = apply(set, made::directory(rows()), 7, kToday, made::noon(kToday));
  ASSERT_TRUE(stored.rows);
  DirectoryImport import = import_over(rows(), *stored.rows);
  const Directory directory = made::directory(import.rows);
  EXPECT_EQ(directory.insats("training")->name, "Arbetsträning i butik");
  ASSERT_NE(directory.insats("gron_rehab"), nullptr);
  EXPECT_EQ(import.rows.staff.changed_rows.size(), 2U);
  ASSERT_EQ(import.kept.size(), 2U) << "and that is told";
  EXPECT_EQ(import.kept[0].place, "training");
  EXPECT_EQ(import.kept[1].in_file.size(), 0U);
  EXPECT_THAT(import_over(*stored.rows, *stored.rows).kept, IsEmpty());

  DirectoryRows without = rows();
  std::erase_if(without.cooperations, [](const Cooperation& row) { return row.id == "finsam"; });
  std::erase_if(without.insatser, [](const Insats& row) { return row.cooperation == "finsam"; });
  EXPECT_THAT(import_over(without, *stored.rows).rows.insatser, IsEmpty()) << "ends with its cooperation";
}

TEST(DirectoryImport, SaysTheFormOfACooperationThatADirectoryChangeHasEdited) {
  DirectoryEdit change = edit(Kind::edit_cooperation, "finsam");
  change.name = "Finsam Gävle";
  const auto stored = done(change, "ada");
  ASSERT_TRUE(stored.rows);
  DirectoryRows file = rows();
  file.cooperations[0].form = "finsam-counts";
  const DirectoryImport import = import_over(file, *stored.rows);
  EXPECT_EQ(import.rows.cooperations[0].form, "finsam-counts");
  EXPECT_EQ(import.rows.cooperations[0].name, "Finsam Gävle");
  EXPECT_EQ(import_over(rows(), import.rows).rows.cooperations[0].form, "") << "a later file says otherwise again";
}

TEST(DirectoryImport, KeepsWhatADirectoryChangeSaidOfACooperation) {
  DirectoryEdit change = edit(Kind::edit_cooperation, "finsam");
  change.members = {"gavle", "fk"};
  const auto stored = done(change, "ada");
  ASSERT_TRUE(stored.rows);
  EXPECT_EQ(import_over(rows(), *stored.rows).rows.cooperations[0].members, (std::vector<std::string>{"gavle", "fk"}));
  DirectoryRows without = rows();
  std::erase_if(without.organisations, [](const Organisation& row) { return row.id == "fk"; });
  EXPECT_EQ(import_over(without, *stored.rows).rows.cooperations[0].members, std::vector<std::string>{"gavle"});
}

}  // namespace
}  // namespace gateway::core
