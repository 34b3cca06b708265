// JSON that is broken or lies, at both doors of a running node: what municipalities send, and the control socket. It is
// refused, each by itself, and the next one is served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>

#include "gateway/io/control/line_channel.h"
#include "gateway/io/control/unix_socket.h"
#include "gateway/io/http/client.h"
#include "tests/scenario/hostile_site.h"

namespace gateway::scenario {
namespace {

using namespace std::chrono_literals;
using support::Json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A way to spoil a JSON object that is good.
struct Way {
  std::string name;
  std::function<std::string(const std::string&)> spoil;
};

/// Behind the opening brace, before the other members.
std::function<std::string(const std::string&)> with(const std::string& member) {
  return [=](const std::string& good) { return "{" + member + "," + good.substr(1); };
}
std::function<std::string(const std::string&)> behind(const std::string& bytes) {
  return [=](const std::string& good) { return good + bytes; };
}
std::function<std::string(const std::string&)> before(const std::string& bytes) {
  return [=](const std::string& good) { return bytes + good; };
}

std::string repeated(const std::string& part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

std::vector<Way> ways() {
  const std::string nul(1, '\0');
  return {
      {"nul_behind", behind(nul)},
      {"nul_and_more_behind", behind(nul + "{}")},
      {"nul_before", before(nul)},
      {"nul_in_a_text", with("\"x\":\"a" + nul + "b\"")},
      {"nul_escaped", with("\"x\":\"a\\u0000b\"")},
      {"nul_in_a_key", with("\"x\\u0000\":1")},
      {"member_twice",
       [](const std::string& good) { return "{" + good.substr(1, good.size() - 2) + "," + good.substr(1); }},
      {"member_twice_by_escape", with("\"x\":1,\"\\u0078\":1")},
      {"arrays_deep", with("\"x\":" + std::string(30'000, '['))},
      {"objects_deep", with("\"x\":" + repeated("{\"x\":", 6'000))},
      {"arrays_deep_and_closed", with("\"x\":" + std::string(20'000, '[') + std::string(20'000, ']'))},
      {"nothing_but_brackets", [](const std::string&) { return std::string(60'000, '['); }},
      {"byte_that_is_no_utf_8", with("\"x\":\"\xFF\"")},
      {"overlong_utf_8", with("\"x\":\"\xC0\xAF\"")},
      {"half_a_letter", with("\"x\":\"\xC3\"")},
      {"surrogate_in_utf_8", with("\"x\":\"\xED\xA0\x80\"")},
      {"letter_beyond_unicode", with("\"x\":\"\xF4\x90\x80\x80\"")},
      {"half_a_surrogate", with("\"x\":\"\\ud800\"")},
      {"surrogates_turned", with("\"x\":\"\\udc00\\ud800\"")},
      {"byte_order_mark", before("\xEF\xBB\xBF")},
      {"utf_16",
       [](const std::string& good) {
         std::string wide = "\xFE\xFF";
         for (const char c : good) wide.append({'\0', c});
         return wide;
       }},
      {"number_beyond_double", with("\"x\":1e400")},
      {"number_beyond_64_bits", with("\"x\":18446744073709551616")},
      {"number_of_10000_digits", with("\"x\":" + std::string(10'000, '9'))},
      {"exponent_of_10000_digits", with("\"x\":1e" + std::string(10'000, '9'))},
      {"leading_zero", with("\"x\":01")},
      {"not_a_number", with("\"x\":NaN")},
      {"infinite", with("\"x\":-Infinity")},
      {"hexadecimal", with("\"x\":0x10")},
      {"plus", with("\"x\":+1")},
      {"document_behind", behind("{}")},
      {"letter_behind", behind("x")},
      {"brace_behind", behind("}")},
      {"comma_behind", behind(",")},
      {"cut_short", [](const std::string& good) { return good.substr(0, good.size() - 1); }},
      {"comment", with("/* */\"x\":1")},
      {"single_quotes", with("'x':1")},
      {"bare_key", with("x:1")},
      {"comma_too_many", with("\"x\":1,")},
      {"control_character", with("\"x\":\"\x01\"")},
      {"unknown_escape", with("\"x\":\"\\x41\"")},
      {"key_of_50000_bytes", with("\"" + std::string(50'000, 'k') + "\":1")},
      {"members_without_end", with(repeated("\"x\":1,", 9'000) + "\"x\":1")},
      {"nothing", [](const std::string&) { return std::string(" "); }},
      {"a_text", [](const std::string& good) { return Json(good).dump(); }},
      {"a_list", [](const std::string& good) { return "[" + good + "]"; }},
  };
}

class HostileJson : public ::testing::Test {
 protected:
  HostileJson() : site({}) { site.start_node(); }

  support::Site site;
};

/// What stands behind `key = "` in the site's configuration of the gateway, whose certificate the node knows.
std::string configured(const support::Site& site, const std::string& key) {
  const std::string all = support::read_file(site.folder() / "gateway.toml");
  const std::size_t at = all.find("\n" + key + " = \"", all.find("[target.endpoints"));
  if (at == std::string::npos) throw std::logic_error("the gateway is no longer configured so: " + key);
  const std::size_t begin = at + key.size() + 5;
  return all.substr(begin, all.find('"', begin) - begin);
}

TEST_F(HostileJson, ToTheNodeIsRefusedByItself) {
  site.import_directory("node");
  const auto client =
      io::TlsHttpClient::open({{"node",
                                "https://localhost:" + std::to_string(site.port()),
                                {configured(site, "ca"), configured(site, "certificate"), configured(site, "key")}}});
  ASSERT_TRUE(client) << client.error().what;
  const auto send = [&](const std::string& body) {
    return (*client)->send("node", {"POST", "/v1/registrations", {{"Content-Type", "application/x-ndjson"}}, body},
                           20s);
  };
  const std::string good =
      Json::parse(support::read_file(support::Site::source("contracts/samples/valid/message-totals.json"))).dump();
  const auto first = send(good + "\n");
  ASSERT_TRUE(first) << first.error().what;
  ASSERT_EQ(first->status, 200U) << first->body;
  const std::string taken = first->body;
  EXPECT_THAT(taken, testing::Not(HasSubstr("field_fault"))) << taken;
  for (const Way& way : ways()) {
    SCOPED_TRACE(way.name);
    // Between two good ones, which it must not touch.
    const auto answer = send(good + "\n" + way.spoil(good) + "\n" + good + "\n");
    ASSERT_TRUE(answer) << answer.error().what;
    ASSERT_EQ(answer->status, 200U) << answer->body;
    EXPECT_THAT(answer->body, StartsWith(taken));
    EXPECT_TRUE(answer->body.ends_with(taken)) << answer->body;
    const std::string its = answer->body.substr(taken.size(), answer->body.size() - 2 * taken.size());
    const Json refusal = Json::parse(its);
    EXPECT_EQ(refusal.value("admitted", ""), "rejected") << its;
    EXPECT_EQ(refusal.at("reasons").at(0).value("code", ""), "field_fault") << its;
  }
}

TEST_F(HostileJson, ToTheControlSocketIsRefusedByItself) {
  const std::string good = R"({"operation":"ledger stat","arguments":{}})";
  const auto connect = [&]() -> io::LineChannel {
    auto socket = io::connect_to((site.folder() / "node" / "control.sock").string());
    EXPECT_TRUE(socket.has_value() && socket->has_value());
    return {std::move(**socket), std::size_t{1} << 20};
  };
  auto line = connect();
  for (const Way& way : ways()) {
    SCOPED_TRACE(way.name);
    ASSERT_TRUE(line.send(way.spoil(good), 20s));
    const auto answer = line.receive(20s);
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, StartsWith(R"({"error":{"fault":"reject","what":"request: )"));
    EXPECT_LT(answer->size(), 1000U);
  }
  ASSERT_TRUE(line.send(good, 20s));
  EXPECT_THAT(*line.receive(20s), testing::Not(HasSubstr("request: ")));
}

}  // namespace
}  // namespace gateway::scenario
