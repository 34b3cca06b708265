#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "tests/contract/schema.h"

namespace gateway::test {
namespace {

using nlohmann::json;

/// The places of all values in a document, its root first.
std::vector<json::json_pointer> places(const json& document) {
  std::vector<json::json_pointer> all;
  const std::function<void(const json&, const json::json_pointer&)> walk = [&](const json& node, const auto& place) {
    all.push_back(place);
    if (node.is_object()) {
      for (const auto& [name, value] : node.items()) walk(value, place / name);
    } else if (node.is_array()) {
      for (std::size_t i = 0; i < node.size(); ++i) walk(node[i], place / i);
    }
  };
  walk(document, json::json_pointer());
  return all;
}

/// What a value may be replaced by: each type, the edges of the lengths, words that stand elsewhere.
std::vector<json> strangers() {
  return {nullptr,
          true,
          0,
          -1,
          3.5,
          "",
          "x",
          "woman",
          "2026-02-28",
          "2026-02-30",
          "00112233445566778899aabbccddeeff",
          std::string(40, 'x'),
          std::string(41, 'x'),
          std::string(100, 'x'),
          std::string(101, 'x'),
          std::string(200, 'x'),
          std::string(201, 'x'),
          std::string(301, 'x'),
          json::array(),
          json::array({1}),
          json::array({"a.csv"}),
          json::object(),
          json{{"x", 1}}};
}

/// Days and moments that do not exist: no pattern can tell, the decoder must.
bool of_the_calendar(const std::string& error) {
  return error.find("is not a date that exists") != std::string::npos ||
         error.find("is not a moment that exists") != std::string::npos;
}

class Mutation : public testing::TestWithParam<std::string> {
 protected:
  void expect_agreement(const json& document, const std::string& what) {
    ++tried_;
    const auto decoded = decode(GetParam(), document.dump());
    const bool valid = schema_.accepts(document);
    if (valid && !decoded && of_the_calendar(decoded.error().what)) return;
    EXPECT_EQ(decoded.has_value(), valid) << what << (decoded ? "" : ": " + decoded.error().what);
  }

  void expect_duplicate_refused(const json& document, const json::json_pointer& place, const std::string& what) {
    // Written beside it under a name that is then changed into the member's own.
    json copy = document;
    copy[place.parent_pointer()]
        ["\x7F"
         "again"] = document[place];
    std::string text = copy.dump();
    const std::string mark =
        "\"\x7F"
        "again\":";
    text.replace(text.find(mark), mark.size(), "\"" + place.back() + "\":");
    ++tried_;
    const auto decoded = decode(GetParam(), text);
    ASSERT_FALSE(decoded) << what;
    EXPECT_NE(decoded.error().what.find("stands twice"), std::string::npos) << what << ": " << decoded.error().what;
  }

  const PublishedSchema schema_{GetParam()};
  int tried_ = 0;
};

TEST_P(Mutation, OfOneMemberIsJudgedAlike) {
  const auto replacements = strangers();
  for (const Sample& sample : samples("valid", GetParam())) {
    const json document = json::parse(sample.text);
    for (const auto& place : places(document)) {
      const std::string what = sample.name + " " + place.to_string();
      for (const json& stranger : replacements) {
        json changed = document;
        changed[place] = stranger;
        expect_agreement(changed, what + " = " + stranger.dump().substr(0, 20));
      }
      if (document[place].is_object()) {
        json changed = document;
        changed[place]["stranger"] = 1;
        expect_agreement(changed, what + " with a stranger");
      }
      if (place.empty() || !document[place.parent_pointer()].is_object()) continue;
      json dropped = document;
      dropped[place.parent_pointer()].erase(place.back());
      expect_agreement(dropped, what + " dropped");
      expect_duplicate_refused(document, place, what + " twice");
    }
  }
  EXPECT_GE(tried_, 300);
}

TEST_P(Mutation, OfSeveralMembersIsJudgedAlike) {
  std::mt19937 random(20261121);  // NOLINT(cert-msc51-cpp): the same mutations each time
  const auto pick = [&](std::size_t size) { return random() % size; };
  const auto replacements = strangers();
  const auto all = samples("valid", GetParam());
  for (int round = 0; round < 400; ++round) {
    const Sample& sample = all[pick(all.size())];
    json document = json::parse(sample.text);
    const auto from = json::parse(all[pick(all.size())].text);
    for (std::size_t change = 0; change < 1 + pick(3); ++change) {
      const auto here = places(document);
      const auto place = here[pick(here.size())];
      const auto there = places(from);
      const auto other = there[pick(there.size())];
      if (pick(3) == 0) {
        document[place] = replacements[pick(replacements.size())];
      } else if (!other.empty() && document.is_object() && other.parent_pointer().empty()) {
        document[other.back()] = from[other];  // a member that another kind of message has
      } else if (!place.empty() && document[place.parent_pointer()].is_object()) {
        document[place.parent_pointer()].erase(place.back());
      }
    }
    expect_agreement(document, sample.name + " in round " + std::to_string(round));
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Mutation, testing::ValuesIn(kKinds), [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace gateway::test
