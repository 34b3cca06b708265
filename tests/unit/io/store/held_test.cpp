// What is kept of one person, as it is found by the number.
#include <gtest/gtest.h>

#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Outcome;
using core::Stage;

core::PersonNumber number_of(const std::string& birthday) {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
}

const core::PersonNumber kTest = number_of("1987-02-03");
const core::PersonNumber kOther = number_of("1991-05-06");

ports::Held held(const Office& office, const core::PersonNumber& number = kTest) {
  return must(office.ledger->held(number));
}

TEST(Held, IsNothingOfWhomNothingIsKnown) {
  Office office;
  office.take({participation()});
  EXPECT_TRUE(held(office, kOther).nothing());
}

TEST(Held, IsAllOfOnePersonAndNothingOfAnother) {
  Office office;
  core::Participation second = participation();
  second.key = "I-2";
  second.insats = "Social träning";
  core::Participation third = participation();
  third.key = "I-3";
  third.insats = "Oklart";
  office.take({participation(), second, third, of("I-4", "1991-05-06")});
  const ports::Held all = held(office);
  ASSERT_TRUE(all.person);
  EXPECT_EQ(all.person->given_name, "Test");
  ASSERT_EQ(all.registrations.size(), 2U);
  EXPECT_EQ(all.registrations[0].registration.place, "training");
  EXPECT_EQ(all.registrations[0].source, "accorda");
  EXPECT_EQ(all.registrations[0].key, "I-1");
  EXPECT_EQ(all.registrations[1].registration.place, "social");
  ASSERT_EQ(all.records.size(), 3U);
  const ports::HeldRecord& waits = all.records[2];
  EXPECT_EQ(waits.key, "I-3");
  EXPECT_EQ(waits.units.at(0).outcome, Outcome::parked);
  EXPECT_EQ(waits.document, document_of(third));
  EXPECT_EQ(waits.delete_after, office.clock.now() + std::chrono::days(90));
  EXPECT_FALSE(waits.registration);
  EXPECT_EQ(all.records[0].registration, all.registrations[0].registration.id);
  EXPECT_TRUE(all.records[0].document.empty()) << "nothing of it waits";
  EXPECT_EQ(held(office, kOther).registrations.size(), 1U);
  EXPECT_EQ(held(office, kOther).records.size(), 1U);
}

TEST(Held, EndsForWhatWaitedTooLong) {
  Office office;
  core::Participation unclear = participation();
  unclear.insats = "Oklart";
  office.take({unclear});
  EXPECT_EQ(held(office).records.size(), 1U);
  must(office.ledger->purge(office.clock.now() + std::chrono::days(90) - 1ms));
  EXPECT_EQ(held(office).records.size(), 1U);
  must(office.ledger->purge(office.clock.now() + std::chrono::days(90)));
  EXPECT_TRUE(held(office).nothing());
}

TEST(Held, IsNothingOfWhoWasCountedOrIsOutside) {
  Office office;
  core::Participation outside = participation();
  outside.key = "I-2";
  outside.beslut = "RE-UT";
  outside.insats = "Planering/utredning";
  office.take({declined(), outside});
  EXPECT_EQ(office.list(Outcome::anonymous).size() + office.list(Outcome::outside).size(), 2U);
  EXPECT_TRUE(held(office).nothing());
}

TEST(Held, SaysWhoIsProtectedKnownOrNot) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.write([&](ports::Transaction& t) {
    must(t.protect(kTest, "maj.lind", office.clock.now(), core::Protection::unknown));
    must(t.protect(kOther, "maj.lind", office.clock.now(), core::Protection::unknown));
  });
  EXPECT_EQ(held(office).protected_since, office.clock.now());
  EXPECT_EQ(held(office).registrations.size(), 1U);
  EXPECT_EQ(held(office, kOther).protected_since, office.clock.now());
  EXPECT_FALSE(held(office, kOther).nothing()) << "the mark itself is kept";
}

TEST(Held, TellsOfConsentThatWasTakenBack) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  const ports::Held all = held(office);
  ASSERT_EQ(all.registrations.size(), 1U);
  EXPECT_EQ(all.registrations[0].registration.stage, Stage::exited);
  EXPECT_EQ(core::with_told(all.registrations[0].standing, kToday).withdrawn, kToday);
}

TEST(Held, OfAKeyThatHasBecomeAnothersIsOnlyTheOwnRegistration) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-01"));
  office.deliver();
  core::Participation another = of("I-1", "1991-05-06");
  office.write([&](ports::Transaction& t) {
    const auto refs = must(t.find({"accorda", "I-1", std::nullopt}));
    must(t.tell(refs.at(0), {core::ConsentAnswer::given, "SUS 2024", kToday, std::nullopt}, "maj.lind",
                office.clock.now()));
  });
  office.take({another}, "day-2");
  ASSERT_EQ(held(office, kOther).registrations.size(), 1U) << "the key names somebody else now";
  const ports::Held first = held(office);
  ASSERT_EQ(first.registrations.size(), 1U);
  EXPECT_EQ(first.registrations[0].registration.stage, Stage::exited);
  EXPECT_TRUE(first.registrations[0].key.empty());
  EXPECT_EQ(first.registrations[0].standing, core::Standing{}) << "what is known of consent is the other's";
  EXPECT_TRUE(first.records.empty());
  EXPECT_EQ(held(office, kOther).records.size(), 1U);
}

TEST(Held, IsTheCasesAndTheProposals) {
  Register office;
  const auto request = office.tell(office.request());
  const auto proposed = office.tell(office.request("2026-03-02", "af.gavle"), "k", "1991-05-06");
  ASSERT_EQ(held(office).registrations.size(), 1U);
  EXPECT_EQ(held(office).registrations[0].registration.id, request.id);
  EXPECT_EQ(held(office).person->family_name, "Kanariesson");
  ASSERT_EQ(held(office, kOther).registrations.size(), 1U) << "a proposal is in the person's name, too";
  EXPECT_EQ(held(office, kOther).registrations[0].registration.id, proposed.id);
}

TEST(Held, MessagesSayWhyTheyStandWhereTheyDo) {
  Office office;
  office.take({participation()});
  office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  office.take({of("I-2", "1991-05-06")});
  const auto registered = held(office, kOther).registrations.at(0).registration.id;
  const auto due = office.due();
  office.hand(due.front().sequence);
  office.settle(due.front().sequence, core::Admitted::rejected, {{core::Code::insats_unknown, "x"}});
  const auto said = all_of<ports::SaidMessage>([&](const auto& take) {
    return office.ledger->each_said({registered, {}, {}}, take);
  });
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].reasons, (std::vector<core::Reason>{{core::Code::insats_unknown, "x"}}));
}

}  // namespace
}  // namespace gateway::io
