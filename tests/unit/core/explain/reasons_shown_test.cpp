#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/core/reason.h"

// Whether each reason that the code can give is one that a test has seen given.

namespace gateway::core {
namespace {

namespace fs = std::filesystem;

bool of_a_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Whether a test's text names the code, and not only to write it into a message by its id.
bool names(const std::string& text, const std::string& code) {
  const std::string written = "Code::" + code;
  for (std::size_t at = text.find(written); at != std::string::npos; at = text.find(written, at + 1)) {
    const std::size_t end = at + written.size();
    const bool whole = end == text.size() || !of_a_word(text[end]);
    const bool made = at >= 3 && text.compare(at - 3, 3, "id(") == 0;
    if (whole && !made) return true;
  }
  return false;
}

/// All tests of the tree but those of the list of codes itself, which names every one of them.
std::string all_tests() {
  std::ostringstream text;
  for (const auto& entry : fs::recursive_directory_iterator(GATEWAY_SOURCE_DIR "/tests")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with("_test.cpp") || name == "reason_test.cpp" || name == "reasons_shown_test.cpp") continue;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf() << '\n';
  }
  return text.str();
}

TEST(ReasonsShown, EveryCodeIsNamedByATestOfWhatGivesIt) {
  const std::string tests = all_tests();
  ASSERT_GT(tests.size(), 100'000U);
  std::vector<std::string> unseen;
  for (const Explanation& row : explanations()) {
    if (!names(tests, std::string(row.id))) unseen.emplace_back(row.id);
  }
  EXPECT_THAT(unseen, testing::IsEmpty());
}

TEST(ReasonsShown, ALongerNameOrAMessagesCodeIsNoAssertion) {
  EXPECT_TRUE(names("EXPECT_EQ(fault, Code::unmapped);", "unmapped"));
  EXPECT_TRUE(names("Code::unmapped", "unmapped"));
  EXPECT_FALSE(names("Code::unmapped_too", "unmapped"));
  EXPECT_FALSE(names("message.code = id(Code::unmapped);", "unmapped"));
  EXPECT_FALSE(names("\"unmapped\"", "unmapped"));
}

}  // namespace
}  // namespace gateway::core
