#include "gateway/io/store/audit_chain.h"

#include <map>

#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

bool ok(const base::Document& verified) {
  return *verified.find("ok")->boolean();
}

/// A ledger with some history, closed, so that its last head is signed.
class Spoiled : public Office {
 public:
  Spoiled() {
    take({participation(), of("I-2", "1988-03-04")});
    deliver();
    EXPECT_TRUE(ok(must(ledger->verify())));
    ledger.reset();
  }
  base::Document after(const std::string& script) {
    alter(script);
    open();
    return must(ledger->verify());
  }
};

TEST(AuditChain, HoldsOverReopenings) {
  Spoiled office;
  const auto verified = office.after("SELECT 1");
  EXPECT_TRUE(ok(verified));
  EXPECT_GT(verified.integer_or("entries", 0), 5);
  EXPECT_GT(verified.integer_or("heads", 0), 0);
  office.take({of("I-3", "1988-03-05")});
  EXPECT_TRUE(ok(must(office.ledger->verify())));
}

TEST(AuditChain, TellsAChange) {
  Spoiled office;
  const auto verified = office.after("UPDATE audit SET codes = 'in rejected' WHERE sequence = 2");
  EXPECT_FALSE(ok(verified));
  EXPECT_NE(verified.text("fault").find("entry 2"), std::string::npos);
}

TEST(AuditChain, TellsARemoval) {
  Spoiled office;
  EXPECT_FALSE(ok(office.after("DELETE FROM audit WHERE sequence = 2")));
}

TEST(AuditChain, TellsARemovalThatClosesTheGap) {
  Spoiled office;
  EXPECT_FALSE(ok(office.after("DELETE FROM audit WHERE sequence = 1; UPDATE audit SET sequence = sequence - 1")));
}

TEST(AuditChain, TellsAReordering) {
  Spoiled office;
  EXPECT_FALSE(
      ok(office.after("UPDATE audit SET sequence = -2 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence "
                      "= 3; UPDATE audit SET sequence = 3 WHERE sequence = -2")));
}

TEST(AuditChain, TellsATruncation) {
  Spoiled office;
  const auto verified = office.after("DELETE FROM audit WHERE sequence > 2");
  EXPECT_FALSE(ok(verified));
  EXPECT_NE(verified.text("fault").find("cut off"), std::string::npos);
}

TEST(AuditChain, TellsAChainMadeAnew) {
  Spoiled office;
  EXPECT_FALSE(ok(office.after("DELETE FROM audit")));
  office.take({of("I-3", "1988-03-05"), of("I-4", "1988-03-06"), of("I-5", "1988-03-07")});
  office.deliver();
  EXPECT_FALSE(ok(must(office.ledger->verify())));
}

TEST(AuditChain, TellsAForgedHead) {
  Spoiled office;
  std::ofstream(office.folder.config().heads, std::ios::app) << "{\"seq\":1}\n";
  const auto opened = SqliteLedger::open(office.folder.config(), office.clock);
  EXPECT_FALSE(opened);
}

TEST(AuditChain, HoldsNoEntryOfAnAnonymousRegistration) {
  Office office;
  core::Participation no = participation();
  no.consent = {core::ConsentAnswer::declined, "SUS 2024", day("2026-10-10"), std::nullopt};
  office.take({no});
  EXPECT_EQ(must(office.ledger->stat()).integer_or("audit", 0), 1);  // The page.
}

TEST(Backup, ComesBackWhole) {
  Office office;
  office.take({participation()});
  const std::string copy = office.folder.file("copy.db");
  must(office.ledger->backup(copy));
  EXPECT_FALSE(office.ledger->backup(copy));                          // Overwrites nothing.
  EXPECT_FALSE(restore(copy, office.folder.config(), office.clock));  // In use.
  office.deliver();
  office.ledger.reset();
  const auto restored = restore(copy, office.folder.config(), office.clock);
  ASSERT_TRUE(restored) << restored.error().what;
  office.open();
  EXPECT_TRUE(ok(must(office.ledger->verify())));
  EXPECT_EQ(office.list().at(0).key, "I-1");
  EXPECT_EQ(office.due().size(), 1U);  // As it stood then.
}

TEST(Backup, RestoredTellsItsTotalsAnewAsLaterThanWhatTheNodeHas) {
  const auto counted = [](const char* key, const char* birthday) { return declined(of(key, birthday)); };
  const auto later = [](core::Participation record) {
    record.start = day("2025-11-03");
    return record;
  };
  Office office;
  office.take({counted("I-1", "1988-03-04")});
  office.deliver();
  const std::string copy = office.folder.file("copy.db");
  must(office.ledger->backup(copy));
  // What the node has and the backup has not.
  office.clock.on(24h);
  office.take({counted("I-2", "1988-03-05"), later(counted("I-3", "1988-03-06"))}, "day-2");
  std::map<int, std::int64_t> at_node;
  for (const core::Message& sent : office.deliver()) at_node[sent.totals.year] = sent.totals.version;
  ASSERT_EQ(at_node.size(), 2U);
  office.ledger.reset();
  office.clock.on(-1h);  // Too soon after what the backup had sent.
  must(restore(copy, office.folder.config(), office.clock));
  office.open();
  const auto anew = office.deliver();
  ASSERT_EQ(anew.size(), 1U) << "at once, though nothing has changed";
  EXPECT_GT(anew[0].totals.version, at_node[anew[0].totals.year]);
  EXPECT_EQ(anew[0].totals.women, 1);
  office.clock.on(24h);
  office.take({counted("I-2", "1988-03-05"), later(counted("I-3", "1988-03-06"))}, "day-2");
  const auto again = office.deliver();
  ASSERT_EQ(again.size(), 2U);
  for (const core::Message& sent : again) {
    EXPECT_GT(sent.totals.version, at_node[sent.totals.year]);
    EXPECT_LE(sent.totals.version, 1'000'000'000) << "as the contract has it";
  }
}

TEST(Backup, IsRefusedWhenItWasChanged) {
  Office office;
  office.take({participation()});
  const std::string copy = office.folder.file("copy.db");
  must(office.ledger->backup(copy));
  office.ledger.reset();
  store::Database(copy, store::Database::Mode::read_write).execute("UPDATE audit SET codes = 'none'");
  const auto restored = restore(copy, office.folder.config(), office.clock);
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().fault, base::Fault::reject);
  std::ofstream(copy) << "no database";
  EXPECT_FALSE(restore(copy, office.folder.config(), office.clock));
  office.open();
  EXPECT_EQ(office.list().size(), 1U);
}

}  // namespace
}  // namespace gateway::io
