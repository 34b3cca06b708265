#include <gmock/gmock.h>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/office.h"

// Row r of domain.md §3 in the ledger: what is destroyed, what stays.

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;
using core::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A ledger in which a registration can turn out to be wrong.
class WrongOffice : public Office {
 public:
  void wrong(const ports::Selector& selector, core::Code cause = core::Code::wrong_person) {
    write([&](ports::Transaction& t) {
      for (const ports::RecordRef& ref : must(t.find(selector))) {
        must(t.store_fact(ref, core::decide_wrong(must(t.situation(ref)), cause, circumstances()), clock.now()));
      }
    });
  }
  /// A new consent, of today.
  void consent(const ports::Selector& selector) {
    write([&](ports::Transaction& t) {
      for (const ports::RecordRef& ref : must(t.find(selector))) {
        must(t.tell(ref, {core::ConsentAnswer::given, "SUS 2024", kToday, std::nullopt}, "maj.lind", clock.now()));
      }
    });
  }
  void wrong_with_incident(const ports::Selector& selector, core::Handover handover = core::Handover::nothing) {
    write([&](ports::Transaction& t) {
      core::Incident incident;
      incident.registration = must(t.find(selector)).at(0).registration.value();
      incident.handover = handover;
      incident.discovered = clock.now();
      must(t.keep(incident, clock.now()));
      incidents_.push_back(incident);
    });
    wrong(selector);
  }
  void close_first(std::string_view reason) {
    core::Incident& first = incidents_.front();
    ASSERT_TRUE(core::close(first, "dso", reason, clock.now()));
    write([&](ports::Transaction& t) { must(t.keep(first, clock.now())); });
  }
  /// The record I-1: registered, its consent taken back, and a new one told.
  void withdrawn_and_given_again() {
    const ports::Selector record{"accorda", "I-1", std::nullopt};
    take({participation()});
    deliver();
    withdraw(record, day("2026-11-10"));
    deliver();
    consent(record);
  }
  std::int64_t count(const char* sql) {
    store::Database database(folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query(sql);
    query.step();
    return query.integer(0);
  }
  Outcome read_again(const core::Participation& record, const std::string& set) {
    take({record}, set);
    return list().at(0).outcome;
  }

 private:
  std::vector<core::Incident> incidents_;
};

ports::Selector by_key(const std::string& key) {
  return {"accorda", key, std::nullopt};
}

TEST(WrongLedger, R_NothingOfThePersonStaysAndTheNodeIsTold) {
  WrongOffice office;
  office.take({participation()});
  office.deliver();
  ASSERT_EQ(office.count("SELECT count(*) FROM subject"), 1);
  office.wrong(by_key("I-1"));
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM record WHERE person_mark IS NOT NULL"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM registration WHERE place <> '' OR subject IS NOT NULL"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM totals"), 0);
  const auto left = office.due();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].message.kind, MessageKind::exit);
  EXPECT_EQ(left[0].message.code, "wrong_person");
  EXPECT_FALSE(left[0].facts.person);
  office.hand(left[0].sequence);
  office.settle(left[0].sequence, Admitted::voided);
  EXPECT_THAT(office.due(), IsEmpty());
  EXPECT_EQ(office.count("SELECT count(*) FROM totals"), 0) << "and nothing is counted";
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(WrongLedger, R_HowFarItHadComeIsWhatTheNodeAnswersInTheEnd) {
  const auto reached = [](WrongOffice& office) {
    core::Handover handover{};
    office.write([&](ports::Transaction& t) { handover = must(t.incidents(std::nullopt)).at(0).handover; });
    return handover;
  };
  const auto answers = {std::pair(Admitted::voided, core::Handover::nothing),
                        std::pair(Admitted::accepted, core::Handover::acknowledged),
                        std::pair(Admitted::rejected, core::Handover::unknown)};
  for (const auto& [answer, known] : answers) {
    WrongOffice office;
    office.take({participation()});
    office.hand(office.due().at(0).sequence);
    office.wrong_with_incident(by_key("I-1"), core::Handover::unknown);
    EXPECT_EQ(reached(office), core::Handover::unknown) << "nobody knows yet";
    office.write([&](ports::Transaction& t) { must(t.take_back()); });
    const auto left = office.due();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].message.kind, MessageKind::exit_or_void);
    office.hand(left[0].sequence);
    office.settle(left[0].sequence, answer);
    EXPECT_EQ(reached(office), known);
  }
  WrongOffice office;
  office.take({participation()});
  office.deliver();
  office.wrong_with_incident(by_key("I-1"), core::Handover::acknowledged);
  const auto left = office.due();
  office.hand(left.at(0).sequence);
  office.settle(left.at(0).sequence, Admitted::voided);
  EXPECT_EQ(reached(office), core::Handover::acknowledged) << "what was known is not forgotten";
}

TEST(WrongLedger, R_AWaitingDocumentGoesWithTheIdentity) {
  WrongOffice office;
  core::Participation record = participation();
  record.end = kStart + days(30);
  office.take({record});
  office.deliver();
  record.end.reset();
  office.take({record}, "day-2");
  ASSERT_EQ(office.count("SELECT count(*) FROM pending"), 1) << "an end that is gone is rejected";
  ASSERT_EQ(office.count("SELECT count(*) FROM record WHERE basis IS NOT NULL"), 1);
  office.wrong(by_key("I-1"));
  EXPECT_EQ(office.count("SELECT count(*) FROM pending"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM record WHERE basis IS NOT NULL"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM record WHERE sealed_key <> x''"), 1) << "the source's id is no person's";
  EXPECT_EQ(office.list().at(0).key, "I-1");
}

TEST(WrongLedger, R_AMadeKeyIsNotKept) {
  WrongOffice office;
  core::Participation record = participation();
  record.key = record.number + "|Arbetsträning|2026-10-01";
  record.derived_key = true;
  office.take({record});
  office.deliver();
  office.wrong(by_key(record.key));
  EXPECT_EQ(office.count("SELECT count(*) FROM record"), 1) << "its mark bars it";
  EXPECT_EQ(office.count("SELECT count(*) FROM record WHERE sealed_key <> x'' OR derived_mark IS NOT NULL"), 0);
  EXPECT_EQ(office.list().at(0).key, "");
  EXPECT_EQ(office.read_again(record, "day-2"), Outcome::outside);
}

TEST(WrongLedger, R_WhatIsInHandsStillLeavesNobodyAtTheNode) {
  WrongOffice office;
  office.take({participation()});
  const auto in = office.due();
  office.hand(in[0].sequence);
  office.wrong(by_key("I-1"));
  EXPECT_THAT(office.due(), IsEmpty()) << "its answer comes first";
  office.settle(in[0].sequence, Admitted::accepted);
  const auto left = office.due();
  ASSERT_EQ(left.size(), 1U) << "it is not emptied with the registration";
  EXPECT_EQ(left[0].message.kind, MessageKind::exit_or_void);
  EXPECT_EQ(left[0].message.code, "wrong_person");
}

TEST(WrongLedger, R_TheKeyRegistersThePersonNoMoreAndAnotherOneIsDecidedAnew) {
  WrongOffice office;
  office.take({participation()});
  office.deliver();
  office.wrong(by_key("I-1"));
  office.deliver();
  EXPECT_EQ(office.read_again(participation(), "day-2"), Outcome::outside);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM pending"), 0) << "nothing of them is kept while it waits";
  EXPECT_EQ(office.read_again(of("I-1", "1988-03-04"), "day-3"), Outcome::accepted) << "the right person";
  office.take({of("I-2", "1987-02-03")}, "day-4");
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 2) << "the same person under another key is another matter";
}

TEST(WrongLedger, R_AnIncidentClosedAsAMistakeLetsTheSameBeRegisteredAgain) {
  for (const std::string_view reason : core::kCloseReasons) {
    WrongOffice office;
    office.take({participation(), of("I-2", "1988-03-04")});
    office.deliver();
    for (const char* key : {"I-1", "I-2"}) office.wrong_with_incident(by_key(key));
    EXPECT_EQ(office.read_again(participation(), "day-2"), Outcome::outside);
    office.close_first(reason);
    const bool mistaken = reason == "mistaken";
    EXPECT_EQ(office.read_again(participation(), "day-3"), mistaken ? Outcome::accepted : Outcome::outside) << reason;
    EXPECT_EQ(office.count("SELECT count(*) FROM wrong_registration"), mistaken ? 1 : 2);
    EXPECT_EQ(office.count("SELECT count(*) FROM wrong_registration WHERE registration IS NOT NULL"), 1)
        << "whose it was is known of the open incident alone";
  }
}

TEST(WrongLedger, R_APersonRegisteredElsewhereKeepsTheirName) {
  WrongOffice office;
  core::Participation other = participation();
  other.key = "I-2";
  other.insats = "Social träning";
  office.take({participation(), other});
  office.deliver();
  office.wrong(by_key("I-1"));
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE sealed IS NOT NULL"), 1);
  office.wrong({{}, {}, std::get<core::PersonNumber>(core::PersonNumber::parse(participation().number, kToday))});
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 0) << "by the number, all there is";
}

TEST(WrongLedger, R_AnEarlierRegistrationOfTheKeyNamesNobodyEither) {
  WrongOffice office;
  office.withdrawn_and_given_again();
  office.take({participation()}, "day-2");
  ASSERT_EQ(office.count("SELECT count(*) FROM registration WHERE subject IS NOT NULL"), 2);
  office.wrong(by_key("I-1"));
  EXPECT_EQ(office.count("SELECT count(*) FROM subject"), 0);
}

TEST(WrongLedger, R_SomebodyElseWhomTheKeyNamedBeforeIsNotTouched) {
  WrongOffice office;
  office.withdrawn_and_given_again();
  EXPECT_EQ(office.read_again(of("I-1", "1988-03-04"), "day-2"), Outcome::accepted);
  ASSERT_EQ(office.count("SELECT count(*) FROM registration WHERE subject IS NOT NULL"), 2);
  office.wrong(by_key("I-1"));
  EXPECT_EQ(office.count("SELECT count(*) FROM registration WHERE subject IS NOT NULL"), 1);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE row NOT IN (SELECT subject FROM registration WHERE "
                         "subject IS NOT NULL)"),
            0)
      << "nobody without a registration";
}

TEST(WrongLedger, R_IncidentsAreKeptWithWhatBecomesOfThem) {
  WrongOffice office;
  core::Incident first{registration_id(1),
                       core::Code::wrong_person,
                       core::Handover::acknowledged,
                       office.clock.now(),
                       "maj.lind",
                       {},
                       {},
                       {},
                       {},
                       {}};
  core::Incident second = first;
  second.registration = registration_id(2);
  second.discovered += std::chrono::hours(1);
  office.write([&](ports::Transaction& t) {
    must(t.keep(first, office.clock.now()));
    must(t.keep(second, office.clock.now()));
    EXPECT_THAT(must(t.incidents(std::nullopt)), ElementsAre(second, first));
    ASSERT_TRUE(core::report(first, "dso", office.clock.now()));
    ASSERT_TRUE(core::close(first, "dso", "handled", office.clock.now()));
    must(t.keep(first, office.clock.now()));
    EXPECT_THAT(must(t.incidents(first.registration)), ElementsAre(first));
    EXPECT_THAT(must(t.incidents(registration_id(9))), IsEmpty());
  });
  EXPECT_EQ(office.count("SELECT count(*) FROM audit WHERE kind = 'incident'"), 3);
}

}  // namespace
}  // namespace gateway::io
