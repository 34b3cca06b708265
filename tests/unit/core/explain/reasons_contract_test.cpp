#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "gateway/core/reason.h"

namespace gateway::core {
namespace {

const std::string kFile = GATEWAY_SOURCE_DIR "/contracts/reasons.md";

/// The published list, made of the code.
std::string listed() {
  std::string text =
      "# Reasons\n\nEvery answer beside a registration has one of these codes: in lists, in `--json`, in the node's "
      "answers. The codes are stable. `{}` is the detail: an id, a date, a column, never personal data. Made from the "
      "code by `GATEWAY_UPDATE=1 unit_core --gtest_filter='ReasonsContract.*'`.\n";
  for (const Explanation& row : explanations()) {
    text += "\n## " + std::string(row.id) + "\n\n";
    for (const Language language : {Language::swedish, Language::english}) {
      const auto at = static_cast<std::size_t>(language);
      text += language == Language::swedish ? "- sv: " : "- en: ";
      text += std::string(row.sentence[at]) + ". → " + std::string(row.remedy[at]) + ".\n";
    }
  }
  return text;
}

TEST(ReasonsContract, IsWhatTheCodeSays) {
  if (std::getenv("GATEWAY_UPDATE") != nullptr) std::ofstream(kFile, std::ios::binary) << listed();
  std::ifstream file(kFile, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(text.str() == listed()) << kFile << " is old: run this test with GATEWAY_UPDATE=1";
}

}  // namespace
}  // namespace gateway::core
