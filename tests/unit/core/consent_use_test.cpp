#include "gateway/core/consent_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

// Row s of domain.md §3, in Finsam: each registration in has its own consent.

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::in_message;
using made::kStart;
using made::kToday;
using made::outcome;
using made::participation;
using made::reasons;
using made::World;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

/// Another registration of the person, on the consent of the good participation, from a month before it starts.
ConsentUse other(std::optional<base::Date> end = std::nullopt) {
  return {"SUS 2024", kStart, kStart - days(30), end, false};
}

Decision decided(const ConsentUse& use, const Participation& record = participation(), Situation situation = {}) {
  situation.other_uses = {use};
  return World().decide(record, situation);
}

TEST(ConsentUse, S_OfSeveralAtOnceIsTheSameDaysConsent) {
  EXPECT_EQ(outcome(decided(other())), Outcome::accepted) << "the other one runs";
  EXPECT_EQ(outcome(decided(other(kStart + days(1)))), Outcome::accepted) << "it ended after this one began";
  Participation earlier = participation();
  earlier.end = kToday - days(1);
  ConsentUse use = other();
  use.start = *earlier.end - days(1);
  EXPECT_EQ(outcome(decided(use, earlier)), Outcome::accepted) << "it began before this one ended";
}

TEST(ConsentUse, S_IsUsedUpByOneThatEndedBeforeTheStart) {
  for (const base::Date end : {kStart - days(1), kStart}) {
    const Decision decision = decided(other(end));
    EXPECT_EQ(outcome(decision), Outcome::parked) << end.text();
    EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_used));
    EXPECT_FALSE(decision.registration);
    EXPECT_TRUE(decision.messages.empty());
    EXPECT_TRUE(decision.counts.empty()) << "not anonymous by itself";
  }
}

TEST(ConsentUse, S_IsUsedUpByOneThatBeginsOnceThisHasEnded) {
  Participation record = participation();
  record.end = kStart + days(10);
  ConsentUse use = other();
  for (const int later : {0, 1}) {
    use.start = *record.end + days(later);
    EXPECT_THAT(reasons(decided(use, record)), ElementsAre(Code::consent_used, Code::consent_answer_due));
  }
  record.end = kStart - days(1);  // Before its start: said to be wrong, and no end.
  use.start = kStart + days(20);
  EXPECT_EQ(outcome(decided(use, record)), Outcome::accepted);
}

TEST(ConsentUse, S_OfAnotherDayOrFormIsItsOwn) {
  for (const int difference : {-1, 1}) {
    ConsentUse use = other(kStart - days(1));
    use.date = kStart + days(difference);
    EXPECT_EQ(outcome(decided(use)), Outcome::accepted);
  }
  ConsentUse use = other(kStart - days(1));
  use.form = "SUS 2014";
  EXPECT_EQ(outcome(decided(use)), Outcome::accepted);
}

TEST(ConsentUse, S_AWithdrawnOneIsGivenToNothingElseHoweverTheyRun) {
  ConsentUse use = other();
  use.exited = true;
  EXPECT_THAT(reasons(decided(use)), ElementsAre(Code::consent_used));
  use.date = kStart - days(1);
  EXPECT_EQ(outcome(decided(use)), Outcome::accepted) << "a withdrawal of one takes nothing else back";
}

TEST(ConsentUse, S_ACaseworkersYesForTheRecordDecides) {
  Situation told;
  told.standing.told = Consent{ConsentAnswer::given, "SUS 2024", kStart, std::nullopt};
  EXPECT_EQ(outcome(decided(other(kStart - days(1)), participation(), told)), Outcome::accepted);
  told.standing.told->date = kStart - days(1);
  EXPECT_EQ(outcome(decided(other(kStart - days(1)), participation(), told)), Outcome::parked)
      << "what was told is another, earlier one";
}

TEST(ConsentUse, S_WhatStandsAlreadyIsNotAsked) {
  Situation situation = made::registered();
  ConsentUse use = other();
  use.exited = true;
  situation.other_uses = {use};
  EXPECT_EQ(outcome(World().decide(participation(), situation)), Outcome::unchanged);
}

TEST(ConsentUse, S_ProtectionAndANoGoBefore) {
  Participation record = participation();
  record.protection = Protection::marked;
  EXPECT_EQ(outcome(decided(other(kStart - days(1)), record)), Outcome::anonymous);
  record = participation();
  record.consent.answer = ConsentAnswer::declined;
  EXPECT_EQ(outcome(decided(other(kStart - days(1)), record)), Outcome::anonymous);
}

TEST(ConsentUse, IsOfARegistrationInThatStandsOrStood) {
  Registration of = made::registration();
  ASSERT_TRUE(consent_use(of));
  EXPECT_EQ(consent_use(of)->date, *of.consent_date);
  EXPECT_FALSE(consent_use(of)->exited);
  of.stage = Stage::exited;
  EXPECT_TRUE(consent_use(of)->exited);
  const auto without = [](auto change) {
    Registration changed = made::registration();
    change(changed);
    return consent_use(changed);
  };
  EXPECT_FALSE(without([](Registration& r) { r.stage = Stage::voided; }));
  EXPECT_FALSE(without([](Registration& r) { r.handover = Handover::refused; }));
  EXPECT_FALSE(without([](Registration& r) { r.kind = RegistrationKind::task; }));
  EXPECT_FALSE(without([](Registration& r) { r.kind = RegistrationKind::cooperation; }));
  EXPECT_FALSE(without([](Registration& r) { r.consent_date.reset(); }));
}

TEST(ConsentUse, S_TheNodeJudgesAlikeButForWhatACaseworkerSays) {
  const auto answered = [](const ConsentUse& use, bool confirmed) {
    Incoming incoming{in_message(), made::person()};
    incoming.message.consent_confirmed = confirmed;
    NodeSituation situation;
    situation.other_uses = {use};
    return admit(incoming, situation, made::directory(), made::policy(), "gavle", kToday);
  };
  EXPECT_EQ(answered(other(kStart + days(1)), false).admitted, Admitted::accepted);
  const Admission refused = answered(other(kStart), false);
  EXPECT_EQ(refused.admitted, Admitted::rejected);
  EXPECT_THAT(codes(refused.reasons), ElementsAre(Code::consent_used));
  EXPECT_FALSE(refused.store_person);
  EXPECT_EQ(answered(other(kStart), true).admitted, Admitted::accepted);
}

TEST(ConsentUse, S_WhatACaseworkerSaysGoesWithTheMessage) {
  ClearFacts facts;
  facts.registration = made::registration();
  facts.registration->handover = Handover::nothing;
  facts.person = made::person();
  const auto sent = [&](const Message& message) {
    return std::get<Cleared>(clear(message, facts, made::directory(), made::policy(), kToday, made::noon(kToday)))
        .message()
        .consent_confirmed;
  };
  EXPECT_FALSE(sent(in_message()));
  facts.standing.told = Consent{ConsentAnswer::given, "SUS 2024", kStart, std::nullopt};
  EXPECT_TRUE(sent(in_message()));
  facts.registration->handover = Handover::acknowledged;
  EXPECT_FALSE(sent(made::message(MessageKind::out, kToday))) << "said once, where the registration is opened";
}

TEST(ConsentUse, AFormOfTheOtherCooperationRegistersNobody) {
  World world;
  world.policy.forms[0].cooperations = {CooperationForm::af_fk};
  EXPECT_THAT(reasons(world.decide(participation())), ElementsAre(Code::consent_form_unknown));
  const Admission admission =
      admit({in_message(), made::person()}, {}, made::directory(), world.policy, "gavle", kToday);
  EXPECT_THAT(codes(admission.reasons), Contains(Code::consent_form_unknown));
  world.policy.forms[0].cooperations = {CooperationForm::finsam};
  EXPECT_EQ(outcome(world.decide(participation())), Outcome::accepted);
}

}  // namespace
}  // namespace gateway::core
