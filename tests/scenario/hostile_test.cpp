// Deliveries that are broken or not what they seem: the gateway lives, says where, and serves the next one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "tests/scenario/lists.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using support::Answer;
using support::Json;
using support::read_file;
using support::Site;
using support::write_file;
using ::testing::HasSubstr;

class Hostile : public ::testing::Test {
 protected:
  Hostile() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}) {
    site.generate(100, 11, 1);
    site.start_all();
  }

  /// Drops a copy of day 1 in which `spoil` has been at work, and syncs.
  Answer sync_spoilt(const std::string& name, const std::function<void(const fs::path&)>& spoil) {
    const auto copy = site.folder() / ("spoilt-" + name);
    fs::copy(site.folder() / "export-1", copy);
    spoil(copy);
    fs::rename(copy, site.drop_folder() / name);
    return site.sync();
  }

  /// The state and the faults of the newest set whose name begins so.
  Json set_named(const std::string& name) {
    const Answer sets = site.gateway({"sets"});
    for (const Json& set : sets.json.at("rows")) {
      if (set.at("set").get<std::string>().starts_with(name)) return set;
    }
    return Json::object();
  }

  /// The files of a report that lies in `place` beside its set.
  std::string report(const std::string& place, const std::string& name) const {
    std::string text;
    if (!fs::exists(site.drop_folder() / place)) return text;
    for (const auto& entry : fs::directory_iterator(site.drop_folder() / place)) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with(name) && file.find(".rapport.") != std::string::npos) text += read_file(entry.path());
    }
    return text;
  }

  void expect_refused(const std::string& name, const Answer& answer, const std::string& file) {
    // What is no file at all needs no time to settle: the server's own look may have been first.
    const bool seen_by_sync = answer.out.find(name) != std::string::npos;
    EXPECT_EQ(answer.code, seen_by_sync ? 1 : 0) << name << answer.out << answer.err;
    const Json set = set_named(name);
    ASSERT_EQ(set.value("state", ""), "failed") << name << answer.out;
    ASSERT_FALSE(set.at("faults").empty()) << name;
    EXPECT_EQ(set.at("faults").at(0).at("file"), file) << set.dump();
    EXPECT_THAT(report("failed", name), HasSubstr(file)) << name;
    EXPECT_TRUE(fs::exists(site.drop_folder() / "failed")) << name;
  }

  /// The programs are the same ones, and a good delivery is served.
  void expect_next_is_served(const std::string& name) {
    ASSERT_TRUE(site.gateway_process()->running());
    site.drop(site.folder() / "export-1", name);
    const Answer synced = site.sync();
    EXPECT_EQ(synced.code, 0) << synced.out << synced.err;
    EXPECT_EQ(set_named(name).value("state", ""), "complete");
    EXPECT_THAT(report("done", name), HasSubstr("html"));
    EXPECT_GT(delivered(site)["in"], 10);
  }

  Site site;
};

TEST_F(Hostile, EmptyAndHeaderlessAndTruncatedFilesAreRefusedWithTheirPlace) {
  expect_refused("a_empty", sync_spoilt("a_empty", [](const fs::path& set) { write_file(set / "deltagare.csv", ""); }),
                 "deltagare.csv");
  expect_refused("b_header",
                 sync_spoilt("b_header",
                             [](const fs::path& set) {
                               const std::string all = read_file(set / "insatser.csv");
                               write_file(set / "insatser.csv", all.substr(all.find('\n') + 1));
                             }),
                 "insatser.csv");
  // In the middle of a quoted field: the rest of the file is missing.
  const Answer cut = sync_spoilt("c_cut", [](const fs::path& set) {
    const std::string all = read_file(set / "placeringar.csv");
    write_file(set / "placeringar.csv", all.substr(0, all.rfind("m\xE5n") + 1));
  });
  expect_refused("c_cut", cut, "placeringar.csv");
  EXPECT_GT(set_named("c_cut").at("faults").at(0).at("line").get<int>(), 1);
  expect_next_is_served("d_good");
}

TEST_F(Hostile, WrongEncodingIsToldWithLineAndField) {
  const Answer answer = sync_spoilt("a_bytes", [](const fs::path& set) {
    // 0x81 is no letter in Windows-1252.
    const std::string all = read_file(set / "deltagare.csv");
    const std::size_t name = all.find(';', all.find(';', all.find("\n10002;") + 1) + 1) + 1;
    write_file(set / "deltagare.csv", all.substr(0, name) + "\x81" + all.substr(name));
  });
  // One bad record rejects that record, never the file.
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  bool told = false;
  const Json rejected = site.list("rejected");
  for (const Json& row : rejected) {
    if (row.value("key", "") != "I10002-1") continue;
    told = row.at("reasons").at(0).at("code") == "field_fault" && row.at("line").get<int>() > 1;
    EXPECT_THAT(row.at("reasons").at(0).at("detail").get<std::string>(), HasSubstr("rnamn")) << row.dump();
  }
  EXPECT_TRUE(told) << rejected.dump();
  expect_next_is_served("b_good");
}

TEST_F(Hostile, NoFifoLinkOrFolderIsOpened) {
  expect_refused("a_fifo",
                 sync_spoilt("a_fifo",
                             [](const fs::path& set) {
                               fs::remove(set / "deltagare.csv");
                               ASSERT_EQ(::mkfifo((set / "deltagare.csv").c_str(), 0600), 0);
                             }),
                 "deltagare.csv");
  expect_refused("b_link",
                 sync_spoilt("b_link",
                             [&](const fs::path& set) {
                               fs::remove(set / "deltagare.csv");
                               fs::create_symlink(site.folder() / "export-1" / "deltagare.csv", set / "deltagare.csv");
                             }),
                 "deltagare.csv");
  expect_refused("c_folder",
                 sync_spoilt("c_folder",
                             [](const fs::path& set) {
                               fs::remove(set / "deltagare.csv");
                               fs::create_directory(set / "deltagare.csv");
                             }),
                 "deltagare.csv");
  expect_next_is_served("d_good");
}

TEST_F(Hostile, AnIncompleteSetIsReportedNeverRead) {
  sync_spoilt("a_part", [](const fs::path& set) { fs::remove(set / "beslut.csv"); });
  EXPECT_TRUE(support::eventually(30s, [this] {
    site.sync();
    return set_named("a_part").value("state", "") == "incomplete";
  }));
  const Json set = set_named("a_part");
  EXPECT_THAT(set.dump(), HasSubstr("beslut.csv"));
  EXPECT_EQ(site.gateway({"ledger", "stat"}).json.at("rows").at("records"), 0);
  EXPECT_THAT(report("failed", "a_part"), HasSubstr("beslut.csv"));
  EXPECT_TRUE(fs::exists(site.drop_folder() / "a_part")) << "what may still be completed stays where it is";
  expect_next_is_served("b_good");
}

}  // namespace
}  // namespace gateway::scenario
