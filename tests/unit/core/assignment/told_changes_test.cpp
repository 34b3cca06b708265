#include "gateway/core/assignment/told_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::directory;
using made::give;
using made::kToday;
using made::noon;
using made::staffed_rows;
using made::take_for_cause;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Act kInes{"ines", "af", noon(kToday), kToday};

ToldChanges told(std::vector<AssignmentChange> changes, const DirectoryRows& before = staffed_rows()) {
  auto parts = told_changes({"ines", 7, std::move(changes)}, directory(before), kToday);
  EXPECT_EQ(parts.size(), 1U);
  return parts.at(0);
}

TakenChanges taken(const ToldChanges& told, const DirectoryRows& at_node = staffed_rows(), const Act& by = kInes,
                   std::string_view sender = "af", base::Date today = kToday) {
  return take(told, by, directory(at_node), sender, today);
}

/// The node's directory where somebody else has changed anna's tie at noon of a day.
DirectoryRows changed_at(base::Date on) {
  DirectoryRows rows = staffed_rows();
  rows.staff.changed.push_back({"anna", "deltagaransvarig", "af_gavle", "ada", noon(on)});
  return rows;
}

TEST(ToldChanges, SayTheFirstDayAndNeverTheCause) {
  const ToldChanges one = told({take_for_cause("anna", "af_gavle")});
  ASSERT_EQ(one.changes.size(), 1U);
  EXPECT_EQ(one.changes[0].change.from, kToday);
  EXPECT_EQ(one.changes[0].change.cause, "");
  EXPECT_FALSE(one.changes[0].seen);
}

TEST(ToldChanges, SayWhenTheGiverLastSawTheTieChanged) {
  const ToldChanges one = told({give("anna", "af_gavle")}, changed_at(kToday - days(3)));
  EXPECT_EQ(one.changes[0].seen, noon(kToday - days(3)));
}

/// A directory that says of anna's workplaces no more than this.
DirectoryRows working(std::vector<Workplace> workplaces) {
  DirectoryRows rows = staffed_rows();
  rows.staff.workplaces = std::move(workplaces);
  return rows;
}

TEST(ToldChanges, SayOfAnOfficeThatTheUserWorksThereAsTheGiverKnows) {
  const auto attested = [](const AssignmentChange& change, std::vector<Workplace> workplaces) {
    return told({change}, working(std::move(workplaces))).changes.at(0).change.attested;
  };
  const AssignmentChange gavle = give("anna", "af_gavle");
  EXPECT_TRUE(attested(gavle, {{"anna", "af_gavle", {kToday, kToday}}}));
  EXPECT_FALSE(attested(gavle, {{"anna", "af_gavle", {kToday + days(1), std::nullopt}}})) << "not on its first day";
  EXPECT_FALSE(attested(gavle, {{"anna", "af_gavle", {kToday - days(9), kToday - days(1)}}})) << "no more";
  EXPECT_FALSE(attested(gavle, {{"anna", "af_sandviken", made::kAlways}})) << "elsewhere";
  EXPECT_FALSE(attested(gavle, {})) << "nothing is known";
  EXPECT_FALSE(attested(made::take("anna", "af_gavle"), {{"anna", "af_gavle", made::kAlways}})) << "what is taken away";
  AssignmentChange later = gavle;
  later.from = kToday + days(1);
  EXPECT_TRUE(attested(later, {{"anna", "af_gavle", {kToday + days(1), std::nullopt}}}));
  AssignmentChange self = gavle;
  self.attested = true;
  EXPECT_TRUE(attested(self, {}));
}

TEST(ToldChanges, SayOfAnOfficeTheLastDayOfTheWorkThere) {
  const base::Date last = kToday + days(9);
  const auto until = [&](std::optional<base::Date> asked) {
    AssignmentChange change = give("anna", "af_gavle");
    change.until = asked;
    return told({change}, working({{"anna", "af_gavle", {kToday, last}}})).changes.at(0).change.until;
  };
  EXPECT_EQ(until(std::nullopt), last);
  EXPECT_EQ(until(last + days(1)), last);
  EXPECT_EQ(until(last), last);
  EXPECT_EQ(until(last - days(1)), last - days(1));
  EXPECT_EQ(told({give("anna", "af_gavle")}).changes.at(0).change.until, std::nullopt) << "which goes on";
}

TEST(TakenChanges, GoByTheGiversWorkplacesWhereTheNodeKnowsNone) {
  const base::Date last = kToday + days(9);
  const ToldChanges one = told({give("anna", "af_gavle")}, working({{"anna", "af_gavle", {kToday, last}}}));
  const TakenChanges done = taken(one, working({}));
  ASSERT_THAT(done.reasons, IsEmpty());
  const Directory after = directory(done.rows.value());
  EXPECT_TRUE(after.has_assignment("anna", "af_gavle", last));
  EXPECT_FALSE(after.has_assignment("anna", "af_gavle", last + days(1)));
  EXPECT_THAT(codes(taken(told({give("anna", "af_gavle")}, working({})), working({})).reasons),
              ElementsAre(Code::workplace_unknown))
      << "nor does the giver";
  EXPECT_THAT(codes(taken(one, working({{"anna", "af_sandviken", made::kAlways}})).reasons),
              ElementsAre(Code::workplace_elsewhere))
      << "the node knows better";
}

TEST(ToldChanges, AreSaidInPartsThatFitIntoAMessage) {
  std::vector<AssignmentChange> many;
  for (int i = 0; i < 1000; ++i) many.push_back(give("user." + std::to_string(i), std::string(100, 'x')));
  const auto parts = told_changes({"ines", 7, many}, directory(staffed_rows()), kToday);
  ASSERT_GT(parts.size(), 1U);
  std::size_t all = 0;
  for (const ToldChanges& part : parts) {
    EXPECT_LE(part.changes.size(), 500U);
    EXPECT_EQ(part.changes.front().change.row, 1U);
    all += part.changes.size();
  }
  EXPECT_EQ(all, many.size());
}

TEST(TakenChanges, AreDecidedOnTheNodesOwnDirectory) {
  const TakenChanges done = taken(told({give("anna", "af_gavle")}));
  ASSERT_THAT(done.reasons, IsEmpty());
  EXPECT_TRUE(directory(done.rows.value()).has_assignment("anna", "af_gavle", kToday));
  DirectoryRows without = staffed_rows();
  std::erase_if(without.staff.administrations, [](const auto& row) { return row.cooperation == "af_coop"; });
  const TakenChanges refused = taken(told({give("anna", "af_gavle")}), without);
  EXPECT_THAT(codes(refused.reasons), ElementsAre(Code::giver_may_not));
  EXPECT_FALSE(refused.rows);
}

TEST(TakenChanges, AreOfWhoeverIsOfTheSendersOrganisation) {
  const ToldChanges one = told({give("anna", "af_gavle")});
  EXPECT_THAT(codes(taken(one, staffed_rows(), kInes, "fk").reasons), ElementsAre(Code::user_of_other_organisation));
  Act as_fk = kInes;
  as_fk.organisation = "fk";
  EXPECT_THAT(codes(taken(one, staffed_rows(), as_fk, "fk").reasons), ElementsAre(Code::user_of_other_organisation))
      << "ines is AF's, whatever FK's gateway says";
  EXPECT_THAT(codes(taken(one, staffed_rows(), as_fk).reasons), ElementsAre(Code::user_of_other_organisation));
}

TEST(TakenChanges, AreJudgedByTheDayOnWhichTheyWereMade) {
  EXPECT_THAT(taken(told({give("anna", "af_gavle")}), staffed_rows(), kInes, "af", kToday + days(5)).reasons,
              IsEmpty());
  EXPECT_THAT(codes(taken(told({give("anna", "af_gavle")}), staffed_rows(), kInes, "af", kToday - days(1)).reasons),
              ElementsAre(Code::field_fault));
  DirectoryRows ended = staffed_rows();
  for (Administration& row : ended.staff.administrations) row.period.to = kToday;
  EXPECT_THAT(taken(told({give("anna", "af_gavle")}), ended, kInes, "af", kToday + days(5)).reasons, IsEmpty());
  for (Administration& row : ended.staff.administrations) row.period.to = kToday - days(1);
  EXPECT_THAT(codes(taken(told({give("anna", "af_gavle")}), ended).reasons), ElementsAre(Code::giver_may_not));
}

TEST(TakenChanges, LeaveWhatOthersHaveChangedSinceTheGiverSawIt) {
  ToldChanges one = told({give("anna", "af_gavle"), give("bo", "af_gavle")});
  const TakenChanges refused = taken(one, changed_at(kToday - days(1)));
  EXPECT_THAT(codes(refused.reasons), ElementsAre(Code::directory_changed));
  EXPECT_FALSE(refused.rows) << "nor is the rest of the set taken";
  one.changes[0].seen = noon(kToday - days(1)) - std::chrono::milliseconds(1);
  EXPECT_THAT(codes(taken(one, changed_at(kToday - days(1))).reasons), ElementsAre(Code::directory_changed));
  one.changes[0].seen = noon(kToday - days(1));
  EXPECT_THAT(taken(one, changed_at(kToday - days(1))).reasons, IsEmpty());
}

TEST(TakenChanges, ForCauseStandWhateverOthersDid) {
  DirectoryRows rows = changed_at(kToday - days(1));
  rows.assignments.push_back({"anna", "af_gavle", made::kAlways});
  EXPECT_THAT(codes(taken(told({made::take("anna", "af_gavle")}), rows).reasons), ElementsAre(Code::directory_changed));
  const TakenChanges done = taken(told({take_for_cause("anna", "af_gavle")}), rows);
  ASSERT_THAT(done.reasons, IsEmpty());
  const Removal& removal = done.rows->staff.removals.back();
  EXPECT_TRUE(removal.for_cause);
  EXPECT_EQ(removal.at, kInes.at) << "what was done until then stops";
  EXPECT_EQ(removal.cause, "told_by_party");
}

/// The node's directory where Ada has taken bo's assignment away for cause at noon of a day.
DirectoryRows stopped_at(base::Date on) {
  DirectoryRows rows = staffed_rows();
  rows.staff.removals.push_back({"bo", "af_gavle", on, noon(on), "ada", true, "misuse"});
  rows.staff.changed.push_back({"bo", "deltagaransvarig", "af_gavle", "ada", noon(on)});
  return rows;
}

TEST(TakenChanges, DoNotPassOverARemovalForCauseThatTheGiverHasNotSeen) {
  const base::Date before = kToday - days(1);
  ToldChanges one = told({made::take("bo", "af_gavle")});
  EXPECT_THAT(codes(taken(one, stopped_at(before)).reasons), ElementsAre(Code::directory_changed));
  one.changes[0].seen = noon(before) - std::chrono::milliseconds(1);
  EXPECT_THAT(codes(taken(one, stopped_at(before)).reasons), ElementsAre(Code::directory_changed));
  one.changes[0].seen = noon(before);
  EXPECT_THAT(taken(one, stopped_at(before)).reasons, IsEmpty());
  one.changes[0].seen.reset();
  DirectoryRows rows = stopped_at(before);
  rows.staff.removals.back().for_cause = false;
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty()) << "as any other removal";
  rows.staff.removals.back().for_cause = true;
  rows.staff.removals.back().by = "ines";
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty()) << "the giver's own";
}

TEST(TakenChanges, TellWhoeverMayNotNothingOfWhomTheyAreOf) {
  DirectoryRows without = staffed_rows();
  std::erase_if(without.staff.administrations, [](const auto& row) { return row.user == "ines"; });
  without.staff.changed = changed_at(kToday).staff.changed;
  for (const AssignmentChange& change :
       {give("anna", "af_gavle"), give("nobody", "af_gavle"), give("sven", "af_gavle"), give("anna", "nowhere"),
        give("karl.ek", "training"), made::take("anna", "af_gavle"), take_for_cause("bo", "af_gavle")}) {
    EXPECT_THAT(taken(told({change}), without).reasons, ElementsAre(Reason{Code::giver_may_not, "ines"}))
        << change.user << " " << change.place;
  }
  EXPECT_THAT(taken(told({give("anna", "af_gavle"), give("nobody", "af_gavle")}), without).reasons,
              ElementsAre(Reason{Code::giver_may_not, "ines"}))
      << "once";
  EXPECT_THAT(codes(taken(told({give("anna", "nowhere")})).reasons), ElementsAre(Code::place_unknown))
      << "who gives the role somewhere is told";
  EXPECT_THAT(codes(taken(told({give("anna", "af_gavle", "unheard")})).reasons), ElementsAre(Code::role_unknown));
}

TEST(TakenChanges, AreRefusedForEachReasonOnceAndAtMostAHundred) {
  std::vector<AssignmentChange> many;
  for (int i = 0; i < 101; ++i) many.push_back(give("user." + std::to_string(i), "af_gavle"));
  ToldChanges one = told({many.begin(), many.begin() + 100});
  EXPECT_EQ(taken(one).reasons.size(), 100U);
  const ToldChanges all = told(many);
  EXPECT_EQ(taken(all).reasons.size(), 100U);
  one = told({give("user.1", "af_gavle")});
  one.changes.resize(60, one.changes[0]);
  EXPECT_THAT(codes(taken(one).reasons), ElementsAre(Code::user_unknown, Code::change_twice)) << "each once";
}

TEST(TakenChanges, CountAsChangedWhenTheGiverHadSeenWhatWasThere) {
  const auto at_node = [](const TakenChanges& done) { return done.rows.value().staff.changed.back().at; };
  ToldChanges one = told({give("bo", "af_gavle")});
  EXPECT_EQ(at_node(taken(one)), kInes.at);
  const base::Instant again = kInes.at + std::chrono::hours(2);
  one.changes[0].seen = again;
  const TakenChanges resent = taken(one, stopped_at(kToday));
  ASSERT_THAT(resent.reasons, IsEmpty());
  EXPECT_EQ(at_node(resent), again) << "sent once more, having seen it";
  ToldChanges others = told({made::take("bo", "af_gavle")});
  others.changes[0].seen = kInes.at + std::chrono::hours(1);
  const Act anna{"anna", "af", again, kToday};
  DirectoryRows rows = resent.rows.value();
  rows.roles.push_back({"anna", "insatsansvarig", made::kAlways});
  rows.staff.administrations.push_back({"anna", "insatsansvarig", "af_coop", made::kAlways});
  EXPECT_THAT(codes(taken(others, rows, anna).reasons), ElementsAre(Code::directory_changed)) << "who has not seen it";

  DirectoryRows later = changed_at(kToday);
  later.assignments.push_back({"anna", "af_gavle", made::kAlways});
  later.staff.changed.back().at = again;
  const TakenChanges stopped = taken(told({take_for_cause("anna", "af_gavle")}), later);
  ASSERT_THAT(stopped.reasons, IsEmpty());
  EXPECT_EQ(stopped.rows->staff.removals.back().at, kInes.at) << "what was done until then stops";
  EXPECT_EQ(at_node(stopped), again + std::chrono::milliseconds(1)) << "after what it overrides";
}

TEST(TakenChanges, OfTheSameGiverFollowEachOther) {
  DirectoryRows rows = changed_at(kToday);
  EXPECT_THAT(codes(taken(told({give("anna", "af_gavle")}), rows).reasons), ElementsAre(Code::directory_changed));
  rows.staff.changed.back().by = "ines";
  EXPECT_THAT(taken(told({give("anna", "af_gavle")}), rows).reasons, IsEmpty());
}

TEST(TakenChanges, DoNotOverrideWhatTheSameGiverHasDoneElsewhereSince) {
  DirectoryRows rows = changed_at(kToday);
  ChangedAssignment& last = rows.staff.changed.back();
  last.by = "ines";
  last.at = kInes.at + std::chrono::milliseconds(1);
  last.set.bytes[0] = 1;
  ToldChanges one = told({give("anna", "af_gavle")});
  EXPECT_THAT(codes(taken(one, rows).reasons), ElementsAre(Code::directory_changed));
  one.changes[0].follows = last.set;
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty()) << "which it follows";
  one.changes[0].follows = {};
  one.changes[0].seen = last.at;
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty()) << "which the giver has seen";
}

TEST(TakenChanges, DoNotPassOverARemovalForCauseThatTheSameGiverMadeElsewhereSince) {
  DirectoryRows rows = stopped_at(kToday);
  rows.staff.removals.back().by = "ines";
  EXPECT_THAT(taken(told({made::take("bo", "af_gavle")}), rows).reasons, IsEmpty());
  rows.staff.removals.back().at = kInes.at + std::chrono::milliseconds(1);
  EXPECT_THAT(codes(taken(told({made::take("bo", "af_gavle")}), rows).reasons), ElementsAre(Code::directory_changed));
}

TEST(TakenChanges, FollowTheSetThatWasTheLastToChangeTheTie) {
  ToldChanges first = told({give("anna", "af_gavle"), give("bo", "af_gavle")});
  first.id.bytes[0] = 1;
  DirectoryRows rows = taken(first).rows.value();
  rows.staff.changed.at(0).by = rows.staff.changed.at(1).by = "ada";
  ToldChanges one = told({made::take("anna", "af_gavle")});
  EXPECT_THAT(codes(taken(one, rows).reasons), ElementsAre(Code::directory_changed)) << "which none was said to follow";
  one.changes[0].follows.bytes[0] = 2;
  EXPECT_THAT(codes(taken(one, rows).reasons), ElementsAre(Code::directory_changed)) << "another";
  one.changes[0].follows = first.id;
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty());
  const ChangeSet here{"ines", 0, {made::take("anna", "af_gavle")}};
  DirectoryRows changed = apply(here, directory(rows), 0, kToday, noon(kToday) + std::chrono::hours(1)).rows.value();
  changed.staff.changed.at(0).by = "ada";
  changed.assignments.push_back({"anna", "af_gavle", made::kAlways});
  EXPECT_THAT(codes(taken(one, changed).reasons), ElementsAre(Code::directory_changed)) << "no more the last";
}

TEST(TakenChanges, AreFollowedAlsoWhereTheTieStoodSoAlready) {
  DirectoryRows rows = changed_at(kToday - days(1));
  rows.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  ToldChanges first = told({give("anna", "af_gavle")});
  first.id.bytes[0] = 1;
  ToldChanges one = told({made::take("anna", "af_gavle")});
  one.changes[0].follows = first.id;
  EXPECT_THAT(codes(taken(one, rows).reasons), ElementsAre(Code::directory_changed));
  const DirectoryRows alone = taken(first, rows).rows.value();
  EXPECT_EQ(alone.staff.changed.at(0).by, "ada") << "nothing else was made of it";
  EXPECT_EQ(alone.staff.changed.at(0).at, noon(kToday - days(1)));
  EXPECT_THAT(taken(one, alone).reasons, IsEmpty());
  EXPECT_FALSE(taken(first, alone).rows);
  first.changes.push_back(told({give("bo", "af_gavle")}).changes.at(0));
  EXPECT_THAT(taken(one, taken(first, rows).rows.value()).reasons, IsEmpty()) << "beside another";
}

TEST(TakenChanges, PassOverARemovalForCauseOfTheSetTheyFollow) {
  DirectoryRows rows = stopped_at(kToday - days(1));
  rows.staff.changed.back().set.bytes[0] = 1;
  ToldChanges one = told({made::take("bo", "af_gavle")});
  EXPECT_THAT(codes(taken(one, rows).reasons), ElementsAre(Code::directory_changed));
  one.changes[0].follows.bytes[0] = 1;
  EXPECT_THAT(taken(one, rows).reasons, IsEmpty());
}

TEST(TakenChanges, PassOverWhatStandsSoAlready) {
  DirectoryRows rows = changed_at(kToday - days(1));
  EXPECT_THAT(taken(told({made::take("anna", "af_gavle")}), rows).reasons, IsEmpty())
      << "there is nothing to take away";
  EXPECT_FALSE(taken(told({made::take("anna", "af_gavle")}), rows).rows);
  rows.assignments.push_back({"anna", "af_gavle", {kToday, std::nullopt}});
  EXPECT_FALSE(taken(told({give("anna", "af_gavle")}), rows).rows);
  AssignmentChange until = give("anna", "af_gavle");
  until.until = kToday + days(9);
  EXPECT_THAT(codes(taken(told({until}), rows).reasons), ElementsAre(Code::directory_changed)) << "of another length";
  EXPECT_THAT(taken(told({take_for_cause("bo", "af_gavle")})).reasons, IsEmpty()) << "bo never had it";
}

}  // namespace
}  // namespace gateway::core
