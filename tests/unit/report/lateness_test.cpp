#include "gateway/report/lateness.h"

#include <gmock/gmock.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::report {
namespace {

using namespace core::made;
using core::ActKind;
using core::CaseState;
using testing::ElementsAre;
using testing::IsEmpty;

const base::Date kDay = day("2026-03-02");
const base::Period kYear{day("2026-01-01"), day("2026-12-31")};

ports::BothDates late(int delay, std::uint8_t of = 1, const char* place = "a") {
  return {registration_id(of), place, kDay, kDay + std::chrono::days(delay)};
}

/// So many participations, each registered on its day.
std::vector<ports::BothDates> punctual(int many, const char* place) {
  std::vector<ports::BothDates> made;
  for (int i = 0; i < many; ++i) made.push_back(late(0, static_cast<std::uint8_t>(i + 1), place));
  return made;
}

LatenessTable counted(const std::vector<ports::BothDates>& registered, LatenessRules rules) {
  LatenessCount count(std::move(rules));
  for (const ports::BothDates& one : registered) count.add(one);
  return count.table();
}

LatenessTable seen(const std::vector<ports::BothDates>& registered, const std::string& own = {}) {
  return counted(registered, {[](base::Date) { return 7; }, 5, [&](const std::string& place) { return place == own; }});
}

Lateness own(const std::vector<ports::BothDates>& registered) {
  return seen(registered, "a").rows.at(0).told.value();
}

TEST(Lateness, IsInTimeWithinThePolicysDays) {
  const Lateness told = own({late(7), late(8), late(0)});
  EXPECT_EQ(told.registered, 3);
  EXPECT_EQ(told.within, 2);
  EXPECT_EQ(told.share(), 66);
  EXPECT_EQ(told.longest_days, 8);
}

TEST(Lateness, IsJudgedByTheDaysOfTheDayOfRegistration) {
  const auto since = [](base::Date on) { return on <= kDay + std::chrono::days(3) ? 3 : 5; };
  const auto table = counted({late(3), late(4), late(6)}, {since, 0, [](const std::string&) { return false; }});
  EXPECT_EQ(table.rows.at(0).told.value().within, 2);
}

TEST(Lateness, TellsTheDaysThatHalfOfThemTook) {
  EXPECT_EQ(own({late(9), late(1), late(4)}).median_days, 4);
  EXPECT_EQ(own({late(9), late(1), late(4), late(2)}).median_days, 2);
}

TEST(Lateness, AheadOfItsDayIsInTimeAndLateByNoDay) {
  const Lateness told = own({late(-1), late(-30), late(0), late(20)});
  EXPECT_EQ(told.ahead, 2);
  EXPECT_EQ(told.within, 3);
  EXPECT_EQ(told.median_days, 0);
  EXPECT_EQ(own({late(-3)}).longest_days, 0);
}

TEST(Lateness, OfFewParticipationsIsToldOnlyWhereItIsTheOwn) {
  EXPECT_EQ(seen(punctual(4, "a")).rows.at(0).told, std::nullopt);
  EXPECT_EQ(seen(punctual(4, "a"), "b").rows.at(0).told, std::nullopt);
  EXPECT_EQ(seen(punctual(4, "a"), "a").rows.at(0).told.value().registered, 4);
  EXPECT_EQ(seen(punctual(5, "a")).rows.at(0).told.value().registered, 5);
}

TEST(Lateness, OfOneParticipationIsFewHoweverOftenItWasRegistered) {
  EXPECT_EQ(seen({late(0), late(1), late(2), late(3), late(4)}).rows.at(0).told, std::nullopt);
}

TEST(Lateness, HasNoTotalThatWouldTellWhatIsNotTold) {
  auto both = punctual(6, "a");
  for (const auto& one : punctual(4, "b")) both.push_back(one);
  const auto others = seen(both);
  ASSERT_EQ(others.rows.size(), 2U);
  EXPECT_TRUE(others.rows[0].told);
  EXPECT_FALSE(others.rows[1].told);
  EXPECT_EQ(others.total, std::nullopt);
  EXPECT_EQ(seen(both, "b").total.value().registered, 10);
  both.push_back(late(0, 5, "b"));
  EXPECT_EQ(seen(both).total.value().registered, 11);
  EXPECT_EQ(seen({}).total, std::nullopt);
}

TEST(Lateness, OfACaseIsOfTheRowsOfTheOfficesThatRegisteredThem) {
  const auto rows = dated_rows(registration_id(1), desk_at(CaseState::active_preparatory).now(), kYear);
  std::vector<std::string> places;
  for (const ports::BothDates& row : rows) places.push_back(row.place);
  EXPECT_THAT(places, ElementsAre("fk_gavle", "fk_gavle", "fk_gavle", "fk_gavle", "af_gavle"));
}

TEST(Lateness, OfACaseHasTheDaysOfRegistration) {
  const auto course = desk_at(CaseState::mapping).now();  // 2026-03-02 and 2026-03-16
  const auto within = [&](const char* from, const char* to) {
    return dated_rows(registration_id(1), course, {day(from), day(to)}).size();
  };
  EXPECT_EQ(within("2026-03-02", "2026-03-16"), 2U);
  EXPECT_EQ(within("2026-03-03", "2026-03-16"), 1U);
  EXPECT_EQ(within("2026-03-02", "2026-03-15"), 1U);
}

TEST(Lateness, OfACaseLeavesOutCorrectionsAndWhatIsUndone) {
  Desk desk = desk_at(CaseState::mapping);
  core::CooperationAct right = desk.correcting(ActKind::correct, 1, "2026-03-17");
  right.answers = {{core::Field::education, "3"}};
  ASSERT_EQ(desk.tell(right), core::Outcome::accepted);
  EXPECT_EQ(dated_rows(registration_id(1), desk.now(), kYear).size(), 2U);
  ASSERT_EQ(desk.tell(desk.correcting(ActKind::undo, 2, "2026-03-17")), core::Outcome::accepted);
  EXPECT_EQ(dated_rows(registration_id(1), desk.now(), kYear).size(), 1U) << "the request alone";
}

TEST(Lateness, OfACaseIsNoneWhereNoOfficeOrNobodyRegisteredIt) {
  core::CooperationCase course = desk_at(CaseState::mapping).now();
  const auto dated = [](const core::CooperationCase& of) { return dated_rows(registration_id(1), of, kYear); };
  core::CooperationCase other = course;
  other.rows.back().office.clear();
  EXPECT_EQ(dated(other).size(), 1U);
  other = course;
  other.discarded = true;
  EXPECT_THAT(dated(other), IsEmpty());
  other = course;
  other.form = core::CaseForm::anonymous;
  EXPECT_THAT(dated(other), IsEmpty());
  other = course;
  other.handover = core::Handover::refused;
  EXPECT_THAT(dated(other), IsEmpty());
}

}  // namespace
}  // namespace gateway::report
