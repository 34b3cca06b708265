#include "gateway/host/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace gateway::host {
namespace {

namespace fs = std::filesystem;

class FolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "folder-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root = name;
  }
  void TearDown() override { fs::remove_all(root); }
  void write(const std::string& name, const std::string& text) { std::ofstream(root / name) << text; }

  fs::path root;
};

TEST_F(FolderTest, ListsSizeTimeAndInode) {
  write("b.csv", "12345");
  write("a.csv", "");
  const auto entries = Folder("drop", root.string()).list("");
  ASSERT_TRUE(entries.has_value());
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].name, "a.csv");
  const auto& entry = (*entries)[1];
  struct stat status {};
  ASSERT_EQ(::stat((root / "b.csv").c_str(), &status), 0);
  EXPECT_EQ(entry.size, 5U);
  EXPECT_EQ(entry.inode, status.st_ino);
  EXPECT_EQ(entry.mtime_ns, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
  EXPECT_EQ(entry.kind, FolderEntry::Kind::regular);
}

TEST_F(FolderTest, AsksToComeBackWhenTheFolderItselfIsAway) {
  const Folder away("drop", (root / "away").string());
  EXPECT_EQ(away.list("").error().fault, base::Fault::retry);
  EXPECT_EQ(away.open("a").error().fault, base::Fault::retry);
  EXPECT_EQ(away.rename("a", "b").error().fault, base::Fault::retry);
}

TEST_F(FolderTest, KeepsFileNamesOutOfItsErrors) {
  const Folder folder("drop", root.string());
  for (const auto& what : {folder.open("Anna Andersson.csv").error().what,
                           folder.rename("Anna Andersson.csv", "done/Anna Andersson.csv").error().what}) {
    EXPECT_EQ(what.find("Anna"), std::string::npos) << what;
  }
}

TEST_F(FolderTest, RefusesToMoveToANameThatIsTooLong) {
  write("a", "");
  const Folder folder("drop", root.string());
  const std::string longer(300, 'x');
  EXPECT_EQ(folder.rename("a", "done/" + longer).error().fault, base::Fault::reject);
  EXPECT_EQ(folder.rename("a", longer + "/a").error().fault, base::Fault::reject);
}

TEST_F(FolderTest, RefusesANulByteInAPath) {
  write("a", "");
  EXPECT_EQ(Folder("drop", root.string()).open(std::string_view("a\0b", 3)).error().fault, base::Fault::reject);
}

TEST_F(FolderTest, GivesADescriptorThatCannotWrite) {
  write("a", "x");
  const auto file = Folder("drop", root.string()).open("a");
  ASSERT_TRUE(file.has_value());
  EXPECT_LT(::write(file->fd(), "y", 1), 0);
}

}  // namespace
}  // namespace gateway::host
