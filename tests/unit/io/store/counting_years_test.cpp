// The municipality's own notes until the counting year is closed, and what is left of them afterwards.
#include "gateway/io/store/counting_years.h"

#include <filesystem>

#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using core::ConsentAnswer;
using core::Outcome;

/// 2026 is the year of all starts.
template <typename Ledger>
void close(Ledger& office, int through) {
  must(office.ledger->close_years(through, office.clock.now()));
}

template <typename Ledger>
std::int64_t stat(Ledger& office, std::string_view what) {
  return must(office.ledger->stat()).integer_or(what, -1);
}

std::int64_t count(const std::string& file, const char* sql) {
  store::Database database(file, store::Database::Mode::read_only);
  store::Query query = database.query(sql);
  return query.step() ? query.integer(0) : -1;
}

std::int64_t notes(const Office& office) {
  return count(office.folder.config().database, "SELECT count(*) FROM note");
}

/// −1: never made; 0: destroyed; 1: there.
std::int64_t key_of_2026(const Office& office) {
  return count(office.folder.config().keys, "SELECT wrapped IS NOT NULL FROM named_key WHERE name = 'notes-2026'");
}

std::int64_t women(Office& office) {
  const auto totals = must(office.ledger->totals());
  return totals.empty() ? 0 : totals.front().women;
}

core::Participation again(core::Participation record) {
  record.answers.education = "3";  // Something new: it is decided again.
  return record;
}

CooperationAct said_no(const Register& office) {
  CooperationAct act = office.request();
  act.consent->consent.answer = ConsentAnswer::declined;
  return act;
}

TEST(CountingYears, ClosedHaveNeitherNotesNorKeyAndTheirTotalStays) {
  Office office;
  office.take({declined()});
  ASSERT_EQ(notes(office), 1);
  ASSERT_EQ(key_of_2026(office), 1);
  close(office, 2025);
  EXPECT_EQ(notes(office), 1) << "another year's";
  EXPECT_EQ(key_of_2026(office), 1);
  close(office, 2026);
  EXPECT_EQ(notes(office), 0);
  EXPECT_EQ(key_of_2026(office), 0);
  EXPECT_EQ(stat(office, "counting_years_closed"), 2026);
  EXPECT_EQ(women(office), 1);
  close(office, 2026);
  close(office, 2025);
  EXPECT_EQ(stat(office, "counting_years_closed"), 2026) << "closed ones stay closed";
}

TEST(CountingYears, ClosedCountNobodyTwice) {
  Office office;
  office.take({declined()});
  close(office, 2026);
  EXPECT_EQ(office.take({again(declined())}, "day-2").by_outcome[static_cast<std::size_t>(Outcome::outside)], 1);
  EXPECT_EQ(office.list().front().reasons.front(), (core::Reason{core::Code::counting_year_closed, "2026"}));
  office.take({again(participation())}, "day-3");
  office.take({declined(of("B", "1988-05-06"))}, "day-4");
  office.take({of("C", "1989-05-06")}, "day-5");
  EXPECT_EQ(office.list(Outcome::outside).size(), 3U) << "and nobody is named who may have been counted";
  EXPECT_EQ(women(office), 1);
  EXPECT_EQ(notes(office), 0);
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().message.totals.women, 1) << "what was counted before is sent";
}

TEST(CountingYears, ClosedTakeTheNamedWhereNobodyWasCounted) {
  Office office;
  close(office, 2026);
  office.take({participation()});
  EXPECT_EQ(office.list(Outcome::accepted).size(), 1U);
  office.take({declined(of("B", "1988-05-06"))}, "day-2");
  EXPECT_EQ(office.list(Outcome::outside).size(), 1U);
  EXPECT_EQ(women(office), 0);
}

TEST(CountingYears, ClosedTakeTheNamedWhereVolumesAloneWereGiven) {
  Office office;
  const auto volume = [&](const char* insats, int women) {
    office.write([&](ports::Transaction& t) {
      must(t.keep_volume({{insats, 2026, women, 9}, "ines", office.clock.now()}));
    });
  };
  volume("open_house", 11);
  volume("open_house", 12);
  close(office, 2026);
  office.take({participation()});
  EXPECT_EQ(office.list(Outcome::accepted).size(), 1U);
  EXPECT_EQ(office.list(Outcome::outside).size(), 0U);
}

TEST(CountingYears, ClosedNameNobodyWhereSomebodyWasCountedBesideAVolume) {
  Office office;
  office.write([&](ports::Transaction& t) {
    must(t.keep_volume({{"training", 2026, 3, 2}, "ines", office.clock.now()}));
  });
  office.take({declined()});
  close(office, 2026);
  office.take({of("B", "1988-05-06")}, "day-2");
  EXPECT_EQ(office.list(Outcome::accepted).size(), 0U);
}

TEST(CountingYears, ThatAreOpenFindTheirNotesAgain) {
  Office office;
  office.take({declined()});
  close(office, 2025);
  office.reopen();
  office.take({again(declined())}, "day-2");
  EXPECT_EQ(office.list(Outcome::anonymous).size(), 1U);
  EXPECT_EQ(women(office), 1);
}

TEST(CountingYears, AreFinishedAtTheStartWhereACrashLeftTheKey) {
  Office office;
  office.take({declined()});
  const std::string keys = office.folder.config().keys;
  office.ledger.reset();
  std::filesystem::copy_file(keys, keys + ".before");
  office.open();
  close(office, 2026);
  office.ledger.reset();
  std::filesystem::copy_file(keys + ".before", keys, std::filesystem::copy_options::overwrite_existing);
  {
    store::Database(office.folder.config().database, store::Database::Mode::read_write)
        .execute("UPDATE closed_year SET key_gone = 0");
  }
  ASSERT_EQ(key_of_2026(office), 1);
  office.open();
  EXPECT_EQ(key_of_2026(office), 0);
  office.take({again(declined())}, "day-2");
  EXPECT_EQ(women(office), 1);
}

TEST(CountingYears, OfARestoredLedgerAreClosedAgain) {
  Office office;
  office.world.policy.counting = {{11, 21, always()}};  // Today; 2025 and, in a year, 2026.
  office.take({declined()});
  const std::string before = office.folder.file("before.db");
  must(office.ledger->backup(before));
  close(office, 2026);
  office.ledger.reset();
  const std::string database = office.folder.config().database;
  std::filesystem::remove(database + "-wal");
  std::filesystem::remove(database + "-shm");
  std::filesystem::copy_file(before, database, std::filesystem::copy_options::overwrite_existing);
  office.open();
  ASSERT_EQ(notes(office), 1);
  ASSERT_EQ(key_of_2026(office), 0) << "the keys are on another backup";
  office.clock.on(days(365));
  office.take({again(declined()), again(participation())}, "day-2");
  EXPECT_EQ(women(office), 1) << "the policy says that it is closed";
  close(office, 2026);
  EXPECT_EQ(notes(office), 0);
  office.take({again(participation())}, "day-3");
  EXPECT_EQ(women(office), 1);
  EXPECT_EQ(office.list(Outcome::accepted).size(), 0U);
}

TEST(CountingYears, ClosedCountNobodyWhomTheNodeNeverGot) {
  for (const bool closed : {true, false}) {
    Office office;
    office.take({participation()});
    office.hand(office.due().at(0).sequence);
    office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-10"));
    office.write([&](ports::Transaction& t) { must(t.take_back()); });
    if (closed) close(office, 2026);
    for (const ports::DueMessage& item : office.due()) {
      office.hand(item.sequence);
      office.settle(item.sequence, core::Admitted::voided);
    }
    EXPECT_EQ(women(office), closed ? 0 : 1);
    EXPECT_EQ(notes(office), closed ? 0 : 1);
  }
}

TEST(CountingYears, CloseTheNotesOfTheCooperationToo) {
  Register office;
  EXPECT_EQ(office.tell(said_no(office), "A-1").decision.outcome, Outcome::anonymous);
  EXPECT_EQ(office.tell(said_no(office), "A-1").decision.outcome, Outcome::unchanged);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note"), 1);
  EXPECT_EQ(key_of_2026(office), 1) << "the note is found by its year's key";
  close(office, 2026);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note"), 0);
  EXPECT_EQ(key_of_2026(office), 0);
  const auto told = office.tell(office.request(), "A-1");
  EXPECT_EQ(told.decision.outcome, Outcome::outside) << "it may be the one that was counted";
  ASSERT_EQ(told.decision.reasons.size(), 1U);
  EXPECT_EQ(told.decision.reasons[0].code, core::Code::counting_year_closed);
  EXPECT_EQ(office.tell(said_no(office), "A-2").decision.outcome, Outcome::outside);
  EXPECT_EQ(women(office), 1);
  EXPECT_EQ(office.tell(office.request()).decision.outcome, Outcome::accepted) << "nobody was counted under no key";
}

TEST(CountingYears, FindNotesOfTheCooperationThatWereMadeUnderTheOldKey) {
  Register office;
  office.tell(said_no(office), "A-1");
  office.ledger.reset();
  {
    const LedgerConfig config = office.folder.config();
    const auto ring = must(KeyRing::open({config.keys, config.master_key, false}));
    store::Database database(config.database, store::Database::Mode::read_write);
    database.run("CREATE TABLE made_before (mark BLOB)");
    database.run("INSERT INTO made_before (mark) VALUES (?1)", store::Vault(*ring).of_act("A-1"));
    database.run("UPDATE case_note SET mark = (SELECT mark FROM made_before)");
  }
  office.open();
  EXPECT_EQ(office.tell(said_no(office), "A-1").decision.outcome, Outcome::unchanged);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note"), 1);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note JOIN made_before USING (mark)"), 0)
      << "it has its year's key from now on";
  close(office, 2026);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note"), 0);
  EXPECT_EQ(women(office), 1);
}

}  // namespace
}  // namespace gateway::io
