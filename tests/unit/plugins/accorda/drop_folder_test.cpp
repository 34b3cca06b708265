#include "plugins/accorda/drop_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

using namespace std::chrono_literals;

nlohmann::json mapping() {
  auto mapping = two_files();
  mapping["sets"] = {{"layout", "both"}, {"settle_seconds", 10}, {"incomplete_after_seconds", 600}};
  for (auto& file : mapping["files"]) file["pattern"] = file["name"].get<std::string>() + "_{set}.csv";
  return mapping;
}

class Drop : public testing::Test {
 protected:
  void put(const std::string& stem, const std::string& folder = "") {
    host_.write(folder + "insatser_" + stem + ".csv", "Id;Person;Insats;Start\n" + stem + "-1;p;X;2026-01-01\n");
    host_.write(folder + "personer_" + stem + ".csv", "Person;Nr;Skydd\np;19810314-2389;Nej\n");
  }

  sdk::Outcome drain() { return accorda::drain(source_, pages_); }

  /// "begun a", "I-1", "complete a": what was sent since the last time.
  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const auto& record : parsed(pages_.all)) {
      if (record.contains("key")) {
        all.push_back(record["key"]);
      } else {
        const std::string set = record["set"];
        all.push_back(record["state"].get<std::string>() + " " + set.substr(0, set.find('-')));
        if (record.contains("faults")) all.back() += " " + record["faults"][0]["code"].get<std::string>();
      }
    }
    pages_.all.clear();
    return all;
  }

  using Told = std::vector<std::string>;

  FolderHost host_;
  Settings settings_ = Settings::parse(mapping().dump());
  SetSource source_{settings_, host_};
  Pages pages_;
};

TEST_F(Drop, SetsAreTakenByStemAndPutAway) {
  put("b");
  put("a");
  host_.write("liggande.txt", "somebody else's");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"begun a", "a-1", "complete a", "begun b", "b-1", "complete b"}));
  EXPECT_EQ(host_.names("done").size(), 2U);
  EXPECT_EQ(host_.names("work").size(), 0U);
  EXPECT_TRUE(host_.exists("liggande.txt"));
  EXPECT_NE(source_.check().what.find("1 files fit no pattern"), std::string::npos);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), Told{});
}

TEST_F(Drop, SetsWhoseNamesAreWrittenAlikeStayApart) {
  put("a b");
  put("a.b");
  put("a-b");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(host_.names("done").size(), 3U);
  EXPECT_EQ(host_.names("work").size(), 0U);
}

TEST_F(Drop, SetsWhoseNamesAreWrittenAlikeAreAllReadWhereverTheReadingBreaksOff) {
  for (int pages = 0; pages < 7; ++pages) {
    FolderHost host;
    for (const std::string stem : {"a b", "a-b", "a.b"}) {
      host.write("insatser_" + stem + ".csv", "Id;Person;Insats;Start\n" + stem + "-1;p;X;2026-01-01\n");
      host.write("personer_" + stem + ".csv", "Person;Nr;Skydd\np;19810314-2389;Nej\n");
    }
    Pages got;
    got.pages_left = pages;
    SetSource first(settings_, host);
    static_cast<void>(accorda::drain(first, got));
    got.pages_left = -1;
    SetSource second(settings_, host);
    EXPECT_TRUE(accorda::drain(second, got).ok());
    EXPECT_EQ(participations(got.all).size(), 3U) << "broken off after page " << pages;
    EXPECT_EQ(host.names("done").size(), 3U);
  }
}

TEST_F(Drop, ASetGoesAsideThoughItsPlaceIsTaken) {
  put("a");
  pages_.pages_left = 0;
  EXPECT_EQ(drain().answer, sdk::Answer::stop);
  const auto names = host_.names("work");
  ASSERT_EQ(names.size(), 1U);
  host_.write("done/" + names.front() + "/gammal.csv", "of a clock that was set back");
  put("b");
  pages_.pages_left = -1;
  SetSource fresh(settings_, host_);
  EXPECT_TRUE(accorda::drain(fresh, pages_).ok());
  EXPECT_EQ(told(), (Told{"begun a", "a-1", "complete a", "begun b", "b-1", "complete b"}));
  EXPECT_EQ(host_.names("done").size(), 3U);
  EXPECT_EQ(host_.names("work").size(), 0U);
}

TEST_F(Drop, ASubFolderIsASet) {
  put("x", "leverans/");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"begun leverans", "x-1", "complete leverans"}));
  EXPECT_FALSE(host_.exists("leverans"));
}

TEST_F(Drop, WhatStillChangesIsLeftAlone) {
  put("a");
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  host_.pass(now - host_.now());
  auto outcome = drain();
  EXPECT_EQ(told(), Told{});
  EXPECT_GT(outcome.not_before, 0ms);
  EXPECT_LE(outcome.not_before, 11s);
  host_.pass(8s);
  host_.write("personer_a.csv", "Person;Nr;Skydd\np;19810314-2389;Nej\nq;;\n");
  std::filesystem::last_write_time(host_.root() / "personer_a.csv", std::filesystem::file_time_type::clock::now() + 8s);
  EXPECT_TRUE(drain().ok());
  host_.pass(8s);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), Told{});
  host_.pass(4s);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"begun a", "a-1", "complete a"}));
}

TEST_F(Drop, AFileFromTheFutureSettlesByBeingWatched) {
  put("a");
  std::filesystem::last_write_time(host_.root() / "personer_a.csv",
                                   std::filesystem::file_time_type::clock::now() + std::chrono::hours(100));
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), Told{});
  host_.pass(11s);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told().size(), 3U);
}

TEST_F(Drop, AnIncompleteSetIsToldOnceNeverReadAndStopsNobody) {
  put("a");
  std::filesystem::remove(host_.root() / "personer_a.csv");
  put("b");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"begun b", "b-1", "complete b", "incomplete a missing_file"}));
  EXPECT_TRUE(drain().ok());
  SetSource fresh(settings_, host_);
  EXPECT_TRUE(accorda::drain(fresh, pages_).ok());
  EXPECT_EQ(told(), Told{});
  EXPECT_TRUE(host_.exists("insatser_a.csv"));
  put("a");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"begun a", "a-1", "complete a"}));
}

TEST_F(Drop, AYoungIncompleteSetIsNotToldYet) {
  put("a");
  std::filesystem::remove(host_.root() / "personer_a.csv");
  host_.pass(-24h + 30s);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), Told{});
  host_.pass(10min);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), Told{"incomplete a missing_file"});
}

TEST_F(Drop, AFailedSetGoesAsideAndTheNextIsServed) {
  put("a");
  host_.write("personer_a.csv", "");
  put("b");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"failed a empty", "begun b", "b-1", "complete b"}));
  EXPECT_EQ(host_.names("failed").size(), 1U);
  EXPECT_EQ(host_.names("done").size(), 1U);
}

TEST_F(Drop, LinksPipesAndFoldersInAFilesPlaceAreToldAndNeverFollowed) {
  host_.write("hemlig.txt", "Person;Nr;Skydd\n");
  for (const std::string stem : {"a", "b", "c"}) put(stem);
  for (const std::string stem : {"a", "b", "c"}) std::filesystem::remove(host_.root() / ("personer_" + stem + ".csv"));
  std::filesystem::create_symlink(host_.root() / "hemlig.txt", host_.root() / "personer_a.csv");
  ASSERT_EQ(::mkfifo((host_.root() / "personer_b.csv").c_str(), 0600), 0);
  std::filesystem::create_directory(host_.root() / "personer_c.csv");
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told(), (Told{"failed a unreadable", "failed b unreadable", "failed c unreadable"}));
  EXPECT_EQ(host_.names("failed").size(), 3U);
  EXPECT_TRUE(host_.exists("hemlig.txt"));
}

TEST_F(Drop, AFileThatChangesWhileItIsReadFailsTheSet) {
  put("a");
  pages_.before_page = [&] {
    for (const auto& set : host_.names("work")) {
      if (std::filesystem::file_size(host_.root() / "work" / set / "personer_a.csv") > 60) continue;
      host_.write("work/" + set + "/personer_a.csv",
                  "Person;Nr;Skydd\np;19810314-2389;Nej\nmore and more and more;;\n");
    }
  };
  std::string rows = "Id;Person;Insats;Start\n";
  for (int i = 0; i < 1000; ++i) rows += std::to_string(i) + ";p;X;2026-01-01\n";
  host_.write("insatser_a.csv", rows);
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told().back(), "failed a changed_while_read");
  EXPECT_EQ(host_.names("failed").size(), 1U);
}

TEST_F(Drop, TheFilesStayInWorkUntilTheLastPageIsStored) {
  put("a");
  pages_.pages_left = 0;
  EXPECT_EQ(drain().answer, sdk::Answer::stop);
  EXPECT_EQ(host_.names("work").size(), 1U);
  pages_.pages_left = -1;
  SetSource fresh(settings_, host_);
  EXPECT_TRUE(accorda::drain(fresh, pages_).ok());
  EXPECT_EQ(told(), (Told{"begun a", "a-1", "complete a"}));
  EXPECT_EQ(host_.names("done").size(), 1U);
}

TEST_F(Drop, GoesOnFromEveryPageAfterACrash) {
  std::string rows = "Id;Person;Insats;Start\n";
  for (int i = 0; i < 1200; ++i)
    rows += std::to_string(i) + ";p;X;2026-01-01\n" + (i % 100 == 7 ? "7;p;X;2026-01-01\n" : "");
  put("a");
  host_.write("insatser_a.csv", rows);
  std::vector<std::string> whole;
  for (const int pages : {-1, 0, 1, 3, 4, 5}) {
    Pages got;
    got.pages_left = pages;
    FolderHost host;
    for (const auto* name : {"insatser_a.csv", "personer_a.csv"}) {
      std::filesystem::copy_file(host_.root() / name, host.root() / name);
    }
    {
      SetSource first(settings_, host);
      static_cast<void>(accorda::drain(first, got));
    }
    got.pages_left = -1;
    SetSource second(settings_, host);
    EXPECT_TRUE(accorda::drain(second, got).ok());
    std::vector<std::string> keys;
    for (const auto& record : participations(got.all)) keys.push_back(record["key"]);
    if (pages < 0) whole = keys;
    EXPECT_EQ(keys, whole) << pages;
    EXPECT_EQ(keys.size(), 1200U);
    EXPECT_EQ(host.names("done").size(), 1U);
    EXPECT_EQ(parsed(got.all).back()["rows"], 1200);
  }
}

TEST_F(Drop, AClaimBrokenOffAnywhereIsEnded) {
  for (int renames = 0; renames < 4; ++renames) {
    FolderHost host;
    host.write("insatser_a.csv", "Id;Person;Insats;Start\n1;p;X;2026-01-01\n");
    host.write("personer_a.csv", "Person;Nr;Skydd\np;19810314-2389;Nej\n");
    Pages got;
    host.renames_left = renames;
    SetSource first(settings_, host);
    EXPECT_THROW(static_cast<void>(accorda::drain(first, got)), Died) << renames;
    host.renames_left = -1;
    host.pass(1s);
    SetSource second(settings_, host);
    EXPECT_TRUE(accorda::drain(second, got).ok());
    EXPECT_EQ(participations(got.all).size(), 1U) << renames;
    EXPECT_EQ(host.names("done").size(), 1U) << renames;
    EXPECT_EQ(host.names("").size(), 3U) << renames;  // claiming, done, work: nothing is left lying.
  }
}

TEST_F(Drop, StopsWhenAsked) {
  put("a");
  host_.stop = true;
  EXPECT_EQ(drain().answer, sdk::Answer::stop);
  EXPECT_EQ(told(), Told{});
  host_.stop = false;
  EXPECT_TRUE(drain().ok());
  EXPECT_EQ(told().size(), 3U);
}

TEST(FitsSet, TakesTheStemOutOfAName) {
  EXPECT_EQ(fits_set("export_{set}.csv", "Export_2026.CSV"), "2026");
  EXPECT_EQ(fits_set("{set}_a.csv", "dag 1_a.csv"), "dag 1");
  EXPECT_EQ(fits_set("*_{set}.csv", "x_1.csv"), "1");
  EXPECT_EQ(fits_set("export_{set}.csv", "export_.csv"), std::nullopt);
  EXPECT_EQ(fits_set("export_*.csv", "export_1.csv"), "");
}

}  // namespace
}  // namespace accorda
