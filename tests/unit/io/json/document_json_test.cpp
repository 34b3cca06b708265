#include "gateway/io/json/document_json.h"

#include <gtest/gtest.h>

namespace gateway::io {
namespace {

using namespace std::string_view_literals;

std::string refusal(std::string_view text, JsonLimits limits = {}) {
  const auto parsed = parse_json(text, limits);
  return parsed ? "accepted" : parsed.error().what;
}

TEST(DocumentJson, KeepsKindsOrderAndNesting) {
  const auto parsed = parse_json(R"({"z":1,"a":[true,null,-2.5,"å\u00e4\n"],"o":{}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_json(*parsed), R"({"z":1,"a":[true,null,-2.5,"åä\n"],"o":{}})");
  EXPECT_EQ(parsed->integer_or("z", 0), 1);
}

TEST(DocumentJson, PrintsIndented) {
  const auto parsed = parse_json(R"({"a":[1,2],"b":{},"c":[]})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_json(*parsed, true), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}");
}

TEST(DocumentJson, ReadsItsOwnPrint) {
  const auto parsed = parse_json(R"([0,-0,9223372036854775807,-9223372036854775808,1e300,0.1,"\"\\\u0001€😀"])");
  ASSERT_TRUE(parsed);
  for (const bool pretty : {false, true}) {
    const auto again = parse_json(to_json(*parsed, pretty));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *parsed);
  }
}

TEST(DocumentJson, TellsTheLineAndColumnOfEachValue) {
  const auto parsed = parse_json("{\n  \"a\\\"b\": [1,\n \"x\"],\n  \"c\" : true }");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->line, 1U);
  EXPECT_EQ(parsed->column, 1U);
  const auto* array = parsed->find("a\"b");
  ASSERT_TRUE(array != nullptr && array->array() != nullptr);
  EXPECT_EQ(array->line, 2U);
  EXPECT_EQ(array->column, 11U);
  EXPECT_EQ(array->array()->at(1).line, 3U);
  EXPECT_EQ(array->array()->at(1).column, 2U);
  EXPECT_EQ(parsed->find("c")->line, 4U);
  EXPECT_EQ(parsed->find("c")->column, 9U);
}

TEST(DocumentJson, RefusesNulAndWhatFollowsIt) {
  EXPECT_EQ(refusal("{\"consent\":true}\0{\"x\""sv), "JSON: NUL stands at offset 16 (line 1, column 17)");
  EXPECT_NE(refusal("\"a\\u0000b\""), "accepted");
  EXPECT_NE(refusal("{\"a\\u0000b\":1}"), "accepted");
}

TEST(DocumentJson, RefusesDuplicateKeysAtTheSecond) {
  EXPECT_EQ(refusal("{\"a\":1,\n\"b\":{\"a\":2},\"a\":3}"),
            "JSON: a key stands twice in one object at offset 20 (line 2, column 13)");
  EXPECT_NE(refusal("{\"a\":1,\"\\u0061\":2}"), "accepted");
  EXPECT_EQ(refusal("[{\"a\":1},{\"a\":1}]"), "accepted");
}

TEST(DocumentJson, RefusesDepthBeyondTheLimit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refusal(nested(32)), "accepted");
  EXPECT_EQ(refusal(nested(33)), "JSON: arrays and objects are too deep at offset 32 (line 1, column 33)");
  EXPECT_NE(refusal(std::string(1'000'000, '[')), "accepted");
}

TEST(DocumentJson, RefusesWhatIsNoJson) {
  for (const auto text : {""sv,
                          " "sv,
                          "{"sv,
                          "[1,]"sv,
                          "{\"a\":1,}"sv,
                          "01"sv,
                          "+1"sv,
                          ".5"sv,
                          "1."sv,
                          "nul"sv,
                          "'a'"sv,
                          "// c\n1"sv,
                          "1 2"sv,
                          "{} x"sv,
                          "\xEF\xBB\xBF{}"sv,
                          "NaN"sv,
                          "Infinity"sv,
                          "\"\t\""sv,
                          "\"\\x\""sv,
                          "\"\\ud800\""sv,
                          "\"\xC3\""sv,
                          "\"\xC0\x80\""sv,
                          "\"\xED\xA0\x80\""sv,
                          "\"\xFF\""sv,
                          "{1:2}"sv,
                          "[1 2]"sv,
                          "\"abc"sv})
    EXPECT_NE(refusal(text), "accepted") << "vector of " << text.size() << " bytes";
}

TEST(DocumentJson, RefusesNumbersThatDoNotFit) {
  EXPECT_NE(refusal("9223372036854775808"), "accepted");
  EXPECT_NE(refusal("-9223372036854775809"), "accepted");
  EXPECT_NE(refusal("99999999999999999999999999"), "accepted");
  EXPECT_EQ(refusal("[1e999]"), "JSON: a number is too large at offset 5 (line 1, column 6)");
}

TEST(DocumentJson, RefusesMoreBytesThanAllowed) {
  EXPECT_EQ(refusal("[1,2]", {.max_bytes = 4}), "JSON: larger than 4 bytes");
}

TEST(DocumentJson, NeverQuotesTheText) {
  for (const auto text : {"{\"name\":Canary}"sv, "{\"Canary\":1,\"Canary\":2}"sv, "[\"Canary\" \"Canary\"]"sv,
                          "\"Canary\xFF\""sv, "Canary"sv, "\"Canary\" Canary"sv})
    EXPECT_EQ(refusal(text).find("Canary"), std::string::npos);
}

TEST(DocumentJson, ReplacesBytesThatAreNoUtf8WhenPrinting) {
  EXPECT_EQ(to_json(base::Document("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace gateway::io
