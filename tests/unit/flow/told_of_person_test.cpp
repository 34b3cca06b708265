#include "gateway/flow/told_of_person.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

// What one record tells of its person, and all else that is kept of them. With cases: unit/api/told_of_person_test.cpp.

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::MessageKind;
using core::Outcome;

constexpr std::string_view kOther = "1988-03-04";

core::Participation in_social(const std::string& key) {
  core::Participation made = record(key);
  made.insats = "Social träning";
  return made;
}

core::Participation flagged(core::Participation made) {
  made.protection = core::Protection::marked;
  return made;
}

core::Participation dead(core::Participation made) {
  made.deceased = kToday - days(2);
  return made;
}

core::Participation waiting(core::Participation made) {
  made.consent = {};
  return made;
}

/// A desk whose registrations a and b, of one person, and c, of another, the node has.
struct Delivered : Desk {
  Delivered() {
    EXPECT_TRUE(read({record("a"), in_social("b"), record("c", kOther)}));
    Delivery delivery(around(), {});
    EXPECT_TRUE(drive(delivery, target));
    ledger.trouble = {};
  }
  base::RegistrationId id(const char* key) { return *state().record(key).registration; }
  /// What waits to be sent of a record.
  std::vector<MessageKind> leaves(const char* key) {
    std::vector<MessageKind> all;
    for (const State::Item& item : state().outbox) {
      if (item.course == Course::queued && item.message.registration == id(key)) all.push_back(item.message.kind);
    }
    return all;
  }
  ScriptedTarget target;
};

TEST(Intake, L_AFlagStripsThePersonsOtherRegistrationsAtOnce) {
  Delivered desk;
  ASSERT_TRUE(desk.read({flagged(record("a"))}));
  EXPECT_EQ(desk.ledger.trouble.commits, 1) << "in the same transaction";
  EXPECT_EQ(desk.leaves("a"), std::vector{MessageKind::strip});
  EXPECT_EQ(desk.leaves("b"), std::vector{MessageKind::strip});
  EXPECT_TRUE(desk.leaves("c").empty()) << "another person's";
}

TEST(Intake, L_AFlagInANewRecordStripsThePersonsRegistrations) {
  Delivered desk;
  const auto taken = desk.read({flagged(record("new"))});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->counts.read, 1) << "what it reaches was not read";
  EXPECT_EQ(outcome_of(desk.state(), "new"), Outcome::anonymous);
  EXPECT_EQ(desk.leaves("a"), std::vector{MessageKind::strip});
  EXPECT_EQ(desk.leaves("b"), std::vector{MessageKind::strip});
}

TEST(Intake, L_AFlagReachesThemThoughTheRecordItselfIsRejected) {
  Delivered desk;
  core::Participation unmapped = flagged(record("new"));
  unmapped.insats = "Keramik";
  ASSERT_TRUE(desk.read({unmapped}));
  ASSERT_EQ(outcome_of(desk.state(), "new"), Outcome::rejected);
  EXPECT_EQ(desk.leaves("a"), std::vector{MessageKind::strip});
}

TEST(Intake, L_AFlagThatIsKnownIsNotLookedForAnew) {
  Delivered desk;
  const auto calls_for = [&](core::Participation record, const char* education) {
    record.answers.education = education;
    const int before = desk.ledger.trouble.calls;
    EXPECT_TRUE(desk.read({record}));
    return desk.ledger.trouble.calls - before;
  };
  const int plain = calls_for(record("c", kOther), "3");
  EXPECT_GT(calls_for(flagged(record("a")), "3"), plain);
  EXPECT_EQ(calls_for(flagged(record("a")), "4"), plain);
  EXPECT_EQ(calls_for(flagged(in_social("b")), "4"), plain);
  EXPECT_EQ(desk.leaves("b"), (std::vector{MessageKind::strip, MessageKind::change}));
}

TEST(Intake, K_AFlagCountsWhatWaitsOfThePerson) {
  Desk desk;
  ASSERT_TRUE(desk.read({waiting(record("a")), waiting(record("c", kOther))}));
  ASSERT_TRUE(desk.read({flagged(in_social("b"))}));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::anonymous);
  EXPECT_EQ(outcome_of(desk.state(), "c"), Outcome::parked) << "another person's";
  EXPECT_EQ(desk.state().counted(), 2);
}

TEST(Intake, Q_ADeathEndsThePersonsOtherRegistrationsOnThatDay) {
  Delivered desk;
  ASSERT_TRUE(desk.read({dead(record("a"))}));
  for (const char* key : {"a", "b"}) EXPECT_EQ(desk.leaves(key), std::vector{MessageKind::exit}) << key;
  EXPECT_EQ(desk.state().outbox.back().message.date, kToday - days(2));
  EXPECT_EQ(desk.state().outbox.back().message.code, "person_deceased");
  EXPECT_TRUE(desk.leaves("c").empty());
}

TEST(Intake, Q_ADeathCountsWhatWaitsOfThePerson) {
  Desk desk;
  ASSERT_TRUE(desk.read({waiting(record("a"))}));
  ASSERT_TRUE(desk.read({dead(in_social("b"))}));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::anonymous);
}

TEST(Intake, G_AWithdrawalIsOfItsOwnRecordAlone) {
  Delivered desk;
  core::Participation withdrawn = record("a");
  withdrawn.consent.withdrawn = kToday;
  ASSERT_TRUE(desk.read({withdrawn}));
  EXPECT_EQ(desk.leaves("a"), std::vector{MessageKind::exit});
  EXPECT_TRUE(desk.leaves("b").empty());
}

TEST(Intake, L_AFlagReachesAllOrThePageIsReadAgain) {
  for (int at = 1;; ++at) {
    Delivered desk;
    desk.ledger.trouble.fail_at_call = at;
    if (desk.read({flagged(record("new"))})) {
      EXPECT_GT(at, 8);
      break;
    }
    EXPECT_TRUE(desk.state().protected_numbers.empty()) << at;
    EXPECT_TRUE(desk.state().kinds(Course::queued).empty()) << at;
    ASSERT_TRUE(desk.read({flagged(record("new"))}));
    EXPECT_EQ(desk.leaves("b"), std::vector{MessageKind::strip}) << at;
  }
}

}  // namespace
}  // namespace gateway::flow
