#include "gateway/flow/yes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::MessageKind;
using core::Outcome;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kBy = "maj.lind";

core::Consent yes_on(base::Date date = kStart) {
  return {core::ConsentAnswer::given, "SUS 2024", date, std::nullopt};
}

core::Participation waiting(const std::string& key, const char* insats = "Arbetsträning") {
  core::Participation made = record(key);
  made.consent = {};
  made.insats = insats;
  return made;
}

ports::Selector key(const std::string& of) {
  return {"accorda", of, std::nullopt};
}

std::vector<std::string> keys(const Receipt& receipt) {
  std::vector<std::string> all;
  for (const Waiting& one : receipt.several) all.push_back(one.source + " " + one.key);
  return all;
}

/// One registered and delivered; "kalle.nord" has the role and assignments to none.
struct YesDesk : Desk {
  explicit YesDesk(const std::vector<core::Participation>& records) { EXPECT_TRUE(read(records)); }
  void take_assignment(const std::string& insats) {
    core::DirectoryRows changed = rows();
    std::erase_if(changed.assignments,
                  [&](const auto& assignment) { return assignment.user == kBy && assignment.to == insats; });
    ledger.directory = std::make_shared<core::Directory>(directory(changed));
  }
};

TEST(Yes, S_ByNumberIsForTheOnlyRecordThatWaits) {
  YesDesk desk({record("a"), waiting("b", "Social träning")});
  const auto receipt = desk.facts.tell(person_of(), yes_on(), kBy);
  ASSERT_TRUE(receipt) << receipt.error().what;
  EXPECT_EQ(receipt->records, 1u);
  EXPECT_EQ(receipt->decided.read, 1);
  EXPECT_EQ(outcome_of(desk.state(), "b"), Outcome::accepted);
  EXPECT_FALSE(desk.state().record("a").standing.told) << "one signature is for one registration";
}

TEST(Yes, S_ByNumberToSeveralIsRefusedWithTheirKeysAndDoesNothing) {
  YesDesk desk({waiting("a"), waiting("b", "Social träning"), record("c")});
  const auto receipt = desk.facts.tell(person_of(), yes_on(), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_THAT(keys(*receipt), UnorderedElementsAre("accorda a", "accorda b"));
  EXPECT_EQ(receipt->records, 0u);
  for (const char* of : {"a", "b", "c"}) EXPECT_FALSE(desk.state().record(of).standing.told) << of;
  ASSERT_TRUE(desk.facts.tell(key("a"), yes_on(), kBy));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::accepted);
  EXPECT_EQ(outcome_of(desk.state(), "b"), Outcome::parked) << "the other one waits for its own";
}

TEST(Yes, ByNumberIsForNothingWhereNothingWaits) {
  core::Participation unmapped = record("k");
  unmapped.insats = "Keramik";
  YesDesk desk({record("a"), unmapped});
  const auto receipt = desk.facts.tell(person_of(), yes_on(), kBy);
  ASSERT_FALSE(receipt);
  EXPECT_FALSE(desk.state().record("a").standing.told);
  EXPECT_FALSE(desk.state().record("k").standing.told) << "it is rejected, and not for want of consent";
}

TEST(Yes, WithdrawingAndDecliningByNumberReachAllAsBefore) {
  YesDesk desk({record("a"), waiting("b", "Social träning"), waiting("c")});
  const auto declined =
      desk.facts.tell(person_of(), {core::ConsentAnswer::declined, "", kToday, std::nullopt}, "nobody.known");
  ASSERT_TRUE(declined);
  EXPECT_EQ(declined->records, 3u);
  EXPECT_TRUE(declined->several.empty());
}

TEST(Yes, OfWhoeverMayNotIsAnsweredAsIfNothingWereThere) {
  YesDesk desk({waiting("a"), record("r"), waiting("s", "Social träning")});
  const auto nothing = desk.facts.tell(key("z"), yes_on(), kBy);
  ASSERT_FALSE(nothing);
  const auto same = [&](const ports::Selector& whom, std::string_view by) {
    const auto refused = desk.facts.tell(whom, yes_on(), by);
    ASSERT_FALSE(refused) << by;
    EXPECT_EQ(refused.error().fault, nothing.error().fault);
    EXPECT_EQ(refused.error().what, nothing.error().what);
  };
  for (const std::string_view by : {"kalle.nord", "sam.berg", "nobody.known"}) {
    for (const auto& whom : {key("a"), key("r"), key("z"), person_of(), person_of("1988-03-04")}) same(whom, by);
  }
  desk.take_assignment("training");
  same(key("a"), kBy);
  same(key("r"), kBy);
  EXPECT_FALSE(desk.state().record("a").standing.told);
  const auto own = desk.facts.tell(person_of(), yes_on(), kBy);
  ASSERT_TRUE(own) << "of two that wait only one is theirs to know of";
  EXPECT_TRUE(own->several.empty());
  EXPECT_EQ(own->decided.read, 1);
  EXPECT_EQ(outcome_of(desk.state(), "s"), Outcome::accepted);
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::parked);
}

TEST(Yes, AsksForTheAssignmentWhereTheAnonymousOneIsCounted) {
  core::Participation no = record("n");
  no.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  YesDesk desk({no});
  ASSERT_EQ(desk.state().counted(), 1);
  desk.take_assignment("training");
  EXPECT_FALSE(desk.facts.tell(key("n"), yes_on(kStart + days(1)), kBy));
  EXPECT_TRUE(desk.facts.tell(key("n"), yes_on(kStart + days(1)), "karl.ek"));
}

TEST(Yes, AsksForAnyAssignmentWhereNobodyKnowsThePlace) {
  core::Participation unmapped = waiting("k", "Keramik");
  YesDesk desk({unmapped});
  desk.take_assignment("training");
  EXPECT_FALSE(desk.facts.tell(key("k"), yes_on(), "kalle.nord"));
  EXPECT_TRUE(desk.facts.tell(key("k"), yes_on(), kBy));
}

TEST(Yes, S_ARecordWhoseConsentIsUsedWaitsForItsOwnAndIsReleasedByTheYesForIt) {
  core::Participation first = record("a");
  first.end = kStart + days(10);
  core::Participation second = record("b");
  second.insats = "Social träning";
  second.start = *first.end + days(1);
  YesDesk desk({first, second});
  ASSERT_EQ(outcome_of(desk.state(), "a"), Outcome::accepted);
  ASSERT_EQ(outcome_of(desk.state(), "b"), Outcome::parked);
  EXPECT_EQ(desk.state().record("b").units.front().reasons.front().code, core::Code::consent_used);
  const auto receipt = desk.facts.tell(person_of(), yes_on(), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(outcome_of(desk.state(), "b"), Outcome::accepted);
}

}  // namespace
}  // namespace gateway::flow
