#include "gateway/flow/new_day.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::Outcome;

struct Days : Desk {
  NewDay day{intake, clock};

  /// Whether anything was decided anew at noon of the day.
  bool begin(base::Date on) {
    clock.time = noon(on);
    const auto begun = day.begin();
    EXPECT_TRUE(begun);
    return begun && begun->has_value();
  }
  std::vector<core::Code> why(const char* key) { return codes(state().record(key).units.front().reasons); }
};

TEST(NewDay, B_ReleasesAConsentThatBeginsToday) {
  Days desk;
  core::Participation ahead = record("a");
  ahead.consent.date = kToday + days(2);
  ASSERT_TRUE(desk.read({ahead}));
  ASSERT_EQ(desk.why("a"), std::vector{core::Code::consent_in_future});
  EXPECT_TRUE(desk.begin(kToday + days(1)));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::parked);
  EXPECT_TRUE(desk.begin(kToday + days(2)));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::accepted);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{core::MessageKind::in});
}

TEST(NewDay, B_AsksForLastYearsAnswersOn31January) {
  Days desk;
  core::Participation waiting = record("a");
  waiting.consent = {};
  ASSERT_TRUE(desk.read({waiting}));
  EXPECT_TRUE(desk.begin(day("2027-01-30")));
  EXPECT_EQ(desk.why("a"), std::vector{core::Code::consent_missing});
  EXPECT_TRUE(desk.begin(day("2027-01-31")));
  EXPECT_EQ(desk.why("a"), (std::vector{core::Code::consent_missing, core::Code::consent_answer_due}));
}

TEST(NewDay, IsBegunOnce) {
  Days desk;
  EXPECT_TRUE(desk.begin(kToday));
  const int commits = desk.ledger.trouble.commits;
  EXPECT_FALSE(desk.begin(kToday));
  EXPECT_EQ(desk.ledger.trouble.commits, commits);
  EXPECT_TRUE(desk.begin(kToday + days(1)));
}

TEST(NewDay, IsBegunAgainWhereTheLedgerFailed) {
  Days desk;
  desk.ledger.trouble.fail_at_call = 1;
  EXPECT_FALSE(desk.day.begin());
  EXPECT_TRUE(desk.begin(kToday));
}

}  // namespace
}  // namespace gateway::flow
