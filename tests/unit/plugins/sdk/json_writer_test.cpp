#include "plugins/sdk/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sdk {
namespace {

TEST(JsonWriter, WritesWhatAParserReadsBack) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("a", "x\"\\\n\x01å")
      .key("list")
      .begin_array()
      .number(1)
      .text("b")
      .begin_object()
      .end_object();
  json.end_array().member_if("none", "").member_if("some", "c").key("yes").boolean(true).end_object();
  EXPECT_EQ(nlohmann::json::parse(out),
            (nlohmann::json{
                {"a", "x\"\\\n\x01å"}, {"list", {1, "b", nlohmann::json::object()}}, {"some", "c"}, {"yes", true}}));
}

TEST(JsonWriter, MendsWhatIsNotUtf8) {
  std::string out;
  JsonWriter(out).text(
      "a\xFF"
      "b");
  EXPECT_EQ(out,
            "\"a\xEF\xBF\xBD"
            "b\"");
}

}  // namespace
}  // namespace sdk
