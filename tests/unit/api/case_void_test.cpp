// A case that was withdrawn while nobody knew whether the node had it: rows e to g of domain.md §3, with the node's
// answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::MessageKind;
using flow::Delivery;
using testing::ElementsAre;
using testing::IsEmpty;

class CaseOnItsWay : public testing::Test {
 protected:
  /// Hands over what is due and ends before an answer comes; the node gets it where it is to.
  void lose_the_answer(bool node_has_it) {
    const auto push = std::get<Delivery::Push>(must(fk.delivery.resume(Delivery::Wake{})));
    std::vector<std::string> documents;
    for (const core::Cleared& one : push.batch) documents.push_back(fk.codec.encode(one));
    if (node_has_it) must(receive(node, certificate("fk"), documents));
  }
  void restart() {
    const core::Consent no{core::ConsentAnswer::none, "", std::nullopt, kToday};
    const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
    EXPECT_EQ(must(fk.facts.tell({{}, {}, number}, no, "fk.gavle")).messages, 1U);
    must(again.begin());
  }
  static std::vector<std::string> totals(Party& party) {
    std::vector<std::string> all;
    for (const core::Totals& one : must(party.office.ledger->totals())) {
      all.push_back(one.insats + " " + std::to_string(one.year) + " women " + std::to_string(one.women) + " men " +
                    std::to_string(one.men));
    }
    return all;
  }
  std::vector<std::string> counted() const {
    const bool woman = person().sex == core::Sex::woman;
    return {"af_gavle+fk_gavle 2026 women " + std::string(woman ? "1 men 0" : "0 men 1")};
  }

  Party node{"node"};
  Party fk{"fk"};
  Delivery again{fk.around, {}};
};

TEST_F(CaseOnItsWay, E_F_IsCountedOnceAtGatewayAndNodeWhereItNeverGotThere) {
  fk.request();
  lose_the_answer(false);
  restart();
  EXPECT_THAT(totals(fk), IsEmpty()) << "not before the answer";
  carry(fk, node, again);
  EXPECT_EQ(totals(fk), counted());
  EXPECT_THAT(fk.cases(), IsEmpty());
  carry(fk, node, again);
  EXPECT_EQ(totals(node), counted());
  // What was counted is not counted again, whatever comes later.
  Delivery third{fk.around, {}};
  must(third.begin());
  carry(fk, node, third);
  EXPECT_EQ(totals(fk), counted());
  EXPECT_EQ(totals(node), counted());
}

TEST_F(CaseOnItsWay, E_F_TheSameAnswerTwiceOrAfterARestartCountsOnce) {
  fk.request();
  lose_the_answer(false);
  restart();
  for (int i = 0; i < 2; ++i) {
    // The node answers that it is void, and the answer is lost.
    const auto push = std::get<Delivery::Push>(must(again.resume(Delivery::Wake{})));
    ASSERT_EQ(push.batch.size(), 1U);
    EXPECT_EQ(push.batch.front().message().kind, MessageKind::exit_or_void);
    must(receive(node, certificate("fk"), {fk.codec.encode(push.batch.front())}));
    must(again.begin());
  }
  carry(fk, node, again);
  EXPECT_EQ(totals(fk), counted());
  const auto messages = must(fk.office.ledger->queue(false, 100));
  fk.office.write([&](ports::Transaction& t) {
    for (const ports::QueuedMessage& one : messages) {
      const ports::NodeAnswer voided{Admitted::voided, {}};
      must(t.settle(one.sequence, voided, std::nullopt, fk.office.clock.now()));
    }
  });
  EXPECT_EQ(totals(fk), counted());
}

TEST_F(CaseOnItsWay, F_G_IsNotCountedWhereTheNodeHasIt) {
  fk.request();
  lose_the_answer(true);
  restart();
  carry(fk, node, again);
  carry(fk, node, again);
  EXPECT_THAT(totals(fk), IsEmpty());
  EXPECT_THAT(totals(node), IsEmpty());
  EXPECT_EQ(node.cases().at(0).course.state, core::CaseState::interrupted);
}

}  // namespace
}  // namespace gateway::api
