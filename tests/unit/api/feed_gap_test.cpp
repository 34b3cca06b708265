// What the node tells and a gateway cannot take is not forgotten: the feed has a gap until a new reading has closed it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "gateway/flow/gap.h"
#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using ports::FeedGap;
using ports::GapReason;

class GapOfFeed : public testing::Test {
 protected:
  GapOfFeed() {
    fk.request();
    carry(fk, node);
  }
  std::optional<FeedGap> gap() {
    std::optional<FeedGap> found;
    af.office.write([&](ports::Transaction& t) { found = must(t.in_step().gap()); });
    return found;
  }
  /// One reading of the feed in which the case's document cannot be read; the cursor behind it.
  std::string misread(flow::Follow& follow) {
    must(follow.begin());
    must(follow.cursor());
    const flow::FeedPage page = must(read_feed(node, certificate("af"), ""));
    EXPECT_EQ(must(follow.take({"feed", {"{\"x\":1}"}, page.cursor})).size(), 1U);
    must(follow.caught_up());
    return page.cursor;
  }
  void ask() {
    af.office.write([&](ports::Transaction& t) { must(flow::ask_anew(t, af.office.clock.now())); });
  }

  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
};

TEST_F(GapOfFeed, IsMarkedAndClosedByAReadingAnewInItsTime) {
  catch_up(af, node);
  fk.act(fk.later(core::ActKind::meet, "2026-03-16", "fk.gavle", af.cases().front().id));
  carry(fk, node);
  const std::string cursor = misread(af.follow);
  ASSERT_TRUE(gap());
  EXPECT_EQ(gap()->reason, GapReason::unreadable);
  EXPECT_EQ(gap()->cursor, cursor);
  EXPECT_EQ(gap()->since, af.office.clock.now());
  EXPECT_EQ(af.cases().front().course.state, core::CaseState::requested) << "what was told is not here";
  af.office.clock.on(59'999ms);
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), cursor) << "not yet";
  af.office.clock.on(1ms);
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "") << "all of it is read";
  EXPECT_EQ(catch_up(af, node), 1U);
  EXPECT_EQ(af.cases().front().course.state, core::CaseState::mapping);
  EXPECT_FALSE(gap());
  EXPECT_EQ(must(af.follow.cursor()), cursor);
}

TEST_F(GapOfFeed, IsNotBegunOnceMoreWhileItIsReadAnew) {
  catch_up(af, node);
  must(af.follow.begin());
  ask();
  must(af.follow.begin());
  const std::string cursor = must(read_feed(node, certificate("af"), "")).cursor;
  must(af.follow.take({"feed", {}, cursor}));
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), cursor) << "it goes on where it is";
}

TEST_F(GapOfFeed, ThatStaysIsReadAnewLaterEachTimeAndNothingGoesForIt) {
  catch_up(af, node);
  ASSERT_EQ(af.cases().size(), 1U);
  const std::string cursor = misread(af.follow);
  af.office.clock.on(1min);
  EXPECT_EQ(misread(af.follow), cursor);
  ASSERT_TRUE(gap());
  EXPECT_EQ(gap()->readings, 1);
  EXPECT_FALSE(gap()->reading);
  EXPECT_EQ(gap()->next, af.office.clock.now() + 2min);
  EXPECT_EQ(gap()->since, af.office.clock.now() - 1min) << "since it was first seen";
  EXPECT_EQ(af.cases().size(), 1U) << "what was not told of again stays, for it may have been";
  fk.act(fk.later(core::ActKind::meet, "2026-03-16", "fk.gavle", af.cases().front().id));
  carry(fk, node);
  EXPECT_EQ(catch_up(af, node), 1U) << "news goes on meanwhile";
  EXPECT_EQ(af.cases().front().course.state, core::CaseState::mapping);
  af.office.clock.on(2min);
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "");
  catch_up(af, node);
  EXPECT_FALSE(gap());
  EXPECT_EQ(af.cases().size(), 1U);
}

TEST_F(GapOfFeed, IsReadAnewAtEachStart) {
  misread(af.follow);
  flow::Follow next_start(af.around);
  must(next_start.begin());
  EXPECT_EQ(must(next_start.cursor()), "");
  must(next_start.begin());
  EXPECT_EQ(must(next_start.cursor()), "") << "as long as it has not begun";
}

TEST_F(GapOfFeed, IsReadAnewWhenSomebodyAsksAndAfterThatOnceMoreForWhoeverAskedMeanwhile) {
  catch_up(af, node);
  must(af.follow.begin());
  EXPECT_NE(must(af.follow.cursor()), "");
  ask();
  EXPECT_EQ(gap()->reason, GapReason::asked);
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "");
  ask();
  EXPECT_EQ(catch_up(af, node), 1U);
  ASSERT_TRUE(gap()) << "who asked meanwhile is not answered by what was read before";
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "");
  EXPECT_EQ(catch_up(af, node), 1U);
  EXPECT_FALSE(gap());
}

TEST_F(GapOfFeed, OfACaseThatIsDamagedHereNamesItAndHoldsUpNoOther) {
  core::Person other = person();
  other.number = test_number("1988-03-04");
  ASSERT_EQ(fk.act(fk.asked_request("fk.gavle"), other).outcome, Outcome::accepted);
  carry(fk, node);
  ASSERT_EQ(catch_up(af, node), 2U);
  const base::RegistrationId damaged = af.cases().at(0).id;
  const base::RegistrationId whole = af.cases().at(1).id;
  const auto state_of = [&](const base::RegistrationId& id) {
    const auto cases = af.cases();
    return std::find_if(cases.begin(), cases.end(), [&](const auto& one) { return one.id == id; })->course.state;
  };
  for (const auto& id : {damaged, whole}) fk.act(fk.later(core::ActKind::meet, "2026-03-16", "fk.gavle", id));
  carry(fk, node);
  const std::string of = " WHERE registration = (SELECT row FROM registration WHERE id = x'" + damaged.text() + "')";
  af.office.alter("UPDATE cooperation_case SET course = '[' || course" + of);
  const flow::FeedPage page = must(read_feed(node, certificate("af"), must(af.follow.cursor())));
  ASSERT_EQ(page.documents.size(), 2U);
  const auto faults = must(af.follow.take({"feed", {page.documents[0], page.documents[1]}, page.cursor}));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults.front().find(damaged.text()), std::string::npos) << faults.front();
  must(af.follow.caught_up());
  ASSERT_TRUE(gap());
  EXPECT_EQ(gap()->reason, GapReason::not_stored);
  EXPECT_EQ(gap()->about, damaged.text());
  af.office.alter("UPDATE cooperation_case SET course = substr(course, 2)" + of);
  EXPECT_EQ(state_of(damaged), core::CaseState::requested);
  EXPECT_EQ(state_of(whole), core::CaseState::mapping) << "the other one is in step";
  af.office.clock.on(1min);
  must(af.follow.begin());
  EXPECT_EQ(catch_up(af, node), 2U);
  EXPECT_EQ(state_of(damaged), core::CaseState::mapping);
  EXPECT_FALSE(gap());
}

TEST_F(GapOfFeed, ThatIsFoundDoesNotPutOffTheReadingThatSomebodyAskedFor) {
  catch_up(af, node);
  must(af.follow.begin());
  ask();
  const flow::FeedPage page = must(read_feed(node, certificate("af"), ""));
  ASSERT_EQ(must(af.follow.take({"feed", {"{\"x\":1}"}, page.cursor})).size(), 1U);
  must(af.follow.caught_up());
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "") << "at once";
}

TEST_F(GapOfFeed, ThatIsFoundIsNoAnswerToWhoeverAskedMeanwhile) {
  catch_up(af, node);
  ask();
  must(af.follow.begin());
  ask();
  const flow::FeedPage page = must(read_feed(node, certificate("af"), must(af.follow.cursor())));
  ASSERT_EQ(must(af.follow.take({"feed", {"{\"x\":1}"}, page.cursor})).size(), 1U);
  must(af.follow.caught_up());
  ASSERT_TRUE(gap());
  EXPECT_EQ(gap()->reason, GapReason::unreadable);
  EXPECT_EQ(gap()->readings, 0) << "what was asked for has not been tried yet";
  af.office.clock.on(1min);
  must(af.follow.begin());
  EXPECT_EQ(must(af.follow.cursor()), "") << "the reading that was asked for";
  EXPECT_EQ(catch_up(af, node), 1U);
  EXPECT_FALSE(gap());
}

TEST_F(GapOfFeed, DoesNotTakeAwayWhatWasRegisteredHereAndNotAnswered) {
  const base::RegistrationId own = af.request().id;
  const std::size_t before = af.cases().size() + af.tasks().size();
  ASSERT_GT(before, 0U) << own.text();
  misread(af.follow);
  ask();
  must(af.follow.begin());
  catch_up(af, node);
  EXPECT_FALSE(gap());
  EXPECT_GE(af.cases().size() + af.tasks().size(), before);
}

TEST(ReadingAnew, WaitsLongerEachTimeAnHourAtMost) {
  EXPECT_EQ(flow::wait_for_reading(0), 1min);
  EXPECT_EQ(flow::wait_for_reading(1), 2min);
  EXPECT_EQ(flow::wait_for_reading(5), 32min);
  EXPECT_EQ(flow::wait_for_reading(6), 1h);
  EXPECT_EQ(flow::wait_for_reading(1'000'000), 1h);
}

}  // namespace
}  // namespace gateway::api
