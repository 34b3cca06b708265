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

/// As it was registered, by a caseworker who may.
Participation of_karl() {
  Participation record = participation();
  record.signature = "KEK";
  return record;
}

TEST(KnownRegistration, IsRegisteredInAnewUnderItsIdWhereNobodyWithAuthoritySaidSo) {
  World world;
  Situation stopped = registered(Handover::unknown);
  EXPECT_THAT(kinds(world.decide(of_karl(), stopped)), IsEmpty());
  stopped.in_unsaid = true;
  const Decision in = world.decide(of_karl(), stopped);
  ASSERT_THAT(kinds(in), ElementsAre(MessageKind::in));
  EXPECT_EQ(in.messages[0].registration, stopped.registration->id);
  EXPECT_EQ(in.messages[0].act.user, "karl.ek");
  EXPECT_EQ(in.registration->act.user, "karl.ek");
  EXPECT_EQ(outcome(in, Unit::in), Outcome::accepted);
  Participation ended = of_karl();
  ended.end = day("2026-11-20");
  EXPECT_THAT(kinds(world.decide(ended, stopped)), ElementsAre(MessageKind::in, MessageKind::out));
  Participation changed = of_karl();
  changed.answers.education = "1";
  EXPECT_THAT(kinds(world.decide(changed, stopped)), ElementsAre(MessageKind::in, MessageKind::change));
  stopped.registration->stripped = true;
  EXPECT_THAT(kinds(world.decide(of_karl(), stopped)), IsEmpty());
}

TEST(KnownRegistration, IsChangedAndEndedAnewWhereNobodyWithAuthoritySaidSo) {
  World world;
  Situation stopped = registered();
  stopped.last_unsaid = true;
  EXPECT_THAT(kinds(world.decide(of_karl(), stopped)), ElementsAre(MessageKind::change));
  Participation ended = of_karl();
  ended.end = stopped.registration->end = day("2026-11-20");
  stopped.registration->stage = Stage::out;
  const Decision out = world.decide(ended, stopped);
  ASSERT_THAT(kinds(out), ElementsAre(MessageKind::out));
  EXPECT_EQ(out.messages[0].date, ended.end);
  EXPECT_EQ(outcome(out, Unit::out), Outcome::accepted);
  stopped.registration->out_acknowledged = true;
  EXPECT_THAT(kinds(world.decide(ended, stopped)), ElementsAre(MessageKind::change));
  stopped.last_unsaid = false;
  EXPECT_THAT(kinds(world.decide(ended, stopped)), IsEmpty());
}

TEST(KnownRegistration, IsSaidAnewByNobodyWhoMayNot) {
  World world = with_mandate(kToday + days(1), kToday + days(9));
  for (const auto& [signature, answer] : {std::pair{"MLI", Outcome::proposed}, {"KNO", Outcome::rejected}}) {
    Participation record = participation();
    record.signature = signature;
    for (const bool in : {true, false}) {
      Situation stopped = registered(in ? Handover::unknown : Handover::acknowledged);
      (in ? stopped.in_unsaid : stopped.last_unsaid) = true;
      const Decision decision = world.decide(record, stopped);
      EXPECT_THAT(kinds(decision), IsEmpty());
      EXPECT_EQ(decision.units.at(0).outcome, answer) << signature;
    }
  }
}

}  // namespace
}  // namespace gateway::core
