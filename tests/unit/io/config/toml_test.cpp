#include "gateway/io/config/toml.h"

#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"

namespace gateway::io {
namespace {

using namespace std::string_view_literals;

std::string refusal(std::string_view text, TomlLimits limits = {}) {
  const auto parsed = parse_toml(text, "x.toml", limits);
  return parsed ? "accepted" : parsed.error().what;
}

TEST(Toml, KeepsKindsOrderAndNesting) {
  const auto parsed =
      parse_toml("z = 1\na = [true, 2.5, \"å\"]\n[t.u]\nb = 2026-11-21\nc = 2026-11-21T08:09:10Z\n[k]\n", "x");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_json(*parsed),
            R"({"z":1,"a":[true,2.5,"å"],"t":{"u":{"b":"2026-11-21","c":"2026-11-21T08:09:10Z"}},"k":{}})");
}

TEST(Toml, TellsTheLineAndColumnOfEachValue) {
  const auto parsed = parse_toml("a = 1\n[t]\n  b = [1,\n    2]\n", "x");
  ASSERT_TRUE(parsed);
  const auto* list = parsed->find("t")->find("b");
  EXPECT_EQ(parsed->find("a")->column, 5U);
  EXPECT_EQ(list->line, 3U);
  EXPECT_EQ(list->array()->at(1).line, 4U);
  EXPECT_EQ(list->array()->at(1).column, 5U);
}

TEST(Toml, SaysFileLineAndColumnOfAFault) {
  EXPECT_EQ(refusal("a = 1\nb = \n").substr(0, 9), "x.toml:2:");
  EXPECT_EQ(refusal("a = 1\na = 2\n").substr(0, 9), "x.toml:2:");
}

TEST(Toml, RefusesWhatIsNoToml) {
  for (const auto text : {"a"sv, "a = "sv, "a = \"x"sv, "a = \"\xFF\""sv, "a = \"\0\""sv, "[a\n"sv, "a = [1"sv,
                          "a = 2026-02-30"sv, "a = 99999999999999999999"sv})
    EXPECT_NE(refusal(text), "accepted") << text;
}

TEST(Toml, RefusesDepthBeyondTheLimit) {
  const auto nested = [](std::size_t depth) { return "a = " + std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refusal(nested(31)), "accepted");
  EXPECT_EQ(refusal(nested(32)), "x.toml:1:36: tables and arrays are more than 32 deep");
  EXPECT_EQ(refusal(nested(1'000'000)), "x.toml:1:1: tables and arrays are more than 32 deep");
}

TEST(Toml, RefusesAKeyOfAMillionParts) {
  std::string key = "a";
  for (int i = 0; i < 1'000'000; ++i) key += ".a";
  EXPECT_EQ(refusal("b = 1\n" + key + " = 1"), "x.toml:2:1: tables and arrays are more than 32 deep");
  EXPECT_EQ(refusal("[" + key + "]"), "x.toml:1:1: tables and arrays are more than 32 deep");
  EXPECT_EQ(refusal("a = {" + key + " = 1}"), "x.toml:1:1: tables and arrays are more than 32 deep");
}

TEST(Toml, CountsNoDepthInTextsAndComments) {
  const std::string dots(100, '.');
  const std::string brackets(100, '[');
  EXPECT_EQ(refusal("a = \"" + dots + brackets + "\\\"" + dots + "\" # " + brackets + dots), "accepted");
  EXPECT_EQ(refusal("a = '" + dots + brackets + "\\'\nb = '''\n" + brackets + "'\n" + dots + "'''"), "accepted");
  EXPECT_EQ(refusal("a = \"\"\"\n" + brackets + "\\\"\n\\\n" + dots + "\"\"\"\nc = 1"), "accepted");
}

TEST(Toml, RefusesMoreBytesThanAllowed) {
  EXPECT_EQ(refusal("a = 1", {.max_bytes = 4}), "x.toml: larger than 4 bytes");
}

TEST(Toml, NamesAFileThatCannotBeOpened) {
  const auto read = read_toml("/nowhere/x.toml");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "/nowhere/x.toml: cannot be opened: is it there, and may this user read it?");
  EXPECT_FALSE(read_toml("/"));
}

TEST(Toml, PointsFromAPluginsPathToTheLine) {
  const auto parsed =
      parse_toml("[[files]]\nname = 'a'\n[[files]]\nname = 'b'\n[files.columns]\nstart = 1\n'a.b' = 2\n", "x");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(place_of(*parsed, "files[1].columns.start", "x.toml"), "x.toml:6");
  EXPECT_EQ(place_of(*parsed, "files[1].columns.a.b", "x.toml"), "x.toml:7");
  EXPECT_EQ(place_of(*parsed, "files[0]", "x.toml"), "x.toml:1");
}

TEST(Toml, PointsToWhatIsThereWhereSomethingIsMissing) {
  const auto parsed = parse_toml("[[files]]\nname = 'a'\n[files.columns]\nstart = 1\n", "x");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(place_of(*parsed, "files[0].columns.end", "x.toml"), "x.toml:3");
  EXPECT_EQ(place_of(*parsed, "files[7].columns", "x.toml"), "x.toml:1");
  EXPECT_EQ(place_of(*parsed, "", "x.toml"), "x.toml:1");
  EXPECT_EQ(place_of(base::Document(), "files[", "x.toml"), "x.toml");
}

}  // namespace
}  // namespace gateway::io
