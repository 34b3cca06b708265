// What is said of the signed paper of a consent, in the ledger: where it stands, and with whom it goes.
#include <gmock/gmock.h>

#include "gateway/core/wrong.h"
#include "gateway/io/store/values.h"
#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;

constexpr const char* kPlace = "Skåp 4";

core::ConsentPaper paper(const std::string& told_by = {}) {
  core::ConsentPaper made;
  made.language = "sv";
  made.written = true;
  made.signed_by = core::SignedBy::self;
  made.collected_by = "gavle";
  made.original_at = kPlace;
  made.told_by = told_by;
  return made;
}

core::Participation with_paper() {
  core::Participation record = participation();
  record.consent.paper = paper();
  return record;
}

base::RegistrationId registered(Office& office) {
  base::RegistrationId id;
  office.write([&](ports::Transaction& t) {
    const auto found = must(t.find({"accorda", "I-1", std::nullopt}));
    id = found.at(0).registration.value();
  });
  return id;
}

core::ConsentPaper kept(Office& office) {
  return must(office.ledger->original(registered(office))).value().original.paper;
}

bool in_clear(Office& office) {
  for (const char* file : {"ledger/ledger.db", "ledger/ledger.db-wal"}) {
    if (bytes_of(office.folder.file(file)).find(kPlace) != std::string::npos) return true;
  }
  return false;
}

void tell(Office& office, const core::Consent& told) {
  office.write([&](ports::Transaction& t) {
    for (const ports::RecordRef& ref : must(t.find({"accorda", "I-1", std::nullopt}))) {
      must(t.tell(ref, told, "maj.lind", office.clock.now()));
    }
  });
}

TEST(ConsentPapers, OfASourceStandWithTheRegistrationAndNothingOfThemInClear) {
  Office office;
  office.take({with_paper()});
  EXPECT_EQ(kept(office), paper());
  EXPECT_FALSE(in_clear(office));
  office.reopen();
  EXPECT_EQ(kept(office), paper());
}

TEST(ConsentPapers, ToldOfWhatWaitsWaitSealed) {
  Office office;
  core::Participation waits = participation();
  waits.consent = {};
  office.take({waits});
  core::Consent told{core::ConsentAnswer::given, "SUS 2024", kStart, std::nullopt, paper("maj.lind")};
  tell(office, told);
  EXPECT_FALSE(in_clear(office));
  office.take({waits}, "day-2");
  EXPECT_EQ(kept(office), paper("maj.lind"));
  EXPECT_FALSE(in_clear(office));
}

TEST(ConsentPapers, ToldOfWhatIsRegisteredReplaceWhatWasSaid) {
  Office office;
  office.take({participation()});
  EXPECT_EQ(kept(office), core::ConsentPaper{});
  tell(office, {core::ConsentAnswer::given, "SUS 2024", kStart, std::nullopt, paper("maj.lind")});
  EXPECT_EQ(kept(office), paper("maj.lind"));
  EXPECT_FALSE(in_clear(office));
}

TEST(ConsentPapers, R_GoWithTheWrongPerson) {
  Office office;
  office.take({with_paper()});
  const auto count = [&] {
    store::Database database(office.folder.config().database, store::Database::Mode::read_only);
    store::Query query = database.query("SELECT count(*) FROM consent_paper");
    query.step();
    return query.integer(0);
  };
  EXPECT_EQ(count(), 1);
  office.write([&](ports::Transaction& t) {
    for (const ports::RecordRef& ref : must(t.find({"accorda", "I-1", std::nullopt}))) {
      const auto decision =
          core::decide_wrong(must(t.situation(ref)), core::Code::wrong_person, office.circumstances());
      must(t.store_fact(ref, decision, office.clock.now()));
    }
  });
  EXPECT_EQ(count(), 0);
}

core::Consent told_yes(base::Date date = kStart) {
  return {core::ConsentAnswer::given, "SUS 2024", date, std::nullopt, paper("maj.lind")};
}

/// What the ledger keeps of what was told, of the only row there is.
core::ConsentPaper told_paper(Office& office, const char* table) {
  store::Database database(office.folder.config().database, store::Database::Mode::read_only);
  const std::string sql = std::string("SELECT standing FROM ") + table;
  store::Query query = database.query(sql.c_str());
  if (!query.step()) throw std::runtime_error("nothing is kept");
  return store::unpack_standing(query.view(0)).told.value().paper;
}

core::Participation changed(core::Participation record, const char* education = "3") {
  record.answers.education = education;
  return record;
}

TEST(ConsentPapers, ThatARegistrationStandsOnEndItNotWhenTheRecordChanges) {
  Office office;
  office.world.policy.forms[0].requires_said = {"original_at"};
  office.take({waiting()});
  tell(office, told_yes());
  office.take({waiting()}, "day-2");
  office.deliver();
  const base::RegistrationId id = registered(office);
  office.take({changed(waiting())}, "day-3");
  EXPECT_EQ(office.deliver().at(0).kind, core::MessageKind::change);
  tell(office, told_yes(kStart + days(3)));
  office.take({changed(waiting(), "4")}, "day-4");
  EXPECT_EQ(office.deliver().at(0).kind, core::MessageKind::change) << "told once more, of another day";
  EXPECT_EQ(registered(office), id);
  EXPECT_EQ(kept(office), paper("maj.lind"));
}

TEST(ConsentPapers, ToldAfterAnExitAreOfTheRegistrationThatComes) {
  Office office;
  office.take({participation()});
  office.deliver();
  const base::RegistrationId first = registered(office);
  office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-01"));
  office.deliver();
  tell(office, told_yes(day("2026-11-10")));
  EXPECT_EQ(must(office.ledger->original(first)).value().original.paper, core::ConsentPaper{});
  EXPECT_FALSE(in_clear(office));
  office.take({participation()}, "day-2");
  EXPECT_NE(registered(office), first);
  EXPECT_EQ(kept(office), paper("maj.lind"));
}

TEST(ConsentPapers, D_ToldAfterANoAreJudgedByWhatWasSaid) {
  Office office;
  office.world.policy.forms[0].requires_said = {"original_at"};
  office.take({declined()});
  tell(office, told_yes(day("2026-11-10")));
  EXPECT_FALSE(in_clear(office));
  office.take({declined()}, "day-2");
  ASSERT_EQ(office.list(core::Outcome::accepted).size(), 1U);
  core::ConsentPaper without_place = paper("maj.lind");
  without_place.original_at.clear();
  EXPECT_EQ(kept(office), without_place) << "whose original it is a note does not keep";
}

TEST(ConsentPapers, OfWhoeverIsCountedOrKeptTooLongAreNoWordsAndNobodys) {
  core::ConsentPaper left = paper();
  left.collected_by.clear();
  left.original_at = "*";
  {
    Office office;
    office.take({waiting()});
    tell(office, told_yes(kToday + days(1)));
    core::Participation hidden = waiting();
    hidden.protection = core::Protection::marked;
    office.take({hidden}, "day-2");
    EXPECT_EQ(told_paper(office, "note"), left);
  }
  {
    Office office;
    office.take({waiting()});
    tell(office, told_yes());
    office.take({waiting()}, "day-2");
    office.write([&](ports::Transaction& t) {
      const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(participation().number, kToday));
      must(t.protect(number, "maj.lind", office.clock.now(), core::Protection::unknown));
      for (const ports::RecordRef& ref : must(t.find({"accorda", "I-1", std::nullopt}))) {
        must(t.store_fact(ref, core::decide_fact(must(t.situation(ref)), office.circumstances()), office.clock.now()));
      }
    });
    EXPECT_EQ(told_paper(office, "note"), left);
  }
  Office office;
  office.take({waiting()});
  tell(office, told_yes(kToday + days(1)));
  office.take({waiting()}, "day-2");
  must(office.ledger->purge(office.clock.now() + days(1000)));
  EXPECT_EQ(told_paper(office, "record"), left);
}

TEST(ConsentPapers, GoAlongWithAChangedNumber) {
  for (const bool known : {false, true}) {
    Office office;
    office.take({with_paper()});
    if (known) office.take({of("I-2", "1988-03-04")});
    office.deliver();
    core::Participation renamed = with_paper();
    renamed.number = test_number("1988-03-04");
    office.take({renamed}, "day-2");
    office.reopen();
    EXPECT_EQ(kept(office), paper());
  }
}

/// A case of FK's with a paper.
Register::Answer case_with_paper(Register& fk) {
  CooperationAct request = fk.request();
  request.consent->consent.paper = paper("fk.gavle");
  return fk.tell(request);
}

TEST(ConsentPapers, OfACaseGoAlongWithTheNumberThatTheNodeTells) {
  Register fk;
  const Register::Answer made = case_with_paper(fk);
  fk.send();
  core::ToldCase told = told_of(made.id, *made.decision.after);
  told.person->number = test_number("1988-03-04");
  fk.follow(told);
  fk.reopen();
  EXPECT_EQ(must(fk.ledger->original(made.id)).value().original.paper, paper("fk.gavle"));
}

TEST(ConsentPapers, OfSomebodyWhoseIdentityHasLeftSayNoPlace) {
  Register fk;
  const Register::Answer made = case_with_paper(fk);
  fk.alter(
      "INSERT INTO key_to_destroy (subject) SELECT id FROM subject; UPDATE subject SET number_mark = NULL, sealed = "
      "NULL");
  fk.reopen();
  fk.write([&](ports::Transaction& t) { must(t.cases().keep_paper(made.id, paper("fk.gavle"))); });
  core::ConsentPaper without_place = paper("fk.gavle");
  without_place.original_at.clear();
  EXPECT_EQ(must(fk.ledger->original(made.id)).value().original.paper, without_place);
}

TEST(ConsentPapers, WereNotPackedBefore) {
  core::Standing standing;
  standing.told = core::Consent{core::ConsentAnswer::given, "SUS 2024", kStart, std::nullopt};
  std::string packed = store::pack(standing).value();
  const std::string unsaid = "0:1:01:00:0:0:";
  ASSERT_TRUE(packed.ends_with(unsaid)) << packed;
  packed.resize(packed.size() - unsaid.size());
  EXPECT_EQ(store::unpack_standing(packed), standing);
}

}  // namespace
}  // namespace gateway::io
