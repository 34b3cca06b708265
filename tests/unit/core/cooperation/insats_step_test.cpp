#include "gateway/core/cooperation/insats_step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<UnitOutcome> waits(Outcome outcome, Code code, Unit unit = Unit::in) {
  return {{unit, outcome, {{code}}, {}}};
}

TEST(InsatsStep, IsWhatWaitsForTheCaseworker) {
  EXPECT_EQ(next_step(waits(Outcome::proposed, Code::mandate_missing), kStart, {}, kToday)->need, InsatsNeed::confirm);
  EXPECT_EQ(next_step(waits(Outcome::rejected, Code::start_missing), kStart, {}, kToday)->need, InsatsNeed::correct);
  EXPECT_FALSE(next_step(waits(Outcome::proposed, Code::for_other_authority, Unit::task), kStart, {}, kToday))
      << "that waits for another";
  EXPECT_FALSE(next_step({{Unit::in, Outcome::accepted, {}, {}}}, kStart, {}, kToday));
}

TEST(InsatsStep, OfAConsentIsLateAfterTheLastOfJanuary) {
  const auto consent = waits(Outcome::parked, Code::consent_missing);
  const base::Date due = day("2027-01-31");
  EXPECT_EQ(next_step(consent, kStart, {}, due), (InsatsStep{InsatsNeed::consent, due, false}));
  EXPECT_TRUE(next_step(consent, kStart, {}, due + days(1))->late);
  EXPECT_FALSE(next_step(waits(Outcome::parked, Code::ask_caseworker), kStart, {}, due)) << "not every park is one";
}

TEST(InsatsStep, OfAConsentIsLateAfterTheEnd) {
  const auto consent = waits(Outcome::parked, Code::consent_missing);
  EXPECT_EQ(next_step(consent, kStart, kToday, kToday), (InsatsStep{InsatsNeed::consent, kToday, false}));
  EXPECT_TRUE(next_step(consent, kStart, kToday, kToday + days(1))->late);
  const base::Date due = day("2027-01-31");
  EXPECT_EQ(next_step(consent, kStart, due + days(9), kToday)->latest, due) << "the sooner of both";
}

TEST(InsatsStep, D_OfAYesAfterANoIsTheCaseworkersWord) {
  EXPECT_EQ(next_step(waits(Outcome::parked, Code::consent_after_decline), kStart, {}, kToday)->need,
            InsatsNeed::consent);
}

TEST(InsatsStep, IsTheEndOnTheLastDayOfTheInsatsOrItsCooperation) {
  EXPECT_EQ(next_step(registration(), {}, directory(), kToday), (InsatsStep{InsatsNeed::end, std::nullopt, false}));
  DirectoryRows made = rows();
  made.insatser.front().period.to = kToday;
  EXPECT_EQ(next_step(registration(), {}, directory(made), kToday), (InsatsStep{InsatsNeed::end, kToday, false}));
  EXPECT_TRUE(next_step(registration(), {}, directory(made), kToday + days(1))->late);
  made.cooperations.front().period.to = kToday - days(1);
  EXPECT_TRUE(next_step(registration(), {}, directory(made), kToday)->late) << "the sooner of both";
  EXPECT_EQ(
      next_step(registration(), waits(Outcome::proposed, Code::mandate_missing, Unit::out), directory(made), kToday)
          ->need,
      InsatsNeed::confirm)
      << "first what waits";
}

TEST(InsatsStep, OfAnEndedOneIsWhatIsMissing) {
  Registration ended = registration();
  ended.stage = Stage::out;
  ended.end = kToday;
  EXPECT_EQ(next_step(ended, {}, directory(), kToday)->need, InsatsNeed::answers);
  EXPECT_EQ(missing_in(ended), (std::vector<MissingAnswers>{{kToday, {"end_reason"}}}));
  ended.answers.end_reason = "1";
  EXPECT_FALSE(next_step(ended, {}, directory(), kToday));
}

TEST(InsatsStep, MissesWhatIsAskedAtTheStart) {
  Registration of = registration();
  EXPECT_THAT(missing_in(of), IsEmpty());
  of.answers.education.clear();
  of.answers.income_source_before.clear();
  ASSERT_EQ(missing_in(of).size(), 1U);
  EXPECT_EQ(missing_in(of).front().happened, kStart);
  EXPECT_THAT(missing_in(of).front().fields, ElementsAre("education", "income_source_before"));
  of.stripped = true;
  EXPECT_THAT(missing_in(of), IsEmpty()) << "of the protected nothing is asked";
}

}  // namespace
}  // namespace gateway::core
