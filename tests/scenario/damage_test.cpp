// A ledger whose sealed persons were damaged behind its back: the next export tells them anew, and everything ends as
// planned.
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

int not_stored(Site& site) {
  int units = 0;
  for (const Json& row : site.list("rejected")) {
    for (const Json& reason : row.at("reasons")) units += reason.at("code") == "not_stored" ? 1 : 0;
  }
  return units;
}

TEST(Damage, OfPersonsIsMendedByTheNextExport) {
  Site site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1});
  site.generate(200, 7, 1);
  site.generate(200, 7, 2);
  site.start_all();
  site.drop(site.folder() / "export-1", "export_20261101");
  ASSERT_EQ(site.sync().code, 0);

  const auto ledger = site.ledger("gateway");
  EXPECT_GT(support::change(ledger, "UPDATE subject SET sealed = zeroblob(length(sealed))"), 0);
  EXPECT_TRUE(std::filesystem::exists(ledger.string() + "-wal")) << "a stranger who leaves must not remove the log";
  site.drop(site.folder() / "export-2", "export_20261102");
  const Answer synced = site.sync();
  EXPECT_EQ(synced.code, 0) << synced.out;
  EXPECT_GT(synced.json.at("accepted"), 0);
  EXPECT_EQ(not_stored(site), 0);
  EXPECT_LT(support::select_number(ledger, "SELECT count(*) FROM subject WHERE sealed = zeroblob(length(sealed))"),
            support::select_number(ledger, "SELECT count(*) FROM subject"));
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
  EXPECT_EQ(women_and_men(site.gateway({"totals"}).json), women_and_men(site.node({"totals"}).json));
}

}  // namespace
}  // namespace gateway::scenario
