// A set that was read but cannot be put away: nothing of it is lost or read twice, it is told, and when there is room
// it goes on by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>

#include <filesystem>
#include <fstream>

#include "tests/scenario/hostile_site.h"

namespace gateway::scenario {
namespace {

namespace fs = std::filesystem;
using support::Json;
using ::testing::HasSubstr;

class PutAway : public ::testing::Test, public HostileSite {
 protected:
  /// How many files of this set lie in a folder beside the drop folder's own.
  std::size_t files_in(const std::string& place, const std::string& name) const {
    std::size_t count = 0;
    std::error_code none;
    for (const auto& set : fs::directory_iterator(site.drop_folder() / place, none)) {
      if (!set.is_directory() || !set.path().filename().string().starts_with(name)) continue;
      for ([[maybe_unused]] const auto& file : fs::directory_iterator(set)) ++count;
    }
    return count;
  }

  std::int64_t records() { return site.gateway({"summary"}).json.at("read").get<std::int64_t>(); }
};

TEST_F(PutAway, OnAFullDiskWaitsUntilThereIsRoom) {
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    GTEST_SKIP() << "only root can have a file system of its own";
  const fs::path disk = site.drop_folder();
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m,nr_inodes=64") != 0)
    GTEST_SKIP() << "no file system in memory can be had here";
  site.start_all();
  fs::create_directory(disk / "work");  // It can be claimed; there is no room for done/.
  fs::copy(site.folder() / "export-1", disk / "a_full");
  const auto files =
      static_cast<std::size_t>(std::distance(fs::directory_iterator(disk / "a_full"), fs::directory_iterator()));
  int fillers = 0;
  for (;; ++fillers) {
    std::ofstream filler(disk / ("filler-" + std::to_string(fillers)));
    if (!filler) break;
  }
  const support::Answer refused = site.sync();
  EXPECT_NE(refused.code, 0) << refused.out;
  EXPECT_THAT(refused.out + refused.err, HasSubstr("no room is left"));
  EXPECT_EQ(set_named("a_full").value("state", ""), "complete");
  EXPECT_EQ(files_in("work", "a_full"), files);
  const std::int64_t read = records();
  EXPECT_GT(read, 0);
  EXPECT_NE(site.sync().code, 0) << "still full";
  EXPECT_EQ(records(), read);
  EXPECT_THAT(support::read_file(site.log("gateway")), HasSubstr("cannot be written"));

  for (int i = 0; i < fillers; ++i) fs::remove(disk / ("filler-" + std::to_string(i)));
  EXPECT_EQ(site.sync().code, 0);
  EXPECT_EQ(files_in("work", "a_full"), 0U);
  EXPECT_EQ(files_in("done", "a_full"), files);
  EXPECT_EQ(records(), read);
  EXPECT_THAT(report("done", "a_full"), HasSubstr("<h1>"));
  EXPECT_THAT(report("done", "a_full"), HasSubstr("avsnitt;status"));
  const Json sets = site.gateway({"sets"}).json.at("rows");
  EXPECT_EQ(sets.size(), 1U) << sets.dump();
  site.stop_gateway();
  EXPECT_EQ(::umount2(disk.c_str(), MNT_DETACH), 0);
}

}  // namespace
}  // namespace gateway::scenario
