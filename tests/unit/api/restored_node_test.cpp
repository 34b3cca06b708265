// A node that was restored from its backup no longer has all that it took: whoever registered it hears so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

class RestoredNode : public testing::Test {
 protected:
  RestoredNode() {
    // The backup holds FK's first request, and nothing after it.
    const auto documents = carry(fk, node);
    must(receive(restored, certificate("fk"), documents));
    follow(node);
  }
  static core::Person another() {
    core::Person one = person();
    one.number = test_number("1988-03-04");
    return one;
  }
  void follow(Party& of) {
    for (Party* party : {&fk, &af}) catch_up(*party, of);
  }
  /// A page is read at most some minutes after it was made.
  void later(std::chrono::minutes by = std::chrono::minutes(6)) {
    for (Party* party : {&fk, &af}) party->office.clock.on(by);
  }
  ActAnswer meets() { return fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", first), std::nullopt, "K-1"); }
  ActAnswer opens() { return fk.act(fk.asked_request("fk.gavle"), another(), "K-2"); }
  ActAnswer proposes() {
    core::Person third = person();
    third.number = test_number("1989-04-05");
    return af.act(af.asked_request("af.gavle"), third, "A-1");
  }
  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
  Party restored{"node"};
  base::RegistrationId first = fk.request("K-0").id;
};

TEST_F(RestoredNode, TellsWhoRegisteredWhatItNoLongerHas) {
  ASSERT_EQ(meets().outcome, Outcome::accepted);
  ASSERT_EQ(opens().outcome, Outcome::accepted);
  ASSERT_EQ(proposes().outcome, Outcome::proposed);
  carry(fk, node);
  carry(af, node);
  follow(node);
  ASSERT_THAT(fk.cases(), SizeIs(2));
  ASSERT_THAT(fk.tasks(true), SizeIs(1));

  later();
  follow(restored);
  EXPECT_THAT(fk.cases(), SizeIs(1));
  EXPECT_EQ(fk.cases().front().course.state, core::CaseState::requested);
  EXPECT_THAT(refused_codes(fk, "fk.gavle"), testing::AllOf(SizeIs(2), Each(Code::registration_unknown)));
  EXPECT_THAT(refused_codes(af, "af.gavle"), testing::AllOf(SizeIs(1), Each(Code::registration_unknown)));
  EXPECT_EQ(meets().outcome, Outcome::accepted) << "the same file registers it again";
  EXPECT_EQ(opens().outcome, Outcome::accepted);
  EXPECT_EQ(proposes().outcome, Outcome::proposed);
  carry(fk, restored);
  carry(af, restored);
  follow(restored);
  EXPECT_THAT(restored.cases(), SizeIs(2));
  EXPECT_THAT(restored.tasks(true), SizeIs(1));
  EXPECT_EQ(fk.request("K-0").outcome, Outcome::unchanged) << "that one it has";
}

TEST_F(RestoredNode, MayHaveTakenWhatWasDeliveredBesideItsPage) {
  meets();
  carry(fk, node);
  follow(node);
  later(std::chrono::minutes(4));
  follow(restored);
  EXPECT_THAT(refused_codes(fk, "fk.gavle"), IsEmpty());
}

TEST_F(RestoredNode, ThatTellsOnlyOfTheCasesPlaceMayHaveItsActs) {
  meets();
  carry(fk, node);
  follow(node);
  later();
  core::ToldCase damaged;
  damaged.id = first;
  damaged.sequence = 1;
  fk.office.write([&](ports::Transaction& t) {
    must(t.cases().begin_resync(true));
    must(t.cases().follow(damaged, fk.office.clock.now()));
    must(t.cases().end_resync(fk.office.clock.now()));
  });
  EXPECT_THAT(refused_codes(fk, "fk.gavle"), IsEmpty());
}

TEST_F(RestoredNode, IsNotOneWhoseFeedAGatewayAsksForAnew) {
  meets();
  carry(fk, node);
  follow(node);
  later();
  fk.office.write([&](ports::Transaction& t) {
    must(t.cases().begin_resync(false));
    must(t.cases().end_resync(fk.office.clock.now()));
  });
  EXPECT_THAT(refused_codes(fk, "fk.gavle"), IsEmpty());
}

TEST_F(RestoredNode, IsNotOneThatIsReadAnew) {
  meets();
  proposes();
  carry(fk, node);
  carry(af, node);
  follow(node);
  later();
  for (Party* party : {&fk, &af}) {
    const std::string own = must(party->follow.cursor());
    must(party->follow.take({"feed", {}, own.substr(0, own.find('.')) + ".0"}));
  }
  follow(node);
  EXPECT_THAT(refused_codes(fk, "fk.gavle"), IsEmpty());
  EXPECT_THAT(refused_codes(af, "af.gavle"), IsEmpty());
  EXPECT_EQ(fk.cases().front().course.state, core::CaseState::mapping);
  EXPECT_EQ(meets().outcome, Outcome::unchanged);
}

}  // namespace
}  // namespace gateway::api
