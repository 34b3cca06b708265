#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/incident.h"
#include "gateway/core/wrong.h"
#include "tests/unit/core/rows.h"

// Row r of domain.md §3: the wrong person, or registered without consent.

namespace gateway::core {
namespace {

using made::days;
using made::kBack;
using made::kToday;
using made::Life;
using made::noon;
using made::only_exit;
using made::outcome;
using made::participation;
using made::reasons;
using made::sent;
using made::Way;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ConsentRow, R_TheIdentityIsDestroyedAtTheNodeAndNothingIsCounted) {
  Life life = sent();
  ASSERT_EQ(life.named_at_node(), 1);
  life.wrong(Code::wrong_person);
  const Message& exit = only_exit(life);
  EXPECT_EQ(exit.kind, MessageKind::exit);
  EXPECT_EQ(exit.code, "wrong_person");
  EXPECT_EQ(exit.date, kToday);
  EXPECT_FALSE(exit.not_before) << "at once";
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
  EXPECT_EQ(life.first_at_node()->stage, Stage::voided);
  EXPECT_EQ(life.node_void.size(), 1U) << "the id is refused for ever";
  EXPECT_EQ(life.counted, 0);
  EXPECT_FALSE(life.situation.note);
  EXPECT_FALSE(life.situation.registration);
}

TEST(ConsentRow, R_WhatIsQueuedIsStoppedAndNothingLeaves) {
  Life life;
  life.read(participation());
  life.wrong(Code::registered_without_consent);
  life.deliver();
  EXPECT_THAT(life.sent, IsEmpty());
  EXPECT_EQ(life.counted, 0);
}

TEST(ConsentRow, R_WhereTheAnswerIsUnknownTheNodeForgetsOrRefusesIt) {
  for (const Way way : {Way::lost_there, Way::lost_answer}) {
    Life life = sent(way);
    life.wrong(Code::wrong_person);
    EXPECT_EQ(only_exit(life).kind, MessageKind::exit_or_void);
    life.deliver();
    EXPECT_EQ(life.named_at_node(), 0);
    EXPECT_EQ(life.node_void.size(), 1U);
    EXPECT_EQ(life.counted, 0) << "void by mistake is not counted as a withdrawal is";
  }
}

TEST(ConsentRow, R_AnExitThatWaitsForItsDayHoldsItUpNoLonger) {
  Life life = sent();
  Participation vanished = participation();
  vanished.consent = {};
  life.read(vanished);
  life.deliver();
  ASSERT_EQ(life.named_at_node(), 1) << "the exit waits for the day of the withdrawal";
  life.wrong(Code::wrong_person);
  life.deliver();
  EXPECT_EQ(life.named_at_node(), 0);
  EXPECT_EQ(life.first_at_node()->stage, Stage::voided);
}

TEST(ConsentRow, R_TheSamePersonIsNotRegisteredAgainUnderTheKey) {
  Life life = sent();
  life.wrong(Code::wrong_person);
  life.deliver();
  const Decision again = life.read(participation());
  EXPECT_EQ(outcome(again), Outcome::outside);
  EXPECT_THAT(reasons(again), ElementsAre(Code::wrong_person));
  EXPECT_FALSE(again.registration);
  life.tell({ConsentAnswer::given, "SUS 2024", kToday, std::nullopt});
  EXPECT_EQ(outcome(life.read(participation())), Outcome::outside) << "no consent makes them the right person";
  life.situation.wrong.reset();  // Of another number, or the incident was a mistake: the ledger tells it apart.
  EXPECT_EQ(outcome(life.read(participation())), Outcome::accepted);
}

TEST(ConsentRow, R_WithoutConsentWaitsForACaseworkersYesToldAfterwards) {
  Life life = sent();
  life.situation.standing.told = Consent{ConsentAnswer::given, "SUS 2024", made::kStart, std::nullopt};
  life.wrong(Code::registered_without_consent);
  life.deliver();
  EXPECT_FALSE(life.situation.standing.told) << "that yes was the wrong one";
  EXPECT_THAT(reasons(life.read(participation())), ElementsAre(Code::registered_without_consent));
  life.tell({ConsentAnswer::given, "SUS 2024", kToday, std::nullopt});
  EXPECT_EQ(outcome(life.read(participation())), Outcome::accepted);
}

TEST(ConsentRow, R_TheNodeTakesItFromTheOwnerOnly) {
  NodeSituation situation;
  situation.registration = made::registration();
  situation.owner = "sandviken";
  const made::World world;
  const Message exit = made::message(MessageKind::exit, kBack, "wrong_person");
  const Admission refused = admit({exit, std::nullopt}, situation, world.directory, world.policy, "gavle", kToday);
  EXPECT_EQ(refused.admitted, Admitted::rejected);
  EXPECT_FALSE(refused.void_id);
  situation.owner = "gavle";
  const Admission taken = admit({exit, std::nullopt}, situation, world.directory, world.policy, "gavle", kToday);
  EXPECT_EQ(taken.admitted, Admitted::voided);
  EXPECT_TRUE(taken.erase_person);
  EXPECT_FALSE(taken.protect) << "a person registered by mistake is not protected by it";
}

TEST(Incident, R_HasSeventyTwoHours) {
  Incident incident;
  incident.discovered = noon(kToday);
  const base::Instant last = noon(kToday + days(3));
  EXPECT_EQ(deadline(incident), last);
  EXPECT_FALSE(overdue(incident, last));
  EXPECT_TRUE(overdue(incident, last + std::chrono::milliseconds(1)));
  Incident late = incident;
  EXPECT_TRUE(report(incident, "dso", last));
  EXPECT_FALSE(overdue(incident, last + days(30))) << "reported in time stays so";
  EXPECT_TRUE(report(late, "dso", last + std::chrono::milliseconds(1)));
  EXPECT_TRUE(overdue(late, last + days(30)));
}

TEST(Incident, R_LiftsTheBarOnlyWhenItIsClosedAsAMistake) {
  for (const std::string_view reason : kCloseReasons) {
    Incident incident;
    EXPECT_FALSE(lifts_bar(incident)) << "open";
    ASSERT_TRUE(report(incident, "dso", noon(kToday)));
    EXPECT_FALSE(lifts_bar(incident)) << "reported";
    ASSERT_TRUE(close(incident, "dso", reason, noon(kToday)));
    EXPECT_EQ(lifts_bar(incident), reason == "mistaken") << reason;
  }
}

TEST(Incident, R_IsOpenThenReportedThenClosed) {
  Incident incident;
  EXPECT_EQ(state(incident), IncidentState::open);
  EXPECT_FALSE(close(incident, "dso", "glömt", noon(kToday))) << "no reason that is known";
  EXPECT_TRUE(report(incident, "dso", noon(kToday)));
  EXPECT_EQ(state(incident), IncidentState::reported);
  EXPECT_FALSE(report(incident, "dso", noon(kToday)));
  EXPECT_TRUE(close(incident, "dso", "handled", noon(kToday)));
  EXPECT_EQ(state(incident), IncidentState::closed);
  EXPECT_FALSE(close(incident, "dso", "handled", noon(kToday)));
  EXPECT_FALSE(report(incident, "dso", noon(kToday)));
  Incident harmless;
  EXPECT_TRUE(close(harmless, "dso", "no_risk", noon(kToday))) << "without a report, where nobody is at risk";
}

}  // namespace
}  // namespace gateway::core
