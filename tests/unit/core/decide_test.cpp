#include "gateway/core/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/core/builders.h"

// Form, mapping, insats, authority, and the order among all of them (design §1.2). Consent and protection row by row
// stand in consent_test.cpp and protect_test.cpp.

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::kinds;
using made::kStart;
using made::kToday;
using made::outcome;
using made::participation;
using made::reasons;
using made::spoiled;
using made::test_number;
using made::unit;
using made::warnings;
using made::World;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

void expect_nothing_leaves(const Decision& decision) {
  EXPECT_THAT(decision.messages, IsEmpty());
  EXPECT_FALSE(decision.registration);
  EXPECT_THAT(decision.counts, IsEmpty());
  EXPECT_FALSE(decision.note);
}

TEST(Decide, AGoodRecordIsRegisteredByNameInTheCaseworkersName) {
  const World world;
  const Decision decision = world.decide(participation());
  ASSERT_EQ(decision.units.size(), 1U);
  EXPECT_EQ(outcome(decision), Outcome::accepted);
  EXPECT_THAT(reasons(decision), IsEmpty());
  EXPECT_THAT(warnings(decision), IsEmpty());
  ASSERT_TRUE(decision.number);
  EXPECT_EQ(decision.number->digits(), participation().number);
  EXPECT_FALSE(decision.protection_seen);
  ASSERT_TRUE(decision.registration);
  const Registration& made = *decision.registration;
  EXPECT_EQ(made.id, world.new_id);
  EXPECT_EQ(made.kind, RegistrationKind::participation);
  EXPECT_EQ(made.place, "training");
  EXPECT_EQ(made.start, kStart);
  EXPECT_EQ(made.answers, participation().answers);
  EXPECT_EQ(made.consent_form, "SUS 2024");
  EXPECT_EQ(made.consent_date, kStart);
  EXPECT_EQ(made.act, (Act{"maj.lind", "gavle", made::noon(kToday), kToday}));
  EXPECT_EQ(made.stage, Stage::in);
  EXPECT_EQ(made.handover, Handover::nothing);
  ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::in));
  const Message& message = decision.messages[0];
  EXPECT_EQ(message.registration, world.new_id);
  EXPECT_EQ(message.place, "training");
  EXPECT_EQ(message.start, kStart);
  EXPECT_EQ(message.consent_form, "SUS 2024");
  EXPECT_EQ(message.consent_date, kStart);
  EXPECT_EQ(message.act, made.act);
  EXPECT_THAT(decision.counts, IsEmpty());
}

TEST(Decide, AnEndAsksForARegistrationOutToo) {
  Participation record = participation();
  record.end = day("2026-10-31");
  const Decision decision = World().decide(record);
  ASSERT_EQ(decision.units.size(), 2U);
  EXPECT_EQ(outcome(decision, Unit::in), Outcome::accepted);
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::accepted);
  ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::in, MessageKind::out));
  EXPECT_EQ(decision.messages[1].date, record.end);
}

TEST(Decide, MissingAnswersDoNotStopARegistrationButAreListed) {
  Participation record = participation();
  record.answers = {};
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::accepted);
  EXPECT_THAT(warnings(decision), Contains(Code::answers_missing));
}

TEST(Decide, OutBeforeInIsRejectedAndTheRegistrationInStands) {
  Participation record = participation();
  record.end = kStart - days(1);
  const Decision before = World().decide(record);
  EXPECT_EQ(outcome(before, Unit::in), Outcome::accepted);
  EXPECT_EQ(outcome(before, Unit::out), Outcome::rejected);
  EXPECT_THAT(reasons(before, Unit::out), ElementsAre(Code::end_before_start));
  EXPECT_THAT(kinds(before), ElementsAre(MessageKind::in));
  record.end = kStart;
  EXPECT_EQ(outcome(World().decide(record), Unit::out), Outcome::accepted);
}

TEST(Decide, FaultsOfFormReject) {
  const std::vector<std::pair<Code, std::function<void(Participation&)>>> spoilers = {
      {Code::number_missing, [](Participation& p) { p.number = ""; }},
      {Code::number_form, [](Participation& p) { p.number = "abc"; }},
      {Code::number_date, [](Participation& p) { p.number = made::with_check_digit("19870229", "238"); }},
      {Code::number_check_digit, [](Participation& p) { p.number = spoiled(p.number); }},
      {Code::number_interim, [](Participation& p) { p.number = "19870203T238"; }},
      {Code::number_of_organisation, [](Participation& p) { p.number = "165599999991"; }},
      {Code::field_fault,
       [](Participation& p) {
         p.faults = {{"bad_date", "Startdatum", "insatser.csv", 2}};
       }},
      {Code::start_missing, [](Participation& p) { p.start.reset(); }}};
  for (const auto& [code, spoil] : spoilers) {
    Participation record = participation();
    spoil(record);
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::rejected) << id(code);
    EXPECT_THAT(reasons(decision), Contains(code));
    expect_nothing_leaves(decision);
  }
}

TEST(Decide, EveryFieldFaultIsTold) {
  Participation record = participation();
  record.faults = {{"bad_date", "Startdatum", "insatser.csv", 2}, {"bad_value", "Kön", "deltagare.csv", 9}};
  const Decision decision = World().decide(record);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::field_fault, Code::field_fault));
}

TEST(Decide, ASexThatDiffersFromTheNumbersIsTold) {
  Participation record = participation();
  record.sex = Sex::man;
  const Decision decision = World().decide(record);
  std::vector<Code> told = reasons(decision);
  for (const Code code : warnings(decision)) told.push_back(code);
  EXPECT_THAT(told, Contains(Code::number_sex_differs));
}

TEST(Decide, WhatIsUnmappedIsRejected) {
  Participation record = participation();
  record.insats = "Keramikverkstan";
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::rejected);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::unmapped));
  expect_nothing_leaves(decision);
}

TEST(Decide, TheMappingIsAskedForTheDayOfTheStart) {
  World world;
  std::vector<MappingRow> rows = made::mapping_rows();
  const auto with = [&](base::Date from, base::Date to) {
    rows[0].valid = {from, to};
    world.mapping = Mapping(rows);
    return world.decide(participation());
  };
  EXPECT_EQ(outcome(with(kStart, kStart)), Outcome::accepted);
  EXPECT_THAT(reasons(with(day("2020-01-01"), kStart - days(1))), ElementsAre(Code::mapping_ended));
  EXPECT_THAT(reasons(with(kStart + days(1), day("2030-01-01"))), ElementsAre(Code::mapping_not_begun));
  EXPECT_EQ(outcome(with(kStart + days(1), day("2030-01-01"))), Outcome::rejected);
}

TEST(Decide, WhatTheCaseworkerMustAnswerDoesNotRegister) {
  Participation record = participation();
  record.insats = "Oklart";
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::parked);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::ask_caseworker));
  expect_nothing_leaves(decision);
}

TEST(Decide, OutsideGoesBeforeEveryFaultOfTheRecord) {
  Participation record = participation();
  record.beslut = "RE-UT";
  record.insats = "Planering/utredning";
  record.signature = "XYZ";
  record.consent = {};
  for (const std::string& number :
       {participation().number, spoiled(participation().number), std::string("19870203T238"), std::string()}) {
    record.number = number;
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::outside);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::outside_by_mapping));
    expect_nothing_leaves(decision);
  }
}

TEST(Decide, WhatEndedBeforeTheFirstLoadIsOutside) {
  World world;
  world.policy.start_from = day("2026-10-31");
  Participation record = participation();
  EXPECT_EQ(outcome(world.decide(record)), Outcome::accepted);
  record.end = day("2026-10-31");
  EXPECT_EQ(outcome(world.decide(record)), Outcome::accepted);
  record.end = day("2026-10-30");
  const Decision decision = world.decide(record);
  EXPECT_EQ(outcome(decision), Outcome::outside);
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::outside);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::outside_before_start_from));
  expect_nothing_leaves(decision);
}

TEST(Decide, AProtectionSeenInARecordOutsideSusStands) {
  Participation record = participation();
  record.beslut = "RE-UT";
  record.insats = "Planering/utredning";
  record.protection = Protection::marked;
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::outside);
  EXPECT_TRUE(decision.protection_seen);
}

TEST(Decide, AnActivityForAnAgencyBecomesATaskForItsOffice) {
  Participation record = participation();
  record.ordered_by = "Arbetsförmedlingen";
  record.insats = "Arbetsprövning";
  const Decision decision = World().decide(record);
  ASSERT_EQ(decision.units.size(), 1U);
  EXPECT_EQ(decision.units[0].unit, Unit::task);
  EXPECT_EQ(decision.units[0].outcome, Outcome::proposed);
  EXPECT_THAT(codes(decision.units[0].reasons), ElementsAre(Code::for_other_authority));
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->kind, RegistrationKind::task);
  EXPECT_EQ(decision.registration->place, "af_gavle");
  EXPECT_EQ(decision.registration->activity, "preparatory");
  ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::task));
  EXPECT_EQ(decision.messages[0].place, "af_gavle");
  EXPECT_EQ(decision.messages[0].activity, "preparatory");
}

TEST(Decide, FaultsOfTheInsatsReject) {
  World world;
  Participation record = participation();
  record.insats = "Öppet hus";
  EXPECT_THAT(reasons(world.decide(record)), Contains(Code::insats_count_only));
  EXPECT_EQ(outcome(world.decide(record)), Outcome::rejected);
  record = participation();
  record.start = day("2019-12-31");
  record.consent.date = record.start;
  EXPECT_THAT(reasons(world.decide(record)), Contains(Code::before_cooperation));
  EXPECT_EQ(outcome(world.decide(record)), Outcome::rejected);
  record.start = day("2020-01-01");
  EXPECT_EQ(outcome(world.decide(record)), Outcome::accepted);
}

TEST(Decide, AuthorityIsThatOfTheDayOfTheAct) {
  DirectoryRows rows = made::rows();
  rows.assignments = {{"maj.lind", "training", {kToday, kToday}}};
  rows.mandates = {{"maj.lind", "training", "maj.lind", {kToday, kToday}}};
  World world;
  world.directory = made::directory(rows);
  EXPECT_EQ(outcome(world.decide(participation())), Outcome::accepted);
  for (const base::Date other : {kToday - days(1), kToday + days(1)}) {
    world.today = other;
    const Decision decision = world.decide(participation());
    EXPECT_EQ(outcome(decision), Outcome::rejected);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::assignment_missing));
    expect_nothing_leaves(decision);
  }
}

TEST(Decide, NoAssignmentRejectsAndSoDoesAUserOfAnotherOrganisation) {
  Participation record = participation();
  record.signature = "KNO";
  EXPECT_EQ(outcome(World().decide(record)), Outcome::rejected);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::assignment_missing));
  record.signature = "SBE";
  EXPECT_EQ(outcome(World().decide(record)), Outcome::rejected);
  EXPECT_THAT(reasons(World().decide(record)), ElementsAre(Code::user_of_other_organisation));
}

TEST(Decide, AnUnknownSignatureParks) {
  for (const char* signature : {"XYZ", "MLI "}) {
    Participation record = participation();
    record.signature = signature;
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::parked);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::signature_unknown));
    expect_nothing_leaves(decision);
  }
}

TEST(Decide, ASignatureOutsideItsPeriodIsUnknown) {
  DirectoryRows rows = made::rows();
  rows.signatures = {{"accorda", "MLI", "maj.lind", {kToday, kToday}}};
  World world;
  world.directory = made::directory(rows);
  EXPECT_EQ(outcome(world.decide(participation())), Outcome::accepted);
  for (const base::Date other : {kToday - days(1), kToday + days(1)}) {
    world.today = other;
    EXPECT_THAT(reasons(world.decide(participation())), ElementsAre(Code::signature_unknown));
  }
}

TEST(Decide, NoSignatureRegistersInNobodysName) {
  Participation record = participation();
  record.signature = "";
  const Decision decision = World().decide(record);
  EXPECT_NE(outcome(decision), Outcome::accepted);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::signature_missing));
  expect_nothing_leaves(decision);
}

TEST(Decide, AnUnknownSignatureRejectsWithAllReasonsWhenSomethingElseIsWrong) {
  Participation record = participation();
  record.signature = "XYZ";
  record.number = spoiled(record.number);
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::rejected);
  EXPECT_THAT(reasons(decision), UnorderedElementsAre(Code::signature_unknown, Code::number_check_digit));
}

TEST(Decide, AnUnknownSignatureWithoutConsentWaitsForBoth) {
  Participation record = participation();
  record.signature = "XYZ";
  record.consent = {};
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::parked);
  EXPECT_THAT(reasons(decision), Contains(Code::signature_unknown));
}

TEST(Decide, WithoutAMandateTheRecordIsAProposal) {
  DirectoryRows rows = made::rows();
  rows.mandates = {{"maj.lind", "training", "maj.lind", {kToday, kToday}}};
  World world;
  world.directory = made::directory(rows);
  EXPECT_EQ(outcome(world.decide(participation())), Outcome::accepted);
  for (const base::Date other : {kToday - days(1), kToday + days(1)}) {
    world.today = other;
    const Decision decision = world.decide(participation());
    EXPECT_EQ(outcome(decision), Outcome::proposed);
    EXPECT_THAT(reasons(decision), ElementsAre(Code::mandate_missing));
    EXPECT_THAT(kinds(decision), Not(Contains(MessageKind::in)));
  }
}

TEST(Decide, AMandateThatDoesNotCountMakesAProposalThatSaysWhy) {
  World world;
  DirectoryRows rows = made::rows();
  rows.mandates = {{"maj.lind", "training", "karl.ek", {kStart, std::nullopt}}};
  world.directory = made::directory(rows);
  Decision decision = world.decide(participation());
  EXPECT_EQ(outcome(decision), Outcome::proposed);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::mandate_giver_may_not));
  EXPECT_THAT(kinds(decision), Not(Contains(MessageKind::in)));
  world.directory = made::directory();
  world.policy.mandate_rules = {{{false, true}, "gavle", {day("2014-01-01"), std::nullopt}}};
  EXPECT_THAT(reasons(world.decide(participation())), ElementsAre(Code::mandate_giver_may_not));
  world.policy.mandate_rules.clear();
  world.policy.thresholds = {{Threshold::mandate_days, 30, {day("2014-01-01"), std::nullopt}}};
  EXPECT_THAT(reasons(world.decide(participation())), ElementsAre(Code::mandate_not_renewed));
}

TEST(Decide, TheMandateThatWasAskedForIsAmongTheFacts) {
  const auto fact = [](const Decision& decision) -> std::optional<CodedFact> {
    for (const CodedFact& one : decision.basis.facts()) {
      if (one.fact == Fact::mandate) return one;
    }
    return std::nullopt;
  };
  World world;
  EXPECT_EQ(fact(world.decide(participation())), (CodedFact{Fact::mandate, 1, day("2020-01-01")}));
  DirectoryRows rows = made::rows();
  rows.mandates = {{"maj.lind", "training", "karl.ek", {kStart, std::nullopt}}};
  world.directory = made::directory(rows);
  EXPECT_EQ(fact(world.decide(participation())), (CodedFact{Fact::mandate, 2, kStart}));
  rows.mandates.clear();
  world.directory = made::directory(rows);
  EXPECT_EQ(fact(world.decide(participation())), (CodedFact{Fact::mandate, 0, kToday}));
  Participation record = participation();
  record.consent.answer = ConsentAnswer::declined;
  EXPECT_FALSE(fact(world.decide(record))) << "which was not asked for";
}

TEST(Decide, TellsEveryReasonAtOnce) {
  DirectoryRows rows = made::rows();
  rows.roles.clear();
  rows.assignments.clear();
  rows.insatser[0].period.from = day("2026-10-02");
  World world;
  world.directory = made::directory(rows);
  Participation record = participation();
  record.number = spoiled(record.number);
  record.faults = {{"bad_value", "Kön", "deltagare.csv", 9}};
  const Decision decision = world.decide(record);
  EXPECT_EQ(outcome(decision), Outcome::rejected);
  EXPECT_THAT(reasons(decision),
              UnorderedElementsAre(Code::number_check_digit, Code::field_fault, Code::insats_not_open,
                                   Code::role_missing, Code::assignment_missing));
  record.insats = "Keramikverkstan";
  EXPECT_THAT(reasons(world.decide(record)),
              IsSupersetOf({Code::number_check_digit, Code::field_fault, Code::unmapped}));
}

TEST(Decide, FaultsGoBeforeWithdrawnProtectedDeclinedAndMissing) {
  const std::vector<std::function<void(Participation&)>> facts = {
      [](Participation& p) { p.consent.withdrawn = kToday; },
      [](Participation& p) { p.protection = Protection::marked; },
      [](Participation& p) {
        p.consent = {ConsentAnswer::declined, "SUS 2024", kStart, {}};
      },
      [](Participation& p) { p.consent = {}; }};
  for (const auto& fact : facts) {
    Participation record = participation();
    fact(record);
    record.signature = "KNO";
    const Decision decision = World().decide(record);
    EXPECT_EQ(outcome(decision), Outcome::rejected);
    EXPECT_THAT(reasons(decision), Contains(Code::assignment_missing));
    expect_nothing_leaves(decision);
  }
}

TEST(Decide, WithdrawnThenProtectedThenDeclinedThenMissing) {
  Participation record = participation();
  record.consent.withdrawn = kToday;
  record.protection = Protection::marked;
  Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::anonymous);
  ASSERT_TRUE(decision.note);
  EXPECT_EQ(decision.note->cause, Code::consent_withdrawn);
  EXPECT_TRUE(decision.protection_seen);
  record.consent = {ConsentAnswer::declined, "SUS 2024", kStart, {}};
  decision = World().decide(record);
  ASSERT_TRUE(decision.note);
  EXPECT_EQ(decision.note->cause, Code::person_protected);
  record.protection = Protection::none;
  decision = World().decide(record);
  ASSERT_TRUE(decision.note);
  EXPECT_EQ(decision.note->cause, Code::consent_declined);
  record.consent = {};
  EXPECT_EQ(outcome(World().decide(record)), Outcome::parked);
}

TEST(Decide, ProtectedWithoutAnAssignmentIsRejectedAndTheProtectionStands) {
  Participation record = participation();
  record.protection = Protection::marked;
  record.signature = "KNO";
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::rejected);
  EXPECT_TRUE(decision.protection_seen);
  expect_nothing_leaves(decision);
}

TEST(Decide, AWithdrawalSeenInARejectedRecordStands) {
  Participation record = participation();
  record.consent.withdrawn = day("2026-11-01");
  record.signature = "KNO";
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::rejected);
  ASSERT_TRUE(decision.standing);
  EXPECT_EQ(decision.standing->withdrawn, day("2026-11-01"));
}

TEST(Decide, PerhapsACorrectionWaits) {
  Situation situation;
  situation.perhaps_a_correction = true;
  Participation record = participation();
  record.derived_key = true;
  const Decision decision = World().decide(record, situation);
  EXPECT_EQ(outcome(decision), Outcome::parked);
  EXPECT_THAT(reasons(decision), ElementsAre(Code::perhaps_a_correction));
  expect_nothing_leaves(decision);
}

TEST(ConsentRow, O_ANewNumberWithAFlagLinksNothingAndWaits) {
  Participation record = participation();
  record.previous_number = test_number("1987-02-04");
  record.protection = Protection::marked;
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision), Outcome::parked);
  EXPECT_THAT(reasons(decision), Contains(Code::new_number_with_protection));
  expect_nothing_leaves(decision);
  EXPECT_TRUE(decision.protection_seen);
}

TEST(Decide, TheSameRecordAgainIsUnchangedAndSendsNothing) {
  const World world;
  Participation record = participation();
  record.end = day("2026-10-31");
  const Decision first = world.decide(record);
  Situation situation = made::registered(Handover::nothing);
  situation.registration = first.registration;
  for (const Handover handover : {Handover::nothing, Handover::unknown, Handover::acknowledged}) {
    situation.registration->handover = handover;
    const Decision again = world.decide(record, situation);
    EXPECT_EQ(outcome(again, Unit::in), Outcome::unchanged);
    EXPECT_EQ(outcome(again, Unit::out), Outcome::unchanged);
    EXPECT_THAT(again.messages, IsEmpty());
    EXPECT_EQ(again.stop, Stop::nothing);
    EXPECT_THAT(again.counts, IsEmpty());
  }
}

TEST(Decide, ACorrectedAnswerOrStartIsAChange) {
  for (const bool answer : {true, false}) {
    Participation record = participation();
    if (answer) {
      record.answers.education = "5";
    } else {
      record.start = kStart + days(1);
    }
    const Decision decision = World().decide(record, made::registered());
    ASSERT_NE(unit(decision, Unit::change), nullptr);
    EXPECT_EQ(outcome(decision, Unit::change), Outcome::accepted);
    ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::change));
    EXPECT_EQ(decision.messages[0].registration, made::registration_id(1));
    ASSERT_TRUE(decision.registration);
    EXPECT_EQ(decision.registration->start, *record.start);
    EXPECT_EQ(decision.registration->answers, record.answers);
  }
}

TEST(Decide, AnEndOnALaterDayRegistersOut) {
  Participation record = participation();
  record.end = day("2026-11-20");
  const Decision decision = World().decide(record, made::registered());
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::accepted);
  ASSERT_THAT(kinds(decision), ElementsAre(MessageKind::out));
  EXPECT_EQ(decision.messages[0].date, record.end);
  ASSERT_TRUE(decision.registration);
  EXPECT_EQ(decision.registration->end, record.end);
}

TEST(Decide, AnEndNeedsAuthorityOnItsOwnDay) {
  DirectoryRows rows = made::rows();
  rows.assignments = {{"maj.lind", "training", {day("2020-01-01"), kToday - days(1)}}};
  World world;
  world.directory = made::directory(rows);
  Participation record = participation();
  record.end = day("2026-11-20");
  const Decision decision = world.decide(record, made::registered());
  EXPECT_EQ(outcome(decision, Unit::out), Outcome::rejected);
  EXPECT_THAT(kinds(decision), Not(Contains(MessageKind::out)));
}

TEST(Decide, AnEndThatIsGoneOrAnotherInsatsIsNotSilentlyTaken) {
  Situation situation = made::registered();
  situation.registration->end = day("2026-10-31");
  situation.registration->stage = Stage::out;
  const Decision gone = World().decide(participation(), situation);
  EXPECT_THAT(reasons(gone), ElementsAre(Code::end_removed));
  EXPECT_THAT(kinds(gone), Not(Contains(MessageKind::in)));
  Participation record = participation();
  record.insats = "Social träning";
  const Decision moved = World().decide(record, made::registered());
  std::vector<Code> told;
  for (const UnitOutcome& one : moved.units) {
    for (const Reason& reason : one.reasons) told.push_back(reason.code);
    for (const Reason& reason : one.warnings) told.push_back(reason.code);
  }
  EXPECT_THAT(told, Contains(Code::insats_changed));
  EXPECT_THAT(kinds(moved), Not(Contains(MessageKind::in)));
}

TEST(Decide, TheOutOfAPersonWhoIsNotInIsNotSent) {
  Participation record = participation();
  record.end = day("2026-10-31");
  record.consent = {};
  const Decision decision = World().decide(record);
  EXPECT_EQ(outcome(decision, Unit::in), Outcome::parked);
  EXPECT_NE(outcome(decision, Unit::out), Outcome::accepted);
  EXPECT_THAT(reasons(decision, Unit::out), ElementsAre(Code::in_not_registered));
  expect_nothing_leaves(decision);
}

TEST(Decide, WhatIsAnsweredAtTheEndGoesWithTheEnd) {
  made::World world;
  Participation record = made::participation();
  record.end = made::kToday;
  record.answers.end_reason = "1";
  record.answers.income_source_after = "5";
  record.answers.employment_after = "6";
  const Decision decision = world.decide(record);
  ASSERT_EQ(decision.messages.size(), 2U);
  Answers before = record.answers;
  before.end_reason = before.income_source_after = before.employment_after = "";
  EXPECT_EQ(decision.messages.front().answers, before);
  EXPECT_EQ(decision.messages.back().answers, record.answers);
  EXPECT_EQ(decision.registration->answers, record.answers);
}

}  // namespace
}  // namespace gateway::core
