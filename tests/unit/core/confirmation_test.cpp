#include "gateway/core/confirmation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/mandate.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::IsEmpty;

/// The good tables without any mandate, and whoever confirms.
struct Unmandated : World {
  Unmandated() {
    DirectoryRows rows = made::rows();
    rows.mandates.clear();
    directory = made::directory(std::move(rows));
  }
  Circumstances by(const std::string& user) const {
    Circumstances under = circumstances();
    under.confirmed_by = user;
    return under;
  }
  Decision confirmed(const std::string& user, const Participation& record = participation(),
                     const Situation& situation = {}) const {
    return core::decide(record, situation, by(user));
  }
};

TEST(Confirmation, StandsInTheMandatesPlaceAndRegistersInTheNameOfWhoConfirms) {
  const Unmandated world;
  EXPECT_EQ(outcome(world.decide(participation())), Outcome::proposed);
  for (const char* user : {"maj.lind", "karl.ek"}) {
    const Decision decision = world.confirmed(user);
    EXPECT_EQ(outcome(decision), Outcome::accepted) << user;
    ASSERT_TRUE(decision.registration);
    EXPECT_EQ(decision.registration->act.user, user);
    ASSERT_EQ(decision.messages.size(), 1U);
    EXPECT_EQ(decision.messages.front().act.user, user);
    const auto facts = decision.basis.facts();
    const auto mandate =
        std::find_if(facts.begin(), facts.end(), [](const CodedFact& one) { return one.fact == Fact::mandate; });
    ASSERT_NE(mandate, facts.end());
    EXPECT_EQ(mandate->value, static_cast<int>(MandateState::confirmed));
  }
}

TEST(Confirmation, TakesTheEndAlongAndNothingButTheMandatesPlace) {
  const Unmandated world;
  Participation record = participation();
  record.end = kToday;
  EXPECT_EQ(outcome(world.confirmed("maj.lind", record), Unit::out), Outcome::accepted);
  record.consent = {};
  EXPECT_EQ(outcome(world.confirmed("maj.lind", record)), Outcome::parked);
  record = participation();
  record.protection = Protection::marked;
  EXPECT_EQ(outcome(world.confirmed("maj.lind", record)), Outcome::anonymous);
  record = participation();
  record.number = spoiled(record.number);
  EXPECT_EQ(outcome(world.confirmed("maj.lind", record)), Outcome::rejected);
}

TEST(Confirmation, AsksForRoleAndAssignmentOfWhoConfirms) {
  const Unmandated world;
  EXPECT_THAT(reasons(world.confirmed("kalle.nord")), ElementsAre(Code::assignment_missing));
  EXPECT_EQ(outcome(world.confirmed("sam.berg")), Outcome::rejected);
  for (const char* user : {"kalle.nord", "sam.berg", "nobody"}) {
    EXPECT_EQ(confirmed_at(participation(), {}, world.by(user)), std::nullopt) << user;
  }
  EXPECT_EQ(confirmed_at(participation(), {}, world.by("maj.lind")), "training");
  EXPECT_EQ(confirmed_at(participation(), registered(), world.by("maj.lind")), "training");
  Participation of_af = participation();
  of_af.ordered_by = "Arbetsförmedlingen";
  of_af.insats = "Arbetsprövning";
  EXPECT_EQ(confirmed_at(of_af, {}, world.by("maj.lind")), std::nullopt) << "AF's to confirm";
}

TEST(Confirmation, OnlyWhatIsNoTaskAwaitsIt) {
  EXPECT_FALSE(awaits_confirmation({}));
  EXPECT_TRUE(awaits_confirmation({{Unit::in, Outcome::proposed, {}, {}}}));
  EXPECT_TRUE(awaits_confirmation({{Unit::in, Outcome::unchanged, {}, {}}, {Unit::out, Outcome::proposed, {}, {}}}));
  EXPECT_FALSE(awaits_confirmation({{Unit::task, Outcome::proposed, {}, {}}}));
  EXPECT_FALSE(awaits_confirmation({{Unit::in, Outcome::parked, {}, {}}}));
}

TEST(Confirmation, ANoSetsAsideWhatWaitedAndNothingElse) {
  const Unmandated world;
  Participation record = participation();
  record.end = kToday;
  const Decision declined = decline_proposal(record, {}, world.by("maj.lind")).value();
  EXPECT_EQ(outcome(declined), Outcome::outside);
  EXPECT_EQ(outcome(declined, Unit::out), Outcome::outside);
  EXPECT_THAT(reasons(declined), ElementsAre(Code::proposal_declined));
  EXPECT_THAT(declined.messages, IsEmpty());
  EXPECT_FALSE(declined.registration);
  record.consent = {};
  EXPECT_EQ(outcome(decline_proposal(record, {}, world.by("maj.lind")).value()), Outcome::parked);
  World mandated;
  Circumstances by_maj = mandated.circumstances();
  by_maj.confirmed_by = "maj.lind";
  EXPECT_FALSE(decline_proposal(participation(), {}, by_maj)) << "a mandate has come: it would be registered";
}

/// Maj, whom the source names, has no assignment any more.
struct WithoutMaj : World {
  WithoutMaj() {
    DirectoryRows rows = made::rows();
    for (Assignment& row : rows.assignments) {
      if (row.user == "maj.lind") row.period.to = kToday - std::chrono::days(1);
    }
    directory = made::directory(std::move(rows));
  }
};

Situation waited(Situation situation = {}) {
  situation.waited = true;
  return situation;
}

TEST(Confirmation, IsAwaitedOfAnotherWhereWhoWasNamedHasLeftMeanwhile) {
  const WithoutMaj world;
  const Decision decision = world.decide(participation(), waited());
  EXPECT_EQ(outcome(decision), Outcome::parked);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::responsible_missing));
  EXPECT_EQ(decision.units.front().reasons.front().detail, "maj.lind – training");
  EXPECT_TRUE(awaits_confirmation(decision.units));
  EXPECT_THAT(decision.messages, IsEmpty());
  EXPECT_FALSE(decision.registration) << "never in her name";
  EXPECT_EQ(outcome(World().decide(participation(), waited())), Outcome::accepted) << "who is there still registers";
  const Decision first = world.decide(participation());
  EXPECT_EQ(outcome(first), Outcome::rejected) << "what never waited was told of whom may not register it";
  EXPECT_THAT(reasons(first), ElementsAre(Code::assignment_missing));

  Circumstances by_karl = world.circumstances();
  by_karl.confirmed_by = "karl.ek";
  const Decision confirmed = core::decide(participation(), waited(), by_karl);
  EXPECT_EQ(outcome(confirmed), Outcome::accepted);
  ASSERT_TRUE(confirmed.registration);
  EXPECT_EQ(confirmed.registration->act.user, "karl.ek");
  Circumstances by_maj = world.circumstances();
  by_maj.confirmed_by = "maj.lind";
  EXPECT_EQ(outcome(core::decide(participation(), waited(), by_maj)), Outcome::rejected);
}

TEST(Confirmation, OfAnotherIsAwaitedWithWhateverElseIsMissing) {
  const WithoutMaj world;
  Participation record = participation();
  record.consent = {};
  const Decision lacking = world.decide(record, waited());
  EXPECT_EQ(outcome(lacking), Outcome::parked);
  EXPECT_THAT(reasons(lacking), ElementsAre(Code::consent_missing, Code::responsible_missing));
  EXPECT_FALSE(awaits_confirmation(lacking.units)) << "nobody can confirm it yet";
  EXPECT_TRUE(waits_for_somebody(lacking.units));
  record = participation();
  record.protection = Protection::marked;
  EXPECT_EQ(outcome(world.decide(record, waited())), Outcome::anonymous) << "what protects waits for nobody";
  record = participation();
  record.number = spoiled(record.number);
  const Decision wrong = world.decide(record, waited());
  EXPECT_EQ(outcome(wrong), Outcome::rejected) << "it is wrong in itself, too";
  EXPECT_THAT(reasons(wrong), testing::Contains(Code::assignment_missing));
}

TEST(Confirmation, OfAnEndIsAwaitedOfAnotherToo) {
  const WithoutMaj world;
  Participation record = participation();
  record.end = kToday;
  const Decision waits = world.decide(record, waited(registered()));
  EXPECT_EQ(outcome(waits, Unit::out), Outcome::parked);
  EXPECT_THAT(reasons(waits, Unit::out), ElementsAre(Code::responsible_missing));
  EXPECT_THAT(waits.messages, IsEmpty());
  EXPECT_EQ(outcome(world.decide(record, registered()), Unit::out), Outcome::rejected);
}

TEST(Confirmation, ANoSetsAsideWhatWaitedForAnotherWithItsEnd) {
  const WithoutMaj world;
  Participation record = participation();
  record.end = kToday;
  Circumstances by_karl = world.circumstances();
  by_karl.confirmed_by = "karl.ek";
  const Decision declined = decline_proposal(record, waited(), by_karl).value();
  EXPECT_EQ(outcome(declined), Outcome::outside);
  EXPECT_EQ(outcome(declined, Unit::out), Outcome::outside);
  record.consent = {};
  EXPECT_EQ(outcome(decline_proposal(record, waited(), by_karl).value(), Unit::out), Outcome::parked);
}

}  // namespace
}  // namespace gateway::core
