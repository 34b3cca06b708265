#include "gateway/io/json/said.h"

#include <gtest/gtest.h>

#include <string>

namespace gateway::io {
namespace {

std::string document(const std::string& position, const std::string& key = "I-1") {
  return R"({"schema":"gateway.participation/1","key":")" + key + R"(","position":)" + position + R"(,"person":{}})";
}

/// What a fingerprint is made of: the pieces, told apart.
std::pair<std::string, std::string> pieces(const std::string& text) {
  const Said pieces = said(text);
  return {std::string(pieces.before), std::string(pieces.behind)};
}

TEST(Said, IsTheSameWhereverItStands) {
  const auto first = pieces(document(R"({"file":"insatser.csv","line":2})"));
  EXPECT_EQ(first, pieces(document(R"({"file":"insatser 2.csv","line":10417})")));
  EXPECT_EQ(first, pieces(document(R"({"file":"","line":0})")));
  EXPECT_EQ(first.first + first.second, R"({"schema":"gateway.participation/1","key":"I-1",,"person":{}})");
}

TEST(Said, DiffersInEverythingElse) {
  const std::string position = R"({"file":"insatser.csv","line":2})";
  EXPECT_NE(pieces(document(position)), pieces(document(position, "I-2")));
  EXPECT_NE(pieces(document(position)), pieces(document(position) + " "));
}

TEST(Said, TakesTheWholeWhereThePositionIsNotWrittenPlainly) {
  for (const char* position :
       {R"({"line":2,"file":"a.csv"})", R"({"file":"a.csv", "line":2})", R"({"file":"a\".csv","line":2})",
        R"({"file":"å.csv","line":2})", R"({"file":"a.csv","line":02})", R"({"file":"a.csv","line":-2})",
        R"({"file":"a.csv","line":})", R"({"file":"a.csv","line":1234567890})", R"({"file":"a.csv","line":2,"x":1})",
        R"({"file":"a.csv","line":2)", R"({"file":"a.csv)", "{}", "null"}) {
    const std::string whole = document(position);
    EXPECT_EQ(pieces(whole), std::pair(whole, std::string())) << position;
  }
  const std::string longest = document(R"({"file":")" + std::string(201, 'a') + R"(","line":2})");
  EXPECT_EQ(pieces(longest).first, longest);
  const std::string torn = R"({"position":{"file":"a.csv","line":2})";
  EXPECT_EQ(pieces(torn).first, torn);
  EXPECT_EQ(pieces("").first, "");
}

TEST(Said, IsNotMisledByATextThatLooksLikeAPosition) {
  const std::string key = R"(\"position\":{\"file\":\"x\",\"line\":7})";
  EXPECT_EQ(pieces(document(R"({"file":"a.csv","line":2})", key)),
            pieces(document(R"({"file":"b.csv","line":3})", key)));
  EXPECT_NE(pieces(document(R"({"file":"a.csv","line":2})", key)).first.find("line"), std::string::npos);
}

}  // namespace
}  // namespace gateway::io
