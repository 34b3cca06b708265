#include "gateway/app/expired_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace gateway::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr base::Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 22h + 14min + 3s + 120ms};
constexpr auto kKept = std::chrono::days(7);

class ExpiredFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "expired-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
    fs::create_directories(root_ / "drop/done");
    fs::create_directories(root_ / "drop/failed");
  }
  void TearDown() override { fs::remove_all(root_); }

  /// An entry's own time, a link's too.
  void age(const fs::path& path, base::Instant written) const {
    const auto since = written.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const timespec time{seconds.count(), std::chrono::nanoseconds(since - seconds).count()};
    const timespec times[] = {time, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, (root_ / path).c_str(), times, AT_SYMLINK_NOFOLLOW), 0);
  }
  void file(const fs::path& path, base::Instant written) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << "content";
    age(path, written);
  }
  bool there(const fs::path& path) const { return fs::exists(fs::symlink_status(root_ / path)); }
  std::vector<base::Error> remove() const {
    return ExpiredFiles({(root_ / "drop").string(), (root_ / "drop").string()}, kKept).remove(kNow);
  }

  fs::path root_;
};

TEST_F(ExpiredFilesTest, GoWhenTheyHaveLainLongerThanTheyMay) {
  file("drop/done/older.html", kNow - kKept - 1ms);
  file("drop/done/limit.html", kNow - kKept);
  file("drop/done/younger.html", kNow - kKept + 1ms);
  file("drop/failed/older.html", kNow - kKept - 1ms);
  EXPECT_TRUE(remove().empty());
  EXPECT_FALSE(there("drop/done/older.html"));
  EXPECT_TRUE(there("drop/done/limit.html"));
  EXPECT_TRUE(there("drop/done/younger.html"));
  EXPECT_FALSE(there("drop/failed/older.html"));
  EXPECT_TRUE(there("drop/failed"));
}

TEST_F(ExpiredFilesTest, AreAsOldAsTheMomentThatEndsTheirName) {
  file("drop/done/dag-20261114T221403119Z/a.csv", kNow);
  file("drop/done/dag-20261114T221403120Z/a.csv", kNow - kKept * 9);
  age("drop/done/dag-20261114T221403120Z", kNow - kKept * 9);
  // The report of a set that waited long was written now, whatever the set is called.
  file("drop/done/dag-20200101T000000000Z.rapport.html", kNow);
  EXPECT_TRUE(remove().empty());
  EXPECT_FALSE(there("drop/done/dag-20261114T221403119Z"));
  EXPECT_TRUE(there("drop/done/dag-20261114T221403120Z/a.csv"));
  EXPECT_TRUE(there("drop/done/dag-20200101T000000000Z.rapport.html"));
}

TEST_F(ExpiredFilesTest, GoWithAllThatAFolderHolds) {
  file("drop/done/set/deep/deeper/a.csv", kNow);
  file("drop/done/set/.hidden", kNow);
  age("drop/done/set", kNow - kKept * 2);
  EXPECT_TRUE(remove().empty());
  EXPECT_FALSE(there("drop/done/set"));
}

TEST_F(ExpiredFilesTest, LieInDoneAndFailedAndNowhereElse) {
  const base::Instant old = kNow - kKept * 2;
  const std::vector<std::string> others = {"drop/a.csv", "drop/work/s/a.csv", "drop/claiming/s/a.csv",
                                           "drop/done-2/a.csv", "done/a.csv"};
  for (const auto& other : others) file(other, old);
  EXPECT_TRUE(remove().empty());
  for (const auto& other : others) EXPECT_TRUE(there(other)) << other;
}

TEST_F(ExpiredFilesTest, LeaveWhatLinksPointAt) {
  const base::Instant old = kNow - kKept * 2;
  file("outside/a.csv", old);
  fs::create_symlink(root_ / "outside/a.csv", root_ / "drop/done/file");
  fs::create_directory_symlink(root_ / "outside", root_ / "drop/done/folder");
  fs::create_directories(root_ / "drop/done/set");
  fs::create_directory_symlink(root_ / "outside", root_ / "drop/done/set/folder");
  for (const char* const entry : {"file", "folder", "set"}) age(fs::path("drop/done") / entry, old);
  fs::remove(root_ / "drop/failed");
  fs::create_directory_symlink(root_ / "outside", root_ / "drop/failed");
  const auto errors = remove();
  EXPECT_EQ(errors.size(), 1U) << "failed/ is a link";
  for (const char* const entry : {"file", "folder", "set"}) EXPECT_FALSE(there(fs::path("drop/done") / entry)) << entry;
  EXPECT_TRUE(there("outside/a.csv"));
}

TEST_F(ExpiredFilesTest, MayBeCalledWhatever) {
  const std::vector<std::string> odd = {
      "...", "..a", "a\nb", "\xff\xfe", "*", "-rf", "~", "$(x)", std::string(255, 'x'), "-20269999T999999999Z",
      "Z",   "T"};
  for (const auto& name : odd) {
    file("drop/done/" + name, kNow - kKept * 2);
    file("drop/failed/" + name, kNow - 1h);
  }
  file("drop/kept.csv", kNow - kKept * 2);
  EXPECT_TRUE(remove().empty());
  EXPECT_TRUE(fs::is_empty(root_ / "drop/done"));
  for (const auto& name : odd) EXPECT_TRUE(there("drop/failed/" + name)) << name;
  EXPECT_TRUE(there("drop/kept.csv"));
}

TEST_F(ExpiredFilesTest, AreNotKeptForEverByATimeToCome) {
  file("drop/done/a.csv", kNow);
  const base::Instant later =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + kKept * 2;
  age("drop/done/a.csv", later + kKept * 1000);
  EXPECT_TRUE(ExpiredFiles({(root_ / "drop").string()}, kKept).remove(later).empty());
  EXPECT_FALSE(there("drop/done/a.csv"));
}

TEST_F(ExpiredFilesTest, ThatCannotBeRemovedAreToldOfWithoutTheirNames) {
  fs::path deep = "drop/done/Anna";
  for (int i = 0; i < 70; ++i) deep /= "d";
  file(deep / "a.csv", kNow);
  age("drop/done/Anna", kNow - kKept * 2);
  file("drop/done/older.csv", kNow - kKept * 2);
  const auto errors = remove();
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].fault, base::Fault::retry);
  EXPECT_EQ(errors[0].what.find("Anna"), std::string::npos);
  EXPECT_TRUE(there("drop/done/Anna"));
  EXPECT_FALSE(there("drop/done/older.csv")) << "the others go all the same";
  EXPECT_EQ(ExpiredFiles({(root_ / "away").string()}, kKept).remove(kNow).size(), 1U);
}

}  // namespace
}  // namespace gateway::app
