// The exports that municipalities made, against what must become of them (expected.md beside them).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "tests/scenario/lists.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::Site;
using support::SiteWish;

std::filesystem::path samples() {
  return std::filesystem::path(GATEWAY_SOURCE_DIR).parent_path() / "shared" / "samples";
}

#define NEEDS_SAMPLES()                                                                                   \
  if (!std::filesystem::exists(samples())) {                                                              \
    GTEST_SKIP() << samples().string() << " is not there: the municipalities' samples are not published"; \
  }

/// A delivery of one file, in a folder of its own.
void drop_file(Site& site, const std::filesystem::path& file) {
  const auto beside = site.folder() / file.filename();
  std::filesystem::copy_file(file, beside);
  std::filesystem::rename(beside, site.drop_folder() / file.filename());
}

void expect_synced(const Answer& synced) {
  ASSERT_EQ(synced.code, 0) << synced.out << synced.err;
  EXPECT_TRUE(synced.json.at("summary").at("adds_up").get<bool>()) << synced.out;
  EXPECT_EQ(synced.json.at("summary").at("delivery").at("queued"), 0) << synced.out;
}

/// The out of a record that is rejected already falls with it; a rejected out of its own stays.
Counts without_what_follows(Counts counts) {
  std::erase_if(counts, [](const auto& row) {
    return row.first.ends_with(" out") && row.first.substr(0, 16) != "end_before_start";
  });
  return counts;
}

/// What both first exports have in common. Of those who lack their second insats' consent and of those who gave the
/// municipality's own only, both wait for the SUS consent; the code says whether the municipality's own is there.
void expect_first_day_lists(Site& site) {
  EXPECT_EQ(without_what_follows(records_by_code(site.list("rejected"))), (Counts{{"number_check_digit in", 2},
                                                                                  {"before_cooperation in", 2},
                                                                                  {"mapping_ended in", 1},
                                                                                  {"number_interim in", 1},
                                                                                  {"assignment_missing in", 3},
                                                                                  {"unmapped in", 4},
                                                                                  {"end_before_start out", 1}}));
  EXPECT_EQ(records_by_code(site.list("parked")),
            (Counts{{"consent_missing in", 4}, {"consent_own_only in", 4}, {"signature_unknown in", 1}}));
  EXPECT_EQ(records_by_code(site.list("proposed")), (Counts{{"for_other_authority task", 6}}));
  EXPECT_EQ(records_by_code(site.list("outside"))["outside_by_mapping in"], 30);
  EXPECT_EQ(warned(site.list("warnings"), "consent_after_start"), 3);
}

TEST(Samples, KommunADayOneBecomesWhatIsExpected) {
  NEEDS_SAMPLES();
  Site site({});
  site.start_all();
  site.drop(samples() / "kommun-a" / "dag-1", "export_20261101");
  expect_synced(site.sync());
  expect_first_day_lists(site);
  EXPECT_TRUE(site.list("vanished").empty());
  for (const auto& totals : {site.gateway({"totals"}).json, site.node({"totals"}).json}) {
    EXPECT_EQ(women_and_men(totals), std::make_pair(5, 5)) << totals.dump();
  }
  EXPECT_EQ(delivered(site), (Counts{{"in", 57}, {"out", 14}, {"task", 6}}));
  EXPECT_EQ(site.node({"ledger", "stat"}).json.at("rows").at("registrations"), 63);
}

TEST(Samples, KommunADayTwoChangesWhatChangedAndOnceMoreNothing) {
  NEEDS_SAMPLES();
  Site site({});
  site.start_all();
  site.drop(samples() / "kommun-a" / "dag-1", "export_20261101");
  expect_synced(site.sync());
  site.drop(samples() / "kommun-a" / "dag-2", "export_20261102");
  expect_synced(site.sync());
  EXPECT_EQ(without_what_follows(records_by_code(site.list("rejected"))), (Counts{{"number_check_digit in", 1},
                                                                                  {"before_cooperation in", 2},
                                                                                  {"mapping_ended in", 1},
                                                                                  {"number_interim in", 1},
                                                                                  {"assignment_missing in", 3},
                                                                                  {"unmapped in", 4},
                                                                                  {"end_before_start out", 1}}));
  EXPECT_EQ(records_by_code(site.list("parked")), (Counts{{"consent_missing in", 2},
                                                          {"consent_own_only in", 3},
                                                          {"signature_unknown in", 1},
                                                          {"consent_after_decline in", 1}}));
  EXPECT_EQ(site.list("vanished").size(), 1U);
  EXPECT_EQ(warned(site.list("warnings"), "consent_after_start"), 3);
  // Mended 1, released 2, second insats 1; out 1; three withdrawn; one protected.
  EXPECT_EQ(delivered(site), (Counts{{"in", 61}, {"task", 6}, {"out", 15}, {"exit", 3}, {"strip", 1}}));
  // Who took consent up after declining is still counted, until the caseworker confirms.
  EXPECT_EQ(women_and_men(site.gateway({"totals"}).json), std::make_pair(5, 5));
  EXPECT_EQ(women_and_men(site.node({"totals"}).json), std::make_pair(5, 5));
  EXPECT_EQ(site.node({"ledger", "stat"}).json.at("rows").at("registrations"), 67);

  const std::string queue = site.gateway({"queue", "--all"}).out;
  site.drop(samples() / "kommun-a" / "dag-2", "export_20261103");
  const Answer again = site.sync();
  expect_synced(again);
  EXPECT_EQ(site.gateway({"queue", "--all"}).out, queue) << "something was sent again";
  for (const char* news : {"accepted", "anonymous", "proposed", "outside"}) EXPECT_EQ(again.json.at(news), 0) << news;
  for (const char* part : {"gateway", "node"}) {
    const Answer verified =
        part == std::string("node") ? site.node({"ledger", "verify"}) : site.gateway({"ledger", "verify"});
    EXPECT_EQ(verified.code, 0) << part << verified.out;
  }
}

TEST(Samples, KommunBBecomesWhatIsExpected) {
  NEEDS_SAMPLES();
  Site site({.accorda = "kommun-b"});
  site.start_all();
  drop_file(site, samples() / "kommun-b" / "export_20261101.csv");
  expect_synced(site.sync());
  expect_first_day_lists(site);
  EXPECT_EQ(women_and_men(site.gateway({"totals"}).json), std::make_pair(3, 10));
  EXPECT_EQ(women_and_men(site.node({"totals"}).json), std::make_pair(3, 10));

  const std::string queue = site.gateway({"queue", "--all"}).out;
  drop_file(site, samples() / "kommun-b" / "export_20261101.csv");
  expect_synced(site.sync());
  EXPECT_EQ(site.gateway({"queue", "--all"}).out, queue) << "something was sent again";
}

}  // namespace
}  // namespace gateway::scenario
