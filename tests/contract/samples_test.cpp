#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "gateway/core/reason.h"
#include "gateway/io/json/codec.h"
#include "tests/contract/schema.h"
#include "tests/unit/io/json/codec_cleared.h"
#include "tests/unit/io/json/told_cases.h"

namespace gateway::test {
namespace {

class Contract : public testing::TestWithParam<std::string> {
 protected:
  const PublishedSchema schema_{GetParam()};
};

TEST_P(Contract, AcceptsTheValidSamples) {
  const auto all = samples("valid", GetParam());
  EXPECT_GE(all.size(), 3U);
  for (const Sample& sample : all) {
    const auto decoded = decode(GetParam(), sample.text);
    EXPECT_TRUE(decoded) << sample.name << ": " << decoded.error().what;
    EXPECT_TRUE(schema_.accepts(nlohmann::json::parse(sample.text))) << sample.name;
  }
}

TEST_P(Contract, RefusesTheInvalidSamples) {
  const auto all = samples("invalid", GetParam());
  EXPECT_GE(all.size(), 6U);
  for (const Sample& sample : all) {
    const auto decoded = decode(GetParam(), sample.text);
    EXPECT_FALSE(decoded) << sample.name;
    if (sample.of_form()) continue;
    EXPECT_FALSE(schema_.accepts(nlohmann::json::parse(sample.text))) << sample.name;
  }
}

/// Every object of a schema names all it may hold.
void expect_closed(const nlohmann::json& node, const std::string& place) {
  if (node.is_object() && node.contains("properties")) {
    EXPECT_EQ(node.value("additionalProperties", true), false) << place;
  }
  if (!node.is_structured()) return;
  for (const auto& [name, value] : node.items()) expect_closed(value, place + "/" + name);
}

TEST_P(Contract, NamesEveryMember) {
  expect_closed(schema_.text(), "");
}

INSTANTIATE_TEST_SUITE_P(Of, Contract, testing::ValuesIn(kAllKinds), [](const auto& tested) {
  std::string name = tested.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(MessageContract, IsKeptByWhatWeSend) {
  const PublishedSchema schema("message");
  const io::JsonCodec codec;
  for (const core::Message& message : messages()) {
    EXPECT_TRUE(schema.accepts(nlohmann::json::parse(codec.encode(cleared(message))))) << core::name(message.kind);
  }
}

TEST(CaseContract, IsKeptByWhatWeTell) {
  const PublishedSchema schema("case");
  const io::JsonCodec codec;
  ToldCases cases;
  for (int round = 0; round < 200; ++round) {
    EXPECT_TRUE(schema.accepts(nlohmann::json::parse(codec.encode(cases.told())))) << "round " << round;
  }
}

TEST(CooperationContract, AsksForTheFieldsOfTheCoreAndNoOthers) {
  std::set<std::string> asked;
  for (const core::FieldDescription& field : core::kFields) asked.emplace(field.id);
  for (const char* kind : {"message", "act", "case"}) {
    std::set<std::string> published;
    const PublishedSchema schema(kind);
    const auto& members = schema.text().at("/definitions/field_answers/properties"_json_pointer);
    for (const auto& [name, value] : members.items()) published.insert(name);
    EXPECT_EQ(published, asked) << kind;
  }
}

/// What is said of the paper of a consent, which never leaves the gateway where it is said.
nlohmann::json without_paper(nlohmann::json consent) {
  for (const char* member : {"language", "written", "signed_by", "collected_by", "original_at"}) {
    consent.at("properties").erase(member);
  }
  return consent;
}

TEST(CooperationContract, SaysTheSameOfAnActInEveryDocument) {
  const nlohmann::json message = PublishedSchema("message").text().at("definitions");
  for (const char* kind : {"act", "case"}) {
    const nlohmann::json other = PublishedSchema(kind).text().at("definitions");
    for (const char* part : {"field_answers", "state", "outcome", "cause", "row_number", "version"}) {
      EXPECT_EQ(other.at(part), message.at(part)) << kind << " " << part;
    }
    EXPECT_EQ(without_paper(other.at("case_consent")), message.at("case_consent")) << kind;
  }
  const auto course = [](nlohmann::json members) {
    members.erase("kind");
    return members;
  };
  const nlohmann::json members = course(message.at("/course/properties"_json_pointer));
  EXPECT_EQ(course(message.at("/request_course/properties"_json_pointer)), members);
  EXPECT_EQ(course(PublishedSchema("case").text().at("/definitions/course/properties"_json_pointer)), members);
  const nlohmann::json flat = PublishedSchema("act").text().at("properties");
  for (const auto& [name, value] : members.items()) EXPECT_EQ(flat.at(name), value) << name;
}

TEST(AnswerContract, IsKeptByWhatWeAnswer) {
  const PublishedSchema schema("answer");
  const io::JsonCodec codec;
  for (const auto admitted :
       {core::Admitted::accepted, core::Admitted::voided, core::Admitted::rejected, core::Admitted::proposed}) {
    for (const core::Explanation& known : core::explanations()) {
      const ports::NodeAnswer answer{admitted, {{known.code, std::string(400, 'x')}, {known.code}}};
      EXPECT_TRUE(schema.accepts(nlohmann::json::parse(codec.encode(answer)))) << known.id;
    }
    EXPECT_TRUE(schema.accepts(nlohmann::json::parse(codec.encode(ports::NodeAnswer{admitted, {}}))));
  }
}

TEST(AnswerContract, ListsTheCodesOfTheCoreAndNoOthers) {
  const PublishedSchema schema("answer");
  const auto& listed = schema.text().at("/properties/reasons/items/properties/code/enum"_json_pointer);
  std::vector<std::string> codes;
  for (const core::Explanation& known : core::explanations()) codes.emplace_back(known.id);
  EXPECT_EQ(listed.get<std::vector<std::string>>(), codes);
}

}  // namespace
}  // namespace gateway::test
