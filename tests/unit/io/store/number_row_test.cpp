#include <gmock/gmock.h>

#include "tests/unit/io/store/office.h"

// Rows o and p of domain.md §3: a record whose person number has changed.

namespace gateway::io {
namespace {

using namespace made;

using core::Outcome;
using ::testing::Contains;

const char* const kFormer = "1987-02-03";
const char* const kOther = "1988-03-04";
const char* const kThird = "1991-05-06";

core::PersonNumber number(const std::string& birthday) {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
}

std::int64_t count(Office& office, const std::string& sql) {
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  store::Query query = database.query(sql.c_str());
  query.step();
  return query.integer(0);
}

/// Registrations that a fact about the number reaches.
std::size_t reached(Office& office, const std::string& birthday) {
  std::size_t registrations = 0;
  office.write([&](ports::Transaction& t) {
    for (const ports::RecordRef& ref : must(t.find({{}, {}, number(birthday)})))
      registrations += ref.registration ? 1 : 0;
  });
  return registrations;
}

/// The number's mark, by a record that waits.
std::string mark(Office& office, const std::string& birthday) {
  core::Participation probe = waiting(of("probe " + birthday, birthday));
  probe.file = "probe " + birthday;
  office.take({probe}, "probe");
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  const std::string sql = "SELECT hex(person_mark) FROM record WHERE file = '" + probe.file + "'";
  store::Query query = database.query(sql.c_str());
  if (!query.step() || query.is_null(0)) throw std::runtime_error("ask for the mark before the number is protected");
  return query.text(0);
}

/// Registrations of whoever has the number with the mark now.
std::int64_t of_mark(Office& office, const std::string& mark) {
  return count(office,
               "SELECT count(*) FROM registration g JOIN subject s ON s.row = g.subject WHERE "
               "hex(s.number_mark) = '" +
                   mark + "'");
}

std::int64_t registered(Office& office, const std::string& birthday) {
  return of_mark(office, mark(office, birthday));
}

std::int64_t former_numbers(Office& office) {
  return count(office, "SELECT count(*) FROM former_number");
}

std::vector<core::Code> reasons(Office& office, const std::string& key, Outcome outcome) {
  std::vector<core::Code> codes;
  for (const ports::ListedUnit& unit : office.list(outcome)) {
    if (unit.key != key) continue;
    for (const core::Reason& reason : unit.reasons) codes.push_back(reason.code);
    for (const core::Reason& warning : unit.warnings) codes.push_back(warning.code);
  }
  return codes;
}

std::optional<core::Code> part(Office& office, const std::string& key, const std::string& birthday) {
  std::optional<core::Code> fault;
  office.write([&](ports::Transaction& t) {
    const auto refs = must(t.find({"accorda", key, std::nullopt}));
    fault = must(t.part_number(refs.at(0), number(birthday), "maj.lind", office.clock.now()));
  });
  return fault;
}

void protect(Office& office, const std::string& birthday) {
  office.write([&](ports::Transaction& t) {
    must(t.protect(number(birthday), "maj.lind", office.clock.now(), core::Protection::unknown));
  });
}

core::Situation situation(Office& office, const std::string& key) {
  core::Situation situation;
  office.write([&](ports::Transaction& t) {
    situation = must(t.situation(must(t.find({"accorda", key, std::nullopt})).at(0)));
  });
  return situation;
}

std::int64_t subjects(Office& office) {
  return must(office.ledger->stat()).find("rows")->integer_or("subjects", -1);
}

TEST(NumberRow, P_WithoutAFlagTheSamePersonGoesOnUnderTheNewNumberAlone) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(registered(office, kFormer), 0) << "the old number is nobody's";
  EXPECT_EQ(registered(office, kOther), 1);
  EXPECT_EQ(subjects(office), 1);
}

TEST(NumberRow, P_TwoWhoAreKnownBecomeOne) {
  Office office;
  office.take({participation(), of("I-2", kOther)});
  office.deliver();
  ASSERT_EQ(subjects(office), 2);
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(registered(office, kOther), 2);
  EXPECT_EQ(registered(office, kFormer), 0);
  EXPECT_EQ(subjects(office), 1);
}

TEST(NumberRow, P_WhatASourceTakesBackIsUndone) {
  Office office;
  office.take({participation(), of("I-2", kOther)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  ASSERT_EQ(registered(office, kOther), 2);
  EXPECT_THAT(reasons(office, "I-1", Outcome::accepted), Contains(core::Code::number_changed));
  office.take({participation()}, "day-3");
  EXPECT_EQ(registered(office, kFormer), 1);
  EXPECT_EQ(registered(office, kOther), 1) << "whoever had the number keeps it, and what is theirs";
  EXPECT_EQ(former_numbers(office), 0);
}

TEST(NumberRow, P_WhatIsTakenBackLeavesTheOthersEndedOnesAlone) {
  for (const char* next : {kFormer, kThird}) {
    Office office;
    core::Participation ended = of("I-2", kOther);
    ended.end = day("2026-10-30");
    office.take({participation(), ended});
    office.deliver();
    office.take({of("I-1", kOther)}, "day-2");
    ASSERT_EQ(registered(office, kOther), 2);
    office.take({of("I-1", next)}, "day-3");
    EXPECT_EQ(registered(office, next), 1);
    EXPECT_EQ(registered(office, kOther), 1) << "it was never said to be anybody else's";
  }
}

TEST(NumberRow, P_OneRecordsWordDoesNotRenameWhatAnotherHoldsOnTo) {
  Office office;
  office.take({participation(), of("I-2", kFormer)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(registered(office, kFormer), 1);
  EXPECT_EQ(registered(office, kOther), 1);
  office.take({of("I-2", kOther)}, "day-3");
  EXPECT_EQ(registered(office, kOther), 2) << "the second says so, too";
  EXPECT_EQ(subjects(office), 1);
}

TEST(NumberRow, P_WhatHasEndedGoesAlongAndBack) {
  Office office;
  core::Participation ended = of("I-2", kFormer);
  ended.end = day("2026-10-30");
  office.take({participation(), ended, of("I-3", kOther)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(registered(office, kOther), 3) << "nobody says the old number of it any more";
  EXPECT_EQ(reached(office, kFormer), 3U) << "what is told of the old number finds the person";
  office.take({participation()}, "day-3");
  EXPECT_EQ(registered(office, kFormer), 2);
  EXPECT_EQ(registered(office, kOther), 1);
  EXPECT_EQ(reached(office, kOther), 1U);
  for (const std::string key : {"I-1", "I-2", "I-3"}) {
    EXPECT_FALSE(reasons(office, key, Outcome::rejected).size() + reasons(office, key, Outcome::parked).size()) << key;
  }
}

TEST(NumberRow, P_ACaseworkerTakesApartWhatTheSourceStillJoins) {
  Office office;
  core::Participation ended = of("I-4", kFormer);
  ended.end = day("2026-10-30");
  office.take({participation(), ended, of("I-2", kOther)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(part(office, "I-1", kThird), core::Code::number_not_former);
  EXPECT_EQ(part(office, "I-2", kFormer), core::Code::number_not_former);
  EXPECT_EQ(part(office, "I-1", kFormer), std::nullopt);
  EXPECT_EQ(registered(office, kFormer), 2);
  EXPECT_EQ(registered(office, kOther), 1);
  core::Participation again = of("I-1", kOther);
  again.end = day("2026-11-10");
  ended.number = again.number;
  ended.end = day("2026-10-31");
  office.take({again, ended}, "day-3");
  EXPECT_EQ(registered(office, kFormer), 2) << "the source repeats it in vain";
  EXPECT_THAT(reasons(office, "I-1", Outcome::accepted), Contains(core::Code::number_parted));
  office.take({of("I-1", kThird)}, "day-4");
  EXPECT_EQ(registered(office, kThird), 2) << "another number is another matter";
  EXPECT_TRUE(*must(office.ledger->verify()).find("ok")->boolean());
}

TEST(NumberRow, P_WhatWasTakenApartStaysSoThoughNobodyElseHadTheNumber) {
  for (const bool along : {false, true}) {
    Office office;
    core::Participation ended = of("I-4", kFormer);
    ended.end = day("2026-10-30");
    office.take(along ? std::vector{participation(), ended} : std::vector{participation()});
    office.deliver();
    const std::string former = mark(office, kFormer);
    const std::string other = mark(office, kOther);
    office.take({of("I-1", kOther)}, "day-2");
    ASSERT_EQ(of_mark(office, former), 0);
    ASSERT_EQ(part(office, "I-1", kFormer), std::nullopt);
    const std::int64_t all = along ? 2 : 1;
    EXPECT_EQ(of_mark(office, former), all);
    ended.number = test_number(kOther);
    ended.end = day("2026-10-31");
    office.take(along ? std::vector{of("I-1", kOther), ended} : std::vector{of("I-1", kOther)}, "day-3");
    EXPECT_EQ(of_mark(office, former), all) << "the source repeats it in vain";
    EXPECT_EQ(of_mark(office, other), 0);
    EXPECT_THAT(reasons(office, "I-1", Outcome::accepted), Contains(core::Code::number_parted));
    EXPECT_EQ(part(office, "I-1", kFormer), core::Code::number_not_former) << "it is under that number already";
    protect(office, kOther);
    office.take({of("I-1", kOther)}, "day-4");
    const core::Situation left = situation(office, "I-1");
    EXPECT_FALSE(left.person_protected) << "whoever that is, it is somebody else";
    EXPECT_FALSE(left.registration->stripped);
    office.take({of("I-1", kThird)}, "day-5");
    EXPECT_EQ(of_mark(office, former), 0) << "another number is another matter";
  }
}

TEST(NumberRow, P_WhatWasPartedHearsNothingOfTheOther) {
  Office office;
  office.take({participation(), of("I-2", kOther)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  ASSERT_EQ(part(office, "I-1", kFormer), std::nullopt);
  core::Participation dead = of("I-2", kOther);
  dead.deceased = day("2026-11-01");
  office.take({dead}, "day-3");
  protect(office, kOther);
  const core::Situation left = situation(office, "I-1");
  EXPECT_FALSE(left.person_protected);
  core::Participation again = of("I-1", kOther);
  again.answers.education = "";
  office.take({again}, "day-4");
  const core::Situation after = situation(office, "I-1");
  EXPECT_EQ(after.registration->stage, core::Stage::in);
  EXPECT_FALSE(after.registration->stripped);
  EXPECT_FALSE(after.deceased);
}

TEST(NumberRow, P_WhatTheNodeGotUnderTheNewNumberDoesNotGoBackByItself) {
  for (const bool handed : {false, true}) {
    Office office;
    office.take({participation(), of("I-2", kOther)});
    office.take({of("I-1", kOther)}, "day-2");
    if (handed) office.deliver();
    office.take({participation()}, "day-3");
    EXPECT_EQ(registered(office, kOther), handed ? 2 : 1);
    EXPECT_EQ(reasons(office, "I-1", Outcome::parked).empty(), !handed);
    if (!handed) continue;
    EXPECT_THAT(reasons(office, "I-1", Outcome::parked), Contains(core::Code::number_sent));
    EXPECT_EQ(part(office, "I-1", kFormer), core::Code::number_sent);
  }
}

TEST(NumberRow, P_WhatCameAlongAndWasSentStaysWhereTheNodeHasIt) {
  Office office;
  office.take({participation()});
  office.deliver();
  core::Participation ended = of("I-4", kFormer);
  ended.end = day("2026-10-30");
  office.take({ended}, "day-2");
  office.take({of("I-1", kOther)}, "day-3");
  office.deliver();
  office.take({participation()}, "day-4");
  EXPECT_EQ(registered(office, kFormer), 1);
  EXPECT_EQ(registered(office, kOther), 1) << "the node got it under this number";
}

TEST(NumberRow, P_WhatTheNodeIsAskedByKeepsItsNumberUntilItAnswers) {
  Office office;
  office.take({participation()});
  const auto sent = office.due();
  ASSERT_EQ(sent.size(), 1U);
  office.hand(sent[0].sequence);
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(registered(office, kFormer), 1);
  office.settle(sent[0].sequence, core::Admitted::accepted);
  office.take({of("I-1", kOther)}, "day-3");
  EXPECT_EQ(registered(office, kOther), 1) << "the same reading is looked at again";
}

TEST(NumberRow, P_ADeathOfWhoeverTheNumberWasIsDecidedAnew) {
  Office office;
  core::Participation dead = participation();
  office.take({dead, of("I-2", kOther)});
  office.deliver();
  dead.deceased = day("2026-11-01");
  office.take({dead}, "day-2");
  dead.number = test_number(kOther);
  office.take({dead}, "day-3");
  office.take({of("I-2", kOther)}, "day-4");
  EXPECT_EQ(situation(office, "I-2").registration->stage, core::Stage::exited);
}

TEST(NumberRow, P_NothingRemembersTheOldNumberWhereTheIdentityHasLeft) {
  Office office;
  office.take({participation(), of("I-2", kOther)});
  office.take({of("I-1", kOther)}, "day-2");
  ASSERT_EQ(former_numbers(office), 1);
  office.take({declined(of("I-1", kOther))}, "day-3");
  EXPECT_EQ(former_numbers(office), 0);
}

TEST(NumberRow, O_AFlagOnTheOldNumberAloneIsThePersons) {
  Office office;
  office.take({participation(), of("I-2", kOther), of("I-3", kThird)});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  protect(office, kFormer);
  EXPECT_TRUE(situation(office, "I-1").person_protected);
  EXPECT_TRUE(situation(office, "I-2").person_protected) << "it is the same person's, as far as anybody knows";
  EXPECT_FALSE(situation(office, "I-3").person_protected);
  EXPECT_EQ(reached(office, kFormer), 2U) << "and loses its identity at the node at once";
  EXPECT_EQ(part(office, "I-1", kFormer), core::Code::person_protected);
}

TEST(NumberRow, O_AFlagOnTheNewNumberIsTheOldOnesToo) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.take({of("I-1", kOther)}, "day-2");
  const std::string former = mark(office, kFormer);
  protect(office, kOther);
  office.take({of("I-4", kFormer)}, "day-3");
  EXPECT_EQ(of_mark(office, former), 0) << "nobody is registered by the number that they had";
}

TEST(NumberRow, O_AFlagKnownOfEitherNumberLinksNothing) {
  for (const char* flagged : {kFormer, kOther}) {
    Office office;
    office.take({participation()});
    office.deliver();
    const std::string former = mark(office, kFormer);
    const std::string other = mark(office, kOther);
    protect(office, flagged);
    office.take({of("I-1", kOther)}, "day-2");
    EXPECT_EQ(of_mark(office, former), 1);
    EXPECT_EQ(of_mark(office, other), 0);
    EXPECT_EQ(former_numbers(office), 0);
    office.take({of("I-4", kFormer), of("I-5", kOther)}, "day-3");
    EXPECT_EQ(of_mark(office, former) + of_mark(office, other), 1) << "both are protected now";
  }
}

TEST(NumberRow, O_AFlagLinksNothingOfWhatHasBeenWithdrawnEither) {
  Office office;
  office.take({participation()});
  office.deliver();
  const std::string former = mark(office, kFormer);
  const std::string other = mark(office, kOther);
  office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-05"));
  protect(office, kFormer);
  office.take({of("I-1", kOther)}, "day-2");
  EXPECT_EQ(of_mark(office, former), 1);
  EXPECT_EQ(of_mark(office, other), 0);
  EXPECT_EQ(former_numbers(office), 0);
}

TEST(NumberRow, O_WithAFlagNothingLinksTheNewNumberToTheOld) {
  for (const core::Protection flag : {core::Protection::marked, core::Protection::unknown}) {
    Office office;
    office.take({participation()});
    office.deliver();
    const std::string former = mark(office, kFormer);
    const std::string other = mark(office, kOther);
    core::Participation flagged = of("I-1", kOther);
    flagged.protection = flag;
    office.take({flagged}, "day-2");
    EXPECT_EQ(of_mark(office, other), 0);
    EXPECT_EQ(former_numbers(office), 0);
    office.take({of("I-4", kFormer), of("I-5", kOther)}, "day-3");
    EXPECT_EQ(of_mark(office, former) + of_mark(office, other), 1) << "whichever number the flag is of";
  }
}

}  // namespace
}  // namespace gateway::io
