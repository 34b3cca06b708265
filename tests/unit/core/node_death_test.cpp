#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/admit.h"
#include "tests/unit/core/builders.h"

// A death as a node hears of it with an exit, and what it takes of that person afterwards (domain.md §3 q).

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::in_message;
using made::kStart;
using made::kToday;
using made::message;
using made::person;
using made::registration;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kDead = "person_deceased";

/// A good message in of somebody whose death the node knows of.
struct OfTheDead {
  Incoming incoming{in_message(), person()};
  NodeSituation situation;

  explicit OfTheDead(std::optional<base::Date> deceased) { situation.deceased = deceased; }
  Admission operator()() const {
    return admit(incoming, situation, made::directory(), made::policy(), "gavle", kToday);
  }
};

/// What the node makes of a message without a person, of a registration that stands so.
Admission told(const Message& of, const Registration& stands = registration()) {
  NodeSituation situation;
  situation.registration = stands;
  situation.owner = "gavle";
  return admit({of, std::nullopt}, situation, made::directory(), made::policy(), "gavle", kToday);
}

Registration dead() {
  Registration ended = registration();
  ended.stage = Stage::exited;
  ended.end = day("2026-11-10");
  ended.answers = {};
  ended.answers.end_reason = kDead;
  return ended;
}

TEST(NodeDeath, NobodyDeadIsNamedAtTheNodeAsAtAGatewayWheneverItBegan) {
  for (const int after : {-1, 0, 1}) {
    const base::Date died = kStart + days(after);
    const Admission refused = OfTheDead(died)();
    EXPECT_EQ(refused.admitted, Admitted::rejected) << after;
    EXPECT_THAT(refused.reasons, ElementsAre(Reason{Code::person_deceased, died.text()}));
    EXPECT_FALSE(refused.registration || refused.store_person) << "nothing is kept of it";
    made::World gateway;
    Situation known;
    known.deceased = died;
    const Decision counted = gateway.decide(made::participation(), known);
    ASSERT_FALSE(counted.units.empty());
    EXPECT_EQ(counted.units[0].outcome, Outcome::anonymous) << after;
    EXPECT_THAT(counted.units[0].reasons, ElementsAre(Reason{Code::person_deceased}));
  }
  EXPECT_EQ(OfTheDead(std::nullopt)().admitted, Admitted::accepted);
}

TEST(NodeDeath, OfSomebodyProtectedIsToldToNobody) {
  OfTheDead coming(kStart);
  coming.situation.person_protected = true;
  EXPECT_THAT(coming().reasons, ElementsAre(Reason{Code::person_protected}));
  coming.incoming.message.act.user = "nobody";
  EXPECT_THAT(made::codes(coming().reasons), ElementsAre(Code::user_unknown, Code::person_protected));
}

TEST(NodeDeath, IsNotToldToWhoeverMayNotRegister) {
  OfTheDead coming(kStart);
  coming.incoming.message.act.user = "nobody";
  EXPECT_THAT(made::codes(coming().reasons), ElementsAre(Code::user_unknown));
}

TEST(NodeDeath, ASendersWordThatItTakesBackFallsAllTheSame) {
  OfTheDead coming(kStart);
  coming.situation.person_protected = coming.situation.sender_alone = true;
  coming.incoming.message.lifted = kStart - days(1);
  EXPECT_THAT(made::codes(coming().reasons), ElementsAre(Code::person_deceased));
  EXPECT_EQ(coming().lift, kStart - days(1));
}

TEST(NodeDeath, WhatStandsOfThePersonIsAnsweredAsEver) {
  OfTheDead again(kStart);
  again.situation.registration = registration();
  again.situation.owner = "gavle";
  EXPECT_EQ(again().admitted, Admitted::accepted) << "the same message came before";
}

TEST(NodeDeath, IsKeptOfAnExitThatTellsOfItAndNotLaterThanToday) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void}) {
    EXPECT_EQ(told(message(kind, day("2026-11-10"), kDead)).deceased, day("2026-11-10"));
    EXPECT_EQ(told(message(kind, kToday, kDead)).deceased, kToday);
    EXPECT_EQ(told(message(kind, kToday + days(1), kDead)).deceased, kToday);
    EXPECT_EQ(told(message(kind, std::nullopt, kDead)).deceased, kToday);
    EXPECT_EQ(told(message(kind, kToday, "consent_withdrawn")).deceased, std::nullopt);
    EXPECT_EQ(told(message(kind, kToday, "wrong_person")).deceased, std::nullopt);
  }
  EXPECT_EQ(told(message(MessageKind::out, kToday)).deceased, std::nullopt);
}

TEST(NodeDeath, IsNotKeptOfWhatTheNodeDoesNotHave) {
  const Message exit = message(MessageKind::exit_or_void, kToday, kDead);
  Registration gone = registration();
  gone.stage = Stage::voided;
  EXPECT_EQ(told(exit, gone).deceased, std::nullopt);
  EXPECT_EQ(told(exit, gone).admitted, Admitted::voided);
  NodeSituation of_another;
  of_another.registration = registration();
  of_another.owner = "sandviken";
  const Admission refused = admit({exit, std::nullopt}, of_another, made::directory(), made::policy(), "gavle", kToday);
  EXPECT_EQ(refused.admitted, Admitted::rejected);
  EXPECT_EQ(refused.deceased, std::nullopt);
}

TEST(NodeDeath, IsTakenBackWithTheRegistrationThatToldOfItOrItsCause) {
  for (const char* cause : {"wrong_person", "registered_without_consent", "consent_withdrawn"}) {
    EXPECT_TRUE(told(message(MessageKind::exit, kToday, cause), dead()).death_taken_back) << cause;
    EXPECT_FALSE(told(message(MessageKind::exit, kToday, cause)).death_taken_back) << cause;
  }
  EXPECT_FALSE(told(message(MessageKind::exit, kToday, kDead), dead()).death_taken_back) << "it is told again";
  EXPECT_FALSE(told(message(MessageKind::strip, kToday, "person_protected"), dead()).death_taken_back);
}

}  // namespace
}  // namespace gateway::core
