#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/architecture/rules.h"

namespace gateway::architecture {
namespace {

namespace fs = std::filesystem;

/// A small tree in a folder of its own, gone with the object.
class Tree {
 public:
  Tree() {
    std::string pattern = (fs::temp_directory_path() / "architecture-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the tree");
    root_ = pattern;
  }
  ~Tree() { fs::remove_all(root_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const fs::path& root() const { return root_; }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }

 private:
  fs::path root_;
};

/// A bad tree as one file: what must be said of it ("! complaint"), then its files, each behind "--- path".
struct Fixture {
  std::string name;
  std::vector<std::string> expected;
  std::vector<std::pair<std::string, std::string>> files;

  friend void PrintTo(const Fixture& fixture, std::ostream* out) { *out << fixture.name; }
};

std::vector<Fixture> fixtures() {
  std::vector<Fixture> all;
  for (const auto& entry : fs::directory_iterator(GATEWAY_SOURCE_DIR "/tests/architecture/fixtures")) {
    Fixture fixture{entry.path().stem().string(), {}, {}};
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("--- ")) {
        fixture.files.emplace_back(line.substr(4), "");
      } else if (!fixture.files.empty()) {
        fixture.files.back().second += line + "\n";
      } else if (line.starts_with("! ")) {
        fixture.expected.push_back(line.substr(2));
      }
    }
    all.push_back(std::move(fixture));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

std::string lines_of(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& line : all) text += line + "\n";
  return text;
}

TEST(Architecture, HoldsInThisTree) {
  EXPECT_EQ(lines_of(complaints(GATEWAY_SOURCE_DIR)), "");
}

class BadTree : public testing::TestWithParam<Fixture> {};

TEST_P(BadTree, IsToldWithPlaceAndReason) {
  const Tree tree;
  for (const auto& [path, text] : GetParam().files) tree.write(path, text);
  EXPECT_EQ(lines_of(complaints(tree.root())), lines_of(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Architecture, BadTree, testing::ValuesIn(fixtures()),
                         [](const auto& fixture) { return fixture.param.name; });

TEST(Architecture, SeesThatFixturesAreThere) {
  EXPECT_GE(fixtures().size(), 10U);
  for (const auto& fixture : fixtures()) EXPECT_FALSE(fixture.files.empty()) << fixture.name;
}

TEST(Architecture, StopsFilesAtTheWall) {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "//\n";
    return text;
  };
  const Tree tree;
  tree.write("gateway/base/README.md", lines(80));
  tree.write("gateway/base/fits.h", lines(400));
  tree.write("gateway/base/long.h", lines(401));
  tree.write("tests/README.md", lines(81));
  tree.write("tests/unit/base/fits_test.cpp", lines(600));
  tree.write("tests/unit/base/long_test.cpp", lines(601));
  EXPECT_THAT(complaints(tree.root()),
              testing::ElementsAre("gateway/base/long.h: has 401 lines; the wall is at 400",
                                   "tests/README.md: has 81 lines; a page is at most 80",
                                   "tests/unit/base/long_test.cpp: has 601 lines; the wall is at 600"));
}

}  // namespace
}  // namespace gateway::architecture
