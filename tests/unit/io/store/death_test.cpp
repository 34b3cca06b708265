#include <gtest/gtest.h>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/office.h"

// Deaths that are told (domain.md §3 q), and whose a registration is.

namespace gateway::io {
namespace {

using namespace made;
using core::MessageKind;
using core::Outcome;

core::PersonNumber number() {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(participation().number, kToday));
}

class Deaths : public ::testing::Test {
 protected:
  void told(base::Date on = kToday) {
    office_.write([&](ports::Transaction& t) { must(t.deceased(number(), on, "anyone", office_.clock.now())); });
  }
  std::int64_t count(const char* sql) {
    store::Database database(office_.folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query(sql);
    query.step();
    return query.integer(0);
  }
  Office office_;
};

TEST_F(Deaths, Q_ReachesEachRegistrationByItsPerson) {
  core::Participation other = participation();
  other.key = "I-2";
  other.insats = "Social träning";
  office_.take({participation(), other, of("I-3", "1988-03-04")});
  office_.deliver();
  told(day("2026-11-19"));
  office_.write([&](ports::Transaction& t) {
    for (const char* key : {"I-1", "I-2", "I-3"}) {
      const auto refs = must(t.find({"accorda", key, std::nullopt}));
      const auto deceased = must(t.situation(refs.at(0))).deceased;
      EXPECT_EQ(deceased, std::string_view(key) == "I-3" ? std::nullopt : std::optional(day("2026-11-19"))) << key;
    }
  });
  EXPECT_EQ(count("SELECT count(*) FROM subject"), 2);
  EXPECT_EQ(count("SELECT count(*) FROM record WHERE content_mark IS NULL"), 2) << "decided anew when they are told";
}

TEST_F(Deaths, Q_StandsForWhoeverIsNotKnownYet) {
  told();
  EXPECT_EQ(count("SELECT count(*) FROM subject WHERE sealed IS NULL"), 1) << "a mark, and nothing of a name";
  told();
  EXPECT_EQ(count("SELECT count(*) FROM subject"), 1);
  office_.take({participation()});
  EXPECT_EQ(office_.list().at(0).outcome, Outcome::anonymous);
  EXPECT_EQ(count("SELECT count(*) FROM registration"), 0);
}

TEST_F(Deaths, Q_CountsWhatWaits) {
  office_.take({waiting()});
  told();
  office_.take({waiting()}, "day-2");
  EXPECT_EQ(office_.list().at(0).outcome, Outcome::anonymous);
  EXPECT_EQ(count("SELECT count(*) FROM pending"), 0);
  EXPECT_TRUE(office_.balance().adds_up());
}

TEST_F(Deaths, R_WhoseARegistrationIsGoesWithTheIdentity) {
  office_.take({participation()});
  office_.deliver();
  office_.write([&](ports::Transaction& t) {
    const auto ref = must(t.find({"accorda", "I-1", std::nullopt})).at(0);
    EXPECT_EQ(must(t.whose(*ref.registration)), number());
    EXPECT_EQ(must(t.whose(registration_id(99))), std::nullopt);
    const auto decision = core::decide_wrong(must(t.situation(ref)), core::Code::wrong_person, office_.circumstances());
    must(t.store_fact(ref, decision, office_.clock.now()));
    EXPECT_EQ(must(t.whose(*ref.registration)), std::nullopt);
  });
}

class Waiting : public Deaths {
 protected:
  /// Decides anew what waits, as a new day does.
  void decide_anew(const core::Participation& record) {
    office_.write([&](ports::Transaction& t) {
      const auto all = must(t.pending({ports::Selector{"accorda", record.key, std::nullopt}}));
      ASSERT_EQ(all.size(), 1U);
      const auto facts = must(t.facts("accorda", all[0].set, record, all[0].document));
      const auto decision = core::decide(record, facts.situation, office_.circumstances());
      must(t.store({"accorda", all[0].set, record, all[0].document, decision, office_.clock.now(), true}));
    });
  }
  std::int64_t purged_on(std::string_view date) { return must(office_.ledger->purge(noon(day(date)))); }
};

TEST_F(Waiting, B_ForAnAnswerIsKeptUntilItHasBeenAskedForAndAsLongAsAnythingThatWaits) {
  office_.take({waiting()});
  EXPECT_EQ(purged_on("2027-02-19"), 0) << "90 days after its reading";
  EXPECT_EQ(purged_on("2027-04-30"), 0);
  EXPECT_EQ(purged_on("2027-05-01"), 1) << "90 days after 31 January";
}

TEST_F(Waiting, B_ForAnAnswerThatWasAskedForIsKeptFromItsReading) {
  core::Participation last_years = waiting();
  last_years.start = day("2025-12-31");
  office_.take({last_years});
  EXPECT_EQ(purged_on("2027-02-18"), 0);
  EXPECT_EQ(purged_on("2027-02-19"), 1);
}

TEST_F(Waiting, B_ForTheDayOfAConsentIsKeptAsLong) {
  core::Participation ahead = participation();
  ahead.consent.date = day("2027-03-01");
  office_.take({ahead});
  EXPECT_EQ(purged_on("2027-04-30"), 0);
}

TEST_F(Waiting, IsKeptNoLongerForBeingDecidedAnew) {
  core::Participation unclear = participation();
  unclear.insats = "Oklart";
  office_.take({unclear});
  office_.clock.on(days(30));
  decide_anew(unclear);
  EXPECT_EQ(purged_on("2027-02-18"), 0);
  EXPECT_EQ(purged_on("2027-02-19"), 1) << "90 days after its reading";
}

TEST_F(Waiting, IsKeptFromTheDayOnWhichItWaitsForSomethingElse) {
  core::Participation unmapped = participation();
  unmapped.insats = "Keramik";
  office_.take({unmapped});  // Rejected: 30 days.
  office_.clock.on(days(20));
  unmapped.insats = "Oklart";
  decide_anew(unmapped);
  EXPECT_EQ(purged_on("2027-03-10"), 0);
  EXPECT_EQ(purged_on("2027-03-11"), 1);
}

TEST_F(Waiting, HasStillVanishedWhenItIsDecidedAnew) {
  core::Participation record = participation();
  record.end = kStart + days(30);
  office_.take({record, of("I-2", "1988-03-04")});
  office_.deliver();
  record.end.reset();
  office_.take({record, of("I-2", "1988-03-04")}, "day-2");
  office_.set_notice("day-2", ports::SetState::complete);
  office_.set_notice("day-3", ports::SetState::begun);
  office_.take({of("I-2", "1988-03-04")}, "day-3");
  office_.set_notice("day-3", ports::SetState::complete);
  ASSERT_EQ(office_.vanished().size(), 1U);
  decide_anew(record);
  EXPECT_EQ(office_.vanished().size(), 1U);
}

TEST_F(Waiting, J_IsNotRegisteredByTheCalendarOnceItsSourceSaysItNoMore) {
  const auto waits = [&] {
    std::size_t count = 0;
    office_.write([&](ports::Transaction& t) { count = must(t.pending({})).size(); });
    return count;
  };
  office_.set_notice("day-1", ports::SetState::begun);
  office_.take({waiting(), of("I-2", "1988-03-04")});
  office_.set_notice("day-1", ports::SetState::complete);
  EXPECT_EQ(waits(), 1U);
  office_.set_notice("day-2", ports::SetState::begun);
  office_.take({of("I-2", "1988-03-04")}, "day-2");
  office_.set_notice("day-2", ports::SetState::complete);
  EXPECT_EQ(waits(), 0U);
  EXPECT_TRUE(office_.vanished().empty()) << "nothing of it is registered";
  office_.take({waiting(), of("I-2", "1988-03-04")}, "day-3");
  EXPECT_EQ(waits(), 1U) << "said again";
}

TEST_F(Deaths, Q_OutliveTheRowOfARegistrationThatNeverLeft) {
  core::Participation second = waiting();
  second.key = "I-2";
  office_.take({participation(), second});
  office_.write([&](ports::Transaction& t) {
    must(t.deceased(number(), kToday, "maj.lind", office_.clock.now()));
    const auto ref = must(t.find({"accorda", "I-1", std::nullopt})).at(0);
    const auto decision = core::decide_fact(must(t.situation(ref)), office_.circumstances());
    must(t.store_fact(ref, decision, office_.clock.now()));
  });
  core::Participation third = participation();
  third.key = "I-3";
  third.insats = "Social träning";
  const ports::PageCounts counts = office_.take({third});
  EXPECT_EQ(counts.by_outcome[static_cast<std::size_t>(Outcome::anonymous)], 1) << "named by nobody";
}

}  // namespace
}  // namespace gateway::io
