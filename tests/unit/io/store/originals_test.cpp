// The originals of consents in the ledger: what is known of them, what is kept, and what goes with whom.
#include <gmock/gmock.h>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/older.h"
#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<ports::KeptOriginal> unsent(Office& office) {
  return all_of<ports::KeptOriginal>([&](const auto& take) { return office.ledger->each_unsent(take); });
}

core::Archived sent(const std::string& by = "maj.lind") {
  return {kToday, by, noon(kToday)};
}

void archive(Office& office, const base::RegistrationId& id, const core::Archived& archived = sent()) {
  office.write([&](ports::Transaction& t) { must(t.archive(id, archived)); });
}

std::optional<core::Archived> archived(Office& office, const base::RegistrationId& id) {
  const auto found = must(office.ledger->original(id));
  return found ? found->original.archived : std::nullopt;
}

std::int64_t count(Office& office, const char* sql) {
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  store::Query query = database.query(sql);
  query.step();
  return query.integer(0);
}

constexpr const char* kKept = "SELECT count(*) FROM archived_original";

TEST(Originals, AreKnownOnceTheNodeHasTakenTheRegistrationAndUntilTheyAreSent) {
  Office office;
  office.take({participation()});
  EXPECT_THAT(unsent(office), IsEmpty());
  office.clock.on(24h);
  office.deliver();
  const auto listed = unsent(office);
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].source, "accorda");
  EXPECT_EQ(listed[0].key, "I-1");
  EXPECT_EQ(listed[0].acknowledged, office.clock.now());
  EXPECT_EQ(listed[0].original.registration.consent_form, "SUS 2024");
  EXPECT_EQ(listed[0].original.places, std::vector<std::string>{"training"});
  const base::RegistrationId id = listed[0].original.registration.id;
  archive(office, id);
  EXPECT_THAT(unsent(office), IsEmpty());
  EXPECT_EQ(archived(office, id), sent());
  office.clock.on(24h);
  core::Participation ended = participation();
  ended.end = kToday;
  office.take({ended}, "day-2");
  office.deliver();
  office.write([&](ports::Transaction& t) {
    EXPECT_EQ(must(t.original(id))->acknowledged, listed[0].acknowledged) << "later messages do not move it";
    EXPECT_FALSE(must(t.original(registration_id(99))));
  });
}

TEST(Originals, SaidAgainAreCorrectedAndBothAreInTheAudit) {
  Office office;
  office.take({participation()});
  office.deliver();
  const base::RegistrationId id = unsent(office).at(0).original.registration.id;
  archive(office, id);
  archive(office, id, sent("karl.ek"));
  EXPECT_EQ(archived(office, id)->by, "karl.ek");
  EXPECT_EQ(count(office, kKept), 1);
  EXPECT_EQ(count(office, "SELECT count(*) FROM audit WHERE kind = 'archive' AND registration IS NOT NULL"), 2);
  EXPECT_EQ(count(office, "SELECT count(*) FROM audit WHERE codes = '2026-11-21 by karl.ek'"), 1);
  EXPECT_TRUE(*must(office.ledger->verify()).find("ok")->boolean());
}

TEST(Originals, OfMoreThanAPageAreAllListed) {
  Office office;
  office.take({participation()});
  office.deliver();
  std::string more = "CREATE TEMP TABLE one AS SELECT * FROM registration;";
  for (int i = 0; i < 299; ++i) {
    more += "UPDATE one SET row = NULL, id = randomblob(16); INSERT INTO registration SELECT * FROM one;";
  }
  office.alter(more);
  EXPECT_THAT(unsent(office), SizeIs(300));
}

TEST(Originals, R_OfADestroyedIdentityNothingStays) {
  Office office;
  office.take({participation()});
  office.deliver();
  archive(office, unsent(office).at(0).original.registration.id);
  office.write([&](ports::Transaction& t) {
    const auto ref = must(t.find({"accorda", "I-1", std::nullopt})).at(0);
    must(t.store_fact(ref, core::decide_wrong(must(t.situation(ref)), core::Code::wrong_person, office.circumstances()),
                      office.clock.now()));
  });
  EXPECT_EQ(count(office, kKept), 0);
  EXPECT_THAT(unsent(office), IsEmpty());
}

TEST(Originals, OfAConsentTakenBackStaySentAndANewOneNeedsItsOwn) {
  Office office;
  const ports::Selector record{"accorda", "I-1", std::nullopt};
  office.take({participation()});
  office.deliver();
  const base::RegistrationId first = unsent(office).at(0).original.registration.id;
  archive(office, first);
  office.withdraw(record, day("2026-11-10"));
  office.deliver();
  EXPECT_EQ(archived(office, first), sent());
  office.write([&](ports::Transaction& t) {
    must(t.tell(must(t.find(record)).at(0), {core::ConsentAnswer::given, "SUS 2024", kToday, std::nullopt}, "maj.lind",
                office.clock.now()));
  });
  office.take({participation()}, "day-2");
  office.deliver();
  const auto again = unsent(office);
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_NE(again[0].original.registration.id, first);
  EXPECT_EQ(again[0].original.registration.consent_date, kToday);
}

TEST(Originals, OfACaseAreThoseOfItsRequestAtBothOffices) {
  Register office;
  const auto request = office.tell(office.request());
  EXPECT_THAT(unsent(office), IsEmpty());
  office.send();
  const auto listed = unsent(office);
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].original.registration.id, request.id);
  EXPECT_EQ(listed[0].original.places, (std::vector<std::string>{"af_gavle", "fk_gavle"}));
  EXPECT_FALSE(listed[0].original.closed);
  archive(office, request.id, sent("fk.gavle"));
  EXPECT_EQ(archived(office, request.id)->by, "fk.gavle");
}

TEST(Originals, R_OfAWrongCaseNothingStays) {
  Register office;
  const auto request = office.tell(office.request());
  office.send();
  archive(office, request.id, sent("fk.gavle"));
  office.write([&](ports::Transaction& t) {
    const auto facts = must(t.cases().facts({request.id, std::nullopt}));
    core::CaseCircumstances c = office.desk.circumstances();
    const CooperationAct act = office.act(ActKind::discard, "2026-03-02", "fk.gavle", request.id);
    const auto decision = core::decide_wrong_case(facts.situation, core::Code::wrong_person, act.by, c);
    must(t.cases().store({act, request.id, std::nullopt, std::nullopt, {}, decision, {}, {}, office.clock.now()}));
  });
  EXPECT_EQ(count(office, kKept), 0);
  EXPECT_THAT(unsent(office), SizeIs(testing::Le(1U)));
  for (const auto& one : unsent(office)) EXPECT_TRUE(one.original.closed);
}

TEST(Originals, OfANodesRegistrationsAreTheirSenders) {
  Register node;
  const auto request = node.receive(node.request(), "fk");
  EXPECT_FALSE(must(node.ledger->original(request.id)));
  EXPECT_THAT(unsent(node), IsEmpty());
}

TEST(Originals, ComeToALedgerMadeBeforeThem) {
  Office office;
  office.take({participation()});
  office.deliver();
  office.ledger.reset();
  office.alter(kBackTo16 +
               "DROP TABLE archived_original; "
               "DROP TABLE protection_claim; "
               "DROP TABLE protection_lifted; "
               "DROP TABLE told_decision; "
               "DROP TABLE fk_notice; "
               "DROP TABLE refused_act; "
               "PRAGMA user_version=12; ");
  office.open();
  EXPECT_THAT(unsent(office), SizeIs(1)) << "what was acknowledged before is known, too";
}

}  // namespace
}  // namespace gateway::io
