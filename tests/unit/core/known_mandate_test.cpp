#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

// What the nightly run may do to a registration that there is: the same as to a new one (domain.md §2).

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kinds;
using made::kToday;
using made::outcome;
using made::participation;
using made::registered;
using made::World;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A record that changes an answer and ends the registration.
Participation changed_and_ended() {
  Participation record = participation();
  record.answers.education = "1";
  record.end = day("2026-11-20");
  return record;
}

World with_mandate(base::Date from, base::Date to) {
  DirectoryRows rows = made::rows();
  rows.mandates = {{"maj.lind", "training", "maj.lind", {from, to}}};
  World world;
  world.directory = made::directory(rows);
  return world;
}

std::vector<Code> reasons_of(const Decision& decision, Unit unit) {
  for (const UnitOutcome& one : decision.units) {
    if (one.unit == unit) return made::codes(one.reasons);
  }
  return {};
}

TEST(KnownRegistration, WithoutAMandateAChangeAndAnEndAreProposals) {
  for (const auto& [from, to] : {std::pair{kToday + days(1), kToday + days(9)}, {kToday - days(9), kToday - days(1)}}) {
    World world = with_mandate(from, to);
    const Decision decision = world.decide(changed_and_ended(), registered());
    EXPECT_EQ(outcome(decision, Unit::change), Outcome::proposed);
    EXPECT_EQ(outcome(decision, Unit::out), Outcome::proposed);
    EXPECT_THAT(reasons_of(decision, Unit::out), ElementsAre(Code::mandate_missing));
    EXPECT_THAT(kinds(decision), IsEmpty());
    Registration as_it_is = *registered().registration;
    as_it_is.responsible = decision.registration->responsible;  // Whom the source names is no change of it.
    EXPECT_EQ(decision.registration, as_it_is);
  }
  World world = with_mandate(kToday, kToday);
  EXPECT_THAT(kinds(world.decide(changed_and_ended(), registered())),
              ElementsAre(MessageKind::change, MessageKind::out));
}

TEST(KnownRegistration, NeedsNoMandateWhereNothingDiffers) {
  World world = with_mandate(kToday - days(9), kToday - days(1));
  const Decision decision = world.decide(participation(), registered());
  EXPECT_EQ(outcome(decision), Outcome::unchanged);
}

TEST(KnownRegistration, OnlyWhatDiffersWaits) {
  World world = with_mandate(kToday - days(9), kToday - days(1));
  Participation record = participation();
  record.end = day("2026-11-20");
  const Decision decision = world.decide(record, registered());
  EXPECT_EQ(outcome(decision, Unit::in), Outcome::unchanged);
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::proposed);
}

TEST(KnownRegistration, AnUnknownSignatureWaitsUnlessSomethingElseIsWrong) {
  World world;
  Participation record = changed_and_ended();
  record.signature = "???";
  Decision decision = world.decide(record, registered());
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::parked);
  EXPECT_THAT(reasons_of(decision, Unit::out), ElementsAre(Code::signature_unknown));
  EXPECT_THAT(kinds(decision), IsEmpty());
  record.insats = "Social träning";
  decision = world.decide(record, registered());
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::rejected);
}

TEST(KnownRegistration, AnEndBeforeTheStartIsRejectedWhoeverMayRegister) {
  World world = with_mandate(kToday - days(9), kToday - days(1));
  Participation record = participation();
  record.end = *record.start - days(1);
  EXPECT_THAT(reasons_of(world.decide(record, registered()), Unit::out), ElementsAre(Code::end_before_start));
  record.end = record.start;
  EXPECT_THAT(reasons_of(world.decide(record, registered()), Unit::out), ElementsAre(Code::mandate_missing));
}

TEST(KnownRegistration, AWithdrawalWaitsForNoMandate) {
  World world = with_mandate(kToday - days(9), kToday - days(1));
  Participation record = participation();
  record.consent.withdrawn = day("2026-11-10");
  EXPECT_THAT(kinds(world.decide(record, registered())), ElementsAre(MessageKind::exit));
}

}  // namespace
}  // namespace gateway::core
