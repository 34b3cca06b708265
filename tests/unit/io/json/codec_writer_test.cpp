#include "gateway/io/json/codec_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace gateway::io {
namespace {

std::string written(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonString, IsReadBackAsItWas) {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  for (const std::string& text : {all, std::string("åäö é ’ €"), std::string("\xF0\x9F\x8C\xB2\xF4\x8F\xBF\xBF"),
                                  std::string("\xED\x9F\xBF\xEE\x80\x80\xE0\xA0\x80"), std::string()}) {
    EXPECT_EQ(nlohmann::json::parse(written(text)).get<std::string>(), text);
  }
}

TEST(JsonString, IsOneLineOfPrintableText) {
  for (const char c : written(std::string("\n\r\t\b\f\x01\x7F\0", 8))) EXPECT_TRUE(c >= 0x20 && c < 0x7F);
}

TEST(JsonString, HoldsNoBadUtf8) {
  const std::string kReplaced = "\"\xEF\xBF\xBD\"";
  EXPECT_EQ(written("\xC5"), kReplaced);
  EXPECT_EQ(written("\xFF"), kReplaced);
  EXPECT_EQ(written("a\xC5z"), "\"a\xEF\xBF\xBDz\"");
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\x80",
                          "\xE2\x82", "\xF0\x9F\x8C"}) {
    EXPECT_TRUE(nlohmann::json::accept(written(bad)));
    EXPECT_NE(written(bad).find("\xEF\xBF\xBD"), std::string::npos);
  }
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  JsonWriter out;
  out.begin_object()
      .key("a")
      .value(std::int64_t{1})
      .key("b")
      .begin_array()
      .value("x")
      .begin_object()
      .end_object()
      .value(true);
  out.end_array().text_unless_empty("c", "").text_unless_empty("d", "y").key("e").begin_object().end_object();
  out.end_object();
  EXPECT_EQ(out.take(), R"({"a":1,"b":["x",{},true],"d":"y","e":{}})");
}

}  // namespace
}  // namespace gateway::io
