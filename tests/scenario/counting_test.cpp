// The counting year from the export to its closing, through the whole program.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/scenario/lists.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using namespace std::chrono_literals;
using support::Json;
using support::read_file;
using support::replaced;
using support::Site;
using support::write_file;

std::string last_year() {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return std::to_string(static_cast<int>(today.year()) - 1);
}

class Counting : public ::testing::Test {
 protected:
  Counting() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .timeout = "2s"}) {
    site.generate(60, 3, 1);
    for (const auto& file : std::filesystem::directory_iterator(site.folder() / "export-1")) {
      std::string text = read_file(file.path());
      for (std::size_t at = text.find("2026-"); at != std::string::npos; at = text.find("2026-", at)) {
        text.replace(at, 4, last_year());
      }
      write_file(file.path(), text);
    }
    set("from = 2014-01-01\nsource = \"Assumption: by then", "from = 2199-01-01\nsource = \"Assumption: by then");
  }

  void set(const std::string& from, const std::string& to) {
    const auto policy = site.folder() / "policy.toml";
    write_file(policy, replaced(read_file(policy), from, to));
  }
  std::int64_t notes() { return site.gateway({"ledger", "stat"}).json.at("rows").at("notes").get<std::int64_t>(); }
  std::string told_of_years() {
    for (const Json& row : site.gateway({"check"}).json) {
      if (row.at("what") == "counting years") return row.at("sentence").at("sv").get<std::string>();
    }
    return "";
  }

  Site site;
};

TEST_F(Counting, OfAClosedYearIsDoneByItselfAndOnce) {
  site.start_gateway();
  site.import_directory("gateway");
  site.drop(site.folder() / "export-1", "export_one");
  ASSERT_EQ(site.sync().code, 0);
  const std::int64_t counted = notes();
  const Json totals = site.gateway({"totals"}).json;
  ASSERT_GT(counted, 0);
  EXPECT_EQ(told_of_years(), "Inget räkneår är stängt.");
  site.stop_gateway();

  set("closes = \"12-31\"", "closes = \"01-01\"");
  set("from = 2199-01-01", "from = 2014-01-01");
  site.start_gateway();
  for (auto end = std::chrono::steady_clock::now() + 20s; notes() > 0 && std::chrono::steady_clock::now() < end;) {
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(told_of_years(), "Räkneåren till och med " + last_year() + " är stängda.");
  EXPECT_EQ(site.gateway({"ledger", "verify"}).json.at("ok"), true);

  site.drop(site.folder() / "export-1", "export_two");
  ASSERT_EQ(site.sync().code, 0);
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(site.gateway({"totals"}).json, totals) << "nobody is counted twice";
  EXPECT_GE(records_by_code(site.list("outside"))["counting_year_closed in"], counted);
}

}  // namespace
}  // namespace gateway::scenario
