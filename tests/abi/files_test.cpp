#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/abi/support.h"

namespace border {
namespace {

namespace fs = std::filesystem;

class Files : public PluginTest {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "abi-files-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root = name;
    fs::create_directories(root / "drop" / "sub");
    write("outside.txt", "secret");
    write("drop/a.csv", "a;b");
    write("drop/sub/b.csv", "sub");
    fs::create_symlink(root / "outside.txt", root / "drop" / "link.csv");
    fs::create_directory_symlink(root, root / "drop" / "way-out");
    ASSERT_EQ(::mkfifo((root / "drop" / "fifo.csv").c_str(), 0600), 0);
    how = config("files");
    how.folders = {{"drop", (root / "drop").string()}};
  }
  void TearDown() override { fs::remove_all(root); }

  void write(const std::string& name, const std::string& text) { std::ofstream(root / name) << text; }

  /// What the plugin got: its records, or the sentence with which it was refused.
  std::vector<std::string> tried(const std::string& what) {
    pages.clear();
    const auto pulled = pull(*source, what);
    if (!pulled) return {"refused: " + pulled.error().what};
    return pages.at(0).records;
  }
  void open_plugin() {
    plugin = started(how);
    source = plugin->source();
  }

  using Got = std::vector<std::string>;
  fs::path root;
  host::PluginConfig how;
  std::unique_ptr<host::Plugin> plugin;
  std::unique_ptr<ports::Source> source;
};

TEST_F(Files, AreListedAsWhatTheyAre) {
  open_plugin();
  EXPECT_EQ(tried("list"), (Got{"a.csv regular", "fifo.csv fifo", "link.csv link", "sub folder", "way-out link"}));
  EXPECT_EQ(tried("list sub"), Got{"b.csv regular"});
  EXPECT_EQ(tried("list work"), Got{});
}

TEST_F(Files, AreReadByDescriptor) {
  open_plugin();
  EXPECT_EQ(tried("read a.csv"), Got{"a;b"});
  EXPECT_EQ(tried("read sub/b.csv"), Got{"sub"});
}

TEST_F(Files, AreReadInAThreadToo) {
  how.isolation = host::PluginConfig::Isolation::thread;
  open_plugin();
  EXPECT_EQ(tried("read a.csv"), Got{"a;b"});
  EXPECT_EQ(tried("read link.csv"), Got{"refused: folder drop: not a regular file"});
}

TEST_F(Files, OfOtherKindsAndOtherPlacesAreRefused) {
  open_plugin();
  EXPECT_EQ(tried("read link.csv"), Got{"refused: folder drop: not a regular file"});
  EXPECT_EQ(tried("read fifo.csv"), Got{"refused: folder drop: not a regular file"});
  EXPECT_EQ(tried("read sub"), Got{"refused: folder drop: not a regular file"});
  EXPECT_EQ(tried("read way-out/outside.txt"), Got{"refused: folder drop: no such file, or it lies behind a link"});
  for (const std::string path : {"../outside.txt", "sub/../a.csv", "/etc/passwd", "./a.csv", "sub//b.csv", ""}) {
    EXPECT_EQ(tried("read " + path), Got{"refused: folder drop: path not allowed"}) << path;
  }
  EXPECT_EQ(tried("list .."), Got{"refused: folder drop: path not allowed"});
  EXPECT_EQ(tried("list way-out"), Got{"refused: folder drop: the path is not a folder, or leads through a link"});
  EXPECT_EQ(tried("other"), Got{"refused: plugin files asked for a folder that is not configured for it"});
}

TEST_F(Files, MoveWithinTheFolderAndNeverOntoAnother) {
  open_plugin();
  EXPECT_EQ(tried("move a.csv work/set-1/a.csv"), Got{});
  EXPECT_TRUE(fs::exists(root / "drop/work/set-1/a.csv"));
  EXPECT_EQ(fs::status(root / "drop/work").permissions(), fs::perms::owner_all);
  write("drop/a.csv", "new");
  EXPECT_EQ(tried("move a.csv work/set-1/a.csv"), Got{"refused: folder drop: the place to move to is taken"});
  EXPECT_EQ(tried("move a.csv ../a.csv"), Got{"refused: folder drop: path not allowed"});
  EXPECT_EQ(tried("move a.csv way-out/a.csv"),
            Got{"refused: folder drop: the place to move to cannot be made, or lies behind a link"});
  EXPECT_EQ(tried("move none.csv done/none.csv"), Got{"refused: folder drop: nothing there to move"});
  EXPECT_EQ(tried("move link.csv failed/link.csv"), Got{});
  EXPECT_TRUE(fs::is_symlink(root / "drop/failed/link.csv"));
  EXPECT_EQ(tried("move work/set-1 done/set-1"), Got{});
  EXPECT_TRUE(fs::exists(root / "drop/done/set-1/a.csv"));
}

TEST_F(Files, WakeAWaitingSource) {
  open_plugin();
  source->wait(std::chrono::milliseconds(0));
  write("drop/new.csv", "x");
  const auto before = std::chrono::steady_clock::now();
  source->wait(std::chrono::minutes(1));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(30));
}

TEST_F(Files, StopEndsAWait) {
  open_plugin();
  std::thread stopper([&] { source->stop(); });
  source->wait(std::chrono::minutes(1));
  stopper.join();
  source->wait(std::chrono::minutes(1));  // And every later one.
}

/// The template as an author would first see it work.
TEST_F(Files, AreGivenLineByLineByTheTemplate) {
  fs::create_directories(root / "inbox");
  write("inbox/1.ndjson", "{\"a\":1}\n\n{\"a\":2}\r\n");
  std::string many;
  for (int i = 0; i < 600; ++i) many += "{\"n\":" + std::to_string(i) + "}\n";
  write("inbox/2.ndjson", many + "{\"last\":true}");
  how.library = GATEWAY_BUILD_DIR "/plugins/template.so";
  how.folders = {{"inbox", (root / "inbox").string()}};
  open_plugin();
  ASSERT_TRUE(pull(*source, "documents").has_value());
  ASSERT_EQ(pages.size(), 4U);
  EXPECT_EQ(pages[0].records, (Got{"{\"a\":1}", "{\"a\":2}"}));
  EXPECT_EQ(pages[3].records.size(), 601U - 512U);
  EXPECT_EQ(pages[3].records.back(), "{\"last\":true}");
  EXPECT_TRUE(fs::exists(root / "inbox/done/2.ndjson"));

  fs::rename(root / "inbox/done/2.ndjson", root / "inbox/2.ndjson");
  const auto stored = pages[2].cursor;
  pages.clear();
  ASSERT_TRUE(pull(*source, "documents", stored).has_value());
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0].records.front(), "{\"n\":512}");
}

}  // namespace
}  // namespace border
