#include "gateway/flow/facts.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::MessageKind;
using core::Outcome;

constexpr std::string_view kBy = "maj.lind";
constexpr std::string_view kOther = "1988-03-04";

core::Participation in_social(const std::string& key, std::string_view birthday = "1987-02-03") {
  core::Participation made = record(key, birthday);
  made.insats = "Social träning";
  return made;
}

/// A desk whose registrations the node has.
struct Delivered : Desk {
  explicit Delivered(const std::vector<core::Participation>& records) {
    EXPECT_TRUE(read(records));
    Delivery delivery(around(), {});
    EXPECT_TRUE(drive(delivery, target));
    target.pushes.clear();
  }
  ScriptedTarget target;
};

TEST(Facts, AWithdrawalAppliesToEveryRegistrationOfThePerson) {
  Delivered desk({record("a"), in_social("b"), record("c", kOther)});
  const auto receipt = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, 2u);
  EXPECT_EQ(receipt->messages, 2u);
  EXPECT_EQ(receipt->stopped, 0u) << "all had left";
  EXPECT_EQ(receipt->registrations.size(), 2u);
  EXPECT_EQ(desk.state().kinds(Course::queued), (std::vector{MessageKind::exit, MessageKind::exit}));
  EXPECT_FALSE(desk.state().record("c").standing.withdrawn) << "another person's consent stands";
}

TEST(Facts, ATellingByKeyAppliesToThatRecordOnly) {
  Delivered desk({record("a"), in_social("b")});
  const auto receipt = desk.facts.tell({"accorda", "a", std::nullopt}, withdrawn_on(kToday), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, 1u);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::exit});
  EXPECT_FALSE(desk.state().record("b").standing.told);
}

TEST(Facts, AWithdrawalBeforeSendingStopsAndCountsInsteadAndNothingIsPushed) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a"), record("c", kOther)}));
  const auto receipt = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->messages, 0u);
  EXPECT_EQ(receipt->stopped, 1u);
  EXPECT_EQ(desk.state().counted(), 1);
  ScriptedTarget target;
  Delivery delivery(desk.around(), {});
  ASSERT_TRUE(drive(delivery, target));
  for (const auto& push : target.pushes) {
    for (const Sent& sent : push) EXPECT_NE(sent.number, number().digits());
  }
  EXPECT_EQ(desk.state().kinds(Course::stopped), std::vector{MessageKind::in});
  EXPECT_EQ(desk.state().kinds(Course::delivered), std::vector{MessageKind::in}) << "the other person's goes";
}

TEST(Facts, ToldTwiceIsDoneOnce) {
  Delivered desk({record("a")});
  ASSERT_TRUE(desk.facts.tell(person_of(), withdrawn_on(kToday), kBy));
  const auto again = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->messages, 0u);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::exit});
}

TEST(Facts, DecideWhatWaitsAnewInTheSameTransaction) {
  Desk desk;
  core::Participation waiting = record("a");
  waiting.consent = {};
  core::Participation other = record("c", kOther);
  other.consent = {};
  ASSERT_TRUE(desk.read({waiting, other}));
  ASSERT_EQ(outcome_of(desk.state(), "a"), Outcome::parked);
  desk.ledger.trouble.commits = 0;
  const auto receipt =
      desk.facts.tell(person_of(), {core::ConsentAnswer::given, "SUS 2024", kStart, std::nullopt}, kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(desk.ledger.trouble.commits, 1);
  EXPECT_EQ(receipt->decided.read, 1);
  EXPECT_EQ(count(receipt->decided, Outcome::accepted), 1);
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::accepted);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::in});
  EXPECT_EQ(outcome_of(desk.state(), "c"), Outcome::parked) << "not this person's";
}

TEST(Facts, ANoToWhatWaitsIsCountedAtOnce) {
  Desk desk;
  core::Participation waiting = record("a");
  waiting.consent = {};
  ASSERT_TRUE(desk.read({waiting}));
  const auto receipt = desk.facts.tell(person_of(), {core::ConsentAnswer::declined, "SUS 2024", kToday, {}}, kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(count(receipt->decided, Outcome::anonymous), 1);
  EXPECT_EQ(desk.state().counted(), 1);
  EXPECT_TRUE(desk.state().outbox.empty());
}

TEST(Facts, SelectingNothingIsRejectedAndStoresNothing) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a")}));
  const int calls = desk.ledger.trouble.calls;
  for (const ports::Selector& nobody :
       {person_of(kOther), ports::Selector{"accorda", "z", {}}, ports::Selector{"other", "a", {}}}) {
    const auto receipt = desk.facts.tell(nobody, withdrawn_on(kToday), kBy);
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().fault, base::Fault::reject);
    EXPECT_EQ(receipt.error().what.find("1988"), std::string::npos) << "no personal data in an error";
  }
  EXPECT_EQ(desk.ledger.trouble.calls, calls + 3) << "looked and left";
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::in});
}

TEST(Facts, AreKeptWholeOrNotAtAllWhereverTheLedgerFails) {
  core::Participation waiting = record("w");
  waiting.insats = "Keramik";
  for (int at = 1;; ++at) {
    Delivered desk({record("a"), in_social("b"), waiting});
    const std::size_t queued = desk.state().outbox.size();
    desk.ledger.trouble = {.fail_at_call = at};
    const auto receipt = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
    if (receipt) {
      EXPECT_GT(at, 10);
      break;
    }
    EXPECT_EQ(receipt.error().fault, base::Fault::retry);
    for (const char* key : {"a", "b", "w"}) EXPECT_FALSE(desk.state().record(key).standing.told) << key << " at " << at;
    EXPECT_EQ(desk.state().outbox.size(), queued);
    const auto again = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->records, 3u) << "the receipt is of the telling that held";
    EXPECT_EQ(again->messages, 2u);
    EXPECT_EQ(again->registrations.size(), 2u);
  }
}

TEST(Facts, OvertakeAWaitingDocumentThatCannotBeReadAnyMore) {
  core::Participation waiting = record("w");
  waiting.insats = "Keramik";
  Delivered desk({record("a"), waiting});
  desk.state().records.at({"accorda", "w"}).waiting = "torn";
  EXPECT_TRUE(desk.facts.tell(person_of(), withdrawn_on(kToday), kBy));
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::exit});
}

TEST(Facts, AreReceiptedOnceWhereTheLedgerRunsTheWorkTwice) {
  Delivered desk({record("a"), in_social("b")});
  desk.ledger.rehearses = true;
  const auto withdrawn = desk.facts.tell({"accorda", "a", std::nullopt}, withdrawn_on(kToday), kBy);
  ASSERT_TRUE(withdrawn);
  EXPECT_EQ(withdrawn->records, 1u);
  EXPECT_EQ(withdrawn->messages, 1u);
  EXPECT_EQ(withdrawn->registrations.size(), 1u);
  const auto hidden = desk.facts.protect(number(), kBy);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(hidden->records, 2u);
}

TEST(Facts, OneRegistrationInHandsIsEnough) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a")}));
  Delivery delivery(desk.around(), {});
  ASSERT_TRUE(delivery.resume(Delivery::Wake{}));
  const auto in_hands = *desk.state().record("a").registration;
  EXPECT_TRUE(desk.facts.in_hands({in_hands, registration_id(99)}).value());
  EXPECT_TRUE(desk.facts.in_hands({registration_id(99), in_hands}).value());
}

TEST(Facts, AskForNoAuthority) {
  Delivered desk({record("a")});
  core::DirectoryRows empty = rows();
  empty.roles.clear();
  empty.assignments.clear();
  empty.mandates.clear();
  desk.ledger.directory = std::make_shared<core::Directory>(directory(empty));
  const auto receipt = desk.facts.tell(person_of(), withdrawn_on(kToday), "nobody.known");
  ASSERT_TRUE(receipt);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::exit});
}

TEST(Facts, ProtectionStripsWhatTheNodeHas) {
  Delivered desk({record("a"), in_social("b"), record("c", kOther)});
  const auto receipt = desk.facts.protect(number(), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, 2u);
  EXPECT_EQ(desk.state().kinds(Course::queued), (std::vector{MessageKind::strip, MessageKind::strip}));
  EXPECT_FALSE(desk.state().protected_numbers.contains(number(kOther).digits()));
}

TEST(Facts, ProtectionHoldsForAPersonNotYetKnown) {
  Desk desk;
  const auto receipt = desk.facts.protect(number(), kBy);
  ASSERT_TRUE(receipt) << "nothing selected is no fault here";
  EXPECT_EQ(receipt->records, 0u);
  ASSERT_TRUE(desk.read({record("a")}));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::anonymous);
  EXPECT_TRUE(desk.state().outbox.empty());
}

TEST(Facts, ProtectionDecidesWhatWaitsAnew) {
  Desk desk;
  core::Participation waiting = record("a");
  waiting.consent = {};
  ASSERT_TRUE(desk.read({waiting}));
  const auto receipt = desk.facts.protect(number(), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(count(receipt->decided, Outcome::anonymous), 1);
  EXPECT_FALSE(desk.state().record("a").waiting);
}

TEST(Facts, ProtectionIsKeptWholeOrNotAtAll) {
  for (int at = 1;; ++at) {
    Delivered desk({record("a"), in_social("b")});
    desk.ledger.trouble = {.fail_at_call = at};
    if (desk.facts.protect(number(), kBy)) break;
    EXPECT_TRUE(desk.state().protected_numbers.empty()) << at;
    EXPECT_TRUE(desk.state().kinds(Course::queued).empty()) << at;
  }
}

TEST(Facts, Q_ADeathIsTakenFromAnybodyAndEndsEverything) {
  Delivered desk({record("a"), in_social("b"), record("c", kOther)});
  core::DirectoryRows empty = rows();
  empty.roles.clear();
  empty.assignments.clear();
  desk.ledger.directory = std::make_shared<core::Directory>(directory(empty));
  const auto receipt = desk.facts.deceased(number(), kToday - days(3), "nobody.known");
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, 2u);
  EXPECT_EQ(receipt->messages, 2u);
  EXPECT_EQ(desk.state().kinds(Course::queued), (std::vector{MessageKind::exit, MessageKind::exit}));
  for (const auto& item : desk.state().outbox) {
    if (item.course != Course::queued) continue;
    EXPECT_EQ(item.message.date, kToday - days(3));
    EXPECT_EQ(item.message.code, "person_deceased");
  }
  EXPECT_EQ(desk.facts.deceased(number(), kToday - days(3), kBy)->messages, 0u) << "told twice is done once";
}

TEST(Facts, Q_WhatWaitsForADeadPersonIsCountedAtOnce) {
  Desk desk;
  core::Participation waiting = record("a");
  waiting.consent = {};
  ASSERT_TRUE(desk.read({waiting}));
  const auto receipt = desk.facts.deceased(number(), kToday, kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(count(receipt->decided, Outcome::anonymous), 1);
  EXPECT_EQ(desk.state().counted(), 1);
  EXPECT_FALSE(desk.state().record("a").waiting) << "nobody is reminded of them";
}

TEST(Facts, Q_ADeathHoldsForAPersonNotYetKnown) {
  Desk desk;
  const auto receipt = desk.facts.deceased(number(), kToday, kBy);
  ASSERT_TRUE(receipt) << "nothing selected is no fault here";
  ASSERT_TRUE(desk.read({record("a")}));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::anonymous);
  EXPECT_TRUE(desk.state().outbox.empty());
}

TEST(Facts, R_OfSeveralRegistrationsTheWrongOneIsNamed) {
  Delivered desk({record("a"), in_social("b"), record("c", kOther)});
  const auto refused = desk.facts.wrong(person_of(), core::Code::wrong_person, kBy);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, base::Fault::reject);
  EXPECT_NE(refused.error().what.find("name the wrong one"), std::string::npos) << refused.error().what;
  EXPECT_TRUE(desk.state().kinds(Course::queued).empty());
  EXPECT_TRUE(desk.state().incidents.empty());

  const auto one = desk.facts.wrong({"accorda", "a", std::nullopt}, core::Code::wrong_person, kBy);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->records, 1u);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{MessageKind::exit});
  EXPECT_EQ(desk.state().incidents.size(), 1u);
  const auto last = desk.facts.wrong(person_of(), core::Code::wrong_person, kBy);
  ASSERT_TRUE(last) << "only one is left: the number says which";
  EXPECT_EQ(last->records, 1u);
}

TEST(Facts, R_AWrongRegistrationIsToldBeforehandToWhoeverMaySeeItAndNothingIsDone) {
  Delivered desk({record("a"), in_social("b")});
  const auto told = [&](std::string_view by) {
    const auto would = desk.facts.would_be_wrong({"accorda", "a", std::nullopt}, core::Code::wrong_person, by);
    EXPECT_TRUE(would);
    EXPECT_EQ(would->receipt.records, 1u);
    EXPECT_EQ(would->shown.size(), would->figures.size());
    return would->figures;
  };
  EXPECT_EQ(told(kBy), (std::vector<core::FigureChange>{{"registered.training", 1, 0}}));
  EXPECT_TRUE(told("kalle.nord").empty()) << "without an assignment there";
  EXPECT_TRUE(desk.state().kinds(Course::queued).empty());
  EXPECT_TRUE(desk.state().incidents.empty());
  const auto all = desk.facts.would_be_wrong(person_of(), core::Code::registered_without_consent, kBy);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->figures,
            (std::vector<core::FigureChange>{{"registered.training", 1, 0}, {"registered.social", 1, 0}}));
  EXPECT_FALSE(desk.facts.would_be_wrong(person_of(), core::Code::wrong_person, kBy)) << "several, as when it is said";
}

TEST(Facts, R_WithoutConsentIsSaidOfAllThatThePersonHas) {
  Delivered desk({record("a"), in_social("b"), record("c", kOther)});
  const auto receipt = desk.facts.wrong(person_of(), core::Code::registered_without_consent, kBy);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->records, 2u);
  EXPECT_EQ(desk.state().incidents.size(), 2u);
}

TEST(Facts, AConsentGivenAfterAWithdrawalOpensAnew) {
  Delivered desk({record("a")});
  ASSERT_TRUE(desk.facts.tell(person_of(), withdrawn_on(kToday - days(2)), kBy));
  ASSERT_TRUE(
      desk.facts.tell({"accorda", "a", std::nullopt}, {core::ConsentAnswer::given, "SUS 2024", kToday, {}}, kBy));
  const auto before = desk.state().record("a").registration;
  ASSERT_TRUE(desk.read({record("a")}));
  EXPECT_EQ(outcome_of(desk.state(), "a"), Outcome::accepted);
  EXPECT_NE(desk.state().record("a").registration, before) << "what was ended is not opened again";
  EXPECT_EQ(desk.state().kinds(Course::queued), (std::vector{MessageKind::exit, MessageKind::in}));
}

TEST(Facts, AWithdrawalHoldsOnceNothingIsInHands) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a"), record("c", kOther)}));
  Delivery delivery(desk.around(), {});
  auto step = delivery.resume(Delivery::Wake{});
  ASSERT_TRUE(step && std::holds_alternative<Delivery::Push>(*step));
  const auto receipt = desk.facts.tell(person_of(), withdrawn_on(kToday), kBy);
  ASSERT_TRUE(receipt);
  EXPECT_TRUE(desk.facts.in_hands(receipt->registrations).value());
  EXPECT_FALSE(desk.facts.in_hands({}).value());
  EXPECT_FALSE(desk.facts.in_hands({registration_id(99)}).value());
  ASSERT_TRUE(delivery.finish({std::vector(2, retry_later())}));
  EXPECT_FALSE(desk.facts.in_hands(receipt->registrations).value());
}

TEST(Facts, AskingForWhatIsInHandsTellsWhenTheLedgerFails) {
  Desk desk;
  desk.ledger.trouble.fail_at_call = 1;
  EXPECT_FALSE(desk.facts.in_hands({registration_id(1)}));
}

}  // namespace
}  // namespace gateway::flow
