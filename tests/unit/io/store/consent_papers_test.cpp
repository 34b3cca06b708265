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
