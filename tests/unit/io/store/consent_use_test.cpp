// Whose other registrations a record's consent is held against (domain.md §3 s), at a gateway and at a node.
#include <gmock/gmock.h>

#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// From 1 to 10 October, in Arbetsträning.
core::Participation first(const std::string& key = "I-1") {
  core::Participation made = participation();
  made.key = key;
  made.end = kStart + days(9);
  return made;
}

/// From the day after, in Social träning, on the same consent.
core::Participation second(const std::string& key = "I-2") {
  core::Participation made = participation();
  made.key = key;
  made.insats = "Social träning";
  made.start = kStart + days(10);
  return made;
}

core::Situation situation(Office& office, const core::Participation& record) {
  core::Situation known;
  office.write(
      [&](ports::Transaction& t) { known = must(t.facts("accorda", "day-1", record, document_of(record))).situation; });
  return known;
}

ports::ListedUnit unit(Office& office, const std::string& key) {
  for (const ports::ListedUnit& one : office.list()) {
    if (one.key == key && one.unit == core::Unit::in) return one;
  }
  throw std::runtime_error("no unit of " + key);
}

TEST(ConsentUseLedger, S_AConsentOfARegistrationThatEndedIsNotNamedOnByANewKey) {
  Office office;
  office.take({first(), second()});
  EXPECT_EQ(unit(office, "I-1").outcome, Outcome::accepted);
  EXPECT_EQ(unit(office, "I-2").outcome, Outcome::parked);
  EXPECT_EQ(codes(unit(office, "I-2").reasons), std::vector{core::Code::consent_used});
  core::Participation own = second();
  own.consent.date = kStart + days(10);
  office.take({own}, "day-2");
  EXPECT_EQ(unit(office, "I-2").outcome, Outcome::accepted) << "its own consent has come";
}

TEST(ConsentUseLedger, S_AWithdrawnConsentIsNotNamedOnByANewKey) {
  Office office;
  core::Participation running = first();
  running.end.reset();
  office.take({running});
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, kStart + days(20));
  core::Participation beside = second();
  office.take({beside}, "day-2");
  EXPECT_EQ(codes(unit(office, "I-2").reasons), std::vector{core::Code::consent_used});
}

TEST(ConsentUseLedger, S_OneThatRunsOnKeepsItsConsentWhenTheOthersIsWithdrawn) {
  Office office;
  core::Participation running = first();
  running.end.reset();
  office.take({running, second()});
  ASSERT_EQ(unit(office, "I-2").outcome, Outcome::accepted);
  office.deliver();
  office.withdraw({"accorda", "I-1", std::nullopt}, kStart + days(20));
  core::Participation corrected = second();
  corrected.answers.education = "5";
  const auto counts = office.take({corrected}, "day-2");
  EXPECT_EQ(counts.by_outcome[static_cast<std::size_t>(Outcome::accepted)], 1);
}

TEST(ConsentUseLedger, IsOfThePersonAloneUnderAnyLinkedNumber) {
  Office office;
  office.take({first()});
  EXPECT_THAT(situation(office, second()).other_uses,
              ElementsAre(core::ConsentUse{"SUS 2024", kStart, kStart, kStart + days(9), false}));
  core::Participation others = second();
  others.number = test_number("1988-03-04");
  EXPECT_THAT(situation(office, others).other_uses, IsEmpty());
  core::Participation changed = first();
  changed.number = test_number("1988-03-04");
  office.take({changed}, "day-2");
  EXPECT_EQ(situation(office, others).other_uses.size(), 1u) << "the number that the person has now";
  EXPECT_EQ(situation(office, second()).other_uses.size(), 1u) << "and the one before";
}

TEST(ConsentUseLedger, AsksNothingWhereTheSourceSaysNoYesOrTheRecordIsRegistered) {
  Office office;
  office.take({first()});
  EXPECT_THAT(situation(office, waiting(second())).other_uses, IsEmpty());
  core::Participation again = first();
  again.answers.education = "5";
  EXPECT_THAT(situation(office, again).other_uses, IsEmpty());
}

/// At a node, of a message that registers the person anew.
std::vector<core::ConsentUse> at_node(Office& node, const std::string& sender, std::uint8_t id = 9) {
  core::Incoming incoming{in_message(), person()};
  incoming.message.registration = registration_id(id);
  std::vector<core::ConsentUse> uses;
  node.write([&](ports::Transaction& t) { uses = must(t.node_situation(incoming, sender)).other_uses; });
  return uses;
}

TEST(ConsentUseLedger, AtANodeIsOfWhatTheSenderRegisteredAndStillNamesThePerson) {
  Office node("sus");
  const auto admit = [&](const core::Incoming& incoming) {
    node.write([&](ports::Transaction& t) {
      const auto known = must(t.node_situation(incoming, "gavle"));
      const auto admission = core::admit(incoming, known, node.world.directory, node.world.policy, "gavle", kToday);
      must(t.store(incoming, "gavle", admission, node.clock.now()));
    });
  };
  admit({in_message(), person()});
  EXPECT_EQ(at_node(node, "gavle").size(), 1u);
  EXPECT_THAT(at_node(node, "sandviken"), IsEmpty()) << "what another registered is not theirs to learn";
  EXPECT_THAT(at_node(node, "gavle", 1), IsEmpty()) << "not of itself, sent again";
  admit({message(core::MessageKind::exit, kToday, "consent_withdrawn"), std::nullopt});
  EXPECT_THAT(at_node(node, "gavle"), IsEmpty()) << "identity left with the consent";
}

}  // namespace
}  // namespace gateway::io
