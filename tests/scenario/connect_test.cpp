// The page for a municipality with its own export, run as it stands.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "tests/scenario/lists.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using namespace std::chrono_literals;
using support::read_file;
using support::Site;
using support::write_file;

using Lines = std::vector<std::string>;

constexpr const char* kLeftOut = "…";

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    line.erase(line.find_last_not_of(" \r") + 1);
    lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

/// Commands of the page and what it shows as their answer; no lines where it shows none.
struct Block {
  std::size_t line = 0;  ///< Of the page.
  std::string commands;
  Lines answer;
};

/// The ```sh blocks in order, each with the ```text block that follows it before the next.
std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::string language;
  const Lines lines = lines_of(page);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.starts_with("```")) {
      language = language.empty() ? line.substr(3) : "";
      if (language == "sh") blocks.push_back({i + 1, "", {}});
      continue;
    }
    if (language == "sh") blocks.back().commands += line + "\n";
    if (language == "text" && !blocks.empty()) blocks.back().answer.push_back(line);
  }
  return blocks;
}

/// Whether a line is what the page shows, with its placeholders for what differs each time.
bool is_line(const std::string& shown, const std::string& said) {
  static const std::regex special(R"([.^$|()\[\]{}*+?\\])");
  std::string pattern = std::regex_replace(shown, special, R"(\$&)");
  const std::pair<const char*, const char*> placeholders[] = {
      {"<id>", "[0-9A-Za-z]+"}, {"<time>", "[0-9]{4}-[0-9T:.-]+Z"}, {"<port>", "[0-9]+"}, {"<dir>", "/[^ ]*"}};
  for (const auto& [name, meant] : placeholders) pattern = std::regex_replace(pattern, std::regex(name), meant);
  return std::regex_match(said, std::regex(pattern));
}

/// Whether `shown` from `i` is said from `at` on: line by line, any number of lines where some are left out.
bool follows(const Lines& shown, std::size_t i, const Lines& said, std::size_t at) {
  if (i == shown.size()) return true;
  if (shown[i] == kLeftOut) {
    for (std::size_t next = at; next <= said.size(); ++next) {
      if (follows(shown, i + 1, said, next)) return true;
    }
    return false;
  }
  return at < said.size() && is_line(shown[i], said[at]) && follows(shown, i + 1, said, at + 1);
}

bool occurs(Lines shown, const Lines& said) {
  shown.insert(shown.begin(), kLeftOut);
  return follows(shown, 0, said, 0);
}

/// One bash for the whole page, in a group of its own. Whatever the page starts is in that group and ends with it, also
/// when a block fails or this test is ended.
class Reader {
 public:
  explicit Reader(const std::vector<Block>& blocks) : folder_("connect") {
    std::string script =
        "(while kill -0 $PPID 2>/dev/null; do sleep 1; done; kill -KILL -- -$$) >/dev/null 2>&1 &\n"
        "set -euo pipefail\n";
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const std::string out = (folder_.path() / ("block-" + std::to_string(i))).string();
      script += "exec >'" + out + "' 2>&1\n" + blocks[i].commands;
    }
    script += "touch '" + end().string() + "'\n";
    write_file(folder_.path() / "page.sh", script);
    std::filesystem::create_directory(folder_.path() / "work");
  }

  /// Whether every command of every block ended well within the time.
  bool read_all() {
    const std::string log = (folder_.path() / "bash.log").string();
    support::Process bash({"/usr/bin/setsid", "/bin/bash", (folder_.path() / "page.sh").string()},
                          {"/dev/null", log, log},
                          {{"SUS_SRC", GATEWAY_SOURCE_DIR},
                           {"SUS_BIN", Site::program("sus-gateway").parent_path().string()},
                           {"SUS_WORK", (folder_.path() / "work").string()}});
    const auto code = bash.wait(200s);
    // Its own group only: the servers of the page where it did not come to their end, and the watch.
    ::kill(-bash.pid(), SIGTERM);
    support::eventually(10s, [&] { return ::kill(-bash.pid(), 0) != 0; });
    ::kill(-bash.pid(), SIGKILL);
    return code == 0 && std::filesystem::exists(end());
  }

  std::string said(std::size_t block) const { return read_file(folder_.path() / ("block-" + std::to_string(block))); }

 private:
  std::filesystem::path end() const { return folder_.path() / "end"; }

  support::TemporaryFolder folder_;
};

TEST(Connect, ThePageDoesWhatItSays) {
  const std::vector<Block> blocks = blocks_of(read_file(Site::source("deploy/connect.md")));
  ASSERT_GT(blocks.size(), 15U);
  Reader reader(blocks);
  const bool ended = reader.read_all();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    ASSERT_TRUE(occurs(blocks[i].answer, lines_of(reader.said(i))))
        << "deploy/connect.md:" << blocks[i].line << " shows another answer than this:\n"
        << reader.said(i);
  }
  EXPECT_TRUE(ended) << "a command of the page failed";
}

TEST(Connect, AnAnswerIsHeldLineByLine) {
  const Lines said{"a 12 b", "at 2026-11-22T02:14:02.765Z", "c.", "d"};
  EXPECT_TRUE(occurs({"a <port> b", "…", "c."}, said));
  EXPECT_TRUE(occurs({"at <time>", "c."}, said));
  EXPECT_FALSE(occurs({"a <port> b", "c."}, said)) << "a line between them is not shown";
  EXPECT_FALSE(occurs({"c!"}, said));
  EXPECT_FALSE(occurs({"c.", "…", "at <time>"}, said));
}

TEST(Connect, LookingSendsNothing) {
  Site site({.directory = "demo", .mapping = "demo", .accorda = "demo"});
  site.generate(20, 5, 1);
  site.import_directory("gateway");
  site.import_directory("node");
  site.drop(site.folder() / "export-1", "export_20261101");
  const support::Answer synced = site.sync();
  ASSERT_EQ(synced.code, 0) << synced.out << synced.err;
  ASSERT_GT(synced.json.at("summary").at("delivery").at("queued"), 0) << "the node is away";
  site.start_node();
  // Longer than the first wait before another attempt: all of them are due.
  const auto end = std::chrono::steady_clock::now() + 3s;
  while (std::chrono::steady_clock::now() < end) {
    ASSERT_EQ(site.gateway({"check"}).code, 0);
    ASSERT_EQ(site.gateway({"sync", "--dry-run"}).code, 0);
    ASSERT_TRUE(delivered(site).empty());
  }
  EXPECT_EQ(site.sync().json.at("summary").at("delivery").at("queued"), 0);
}

}  // namespace
}  // namespace gateway::scenario
