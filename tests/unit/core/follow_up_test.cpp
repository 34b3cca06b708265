#include "gateway/core/follow_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::kinds;
using made::kToday;
using made::outcome;
using made::participation;
using made::reasons;
using made::World;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Date kFirst = day("2026-07-01");
const base::Date kDayBefore = day("2026-06-30");

/// Finsam is followed up in a form that counts from kFirst on.
DirectoryRows counting_rows(std::string form = "counting") {
  DirectoryRows rows = made::rows();
  rows.cooperations[0].form = std::move(form);
  rows.assignments.push_back({"maj.lind", "open_house", made::always()});
  return rows;
}
Policy counting_policy(std::optional<base::Date> last = std::nullopt) {
  Policy policy = made::policy();
  policy.follow_ups = {{"counting", Registering::counts, {}, {kFirst, last}}};
  return policy;
}
World counting() {
  World world;
  world.directory = made::directory(counting_rows());
  world.policy = counting_policy();
  return world;
}
Participation from(base::Date start) {
  Participation record = participation();
  record.start = start;
  return record;
}
Situation registered_from(base::Date start) {
  Situation situation = made::registered();
  situation.registration->start = start;
  return situation;
}

TEST(FollowUp, TheStartDayDecides) {
  const World world = counting();
  const Decision before = world.decide(from(kDayBefore));
  EXPECT_EQ(outcome(before), Outcome::accepted);
  EXPECT_THAT(kinds(before), ElementsAre(MessageKind::in));
  const Decision on = world.decide(from(kFirst));
  EXPECT_EQ(outcome(on), Outcome::anonymous);
  EXPECT_THAT(reasons(on), ElementsAre(Code::counted_by_form));
  EXPECT_THAT(on.counts, ElementsAre(Count{"training", 2026, Sex::woman, 1}));
  EXPECT_THAT(on.messages, IsEmpty());
  EXPECT_FALSE(on.registration);
  EXPECT_EQ(on.note, (Note{"training", 2026, Sex::woman, Code::counted_by_form, std::nullopt}));
}

TEST(FollowUp, ThatCountsAsksForNoConsentAndNoMandate) {
  DirectoryRows rows = counting_rows();
  rows.mandates.clear();
  World world = counting();
  world.directory = made::directory(rows);
  for (const ConsentAnswer answer : {ConsentAnswer::none, ConsentAnswer::declined, ConsentAnswer::given}) {
    Participation record = from(kFirst);
    record.consent = {answer, "no form at all", std::nullopt, std::nullopt};
    EXPECT_EQ(outcome(world.decide(record)), Outcome::anonymous);
    EXPECT_THAT(reasons(world.decide(record)), ElementsAre(Code::counted_by_form)) << "nobody is asked or reminded";
  }
  Participation withdrawn = from(kFirst);
  withdrawn.consent.withdrawn = kToday;
  withdrawn.protection = Protection::marked;
  EXPECT_THAT(reasons(world.decide(withdrawn)), ElementsAre(Code::counted_by_form));
}

TEST(FollowUp, ThatCountsCountsEachOnce) {
  const World world = counting();
  Situation counted;
  counted.note = world.decide(from(kFirst)).note;
  Participation ended = from(kFirst);
  ended.end = kToday;
  const Decision again = world.decide(ended, counted);
  EXPECT_EQ(outcome(again), Outcome::unchanged);
  EXPECT_THAT(again.counts, IsEmpty());
  EXPECT_THAT(again.messages, IsEmpty()) << "an end is nobody's";
}

TEST(FollowUp, ThatCountsAsksForAuthorityAllTheSame) {
  Participation record = from(kFirst);
  record.signature = "KNO";
  EXPECT_EQ(outcome(counting().decide(record)), Outcome::rejected);
  EXPECT_THAT(reasons(counting().decide(record)), ElementsAre(Code::assignment_missing));
}

TEST(FollowUp, WhatBeganByNameGoesOnToItsEnd) {
  const World world = counting();
  Participation record = from(kDayBefore);
  record.end = kToday;
  EXPECT_THAT(kinds(world.decide(record, registered_from(kDayBefore))), ElementsAre(MessageKind::out));
  const Decision moved = world.decide(from(kFirst), registered_from(kDayBefore));
  EXPECT_EQ(outcome(moved), Outcome::rejected);
  EXPECT_THAT(reasons(moved), ElementsAre(Code::form_counts_only));
  EXPECT_THAT(moved.messages, IsEmpty());
}

TEST(FollowUp, WhatBeganByNameGoesOnWhateverTheInsatsHasBecome) {
  const auto became = [](auto change) {
    World world = counting();
    DirectoryRows rows = counting_rows();
    for (Insats& row : rows.insatser) {
      if (row.id == "training") change(row);
    }
    world.directory = made::directory(rows);
    return world;
  };
  Participation ended = from(kDayBefore);
  ended.end = kToday;
  for (const World& world :
       {became([](Insats& row) { row.counts_only = true; }), became([](Insats& row) { row.period.from = kFirst; })}) {
    EXPECT_THAT(kinds(world.decide(ended, registered_from(kDayBefore))), ElementsAre(MessageKind::out));
    const Decision moved = world.decide(from(kDayBefore - days(1)), registered_from(kDayBefore));
    EXPECT_EQ(outcome(moved), Outcome::rejected) << "what begins another day is judged by it";
  }
}

TEST(FollowUp, WhatBeganByNameGoesOnWhereTheFormCountsItsStartDaySince) {
  const World world = counting();
  Participation record = from(kFirst);
  record.end = kToday;
  EXPECT_THAT(kinds(world.decide(record, registered_from(kFirst))), ElementsAre(MessageKind::out));
  const Decision moved = world.decide(from(kFirst + made::days(1)), registered_from(kFirst));
  EXPECT_THAT(reasons(moved), ElementsAre(Code::form_counts_only));
}

TEST(FollowUp, AnInsatsThatCountsOnlyTakesNobodyByNameAndCountsWhereTheFormDoes) {
  Participation record = from(kDayBefore);
  record.insats = "Öppet hus";
  EXPECT_THAT(reasons(counting().decide(record)), ElementsAre(Code::insats_count_only));
  record.start = kFirst;
  EXPECT_EQ(outcome(counting().decide(record)), Outcome::anonymous);
  EXPECT_THAT(reasons(counting().decide(record)), ElementsAre(Code::counted_by_form));
}

TEST(FollowUp, NobodyIsRegisteredWhereThePolicyDoesNotKnowTheForm) {
  World world = counting();
  world.directory = made::directory(counting_rows("another"));
  EXPECT_THAT(reasons(world.decide(from(kFirst))), ElementsAre(Code::cooperation_form_unknown));
  EXPECT_EQ(codes(unknown_forms(world.directory, world.policy)), std::vector{Code::cooperation_form_unknown});
  world.directory = made::directory(counting_rows());
  EXPECT_THAT(unknown_forms(world.directory, world.policy), IsEmpty());
  world.policy = counting_policy(day("2026-09-30"));
  EXPECT_EQ(outcome(world.decide(from(day("2026-09-30")))), Outcome::anonymous);
  EXPECT_THAT(reasons(world.decide(from(day("2026-10-01")))), ElementsAre(Code::cooperation_form_unknown))
      << "a form that has ended";
}

TEST(FollowUp, OfARowThatSaysSoIsByName) {
  World world = counting();
  world.policy.follow_ups[0].registering = Registering::named;
  EXPECT_EQ(outcome(world.decide(from(kFirst))), Outcome::accepted);
}

/// How a message of a registration from that day is cleared.
Clearance cleared(MessageKind kind, base::Date start, Handover handover, const char* form = "counting") {
  ClearFacts facts;
  facts.registration = made::registration();
  facts.registration->start = start;
  facts.registration->handover = handover;
  facts.standing.had_consent = true;
  facts.person = made::person();
  return clear(made::message(kind, kToday), facts, made::directory(counting_rows(form)), counting_policy(), kToday,
               made::noon(kToday));
}

TEST(FollowUp, ThatCountsLetsNobodyBeginByName) {
  const auto in = [](base::Date start, const char* form = "counting") {
    return cleared(MessageKind::in, start, Handover::nothing, form);
  };
  EXPECT_TRUE(std::holds_alternative<Cleared>(in(kDayBefore)));
  const Clearance on = in(kFirst);
  ASSERT_TRUE(std::holds_alternative<Stopped>(on));
  EXPECT_EQ(std::get<Stopped>(on).reason.code, Code::form_counts_only);
  EXPECT_TRUE(std::holds_alternative<Held>(in(kFirst, "another")));
}

TEST(FollowUp, ThatCountsLetsWhatBeganByNameGoOnToItsEnd) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out, MessageKind::exit, MessageKind::strip}) {
    for (const char* form : {"counting", "another"}) {
      EXPECT_TRUE(std::holds_alternative<Cleared>(cleared(kind, kFirst, Handover::acknowledged, form))) << name(kind);
    }
  }
  EXPECT_TRUE(std::holds_alternative<Cleared>(cleared(MessageKind::in, kFirst, Handover::unknown)))
      << "the node says whether it has begun";
  EXPECT_TRUE(std::holds_alternative<Cleared>(cleared(MessageKind::exit_or_void, kFirst, Handover::unknown)));
}

Admission at_the_node(MessageKind kind, base::Date start, std::optional<base::Date> began = std::nullopt) {
  Incoming incoming{made::message(kind, kToday), std::nullopt};
  incoming.message.start = start;
  NodeSituation situation;
  if (kind == MessageKind::in) {
    incoming.person = made::person();
    incoming.message.date.reset();
  } else {
    situation.registration = made::registration();
    situation.registration->start = began.value_or(start);
    situation.owner = "gavle";
  }
  return admit(incoming, situation, made::directory(counting_rows()), counting_policy(), "gavle", kToday);
}

TEST(FollowUp, ThatCountsIsTakenByTheNodeInNumbersAlone) {
  EXPECT_EQ(at_the_node(MessageKind::in, kDayBefore).admitted, Admitted::accepted);
  const Admission on = at_the_node(MessageKind::in, kFirst);
  EXPECT_EQ(on.admitted, Admitted::rejected);
  EXPECT_THAT(codes(on.reasons), Contains(Code::form_counts_only));
  EXPECT_FALSE(on.store_person);
  Incoming totals;
  totals.message.kind = MessageKind::totals;
  totals.message.totals = {"training", 2026, 3, 2, 1};
  EXPECT_EQ(admit(totals, {}, made::directory(counting_rows()), counting_policy(), "gavle", kToday).admitted,
            Admitted::accepted);
}

TEST(FollowUp, ThatCountsMovesNothingToItsDaysAtTheNodeAndLetsTheRestGoOn) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    EXPECT_EQ(at_the_node(kind, kFirst).admitted, Admitted::accepted) << name(kind);
    const Admission moved = at_the_node(kind, kFirst, kDayBefore);
    EXPECT_EQ(moved.admitted, Admitted::rejected) << name(kind);
    EXPECT_THAT(codes(moved.reasons), Contains(Code::form_counts_only)) << name(kind);
  }
}

TEST(FollowUp, IsAPartOfThePolicysHash) {
  Policy named = counting_policy();
  named.follow_ups[0].registering = Registering::named;
  EXPECT_NE(canonical(named), canonical(counting_policy()));
  EXPECT_NE(canonical(counting_policy(kToday)), canonical(counting_policy()));
}

}  // namespace
}  // namespace gateway::core
