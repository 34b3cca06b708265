// What is told of who had received what a fact is about, and of what was sent there.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Receipt : public CaseDesk {
 protected:
  Document told(const char* action = "withdraw") {
    return answer("consent", Document().set("action", action).set("person", person().number).set("by", "fk.gavle"));
  }
  Document told_of_record() {
    return answer(
        "consent",
        Document().set("action", "withdraw").set("source", "accorda").set("key", "I-1").set("by", "maj.lind"));
  }
  static const Document::Array& recipients(const Document& receipt) { return *receipt.find("recipients")->array(); }
  static bool empty(const Document& row, const char* member) { return row.find(member)->is_null(); }
  std::string now() { return base::text(fk_.office.clock.now()); }
  /// FK's request, which the node has acknowledged and told AF; when it did.
  std::string registered() {
    id_ = fk_.request().id;
    carry(fk_, node_);
    catch_up(fk_, node_);
    const std::string at = now();
    fk_.office.clock.on(std::chrono::hours(1));
    return at;
  }

  /// FK's request is handed over, and no answer has come; the node gets it where it is to.
  void hand_over(bool node_has_it) {
    id_ = fk_.request().id;
    const auto push = std::get<flow::Delivery::Push>(must(fk_.delivery.resume(flow::Delivery::Wake{})));
    std::vector<std::string> documents;
    for (const core::Cleared& one : push.batch) documents.push_back(fk_.codec.encode(one));
    if (node_has_it) must(receive(node_, certificate("fk"), documents));
  }
  Document wrong() {
    return answer("participant.wrong",
                  Document().set("case", id_.text()).set("reason", "wrong_person").set("by", "fk.gavle"));
  }
  std::string reached() {
    const Document all = answer("incident.list", {});
    for (const Document& one : *all.find("rows")->array()) {
      if (one.text("id") == id_.text()) return std::string(one.find("reached")->text("sv"));
    }
    return "no incident";
  }

  base::RegistrationId id_;
  std::optional<flow::Delivery> again_;
};

TEST_F(Receipt, NamesWhoHadReceivedACaseAndWhenItsExitWasSent) {
  const std::string received = registered();
  engine_.settles = [this] { carry(fk_, node_); };
  const Document receipt = told();
  ASSERT_EQ(recipients(receipt).size(), 2U) << io::to_json(receipt);
  const Document& sus = recipients(receipt)[0];
  EXPECT_EQ(sus.text("had"), "yes");
  EXPECT_EQ(sus.text("registration"), id_.text());
  EXPECT_EQ(sus.text("recipient"), "sus");
  EXPECT_EQ(sus.text("received"), received);
  EXPECT_EQ(sus.text("told"), "exit");
  EXPECT_EQ(sus.text("state"), "delivered");
  EXPECT_EQ(sus.text("sent"), now());
  const Document& af = recipients(receipt)[1];
  EXPECT_EQ(af.text("recipient"), "af");
  EXPECT_EQ(af.text("name"), "Arbetsförmedlingen");
  EXPECT_EQ(af.text("through"), "sus");
  EXPECT_TRUE(empty(af, "received")) << "when SUS told it is known there";
  EXPECT_TRUE(empty(af, "sent"));
  EXPECT_THAT(receipt.find("text")->text("sv"), HasSubstr("Hade fått uppgifterna: SUS, Arbetsförmedlingen."))
      << io::to_json(receipt);
  EXPECT_THAT(io::to_json(receipt), Not(HasSubstr(person().number)));
  EXPECT_THAT(io::to_json(receipt), Not(HasSubstr(person().family_name)));
}

TEST_F(Receipt, SaysWhatStillWaitsToBeSent) {
  registered();
  const Document receipt = told();
  const Document& sus = recipients(receipt).at(0);
  EXPECT_EQ(sus.text("told"), "exit");
  EXPECT_EQ(sus.text("state"), "queued");
  EXPECT_TRUE(empty(sus, "sent"));
  EXPECT_THAT(receipt.find("text")->text("sv"), HasSubstr("Väntar på att skickas: 1."));
  EXPECT_THAT(receipt.find("text")->text("en"), HasSubstr("Waits to be sent: 1."));
}

TEST_F(Receipt, OfWhatTheNodeHasNotAnsweredSaysThatItMayHaveIt) {
  for (const bool node_has_it : {false, true}) {
    hand_over(node_has_it);
    const Document receipt = wrong();
    ASSERT_EQ(recipients(receipt).size(), 2U) << io::to_json(receipt);
    for (const Document& one : recipients(receipt)) EXPECT_EQ(one.text("had"), "maybe");
    EXPECT_THAT(receipt.find("text")->text("sv"), HasSubstr("Kan ha fått uppgifterna: SUS, Arbetsförmedlingen."));
    EXPECT_THAT(receipt.find("text")->text("en"), HasSubstr("May have received the data: SUS, Arbetsförmedlingen."));
    EXPECT_THAT(receipt.find("text")->text("sv"), Not(HasSubstr("Hade fått")));
    EXPECT_EQ(reached(), "kan ha nått SUS");
    again_.emplace(fk_.around, flow::Pace{});
    must(again_->begin());
    carry(fk_, node_, *again_);
    EXPECT_EQ(reached(), node_has_it ? "hade nått SUS" : "hade inte nått SUS") << "the node has answered";
    fk_.office.clock.on(std::chrono::hours(1));  // The next one is the newest.
  }
}

TEST_F(Receipt, OfWhatTheNodeAnswersThatItNeverHadNamesNobody) {
  hand_over(false);
  engine_.settles = [this] {
    again_.emplace(fk_.around, flow::Pace{});
    must(again_->begin());
    carry(fk_, node_, *again_);
  };
  const Document receipt = wrong();
  for (const Document& one : recipients(receipt)) EXPECT_EQ(one.text("had"), "no");
  EXPECT_THAT(receipt.find("text")->text("sv"), HasSubstr("Ingen annan hade fått uppgifterna."));
}

TEST_F(Receipt, NamesNobodyWhereNothingHadLeft) {
  id_ = fk_.request().id;
  const Document receipt = told();
  EXPECT_TRUE(recipients(receipt).empty()) << io::to_json(receipt);
  EXPECT_EQ(receipt.integer_or("stopped", 0), 1);
  EXPECT_THAT(receipt.find("text")->text("sv"), HasSubstr("Ingen annan hade fått uppgifterna."));
  EXPECT_EQ(engine_.settled, 0) << "nothing is waited for";
}

TEST_F(Receipt, OfAnInsatsNamesSusAlone) {
  fk_.office.take({participation()});
  fk_.office.deliver();
  const std::string received = now();
  fk_.office.clock.on(std::chrono::hours(1));
  engine_.settles = [this] { fk_.office.deliver(); };
  const Document receipt = told_of_record();
  ASSERT_EQ(recipients(receipt).size(), 1U) << io::to_json(receipt);
  EXPECT_EQ(recipients(receipt)[0].text("recipient"), "sus");
  EXPECT_EQ(recipients(receipt)[0].text("received"), received);
  EXPECT_EQ(recipients(receipt)[0].text("sent"), now());
}

TEST_F(Receipt, OfProtectionNamesWhoWasToldToHideThePerson) {
  registered();
  engine_.settles = [this] { carry(fk_, node_); };
  const Document receipt =
      answer("participant.protect", Document().set("person", person().number).set("by", "fk.gavle"));
  ASSERT_EQ(recipients(receipt).size(), 2U) << io::to_json(receipt);
  EXPECT_EQ(recipients(receipt)[0].text("told"), "strip");
  EXPECT_EQ(recipients(receipt)[0].text("sent"), now());
  EXPECT_EQ(recipients(receipt)[1].text("told"), "strip");
}

TEST_F(Receipt, OfAFactThatSusNeedNotHearOfSaysThatNothingWasSent) {
  const std::string received = registered();
  const Document receipt = answer("consent", Document()
                                                 .set("action", "decline")
                                                 .set("person", person().number)
                                                 .set("date", "2026-01-01")
                                                 .set("by", "fk.gavle"));
  ASSERT_EQ(recipients(receipt).size(), 2U) << io::to_json(receipt);
  EXPECT_EQ(recipients(receipt)[0].text("received"), received);
  EXPECT_EQ(recipients(receipt)[0].find("told"), nullptr);
}

}  // namespace
}  // namespace gateway::api
