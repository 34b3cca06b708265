#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/decide.h"
#include "gateway/core/reminder.h"
#include "tests/unit/core/rows.h"

// Rows a–d of domain.md §3: given, nothing recorded, declined, declined and later given.

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::declined;
using made::expect_counted_once;
using made::kinds;
using made::kStart;
using made::kToday;
using made::Life;
using made::outcome;
using made::participation;
using made::reasons;
using made::sent;
using made::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ConsentRow, A_GivenIsRegisteredByName) {
  const Life life = sent();
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in));
  ASSERT_TRUE(life.sent[0].person);
  EXPECT_EQ(life.sent[0].person->number, participation().number);
  EXPECT_EQ(life.situation.registration->handover, Handover::acknowledged);
  EXPECT_EQ(life.named_at_node(), 1);
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, A_ConsentMayBeLaterThanTheStartButNotThanToday) {
  for (const auto& [date, warned] :
       {std::pair{kStart - days(1), false}, std::pair{kStart, false}, std::pair{kStart + days(1), true}}) {
    Participation record = participation();
    record.consent.date = date;
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::accepted);
    EXPECT_EQ(!made::warnings(decision).empty(), warned) << date.text();
    if (warned) {
      EXPECT_THAT(made::warnings(decision), ElementsAre(Code::consent_after_start));
    }
  }
  Participation record = participation();
  record.consent.date = kToday;
  EXPECT_EQ(outcome(World().decide(record)), Outcome::accepted);
  record.consent.date = kToday + days(1);
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_in_future));
}

TEST(ConsentRow, A_AYesOlderThanAWithdrawalOnceSeenNamesNobody) {
  DirectoryRows rows = made::rows();
  rows.mandates.clear();
  World world;
  world.directory = made::directory(rows);
  Participation record = participation();
  record.consent.withdrawn = kStart + days(4);
  record.consent.date = kStart + days(9);
  const Decision first = world.decide(record);
  ASSERT_EQ(outcome(first), Outcome::proposed);
  Situation situation;
  situation.standing = *first.standing;
  record.consent.withdrawn.reset();
  record.consent.date = kStart;
  const Decision second = world.decide(record, situation);
  EXPECT_EQ(outcome(second), Outcome::anonymous);
  EXPECT_THAT(reasons(second), ElementsAre(Code::consent_withdrawn));
}

TEST(ConsentRow, B_NothingRecordedWaitsAndIsNeverAnonymousByItself) {
  Life life;
  Participation record = participation();
  record.consent = {};
  for (const char* date : {"2026-11-21", "2027-01-31", "2027-02-01", "2030-01-01"}) {
    life.world.today = day(date);
    const Decision decision = life.read(record);
    EXPECT_EQ(outcome(decision), Outcome::parked);
    EXPECT_EQ(reasons(decision).front(), Code::consent_missing);
  }
  record.end = day("2026-11-01");
  EXPECT_EQ(outcome(life.read(record)), Outcome::parked);
  EXPECT_THAT(life.outbox, IsEmpty());
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, B_OwnConsentAndUnknownFormsWaitWithTheirOwnReasons) {
  Participation record = participation();
  record.consent = {};
  record.own_consent = true;
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_own_only));
  record = participation();
  record.consent.form = "Kommunens blankett";
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::consent_form_unknown));
}

TEST(ConsentRow, B_IsReleasedByTheConsentOrByTheCaseworkersAnswer) {
  for (const bool by_caseworker : {true, false}) {
    for (const bool consents : {true, false}) {
      Life life;
      Participation record = participation();
      record.consent = {};
      life.read(record);
      const Consent answer{consents ? ConsentAnswer::given : ConsentAnswer::declined, "SUS 2024", kToday, std::nullopt};
      if (by_caseworker) {
        life.tell(answer);
      } else {
        record.consent = answer;
      }
      const Decision decision = life.read(record);
      EXPECT_EQ(outcome(decision), consents ? Outcome::accepted : Outcome::anonymous);
      EXPECT_EQ(life.counted, consents ? 0 : 1);
    }
  }
}

TEST(ConsentRow, B_MustBeAnsweredAtTheExitAndOn31JanuaryForLastYearsStarts) {
  const auto asked = [](base::Date today, std::optional<base::Date> end) {
    Participation record = participation();  // Starts in October 2026.
    record.consent = {};
    record.end = end;
    World world;
    world.today = today;
    const Decision decision = world.decide(record);
    EXPECT_EQ(outcome(decision), Outcome::parked) << "never anonymous by itself";
    const auto codes = reasons(decision);
    EXPECT_EQ(codes.front(), Code::consent_missing);
    return std::count(codes.begin(), codes.end(), Code::consent_answer_due) == 1;
  };
  EXPECT_FALSE(asked(day("2026-12-31"), std::nullopt));
  EXPECT_FALSE(asked(day("2027-01-30"), std::nullopt));
  EXPECT_TRUE(asked(day("2027-01-31"), std::nullopt));
  EXPECT_TRUE(asked(day("2028-01-01"), std::nullopt));
  EXPECT_TRUE(asked(kToday, kToday)) << "at the exit";
}

TEST(ConsentRow, B_IsRemindedOfOnceAPeriod) {
  const auto number = [](int waited) { return reminder(kToday, kToday + days(waited), days(14)).number; };
  EXPECT_EQ(number(0), 0);
  EXPECT_EQ(number(13), 0);
  EXPECT_EQ(number(14), 1);
  EXPECT_EQ(number(27), 1);
  EXPECT_EQ(number(28), 2);
  EXPECT_EQ(number(-1), 0);
  EXPECT_EQ(reminder(kToday, kToday + days(14), days(14)).next, kToday + days(28));
}

TEST(ConsentRow, C_DeclinedIsCountedAnonymously) {
  Life life;
  const Decision decision = life.read(declined());
  EXPECT_EQ(outcome(decision), Outcome::anonymous);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_declined));
  EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, Sex::woman, 1}));
  EXPECT_FALSE(decision.registration);
  EXPECT_THAT(life.outbox, IsEmpty());
  expect_counted_once(life, Code::consent_declined);
}

TEST(ConsentRow, C_IsCountedOnceWhateverIsRepeated) {
  Life life;
  Participation record = declined();
  life.read(record);
  for (const char* date : {"2026-11-21", "2026-12-31", "2027-01-01", "2028-06-01"}) {
    life.world.today = day(date);
    const Decision again = life.read(record);
    EXPECT_EQ(outcome(again), Outcome::unchanged);
    life.fact();
    expect_counted_once(life, Code::consent_declined);
  }
  record.end = day("2026-11-01");
  record.answers.education = "5";
  life.read(record);
  record.consent = {};
  life.read(record);
  record.consent = participation().consent;
  life.read(record);
  expect_counted_once(life, Code::consent_declined);
  EXPECT_THAT(life.outbox, IsEmpty());
}

TEST(ConsentRow, C_CountsTheYearOfTheStartAndTheSexOfTheNumber) {
  Life life;
  Participation record = declined();
  record.start = day("2025-12-31");
  record.number = made::test_number("1987-02-03", Sex::man);
  EXPECT_THAT(life.read(record).counts, ElementsAre(Count{"training", 2025, Sex::man, 1}));
}

TEST(ConsentRow, C_ACorrectedStartMovesTheCountOnlyToAnotherYear) {
  Life life;
  Participation record = declined();
  record.start = day("2025-12-30");
  life.read(record);
  record.start = day("2025-12-31");
  EXPECT_THAT(life.read(record).counts, IsEmpty());
  record.start = day("2026-01-01");
  life.read(record);
  EXPECT_EQ((life.totals[{"training", 2025}]), 0);
  expect_counted_once(life, Code::consent_declined, 2026);
}

TEST(ConsentRow, C_AnotherInsatsMovesTheCount) {
  Life life;
  life.read(declined());
  Participation record = declined();
  record.insats = "Social träning";
  life.read(record);
  EXPECT_EQ((life.totals[{"training", 2026}]), 0);
  EXPECT_EQ((life.totals[{"social", 2026}]), 1);
  EXPECT_EQ(life.counted, 1);
}

TEST(ConsentRow, D_ALaterYesWaitsForTheCaseworkerThenTakesTheCountBack) {
  Life life;
  life.read(declined(day("2026-10-10")));
  Participation record = participation();
  record.consent.date = day("2026-10-11");
  for (int i = 0; i < 2; ++i) {
    const Decision waiting = life.read(record);
    EXPECT_EQ(outcome(waiting), Outcome::parked);
    EXPECT_THAT(reasons(waiting), ElementsAre(Code::consent_after_decline));
    expect_counted_once(life, Code::consent_declined);
  }
  life.tell(record.consent);
  EXPECT_THAT(life.outbox, IsEmpty());
  const Decision decision = life.read(record);
  EXPECT_EQ(outcome(decision), Outcome::accepted);
  EXPECT_THAT(decision.counts, ElementsAre(Count{"training", 2026, Sex::woman, -1}));
  EXPECT_TRUE(decision.erase_note);
  EXPECT_THAT(kinds(decision), ElementsAre(MessageKind::in));
  EXPECT_FALSE(life.situation.note);
  EXPECT_EQ(life.counted, 0);
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 1);
}

TEST(ConsentRow, D_AYesOfTheSameDayOrEarlierChangesNothing) {
  for (const int difference : {-1, 0}) {
    Life life;
    life.read(declined(day("2026-10-10")));
    Participation record = participation();
    record.consent.date = day("2026-10-10") + days(difference);
    life.read(record);
    life.tell(record.consent);
    EXPECT_NE(outcome(life.read(record)), Outcome::accepted);
    expect_counted_once(life, Code::consent_declined);
    EXPECT_THAT(life.outbox, IsEmpty());
  }
}

TEST(ConsentRow, D_ConfirmedButOtherwiseFaultyKeepsTheCount) {
  Life life;
  life.read(declined(day("2026-10-10")));
  Participation record = participation();
  record.consent.date = day("2026-10-11");
  record.signature = "KNO";
  life.tell(record.consent);
  EXPECT_EQ(outcome(life.read(record)), Outcome::rejected);
  expect_counted_once(life, Code::consent_declined);
}

}  // namespace
}  // namespace gateway::core
