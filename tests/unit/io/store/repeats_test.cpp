// What a source says again: seen without being asked about one by one, and never taken for seen where it was not.
#include <gtest/gtest.h>

#include "tests/unit/io/store/office.h"

namespace gateway::io::made {
namespace {

using core::Outcome;

constexpr int kMany = 30;

/// The good participation of many, in the order of their files.
std::vector<core::Participation> many() {
  std::vector<core::Participation> all;
  for (int i = 0; i < kMany; ++i) {
    const std::string two = std::to_string(i % 28 + 1);
    all.push_back(
        of("I-" + std::to_string(i), (i < 28 ? "1988-03-" : "1989-03-") + std::string(two.size() < 2, '0') + two));
    all.back().line = static_cast<std::uint32_t>(i + 2);
  }
  return all;
}

std::int64_t unchanged(const ports::PageCounts& counts) {
  return counts.by_outcome[static_cast<std::size_t>(Outcome::unchanged)];
}

/// Reads one full set, in pages of ten.
std::int64_t read(Office& office, const std::vector<core::Participation>& records, const std::string& set) {
  std::int64_t same = 0;
  office.set_notice(set, ports::SetState::begun);
  for (std::size_t at = 0; at < records.size(); at += 10) {
    const auto from = records.begin() + static_cast<std::ptrdiff_t>(at);
    const auto to = records.begin() + static_cast<std::ptrdiff_t>(std::min(at + 10, records.size()));
    same += unchanged(office.take({from, to}, set));
  }
  office.set_notice(set, ports::SetState::complete);
  return same;
}

std::vector<std::string> vanished(Office& office) {
  std::vector<std::string> keys;
  for (const auto& one : office.vanished()) keys.push_back(one.key);
  return keys;
}

std::int64_t number(Office& office, const char* sql) {
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  store::Query query = database.query(sql);
  query.step();
  return query.integer(0);
}

TEST(Repeats, AreSeenWithoutAWriteForEach) {
  Office office;
  EXPECT_EQ(read(office, many(), "day-1"), 0);
  EXPECT_EQ(read(office, many(), "day-2"), kMany);
  EXPECT_TRUE(vanished(office).empty());
  // The first was looked up; those behind it followed.
  EXPECT_EQ(
      number(office, "SELECT count(*) FROM record r JOIN intake_set i ON i.row = r.seen_set WHERE i.name = 'day-2'"),
      1);
  // Kept until the next set begins, for what is decided anew at the end of this one.
  EXPECT_EQ(number(office, "SELECT count(*) FROM seen_run"), 1);
  office.set_notice("day-3", ports::SetState::begun);
  EXPECT_EQ(number(office, "SELECT count(*) FROM seen_run"), 0);
}

TEST(Repeats, AreOneRunHoweverManyPages) {
  Office office;
  read(office, many(), "day-1");
  office.set_notice("day-2", ports::SetState::begun);
  office.take(many(), "day-2");
  EXPECT_EQ(number(office, "SELECT count(*) FROM seen_run"), 1);
  office.take(many(), "day-2");  // Read again, as after a crash.
  EXPECT_EQ(number(office, "SELECT count(*) FROM seen_run"), 1);
  EXPECT_EQ(number(office, "SELECT last - first + 2 FROM seen_run"), kMany);
}

TEST(Repeats, MoveInTheirFilesWithoutBecomingOthers) {
  Office office;
  read(office, many(), "day-1");
  auto moved = many();
  for (core::Participation& record : moved) record.line += 1000;
  EXPECT_EQ(read(office, moved, "day-2"), kMany);
  EXPECT_TRUE(office.due().size() >= kMany);
}

TEST(Repeats, ShowWhatVanishedAmongThem) {
  Office office;
  read(office, many(), "day-1");
  auto fewer = many();
  fewer.erase(fewer.begin() + 22);
  fewer.erase(fewer.begin() + 11, fewer.begin() + 13);
  fewer.pop_back();
  EXPECT_EQ(read(office, fewer, "day-2"), kMany - 4);
  EXPECT_EQ(vanished(office), (std::vector<std::string>{"I-11", "I-12", "I-22", "I-29"}));
  EXPECT_EQ(read(office, many(), "day-3"), kMany);
  EXPECT_TRUE(vanished(office).empty());
}

TEST(Repeats, GoOnInASetThatWasInterrupted) {
  Office office;
  read(office, many(), "day-1");
  const auto all = many();
  office.set_notice("day-2", ports::SetState::begun);
  EXPECT_EQ(unchanged(office.take({all.begin(), all.begin() + 15}, "day-2")), 15);
  office.reopen();
  EXPECT_EQ(unchanged(office.take({all.begin() + 15, all.end() - 1}, "day-2")), 14);
  office.set_notice("day-2", ports::SetState::complete);
  EXPECT_EQ(vanished(office), std::vector<std::string>{"I-29"});
}

TEST(Repeats, AreNotSeenWhereTheirPageWasUndone) {
  Office office;
  read(office, many(), "day-1");
  const auto all = many();
  office.set_notice("day-2", ports::SetState::begun);
  EXPECT_EQ(unchanged(office.take({all.begin(), all.begin() + 10}, "day-2")), 10);
  const auto page = [&](ports::Transaction& t) {
    for (int i = 10; i < 20; ++i)
      EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[static_cast<std::size_t>(i)]))), 1U);
  };
  EXPECT_FALSE(office.ledger->write([&](ports::Transaction& t) -> base::Result<void> {
    page(t);
    return base::broken("the page's cursor cannot be stored");
  }));
  office.write([&](ports::Transaction& t) {
    const auto undone = t.attempt([&]() -> base::Result<void> {
      must(t.facts("accorda", "day-2", all[9], document_of(all[9])));
      page(t);
      return base::broken("undone");
    });
    EXPECT_FALSE(undone);
  });
  EXPECT_EQ(unchanged(office.take({all.begin() + 20, all.end()}, "day-2")), 10);
  office.set_notice("day-2", ports::SetState::complete);
  EXPECT_EQ(vanished(office).size(), 10U);
}

TEST(Repeats, AreFoundAgainBehindWhatIsNewOrChanged) {
  Office office;
  read(office, many(), "day-1");
  auto next = many();
  next[5].answers.education = "eftergymnasial";
  next.insert(next.begin() + 15, of("I-new", "1990-05-06"));
  EXPECT_EQ(read(office, next, "day-2"), kMany - 1);
  EXPECT_TRUE(vanished(office).empty());
  std::reverse(next.begin(), next.end());
  EXPECT_EQ(read(office, next, "day-3"), kMany + 1);
  EXPECT_TRUE(vanished(office).empty());
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Repeats, EndWithAFactThatIsToldMeanwhile) {
  Office office;
  read(office, many(), "day-1");
  const auto all = many();
  office.set_notice("day-2", ports::SetState::begun);
  office.take({all.begin(), all.begin() + 10}, "day-2");
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[10]))), 1U);
    const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(all[11].number, kToday));
    must(t.protect(number, "maj.lind", office.clock.now(), core::Protection::unknown));
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[11]))), 0U);
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[12]))), 1U);
  });
  office.withdraw({"accorda", "I-13", {}}, day("2026-11-10"));
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[13]))), 0U);
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[14]))), 1U);
    EXPECT_EQ(must(t.said_again("other", "day-2", document_of(all[15]))), 0U);
  });
}

TEST(Repeats, AreStillSeenWhenWhatWaitsIsDecidedAnewAtTheSetsEnd) {
  Office office;
  core::Participation old = participation();
  old.key = "made-1";
  old.derived_key = true;
  core::Participation renewed = old;
  renewed.key = "made-2";
  renewed.start = *old.start + std::chrono::days(7);
  auto all = many();
  all.insert(all.begin() + 1, old);
  read(office, all, "day-1");
  all.insert(all.begin(), renewed);
  EXPECT_EQ(read(office, all, "day-2"), kMany + 1);
  office.write([&](ports::Transaction& t) {
    EXPECT_FALSE(must(t.facts("accorda", "day-2", renewed, document_of(renewed))).situation.perhaps_a_correction);
  });
}

TEST(Repeats, OneThatIsDamagedHoldsUpNoOther) {
  Office office;
  read(office, many(), "day-1");
  office.alter("UPDATE record SET units = 'x' WHERE row = (SELECT row FROM record ORDER BY row LIMIT 1 OFFSET 5)");
  const auto all = many();
  office.set_notice("day-2", ports::SetState::begun);
  EXPECT_EQ(unchanged(office.take({all.begin(), all.begin() + 5}, "day-2")), 5);
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.said_again("accorda", "day-2", document_of(all[5]))), 0U);
    const auto facts = t.facts("accorda", "day-2", all[5], document_of(all[5]));
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().fault, base::Fault::reject);
  });
  EXPECT_EQ(unchanged(office.take({all.begin() + 6, all.end()}, "day-2")), kMany - 6);
}

TEST(Repeats, AreOneRunAroundThoseThatAreAskedAboutByThemselves) {
  Office office;
  auto all = many();
  for (std::size_t i = 0; i < all.size(); i += 2) all[i].answers.education.clear();  // Accepted, with a warning.
  read(office, all, "day-1");
  EXPECT_EQ(read(office, all, "day-2"), kMany);
  EXPECT_EQ(number(office, "SELECT count(*) FROM seen_run"), 1);
  EXPECT_TRUE(vanished(office).empty());
}

TEST(Repeats, AreNoneOutsideOfSets) {
  Office office;
  office.take(many(), "");
  office.write([&](ports::Transaction& t) {
    must(t.facts("accorda", "", many()[0], document_of(many()[0])));
    EXPECT_EQ(must(t.said_again("accorda", "", document_of(many()[1]))), 0U);
  });
  EXPECT_EQ(unchanged(office.take(many(), "")), kMany);
}

TEST(Repeats, TellWhereTheyStandNowWhereAListNamesThem) {
  Office office;
  auto all = many();
  all[3].answers.education.clear();  // Accepted, with a warning.
  read(office, all, "day-1");
  for (core::Participation& record : all) ++record.line;
  EXPECT_EQ(read(office, all, "day-2"), kMany);
  for (const ports::ListedUnit& unit : office.list(Outcome::accepted)) {
    if (unit.warnings.empty()) continue;
    EXPECT_EQ(unit.key, "I-3");
    EXPECT_EQ(unit.set, "day-2");
    EXPECT_EQ(unit.line, all[3].line);
  }
}

}  // namespace
}  // namespace gateway::io::made
