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
  EXPECT_FALSE(af_.cooperation.show(task, "af.nowhere"));
  EXPECT_EQ(must(af_.cooperation.show(task, "af.sandviken")).kept.task.id, task);
  EXPECT_TRUE(must(af_.cooperation.reply(reply, "af.sandviken")).done);
  carry(af_, node_);
  EXPECT_EQ(node_.tasks(false).front().task.state, core::TaskState::retracted);
}

TEST_F(LateWord, OfAProposalThatTheNodeRegistersWaitsForNobody) {
  ASSERT_EQ(fk_.act(fk_.later(ActKind::meet, "2026-03-09", "fk.gavle", id_)).outcome, Outcome::accepted);
  carry(fk_, node_);
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-09", "af.gavle", id_)).outcome, Outcome::proposed)
      << "AF has not heard";
  ASSERT_EQ(af_.tasks(true).size(), 1U);
  carry(af_, node_);
  EXPECT_THAT(af_.tasks(true), testing::IsEmpty());
  ASSERT_EQ(af_.tasks(false).size(), 1U);
  EXPECT_EQ(af_.tasks(false).front().task.state, core::TaskState::confirmed);
  catch_up();
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-11", "af.gavle", id_)).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up();
  EXPECT_EQ(af_.tasks(true).size(), 1U) << "the next one is one of its own";
  EXPECT_EQ(af_.tasks(false).size(), 2U);
}

TEST_F(LateWord, OfAProposalThatIsSaidOnceMoreIsStillAProposal) {
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-09", "af.gavle", id_)).outcome, Outcome::proposed);
  auto step = must(af_.delivery.resume(flow::Delivery::Wake{}));
  std::vector<std::string> documents;
  for (const core::Cleared& one : std::get<flow::Delivery::Push>(step).batch) {
    documents.push_back(af_.codec.encode(one));
  }
  for (int times = 0; times < 2; ++times) {
    const auto answers = must(receive(node_, certificate("af"), documents));
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.front().admitted, core::Admitted::proposed) << "its answer may be lost";
  }
}

TEST_F(LateWord, OfATaskWhoseAnswerIsOnItsWayStandsThoughAnotherActIsRefused) {
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-09", "af.gavle", id_)).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up();
  // AF takes over elsewhere; FK, which has not heard of that, gives the case back unseen, and answers the task behind
  // it.
  ASSERT_EQ(af_.act(moves(af_, "af_sandviken", "fk_gavle")).outcome, Outcome::accepted);
  carry(af_, node_);
  ASSERT_EQ(fk_.act(moves(fk_, "af_gavle", "fk_sandviken")).outcome, Outcome::accepted);
  const core::TaskReply reply{fk_.tasks(true).at(0).task.id, core::TaskEvent::reject, "wrong_information"};
  ASSERT_TRUE(must(fk_.cooperation.reply(reply, "fk.sandviken")).done);
  // Hands over what is next, and tells what the node answers.
  const auto hand_over = [&](flow::Delivery::Event event) {
    auto step = must(fk_.delivery.resume(std::move(event)));
    const auto& batch = std::get<flow::Delivery::Push>(step).batch;
    EXPECT_EQ(batch.size(), 1U);
    const auto answer = must(receive(node_, certificate("fk"), {fk_.codec.encode(batch.front())})).front();
    EXPECT_EQ(answer.admitted, core::Admitted::rejected);
    return std::vector<ports::PushAnswer>{{ports::PushAnswer::Kind::answered, answer, std::nullopt, ""}};
  };
  auto no = hand_over(flow::Delivery::Wake{});
  no = hand_over(flow::Delivery::Answered{std::move(no)});
  EXPECT_THAT(fk_.tasks(true), testing::IsEmpty()) << "the node has not said what it thinks of the answer";
  must(fk_.delivery.resume(flow::Delivery::Answered{std::move(no)}));
  EXPECT_EQ(fk_.tasks(true).size(), 1U) << "it was the other office's to answer there";
}

}  // namespace
}  // namespace gateway::api
