// The history checker must complain when it should.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/fault/history.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::fault {
namespace {

using support::Json;
using support::Site;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Judge : public ::testing::Test {
 protected:
  Judge() : site({.directory = "demo", .mapping = "demo", .accorda = "demo"}) {
    site.generate(100, 5, 1);
    site.generate(100, 5, 2);
    site.start_all();
    for (const std::string day : {"1", "2"}) {
      site.drop(site.folder() / ("export-" + day), "export_" + day);
      EXPECT_EQ(site.sync().code, 0);
      if (day == "1") withdraw();
    }
    EXPECT_EQ(site.stop_gateway(), 0);
    EXPECT_EQ(site.stop_node(), 0);
  }

  void withdraw() {
    const Json plan = Json::parse(support::read_file(site.folder() / "plan-1.json"));
    Withdrawal one{plan.at("withdraw_by_command"), true, {}};
    const auto told =
        site.gateway({"consent", "withdraw", "--source", "accorda", "--key", one.key, "--by", "maj.lind"});
    EXPECT_EQ(told.code, 0) << told.out;
    one.registrations = told.json.at("registrations").get<std::vector<std::string>>();
    withdrawals.push_back(one);
  }

  /// What the checker says once `sql` has been done to a part's ledger; the ledger itself is put back afterwards.
  std::vector<std::string> after(const std::string& part, const std::string& sql) {
    const auto ledger = site.ledger(part);
    const auto whole = site.folder() / "whole.db";
    std::filesystem::copy_file(ledger, whole);
    EXPECT_GT(support::change(ledger, sql), 0) << sql;
    const auto faults = judge(site, withdrawals).faults;
    std::filesystem::rename(whole, ledger);
    return faults;
  }

  Site site;
  std::vector<Withdrawal> withdrawals;
};

TEST_F(Judge, IsContentWithAnUndisturbedHistory) {
  EXPECT_THAT(judge(site, withdrawals).faults, IsEmpty());
}

TEST_F(Judge, NoticesWhatIsLostDoubledOrUncleared) {
  const std::string one = "(SELECT max(row) FROM registration WHERE stage = 0 AND kind = 0)";
  EXPECT_THAT(after("node", "PRAGMA foreign_keys = OFF; DELETE FROM registration WHERE row = " + one),
              Contains(HasSubstr("and not at the node")));
  EXPECT_THAT(after("node", "UPDATE registration SET id = randomblob(16) WHERE row = " + one),
              Contains(HasSubstr("is unknown here")));
  EXPECT_THAT(after("node", "UPDATE registration SET stage = 1 WHERE row = " + one),
              Contains(HasSubstr("is at stage")));
  EXPECT_THAT(after("node", "UPDATE totals SET women = women + 1"), Contains(HasSubstr("totals differ")));
  EXPECT_THAT(after("gateway", "UPDATE totals SET women = women + 1"), Contains(HasSubstr("counted anonymously")));
  EXPECT_THAT(after("gateway", "UPDATE page SET read = read + 1, accepted = accepted + 1 WHERE row = 1"),
              Contains(HasSubstr("units read of")));
  EXPECT_THAT(
      after("gateway", "DELETE FROM record WHERE registration IS NULL AND row NOT IN (SELECT record FROM pending)"),
      Contains(HasSubstr("planned outside")));
  const std::string handed_late =
      "INSERT INTO audit (sequence, at, kind, registration, codes, hash) SELECT max(sequence) + 1, max(at), 'hand', "
      "(SELECT registration FROM audit WHERE kind = 'consent'), 'in', randomblob(32) FROM audit";
  EXPECT_THAT(after("gateway", handed_late), Contains(HasSubstr("handed over after its withdrawal")));
  EXPECT_THAT(after("gateway", handed_late), Contains(HasSubstr("does not verify")));
}

}  // namespace
}  // namespace gateway::fault
