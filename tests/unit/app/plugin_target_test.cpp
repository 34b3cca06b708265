#include "gateway/app/plugin_target.h"

#include <gtest/gtest.h>

#include "gateway/io/json/codec.h"

namespace gateway::app {
namespace {

TEST(AbilitiesOf, ATargetAreAllWhereItsDescriptionNamesNone) {
  for (const char* description : {"{}", R"({"cannot": []})"}) {
    const auto abilities = abilities_of(description);
    ASSERT_TRUE(abilities) << description;
    EXPECT_TRUE(abilities->change_office_while_active);
  }
}

TEST(AbilitiesOf, ATargetAreWithoutWhatItCannot) {
  const auto abilities = abilities_of(R"({"cannot": ["change_office_while_active"]})");
  ASSERT_TRUE(abilities);
  EXPECT_FALSE(abilities->change_office_while_active);
}

TEST(AbilitiesOf, ATargetAreNotGuessedFromAWordThatNobodyKnows) {
  for (const char* description : {R"({"cannot": ["fly"]})", R"({"cannot": [1]})", R"({"cannot": "fly"})"}) {
    EXPECT_FALSE(abilities_of(description)) << description;
  }
}

ports::PushAnswer answer_in(const std::string& document) {
  return push_answer({host::Answer::ok, std::nullopt, document}, io::JsonCodec());
}

TEST(PushAnswer, IsTheNodesWhereItSaysWhatBecameOfTheMessage) {
  const ports::PushAnswer voided = answer_in(R"({"schema":"gateway.answer/1","admitted":"voided"})");
  EXPECT_EQ(voided.kind, ports::PushAnswer::Kind::answered);
  EXPECT_EQ(voided.answer.admitted, core::Admitted::voided);
}

TEST(PushAnswer, SendsTheMessageAgainWhereTheNodeAsksForItOrCannotBeUnderstood) {
  for (const char* document :
       {R"({"schema":"gateway.answer/1","admitted":"again"})", R"({"schema":"gateway.answer/1","admitted":"perhaps"})",
        R"({"schema":"gateway.answer/2","admitted":"voided"})", "[", ""}) {
    EXPECT_EQ(answer_in(document).kind, ports::PushAnswer::Kind::retry) << document;
  }
}

}  // namespace
}  // namespace gateway::app
