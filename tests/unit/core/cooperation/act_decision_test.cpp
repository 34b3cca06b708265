// Decisions on acts as they are found again: beside the rows that they made.
#include "gateway/core/cooperation/act_decision.h"

#include <gtest/gtest.h>

#include "gateway/core/cooperation/protection.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::Desk;

/// A case of FK's, with what its gateway has kept of each act.
struct Course {
  Course() {
    tell(desk.act(ActKind::request, "2026-03-02"));
    tell(desk.act(ActKind::meet, "2026-03-10"));
    CooperationAct wrong = desk.act(ActKind::start, "2026-03-11");
    tell(wrong);
    tell(desk.last_meeting("2026-03-16"));
  }
  void tell(const CooperationAct& act) {
    desk.tell(act);
    kept.push_back({kept_of(act, desk.last), desk.now().id, std::nullopt, 0, false, {}});
  }
  std::vector<ActDecidedBefore> acts(const std::string& organisation = "fk") const {
    return acts_of(desk.now(), kept, organisation);
  }

  Desk desk;
  std::vector<ActDecidedBefore> kept;
};

TEST(ActsOf, ACaseAreItsRowsEachWithItsDecisionAndWhatMadeNone) {
  const Course course;
  const auto acts = course.acts();
  ASSERT_EQ(acts.size(), 4U);
  const std::uint32_t rows[] = {1, 2, 0, 3};
  for (std::size_t i = 0; i < acts.size(); ++i) {
    EXPECT_EQ(acts[i].row, rows[i]) << i;
    EXPECT_TRUE(acts[i].decision.basis) << i;
    EXPECT_FALSE(acts[i].elsewhere) << i;
  }
  EXPECT_EQ(acts[2].decision.outcome, Outcome::rejected);
}

TEST(ActsOf, ACaseFromBeforeDecisionsWereKeptAreItsRowsAlone) {
  Course course;
  course.kept.clear();
  for (const ActDecidedBefore& act : course.acts()) {
    EXPECT_FALSE(act.decision.basis);
    EXPECT_EQ(act.decision.outcome, Outcome::accepted);
    EXPECT_FALSE(act.elsewhere);
    EXPECT_EQ(act.of, course.desk.now().id);
  }
  EXPECT_EQ(course.acts().size(), 3U);
  for (const ActDecidedBefore& act : course.acts("af")) EXPECT_TRUE(act.elsewhere);
}

TEST(ActsOf, ACaseTellTwoOfTheSameMomentApart) {
  Course course;
  for (CaseRow& row : course.desk.situation.current->rows) row.by.at = base::Instant{};
  for (ActDecidedBefore& one : course.kept) one.decision.at = base::Instant{};
  std::vector<std::uint32_t> rows;
  for (const ActDecidedBefore& act : course.acts()) {
    if (act.decision.kind == ActKind::meet) rows.push_back(act.row);
  }
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(course.acts().size(), 4U);
}

TEST(ActsOf, ACaseDoNotTakeAnActThatTheNodeRefusedForARow) {
  Course course;
  course.kept[1].decision.outcome = Outcome::rejected;
  const auto acts = course.acts();
  ASSERT_EQ(acts.size(), 5U);
  EXPECT_EQ(acts[1].row, 0U);
  EXPECT_FALSE(acts[2].decision.basis);
  EXPECT_EQ(acts[2].row, 2U);
}

/// FK's case, which a death has ended that FK's gateway decided on: as an act, or as a fact.
Course ended_by_death(bool by_an_act) {
  Course course;
  if (by_an_act) {
    course.tell(course.desk.ending(ActKind::interrupt, "2026-06-01", "fk.gavle", EndCause::deceased));
    return course;
  }
  course.desk.situation.deceased = day("2026-06-01");
  course.desk.apply(decide_case_fact(course.desk.situation, "fk", course.desk.circumstances()));
  CooperationAct told;
  told.kind = ActKind::interrupt;
  told.by = course.desk.by("fk.gavle", "2026-11-21");
  course.kept.push_back({kept_of_fact(told, course.desk.last), course.desk.now().id, std::nullopt, 0, false, {}});
  return course;
}

TEST(ActsOf, ACaseTellOfADeathWhatItRestedOnThoughTheNodeRegistersItAtAnotherMoment) {
  for (const bool by_an_act : {true, false}) {
    Course course = ended_by_death(by_an_act);
    CaseRow& row = course.desk.situation.current->rows.back();
    row.by = {{}, "fk", row.by.at + std::chrono::seconds(3), row.by.on};
    for (const char* reader : {"fk", "af"}) {
      const auto acts = course.acts(reader);
      ASSERT_EQ(acts.size(), 5U) << reader;
      EXPECT_EQ(acts.back().row, 4U);
      EXPECT_TRUE(acts.back().decision.fact);
      EXPECT_TRUE(acts.back().decision.basis) << "decided where it is asked";
    }
    course.kept.pop_back();
    EXPECT_TRUE(course.acts().back().decision.fact);
    EXPECT_FALSE(course.acts().back().decision.basis);
    EXPECT_FALSE(course.acts().back().elsewhere);
    EXPECT_TRUE(course.acts("af").back().elsewhere);
  }
}

TEST(ActsOf, ACaseDoNotTakeAnotherFactForTheDeath) {
  Course course = ended_by_death(false);
  course.desk.situation.current->rows.back().by.at += std::chrono::seconds(3);
  course.desk.situation.current->rows.back().happened = day("2026-06-02");
  const auto acts = course.acts();
  ASSERT_EQ(acts.size(), 6U);
  EXPECT_FALSE(acts.back().decision.basis);
}

TEST(ActsOf, ACaseClosedForReadingTellOnlyThatItWasClosed) {
  Course course;
  course.tell(course.desk.ending(ActKind::interrupt, "2026-06-01", "fk.gavle", EndCause::consent_withdrawn));
  ASSERT_TRUE(course.desk.now().reading_closed);
  const auto acts = course.acts();
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].decision.kind, ActKind::interrupt);
  ASSERT_TRUE(acts[0].decision.basis);
  EXPECT_TRUE(acts[0].decision.basis->facts().empty());
  EXPECT_EQ(acts[0].decision.basis->decided, course.desk.today);
}

}  // namespace
}  // namespace gateway::core
