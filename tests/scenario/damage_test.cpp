// A ledger whose sealed persons were damaged behind its back: those records are rejected with that reason, all others
// go on, and once the bytes are back everything ends as it should have.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/scenario/lists.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::Site;

int count(const Answer& synced, const char* outcome) {
  return synced.json.at(outcome).get<int>();
}

int units_read(const Answer& synced) {
  int sum = 0;
  for (const char* outcome : {"accepted", "anonymous", "rejected", "parked", "proposed", "outside", "unchanged"}) {
    sum += count(synced, outcome);
  }
  return sum;
}

int not_stored(Site& site) {
  int units = 0;
  for (const Json& row : site.list("rejected")) {
    for (const Json& reason : row.at("reasons")) units += reason.at("code") == "not_stored" ? 1 : 0;
  }
  return units;
}

TEST(Damage, OfSomePersonsIsToldAndHoldsUpNobodyElse) {
  Site site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1});
  site.generate(200, 7, 1);
  site.generate(200, 7, 2);
  site.start_all();
  site.drop(site.folder() / "export-1", "export_20261101");
  ASSERT_EQ(site.sync().code, 0);
  ASSERT_EQ(not_stored(site), 0);

  const auto ledger = site.ledger("gateway");
  support::change(ledger, "CREATE TABLE kept AS SELECT row, sealed FROM subject");
  support::change(ledger, "UPDATE subject SET sealed = zeroblob(length(sealed))");
  site.drop(site.folder() / "export-2", "export_20261102");
  const Answer damaged = site.sync();
  EXPECT_EQ(damaged.json.at("read"), units_read(damaged));
  EXPECT_GT(count(damaged, "unchanged"), 0) << "what asks for nothing new needs no person";
  EXPECT_GT(count(damaged, "accepted"), 0) << "new persons go on";
  EXPECT_GT(not_stored(site), 0);

  support::change(ledger,
                  "UPDATE subject SET sealed = (SELECT k.sealed FROM kept k WHERE k.row = subject.row) "
                  "WHERE row IN (SELECT row FROM kept)");
  EXPECT_TRUE(std::filesystem::exists(ledger.string() + "-wal")) << "a stranger who leaves must not remove the log";
  site.drop(site.folder() / "export-2", "export_20261103");
  const Answer mended = site.sync();
  EXPECT_EQ(mended.code, 0) << mended.out;
  EXPECT_EQ(not_stored(site), 0) << support::read_file(site.log("gateway"));
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
  EXPECT_EQ(women_and_men(site.gateway({"totals"}).json), women_and_men(site.node({"totals"}).json));
}

}  // namespace
}  // namespace gateway::scenario
