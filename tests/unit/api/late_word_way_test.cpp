// What two agencies register while neither has heard of the other: a change of office, and a proposal left behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;

class LateWord : public testing::Test {
 protected:
  LateWord() {
    id_ = fk_.request().id;
    carry(fk_, node_);
    catch_up();
  }
  void catch_up() {
    for (Party* party : {&fk_, &af_}) made::catch_up(*party, node_);
  }
  core::CooperationAct moves(Party& party, const char* af_office, const char* fk_office) {
    core::CooperationAct act = party.desk.move_to(af_office, fk_office, "2026-03-10", party.organisation() + ".gavle");
    act.case_id.bytes = id_.bytes;
    return act;
  }
  core::CooperationCase at_node() { return node_.cases().front().course; }

  Party fk_{"fk"};
  Party af_{"af"};
  Party node_{"node"};
  base::RegistrationId id_;
};

TEST_F(LateWord, OfOneAuthoritysOfficeDoesNotTakeBackTheOthers) {
  ASSERT_EQ(fk_.act(moves(fk_, "af_gavle", "fk_sandviken")).outcome, Outcome::accepted);
  carry(fk_, node_);
  ASSERT_EQ(af_.act(moves(af_, "af_sandviken", "fk_gavle")).outcome, Outcome::accepted) << "AF has not heard";
  carry(af_, node_);
  EXPECT_EQ(at_node().fk_office, "fk_sandviken");
  EXPECT_EQ(at_node().af_office, "af_gavle");
  catch_up();
  EXPECT_EQ(af_.cases().front().course.fk_office, "fk_sandviken");
  ASSERT_EQ(af_.act(moves(af_, "af_sandviken", "fk_gavle")).outcome, Outcome::accepted) << "now on purpose";
  carry(af_, node_);
  EXPECT_EQ(at_node().fk_office, "fk_gavle");
  EXPECT_EQ(at_node().af_office, "af_sandviken");
}

TEST_F(LateWord, OfARowThatIsAnotherAtTheNodeIsRefused) {
  ASSERT_EQ(fk_.act(moves(fk_, "af_gavle", "fk_sandviken")).outcome, Outcome::accepted);
  carry(fk_, node_);
  ASSERT_EQ(af_.act(moves(af_, "af_sandviken", "fk_gavle")).outcome, Outcome::accepted);
  core::CooperationAct back = af_.later(ActKind::undo, "2026-03-11", "af.sandviken", id_);
  back.row = 2;
  ASSERT_EQ(af_.act(back).outcome, Outcome::accepted);
  core::CooperationAct again = moves(af_, "af_sandviken", "fk_gavle");
  again.by.at += std::chrono::hours(24);
  again.happened = day("2026-03-11");
  ASSERT_EQ(af_.act(again).outcome, Outcome::accepted);
  carry(af_, node_);
  EXPECT_EQ(at_node().fk_office, "fk_sandviken") << "the second row is FK's there";
}

TEST_F(LateWord, OfAProposalIsWithTheOfficeThatHasTheCaseNow) {
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-09", "af.gavle", id_)).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up();
  ASSERT_EQ(af_.act(moves(af_, "af_sandviken", "fk_gavle")).outcome, Outcome::accepted);
  carry(af_, node_);
  catch_up();
  const core::TaskId task = af_.tasks(true).front().task.id;
  const core::TaskReply reply{task, core::TaskEvent::retract, ""};
  EXPECT_FALSE(af_.cooperation.reply(reply, "af.nowhere"));
  EXPECT_TRUE(must(af_.cooperation.reply(reply, "af.sandviken")).done);
  carry(af_, node_);
  EXPECT_EQ(node_.tasks(false).front().task.state, core::TaskState::retracted);
}

}  // namespace
}  // namespace gateway::api
