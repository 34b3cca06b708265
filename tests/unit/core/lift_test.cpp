#include "gateway/core/lift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/explain/basis.h"
#include "tests/unit/core/rows.h"

// Row n of domain.md §3: a protection that is lifted. And row o, once it is.

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::flagged;
using made::in_message;
using made::kStart;
using made::kToday;
using made::Life;
using made::outcome;
using made::participation;
using made::person;
using made::reasons;
using made::World;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Date kLifted = day("2026-11-10");

Situation lifted(base::Date on = kLifted) {
  Situation situation;
  situation.lifted = on;
  return situation;
}

Participation on_consent_of(base::Date date) {
  Participation record = participation();
  record.consent.date = date;
  return record;
}

ProtectionState claimed(std::vector<ProtectionClaim> claims) {
  return {true, std::move(claims), std::nullopt};
}

TEST(ConsentRow, N_LiftedOnlyWhenEverySourceSaysSoAndACaseworkerConfirms) {
  const ProtectionClaim source{Claimer::source, "accorda", Protection::marked, {}};
  const ProtectionClaim sender{Claimer::sender, "sandviken", Protection::unknown, {}};
  const ProtectionClaim command{Claimer::command, "", Protection::protected_registration, {}};
  const ProtectionClaim nobody{};
  EXPECT_EQ(decide_lift(claimed({source})), (Reason{Code::protection_still_claimed, "accorda"}));
  EXPECT_EQ(decide_lift(claimed({source, command, sender, source})),
            (Reason{Code::protection_still_claimed, "accorda, sandviken"}))
      << "each by its name, once";
  EXPECT_EQ(decide_lift(claimed({command, nobody})), std::nullopt) << "the confirming word is theirs, too";
  EXPECT_EQ(decide_lift(claimed({})), std::nullopt) << "all have taken it back";
  EXPECT_EQ(decide_lift({}), Reason{Code::protection_not_set});
  EXPECT_EQ(decide_lift({false, {}, kLifted}), Reason{Code::protection_not_set}) << "lifted already";
}

TEST(ConsentRow, N_IsConfirmedByRoleAndAssignment) {
  DirectoryRows rows = made::rows();
  rows.users.push_back({"eva.dal", "Eva Dal", "gavle"});
  rows.assignments.push_back({"eva.dal", "training", {day("2020-01-01"), std::nullopt}});
  const Directory directory = made::directory(rows);
  const auto faults = [&](const char* user, const std::vector<std::string>& places) {
    return codes(lift_faults(directory, user, "gavle", places, kToday));
  };
  for (const std::vector<std::string>& places :
       {std::vector<std::string>{}, {"training"}, {"open_house", "training"}}) {
    EXPECT_THAT(faults("maj.lind", places), IsEmpty());
    EXPECT_THAT(faults("eva.dal", places), Contains(Code::role_missing));
    EXPECT_THAT(faults("kalle.nord", places), Contains(Code::assignment_missing));
    EXPECT_THAT(faults("sam.berg", places), Contains(Code::user_of_other_organisation));
    EXPECT_THAT(faults("nobody", places), Contains(Code::user_unknown));
  }
  EXPECT_THAT(faults("maj.lind", {"open_house"}), Contains(Code::assignment_missing)) << "of another insats";
  for (const char* user : {"eva.dal", "kalle.nord", "sam.berg", "nobody"}) {
    EXPECT_EQ(lift_faults(directory, user, "gavle", {"training"}, kToday),
              lift_faults(directory, user, "gavle", {}, kToday))
        << "whether and where the person is registered is not told";
  }
}

TEST(ConsentRow, N_RunningOnesStayStripped) {
  Life life = made::sent();
  life.protect();
  life.deliver();
  ASSERT_TRUE(life.situation.registration->stripped);
  life.situation.person_protected = false;
  life.situation.lifted = kLifted;
  Participation record = on_consent_of(kToday);
  record.end = kToday;
  life.read(record);
  life.fact();
  life.deliver();
  EXPECT_TRUE(life.situation.registration->stripped);
  EXPECT_THAT(life.sent_kinds(), ElementsAre(MessageKind::in, MessageKind::strip, MessageKind::out));
  EXPECT_EQ(life.sent.back().message.answers, Answers{});
  EXPECT_EQ(life.named_at_node(), 0);
}

TEST(ConsentRow, N_ANewOneIsNamedOnAConsentGivenAfterOnly) {
  for (const auto& [date, named] :
       {std::pair{kLifted - days(1), false}, std::pair{kLifted, false}, std::pair{kLifted + days(1), true}}) {
    SCOPED_TRACE(date.text());
    const Decision decision = World().decide(on_consent_of(date), lifted());
    EXPECT_EQ(outcome(decision), named ? Outcome::accepted : Outcome::anonymous);
    EXPECT_EQ(made::sum(decision.counts), named ? 0 : 1);
    if (!named) {
      EXPECT_THAT(reasons(decision), ElementsAre(Code::consent_before_lifting));
      EXPECT_THAT(decision.messages, IsEmpty());
    }
  }
  const Decision decision = World().decide(on_consent_of(kStart), lifted());
  const auto facts = decision.basis.facts();
  EXPECT_TRUE(std::any_of(facts.begin(), facts.end(), [](const CodedFact& fact) {
    return fact.fact == Fact::lifted && fact.value == kLifted.days();
  })) << "and the day is told by whoever asks why";
}

TEST(ConsentRow, N_AFlagAfterTheLiftingHolds) {
  EXPECT_THAT(reasons(World().decide(flagged(), lifted())), ElementsAre(Code::person_protected));
  Participation unconsented = participation();
  unconsented.consent = {};
  EXPECT_EQ(outcome(World().decide(unconsented, lifted())), Outcome::parked) << "asked for, as of anybody";
}

TEST(ConsentRow, N_WhatWasCountedStaysSoUntilAConsentGivenAfterIsConfirmed) {
  Life life;
  ASSERT_EQ(outcome(life.read(flagged())), Outcome::anonymous);
  life.situation.person_protected = false;
  life.situation.lifted = kLifted;
  Participation record = participation();
  record.consent = {};
  EXPECT_EQ(outcome(life.read(record)), Outcome::unchanged);
  EXPECT_THAT(reasons(life.read(on_consent_of(kLifted))), ElementsAre(Code::consent_before_lifting));
  EXPECT_EQ(life.counted, 1);
  record = on_consent_of(kLifted + days(1));
  EXPECT_EQ(outcome(life.read(record)), Outcome::parked);
  life.situation.standing.told = record.consent;
  EXPECT_EQ(outcome(life.read(record)), Outcome::accepted);
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, N_AReEntryNeedsAConsentGivenAfter) {
  for (const base::Date date : {kLifted, kLifted + days(1)}) {
    Life life = made::sent();
    life.tell_withdrawn(day("2026-11-05"));
    life.deliver();
    life.situation.lifted = kLifted;
    const Participation record = on_consent_of(date);
    life.situation.standing.told = record.consent;
    EXPECT_EQ(outcome(life.read(record)), date == kLifted ? Outcome::unchanged : Outcome::accepted) << date.text();
    EXPECT_EQ(life.counted, 0);
  }
}

TEST(ConsentRow, O_ANewNumberWithAFlagWaitsUntilItIsLifted) {
  Participation record = on_consent_of(kLifted + days(1));
  record.previous_number = made::test_number("1988-03-04");
  Situation situation;
  situation.person_protected = true;
  EXPECT_THAT(reasons(World().decide(record, situation)), ElementsAre(Code::new_number_with_protection));
  EXPECT_EQ(outcome(World().decide(record, lifted())), Outcome::accepted);
  record.consent.date = kLifted;
  EXPECT_EQ(outcome(World().decide(record, lifted())), Outcome::anonymous);
}

TEST(Clear, N_TellsTheDayOfALiftingWithTheNameAlone) {
  const World world;
  const auto cleared = [&](const Message& message, base::Date on) {
    ClearFacts facts;
    facts.registration = made::registration();
    facts.registration->consent_date = kStart;
    facts.lifted = on;
    facts.person = person();
    return clear(message, facts, world.directory, world.policy, kToday, made::noon(kToday));
  };
  EXPECT_EQ(std::get<Cleared>(cleared(in_message(), kStart - days(1))).message().lifted, kStart - days(1));
  EXPECT_EQ(std::get<Stopped>(cleared(in_message(), kStart)).reason.code, Code::consent_before_lifting);
  const Message out = made::message(MessageKind::out, kToday);
  EXPECT_EQ(std::get<Cleared>(cleared(out, kStart)).message().lifted, std::nullopt);
}

/// A good message in, on a consent of 2026-10-01, at a node where the person is protected.
struct Coming {
  Incoming incoming{in_message(), person()};
  NodeSituation situation;

  Coming() {
    situation.person_protected = true;
    situation.sender_alone = true;
    incoming.message.lifted = kStart - days(1);
  }
  Admission operator()() const {
    return admit(incoming, situation, made::directory(), made::policy(), "gavle", kToday);
  }
};

TEST(Admit, N_ASenderTakesBackItsOwnWordAlone) {
  Coming coming;
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  EXPECT_EQ(coming().lift, kStart - days(1));
  coming.situation.sender_alone = false;
  EXPECT_THAT(codes(coming().reasons), ElementsAre(Code::person_protected)) << "another one says it, too";
  EXPECT_EQ(coming().lift, kStart - days(1)) << "but the sender no more";
  coming.incoming.message.lifted.reset();
  coming.situation.sender_alone = true;
  EXPECT_THAT(codes(coming().reasons), ElementsAre(Code::person_protected)) << "it has not said that it was lifted";
  EXPECT_EQ(coming().lift, std::nullopt);
}

TEST(Admit, N_NamesOnlyOnAConsentGivenAfterWhoeverLifted) {
  for (const bool by_sender : {true, false}) {
    for (const base::Date on : {kStart - days(1), kStart}) {
      Coming coming;
      coming.situation.person_protected = by_sender;
      coming.incoming.message.lifted.reset();
      (by_sender ? coming.incoming.message.lifted : coming.situation.lifted) = on;
      EXPECT_EQ(coming().admitted == Admitted::accepted, on < kStart);
      if (on < kStart) continue;
      EXPECT_THAT(codes(coming().reasons), Contains(Code::consent_before_lifting));
      EXPECT_EQ(coming().lift, std::nullopt);
    }
  }
}

TEST(Admit, N_NothingThatIsRefusedForItselfTakesAWordBack) {
  Coming coming;
  coming.incoming.message.act.user = "kalle.nord";
  EXPECT_THAT(codes(coming().reasons), Contains(Code::assignment_missing));
  EXPECT_EQ(coming().lift, std::nullopt);
  coming = {};
  coming.incoming.message.act.on = kStart;
  coming.incoming.message.consent_date = kStart + days(9);
  coming.incoming.message.lifted = kStart + days(1);
  EXPECT_THAT(codes(coming().reasons), Contains(Code::field_fault)) << "lifted after the act";
}

}  // namespace
}  // namespace gateway::core
