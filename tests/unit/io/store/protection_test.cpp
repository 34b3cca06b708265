#include <gmock/gmock.h>

#include "tests/unit/io/store/office.h"
#include "tests/unit/io/store/older.h"

// Rows n and o of domain.md §3: who says that somebody is protected, and takes it back.

namespace gateway::io {
namespace {

using namespace made;

using core::Claimer;
using core::Outcome;
using core::Protection;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const char* const kBirthday = "1987-02-03";
const char* const kOther = "1988-03-04";

core::PersonNumber number(const char* birthday = kBirthday) {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
}

core::Participation flagged(core::Participation record = participation(), Protection kind = Protection::marked) {
  record.protection = kind;
  return record;
}

core::ProtectionState state(Office& office, const char* birthday = kBirthday) {
  core::ProtectionState state;
  office.write([&](ports::Transaction& t) { state = must(t.protection(number(birthday))); });
  return state;
}

void lift(Office& office, const char* birthday = kBirthday) {
  office.write([&](ports::Transaction& t) { must(t.lift(number(birthday), kToday, "maj.lind", office.clock.now())); });
}

void whole_set(Office& office, const std::string& set, const std::vector<core::Participation>& records) {
  office.set_notice(set, ports::SetState::begun);
  office.take(records, set);
  office.set_notice(set, ports::SetState::complete);
}

core::Participation on_consent_of(core::Participation record, base::Date date) {
  record.consent.date = date;
  return record;
}

TEST(ProtectionLedger, N_ASourceTakesBackItsOwnWordOnly) {
  Office office;
  office.take({flagged()});
  office.write([&](ports::Transaction& t) {
    must(t.protect(number(), "maj.lind", office.clock.now(), Protection::protected_registration));
  });
  ASSERT_THAT(state(office).claims, SizeIs(2));
  EXPECT_EQ(state(office).claims[0],
            (core::ProtectionClaim{Claimer::command, "", Protection::protected_registration, office.clock.now()}));
  EXPECT_EQ(state(office).claims[1],
            (core::ProtectionClaim{Claimer::source, "accorda", Protection::marked, office.clock.now()}));
  office.take({participation()}, "day-2");
  ASSERT_THAT(state(office).claims, SizeIs(1));
  EXPECT_EQ(state(office).claims[0].by, Claimer::command);
  EXPECT_TRUE(state(office).stands) << "until a caseworker confirms";
  lift(office);
  EXPECT_FALSE(state(office).stands);
  EXPECT_THAT(state(office).claims, IsEmpty());
  EXPECT_EQ(state(office).lifted, kToday);
}

TEST(ProtectionLedger, N_OneRecordDoesNotTakeBackWhatAnotherSays) {
  for (const bool named : {false, true}) {
    Office office;
    const core::Participation second = of("I-2", kBirthday);
    if (named) {
      whole_set(office, "day-0", {participation(), second});
      office.deliver();
    }
    whole_set(office, "day-1", {flagged(), flagged(second)});
    whole_set(office, "day-2", {flagged(), second});
    EXPECT_THAT(state(office).claims, SizeIs(1)) << "the first has said it again, though nothing in it has changed";
    whole_set(office, "day-3", {second, flagged()});
    EXPECT_THAT(state(office).claims, SizeIs(1)) << "in whichever order";
    whole_set(office, "day-4", {participation(), second});
    EXPECT_THAT(state(office).claims, IsEmpty());
  }
}

TEST(ProtectionLedger, N_WhatHasLeftTheSourceIsTakenBackByAWholeSetThatSaysOtherwise) {
  for (const bool whole : {true, false}) {
    Office office;
    whole_set(office, "day-1", {flagged()});
    whole_set(office, "day-2", {});
    EXPECT_THAT(state(office).claims, SizeIs(1)) << "what is dropped says nothing";
    office.set_notice("day-3", ports::SetState::begun);
    office.take({of("I-2", kBirthday)}, "day-3");
    EXPECT_THAT(state(office).claims, SizeIs(1)) << "the other may come yet";
    office.set_notice("day-3", ports::SetState::complete, whole);
    EXPECT_THAT(state(office).claims, SizeIs(whole ? 0U : 1U)) << "news say nothing of what is not in them";
  }
}

TEST(ProtectionLedger, N_AFlagThatIsSaidAgainProtectsAgain) {
  Office office;
  office.take({flagged()});
  lift(office);
  ASSERT_FALSE(state(office).stands);
  office.take({flagged()}, "day-2");
  EXPECT_TRUE(state(office).stands) << "though the record says what it said before";
}

TEST(ProtectionLedger, N_RunningOnesStayStrippedAndANewOneNeedsAConsentGivenAfter) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({flagged()}, "day-2");
  office.deliver();
  office.take({participation()}, "day-3");
  lift(office);
  office.clock.on(48h);
  office.take({participation(), of("I-2", kBirthday), on_consent_of(of("I-3", kBirthday), kToday),
               on_consent_of(of("I-4", kBirthday), kToday + days(1))},
              "day-4");
  EXPECT_THAT(office.list(Outcome::anonymous), SizeIs(2)) << "on a consent from before, and from that day";
  std::vector<std::string> named;
  for (const ports::DueMessage& one : office.due()) {
    if (one.message.kind != core::MessageKind::in) continue;
    EXPECT_EQ(one.facts.lifted, kToday) << "and goes along with the name";
    named.push_back(one.message.consent_date->text());
  }
  EXPECT_THAT(named, ElementsAre((kToday + days(1)).text()));
  office.write([&](ports::Transaction& t) {
    const auto refs = must(t.find({"accorda", "I-1", std::nullopt}));
    EXPECT_TRUE(must(t.situation(refs.at(0))).registration->stripped);
  });
}

TEST(ProtectionLedger, O_ANewNumberWithAnyFlagWaitsUntilItIsLifted) {
  Office office;
  office.write([&](ports::Transaction& t) {
    must(t.protect(number(), "maj.lind", office.clock.now(), core::Protection::unknown));
  });
  core::Participation record = of("I-2", kOther);
  record.previous_number = test_number(kBirthday);
  office.take({record});
  ASSERT_THAT(office.list(Outcome::parked), SizeIs(1)) << "the flag is the old number's";
  lift(office);
  office.take({record}, "day-2");
  EXPECT_THAT(office.list(Outcome::parked), IsEmpty());
  EXPECT_THAT(office.due(), SizeIs(1)) << "the totals";
  EXPECT_EQ(office.due().at(0).message.kind, core::MessageKind::totals) << "on a consent from before";
}

TEST(ProtectionLedger, O_WhoeverSaysItOfOneNumberTakesItBackOfBoth) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({flagged()}, "day-2");
  office.take({of("I-1", kOther)}, "day-3");
  for (const char* birthday : {kBirthday, kOther}) {
    EXPECT_TRUE(state(office, birthday).stands);
    EXPECT_THAT(state(office, birthday).claims, IsEmpty()) << birthday;
  }
}

TEST(ProtectionLedger, O_WhatWasSaidOfTheOldNumberIsSaidOfTheNewOne) {
  Office office;
  office.take({participation(), flagged(of("I-2", kBirthday))});
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_THAT(state(office, kOther).claims, SizeIs(1));
  office.take({of("I-2", kBirthday)}, "day-3");
  EXPECT_THAT(state(office, kOther).claims, IsEmpty()) << "whoever takes it back there, here, too";
}

TEST(ProtectionLedger, TakesWhatWasFlaggedBeforeItWasKeptWhoSaidSo) {
  Office office;
  office.take({flagged()});
  office.alter(
      kBackTo16 +
      "DROP TABLE protection_claim; DROP TABLE protection_lifted; DROP TABLE told_decision; DROP TABLE fk_notice; "
      "DROP TABLE refused_act; PRAGMA user_version=13; UPDATE note SET content_mark = randomblob(16)");
  office.reopen();
  ASSERT_THAT(state(office).claims, SizeIs(1));
  EXPECT_EQ(state(office).claims[0].by, Claimer::unknown);
  EXPECT_EQ(core::decide_lift(state(office)), std::nullopt) << "nobody is left to ask";
  office.take({flagged()}, "day-2");
  EXPECT_THAT(state(office).claims, SizeIs(2)) << "a source that still says so is heard";
  EXPECT_EQ(core::decide_lift(state(office))->code, core::Code::protection_still_claimed);
}

/// A node's ledger, with the core's rules around it.
class Node : public Office {
 public:
  core::Admission receive(const core::Incoming& in, const std::string& sender) {
    core::Admission admission;
    write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, sender));
      admission = core::admit(in, situation, world.directory, world.policy, sender, kToday);
      must(t.store(in, sender, admission, clock.now()));
    });
    return admission;
  }
  core::Admission in(std::uint8_t id, const std::string& sender, std::optional<base::Date> lifted = std::nullopt) {
    core::Incoming incoming{in_message(), person()};
    incoming.message.registration = registration_id(id);
    incoming.message.place = id % 2 == 1 ? "training" : "social";
    incoming.message.start = *incoming.message.start + days(id);
    incoming.message.act = {sender == "gavle" ? "maj.lind" : "sam.berg", sender, noon(kToday), kToday};
    incoming.message.consent_date = kToday;
    incoming.message.lifted = lifted;
    return receive(incoming, sender);
  }
  core::Admission strip(std::uint8_t id, const std::string& sender) {
    core::Message strip = message(core::MessageKind::strip, kToday, "person_protected");
    strip.registration = registration_id(id);
    return receive({strip, std::nullopt}, sender);
  }
};

const base::Date kYesterday = kToday - days(1);

TEST(NodeLedger, N_AProtectionEndsWithTheWordOfTheOneWhoSaidIt) {
  Node node;
  node.in(1, "gavle");
  node.strip(1, "gavle");
  ASSERT_THAT(state(node).claims, SizeIs(1));
  EXPECT_EQ(state(node).claims[0].name, "gavle");
  EXPECT_EQ(codes(node.in(2, "sandviken", kYesterday).reasons), (std::vector{core::Code::person_protected}))
      << "it is not the other's to take back";
  EXPECT_EQ(codes(node.in(2, "gavle").reasons), (std::vector{core::Code::person_protected}));
  EXPECT_EQ(node.in(2, "gavle", kYesterday).admitted, core::Admitted::accepted);
  EXPECT_FALSE(state(node).stands);
  EXPECT_EQ(state(node).lifted, kYesterday) << "for whoever comes next, too";
  EXPECT_EQ(node.in(3, "sandviken").admitted, core::Admitted::accepted);
}

TEST(NodeLedger, N_WhereOthersMayHaveSaidItLaterTheNodesOwnCaseworkerIsAsked) {
  Node node;
  node.in(1, "gavle");
  node.in(2, "sandviken");
  node.strip(1, "gavle");
  node.strip(2, "sandviken");
  ASSERT_THAT(state(node).claims, SizeIs(2)) << "whose the second strip is of cannot be told any more";
  EXPECT_EQ(core::decide_lift(state(node)), (core::Reason{core::Code::protection_still_claimed, "gavle"}));
  EXPECT_EQ(codes(node.in(3, "gavle", kYesterday).reasons), (std::vector{core::Code::person_protected}));
  ASSERT_EQ(core::decide_lift(state(node)), std::nullopt) << "its own word is taken back all the same";
  lift(node);
  EXPECT_EQ(codes(node.in(3, "gavle", kYesterday).reasons), (std::vector{core::Code::consent_before_lifting}))
      << "the day of the last lifting holds";
}

}  // namespace
}  // namespace gateway::io
