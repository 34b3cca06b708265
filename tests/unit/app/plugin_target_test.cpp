#include "gateway/app/plugin_target.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace gateway::app
