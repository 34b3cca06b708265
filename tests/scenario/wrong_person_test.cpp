// Somebody who was registered by mistake, under a number that the source had changed before that was found.
#include <gtest/gtest.h>

#include "tests/scenario/town.h"

namespace gateway::scenario {
namespace {

using support::Answer;

TEST(WrongPerson, IsNamedAgainUnderNoNumberThatTheRecordHasHad) {
  Town town{{}};
  town.site.start_all();
  const Placement under_one{.key = "I1", .number = "19820406-2387"};
  const Placement under_another{.key = "I1", .number = "19880308-2380"};
  town.deliver("day-1", {under_one});
  ASSERT_TRUE(town.comes_to(town.registration("I1"), "in", "delivered"));
  town.deliver("day-2", {under_another});
  ASSERT_EQ(town.named("node"), 1);
  const Answer found = town.site.gateway(
      {"participant", "wrong", "--source", "accorda", "--key", "I1", "--reason", "wrong_person", "--by", "maj.lind"});
  ASSERT_EQ(found.code, 0) << found.out << found.err;
  EXPECT_TRUE(support::eventually(std::chrono::seconds(30), [&] { return town.named("node") == 0; }));
  const int sent = town.messages("in");
  for (const auto& [set, placement] : {std::pair("day-3", under_one), std::pair("day-4", under_another)}) {
    town.deliver(set, {placement});
    EXPECT_EQ(town.unit("I1", "in").value("outcome", ""), "outside") << set;
    EXPECT_EQ(town.named("node"), 0) << set;
    EXPECT_EQ(town.named("gateway"), 0) << set;
  }
  EXPECT_EQ(town.messages("in"), sent) << "nobody is named any more";
  town.adds_up();
}

}  // namespace
}  // namespace gateway::scenario
