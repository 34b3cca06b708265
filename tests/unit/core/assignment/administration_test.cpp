// Administrations that are taken away: what their user gave before stands, and for cause it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/assignment/act.h"
#include "gateway/core/assignment/import.h"
#include "gateway/core/assignment/told_changes.h"
#include "gateway/core/mandate.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::changed;
using made::codes;
using made::days;
using made::directory;
using made::give;
using made::kAlways;
using made::kToday;
using made::noon;
using made::staffed_rows;
using made::take_for_cause;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr milliseconds kTick{1};

/// Ada takes an administration of Ines's away today at noon.
DirectoryRows without(bool for_cause, const std::string& cooperation = "af_coop",
                      const DirectoryRows& on = staffed_rows()) {
  const AssignmentChange change = for_cause ? take_for_cause("ines", cooperation, "insatsansvarig")
                                            : made::take("ines", cooperation, "insatsansvarig");
  return changed({change}, on, "ada").rows.value();
}

/// What the node answers, whose directory this is, to what Ines told at a moment.
std::vector<Code> taken(const DirectoryRows& at_node, base::Instant at, base::Date on = kToday,
                        const AssignmentChange& change = give("anna", "af_gavle")) {
  const auto parts = told_changes({"ines", 7, {change}}, directory(staffed_rows()), on);
  return codes(take(parts.at(0), {"ines", "af", at, on}, directory(at_node), "af", kToday).reasons);
}

TEST(Administration, ThatIsTakenAwayLeavesWhatWasGivenBeforeOnThatDay) {
  const DirectoryRows rows = without(false);
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), IsEmpty());
  EXPECT_THAT(taken(rows, noon(kToday)), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(taken(rows, noon(kToday) - days(1), kToday - days(1)), IsEmpty());
  EXPECT_THAT(codes(changed({give("anna", "af_gavle")}, rows)), ElementsAre(Code::giver_may_not)) << "here it is noon";
}

TEST(Administration, ThatWasGivenAndTakenAwayOnOneDayLeavesWhatWasGivenBetween) {
  DirectoryRows rows = staffed_rows();
  for (Administration& row : rows.staff.administrations) row.period.from = kToday;
  rows.staff.administrations[0].period.from = kAlways.from;
  rows = without(false, "af_coop", rows);
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), IsEmpty());
  EXPECT_THAT(taken(rows, noon(kToday) - days(1), kToday - days(1)), ElementsAre(Code::giver_may_not));
}

TEST(Administration, ThatIsTakenAwayGaveWhatItsRoleGivesInItsCooperation) {
  DirectoryRows rows = without(false);
  Removal& removal = rows.staff.removals.at(0);
  EXPECT_EQ(removal.role, "insatsansvarig");
  removal.from = "finsam";
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), ElementsAre(Code::giver_may_not));
  removal.from = "af_coop";
  removal.role = "samverkansadministrator";
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), ElementsAre(Code::giver_may_not)) << "which gives no such assignment";
  removal.role = "insatsansvarig";
  std::erase_if(rows.roles, [](const RoleHolding& row) { return row.user == "ines"; });
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), ElementsAre(Code::giver_may_not)) << "without the role";
}

TEST(Administration, ThatOnlyWouldBeginIsTakenAwayWithoutAMoment) {
  DirectoryRows rows = staffed_rows();
  for (Administration& row : rows.staff.administrations) row.period.from = kToday + days(1);
  rows.staff.administrations[0].period.from = kAlways.from;
  EXPECT_THAT(without(false, "af_coop", rows).staff.removals, IsEmpty());
}

TEST(Administration, ThatIsTakenAwayForCauseStopsWhatWasGivenBefore) {
  const ChangeOutcome outcome = changed({take_for_cause("ines", "af_coop", "insatsansvarig")}, staffed_rows(), "ada");
  ASSERT_TRUE(outcome.rows);
  EXPECT_THAT(outcome.endings, ElementsAre(Ending{"ines", "af_coop", kToday, true})) << "which says that it stops";
  ASSERT_EQ(outcome.rows->staff.removals.size(), 1U);
  EXPECT_TRUE(outcome.rows->staff.removals[0].for_cause);
  EXPECT_EQ(outcome.rows->staff.removals[0].cause, "misuse");
  DirectoryRows rows = *outcome.rows;
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), ElementsAre(Code::removed_for_cause));
  EXPECT_THAT(taken(rows, noon(kToday) - days(9), kToday - days(9)), ElementsAre(Code::removed_for_cause));
  EXPECT_THAT(taken(rows, noon(kToday)), ElementsAre(Code::giver_may_not));
  EXPECT_THAT(taken(rows, noon(kToday) - kTick, kToday, give("karl.ek", "open_house")), IsEmpty()) << "Finsam's stand";
  rows.staff.administrations.push_back({"ines", "insatsansvarig", "af_coop", {kToday, std::nullopt}});
  EXPECT_THAT(taken(rows, noon(kToday)), IsEmpty()) << "given anew, from then on";
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), ElementsAre(Code::removed_for_cause));
}

TEST(Administration, ThatIsTakenAwayForCauseStopsNothingThatStandsWithoutIt) {
  DirectoryRows rows = without(true);
  rows.staff.memberships.push_back({"af_gavle", "finsam", kAlways});
  EXPECT_THAT(taken(rows, noon(kToday) - kTick), IsEmpty()) << "the office is in a cooperation that is hers still";
}

TEST(Administration, IsStoppedForCauseAfterItHasEnded) {
  const auto for_cause = take_for_cause("ines", "af_coop", "insatsansvarig");
  EXPECT_THAT(codes(changed({for_cause}, without(false), "ada")), IsEmpty());
  DirectoryRows rows = staffed_rows();
  for (Administration& row : rows.staff.administrations) {
    if (row.user == "ines") row.period.to = kToday - days(1);
  }
  EXPECT_THAT(codes(changed({for_cause}, rows, "ada")), IsEmpty()) << "nobody took it away";
  rows = staffed_rows();
  for (Administration& row : rows.staff.administrations) row.period.from = kToday;
  rows.staff.administrations[0].period.from = kAlways.from;
  rows = without(false, "af_coop", rows);
  EXPECT_THAT(codes(changed({for_cause}, rows, "ada")), IsEmpty()) << "given and taken away on one day";
  rows.staff.removals.at(0).role = "samverkansadministrator";
  EXPECT_THAT(codes(changed({for_cause}, rows, "ada")), ElementsAre(Code::assignment_not_there));
}

TEST(Administration, ThatOthersTookAwayForCauseIsNotPassedOverUnseen) {
  DirectoryRows rows = staffed_rows();
  rows.users.push_back({"eva", "Eva", "af"});
  rows.roles.push_back({"eva", "samverkansadministrator", kAlways});
  rows.staff.administrations.push_back({"eva", "samverkansadministrator", "af_coop", kAlways});
  const auto parts =
      told_changes({"eva", 7, {made::take("ines", "af_coop", "insatsansvarig")}}, directory(rows), kToday);
  const auto told = [&](const DirectoryRows& at_node) {
    return codes(take(parts.at(0), {"eva", "af", noon(kToday), kToday}, directory(at_node), "af", kToday).reasons);
  };
  EXPECT_THAT(told(without(true, "af_coop", rows)), ElementsAre(Code::directory_changed));
  EXPECT_THAT(told(without(false, "af_coop", rows)), IsEmpty());
}

/// The directory where a cooperation organisation has the id of an insats, and Karl administers it.
DirectoryRows same_ids() {
  DirectoryRows rows = staffed_rows();
  rows.cooperations.push_back({"training", "Ett förbund till", kAlways});
  rows.staff.administrations.push_back({"karl.ek", "insatsansvarig", "training", kAlways});
  rows.staff.administrations.push_back({"ada", "samverkansadministrator", "training", kAlways});
  return rows;
}

TEST(Administration, OfTheIdOfAnInsatsIsNoAssignmentThere) {
  const DirectoryRows before = same_ids();
  const DirectoryRows rows =
      changed({take_for_cause("karl.ek", "training", "insatsansvarig")}, before, "ada").rows.value();
  const Act act{"karl.ek", "gavle", noon(kToday) - days(1), kToday - days(1)};
  EXPECT_THAT(codes(act_faults(directory(rows), act, "gavle", "training")), IsEmpty());
  const Directory after = directory(rows);
  EXPECT_EQ(mandate_of(after, {}, *after.user("karl.ek"), "training", kToday).state, MandateState::counts);
  DirectoryRows file = before;
  std::erase_if(file.assignments, [](const Assignment& row) { return row.user == "karl.ek" && row.to == "training"; });
  EXPECT_FALSE(directory(import_over(file, rows).rows).has_assignment("karl.ek", "training", kToday))
      << "the file says so, and no set has touched it";
}

}  // namespace
}  // namespace gateway::core
