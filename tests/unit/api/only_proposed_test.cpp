// A request that AF's gateway registers by an agreement of its own, and that the node hands to FK as a task; and what
// AF hears of FK's answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::Code;
using core::TaskEvent;
using core::TaskState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class OnlyProposed : public testing::Test {
 protected:
  OnlyProposed() { agree(true); }

  /// Whether AF's own policy lets it register what FK does.
  void agree(bool lenient) {
    core::Policy policy = *listed_policy();
    if (lenient) policy.agreements = {{"af_gavle", "fk_gavle", {day("2020-01-01"), std::nullopt}, ""}};
    af_.rules.policy = std::make_shared<const core::Policy>(std::move(policy));
  }
  base::RegistrationId requested(Outcome outcome = Outcome::accepted) {
    const ActAnswer answer = af_.act(af_.asked_request("af.gavle"), person(), "K-1");
    EXPECT_EQ(answer.outcome, outcome);
    return answer.id;
  }
  /// What AF hands over, before it hears an answer.
  std::vector<ports::PushAnswer> answers_of_node() {
    auto step = must(af_.delivery.resume(flow::Delivery::Wake{}));
    std::vector<std::string> documents;
    for (const core::Cleared& one : std::get<flow::Delivery::Push>(step).batch) {
      documents.push_back(af_.codec.encode(one));
    }
    std::vector<ports::PushAnswer> answers;
    for (const auto& answer : must(receive(node_, certificate("af"), documents))) {
      answers.push_back({ports::PushAnswer::Kind::answered, answer, std::nullopt, ""});
    }
    return answers;
  }
  void reply(TaskEvent event, const std::string& reason = {}) {
    catch_up(fk_, node_);
    ASSERT_TRUE(must(fk_.cooperation.reply({fk_.tasks(true).at(0).task.id, event, reason}, "fk.gavle")).done);
    carry(fk_, node_);
    catch_up(fk_, node_);
  }
  Document answer(std::string_view operation, const Document& arguments) {
    return must(operations_.run(operation, arguments, [](const Document&) {}));
  }
  bool refused(std::string_view operation, const Document& arguments) {
    return !operations_.run(operation, arguments, [](const Document&) {});
  }
  static std::size_t rows(const Document& answer) { return answer.find("rows")->array()->size(); }
  static const Document& row(const Document& answer, std::size_t at = 0) {
    return answer.find("rows")->array()->at(at);
  }
  Document why(const std::string& key) { return answer("why", asked().set("key", key)); }
  static const Document& unit(const Document& why, std::size_t at = 0) {
    return row(why, at).find("units")->array()->front();
  }
  static std::vector<std::string> codes(const Document& of) {
    std::vector<std::string> all;
    for (const Document& one : *of.array()) all.emplace_back(one.text("code"));
    return all;
  }
  static Document asked() { return Document().set("by", "af.gavle"); }

  Party fk_{"fk"};
  Party af_{"af"};
  Party node_{"node"};
  Settling engine_{af_};
  flow::Intake intake_{af_.around};
  Operations operations_{
      *af_.office.ledger,
      {af_.facts, intake_, af_.cooperation},
      af_.codec,
      af_.office.clock,
      engine_,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("there is no such file"); },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("there is no such file"); }},
      "0.1.0"};
};

TEST_F(OnlyProposed, IsAtTheGatewayWhatItWouldBeHadItProposedItself) {
  const base::RegistrationId id = requested();
  ASSERT_EQ(af_.cases().size(), 1U) << "until the node has answered";
  carry(af_, node_);
  EXPECT_THAT(af_.cases(), IsEmpty());
  EXPECT_EQ(rows(answer("case.list", asked())), 0U);
  ASSERT_EQ(af_.tasks(true).size(), 1U);
  const ports::KeptTask kept = af_.tasks(true).front();
  EXPECT_EQ(kept.id, id);
  Party strict{"af"};
  strict.act(strict.asked_request("af.gavle"), person(), "K-1");
  carry(strict, node_);
  core::CooperationTask same = strict.tasks(true).at(0).task;
  same.id = kept.task.id;
  EXPECT_EQ(kept.task, same);
  const Document of_key = why("K-1");
  EXPECT_EQ(unit(of_key).text("outcome"), "proposed");
  EXPECT_THAT(codes(*unit(of_key).find("reasons")), ElementsAre("for_other_authority"));
  EXPECT_EQ(row(of_key).text("task"), kept.task.id.text());
  EXPECT_EQ(rows(why(id.text())), 1U);
  EXPECT_EQ(row(answer("task.list", asked())).text("office"), "fk_gavle");
  agree(false);
  EXPECT_EQ(af_.act(af_.asked_request("af.gavle"), person()).outcome, Outcome::proposed);
  EXPECT_EQ(af_.tasks(true).size(), 1U) << "it is proposed already";
}

TEST_F(OnlyProposed, IsToldToTheParticipantAsAProposal) {
  af_.office.write([&](ports::Transaction& t) {
    core::DirectoryRows rows = must(t.directory())->rows();
    rows.users.push_back({"af.dpo", "Arne Ombud", "af"});
    rows.roles.push_back({"af.dpo", "dataskyddsombud", {day("2010-01-01"), std::nullopt}});
    must(t.replace_directory(rows, af_.office.clock.now()));
  });
  const base::RegistrationId id = requested();
  const auto state = [&] {
    const Document all = answer("participant.extract", Document().set("person", person().number).set("by", "af.dpo"));
    return std::string(all.find("registrations")->array()->at(0).text("state"));
  };
  EXPECT_NE(state(), "proposed");
  carry(af_, node_);
  EXPECT_EQ(state(), "proposed");
  EXPECT_TRUE(refused("case.show", asked().set("id", id.text())));
}

TEST_F(OnlyProposed, StopsWhatWasRegisteredInTheCaseThatIsNotVisiblyAndWithItsReason) {
  const base::RegistrationId id = requested();
  const core::CooperationAct meet = af_.later(ActKind::meet, "2026-03-10", "af.gavle", id);
  ASSERT_EQ(af_.act(meet, std::nullopt, "K-2").outcome, Outcome::accepted);
  EXPECT_THAT(carry(af_, node_), testing::SizeIs(1)) << "the request alone";
  EXPECT_EQ(af_.queued(), 0U);
  const Document listed = answer("case.list", asked().set("refused", true));
  ASSERT_EQ(rows(listed), 1U);
  EXPECT_EQ(row(listed).text("act"), "meet");
  EXPECT_THAT(codes(*row(listed).find("refused")), ElementsAre("case_unknown", "for_other_authority"));
  EXPECT_EQ(unit(why("K-2")).text("outcome"), "rejected");
  EXPECT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.act(meet, std::nullopt, "K-2").outcome, Outcome::rejected) << "the key may be used again";
}

TEST_F(OnlyProposed, TakesItsOwnLaterProposalsAlong) {
  const base::RegistrationId id = requested();
  agree(false);
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-10", "af.gavle", id)).outcome, Outcome::proposed);
  carry(af_, node_);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.tasks().front().task.act.kind, ActKind::request);
}

TEST_F(OnlyProposed, BecomesTheCaseThatTheNodeTellsOnceItIsConfirmed) {
  const base::RegistrationId id = requested();
  carry(af_, node_);
  reply(TaskEvent::confirm);
  catch_up(af_, node_);
  ASSERT_EQ(af_.cases().size(), 1U);
  EXPECT_EQ(af_.cases().front().id, id);
  EXPECT_EQ(af_.cases().front().course.state, core::CaseState::requested);
  EXPECT_FALSE(af_.cases().front().provisional);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.tasks().front().task.id, node_.tasks().front().task.id) << "taken on the row that was made here";
  EXPECT_EQ(af_.tasks().front().task.state, TaskState::confirmed);
}

TEST_F(OnlyProposed, IsHeardByTheFeedWhereTheAnswerIsLost) {
  requested();
  answers_of_node();
  catch_up(af_, node_);
  EXPECT_THAT(af_.cases(), IsEmpty());
  ASSERT_EQ(af_.tasks(true).size(), 1U);
  EXPECT_EQ(af_.tasks(true).front().task.id, node_.tasks().front().task.id);
  must(af_.delivery.begin());
  carry(af_, node_);
  ASSERT_EQ(af_.tasks().size(), 1U) << "the answer comes again";
  EXPECT_EQ(unit(why("K-1")).text("outcome"), "proposed");
}

TEST_F(OnlyProposed, WhoseNoComesBeforeTheAnswerIsNotLost) {
  const base::RegistrationId id = requested();
  auto late = answers_of_node();
  reply(TaskEvent::reject, "not_begun");
  catch_up(af_, node_);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.tasks().front().task.answer, "not_begun");
  must(af_.delivery.finish({std::move(late)}));
  EXPECT_THAT(af_.cases(), IsEmpty());
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.tasks().front().task.state, TaskState::rejected);
  EXPECT_EQ(unit(why(id.text())).text("answer"), "not_begun");
}

TEST_F(OnlyProposed, UndoesNoCaseThatTheNodeHasToldOfMeanwhile) {
  requested();
  auto late = answers_of_node();
  reply(TaskEvent::confirm);
  catch_up(af_, node_);
  must(af_.delivery.finish({std::move(late)}));
  ASSERT_EQ(af_.cases().size(), 1U);
  EXPECT_EQ(af_.cases().front().course.state, core::CaseState::requested);
}

TEST_F(OnlyProposed, IsGoneOnceTheNodeHasHeardThatConsentWasTakenBackMeanwhile) {
  const base::RegistrationId id = requested();
  auto late = answers_of_node();
  core::CooperationAct withdrawn = af_.later(ActKind::interrupt, "2026-03-05", "af.gavle", id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(af_.act(withdrawn).outcome, Outcome::accepted);
  must(af_.delivery.finish({std::move(late)}));
  EXPECT_THAT(af_.tasks(true), IsEmpty()) << "nobody may confirm it";
  carry(af_, node_);
  catch_up(af_, node_);
  EXPECT_THAT(af_.cases(), IsEmpty());
  EXPECT_THAT(node_.tasks(true), IsEmpty());
  EXPECT_EQ(must(af_.office.ledger->stat()).find("rows")->integer_or("subjects", -1), 0);
}

class ToldWhy : public OnlyProposed {
 protected:
  ToldWhy() {
    agree(false);
    id_ = requested(Outcome::proposed);
    carry(af_, node_);
  }
  Document task() { return row(answer("task.list", asked().set("all", true))); }
  base::RegistrationId id_;
};

TEST_F(ToldWhy, AfHearsWhyFkRejectedItsRequest) {
  reply(TaskEvent::reject, "not_eligible");
  catch_up(af_, node_);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(task().text("state"), "rejected");
  EXPECT_EQ(task().text("answer"), "not_eligible");
  const Document shown = answer("task.show", asked().set("id", af_.tasks().front().task.id.text()));
  EXPECT_EQ(shown.text("answer"), "not_eligible");
  EXPECT_THAT(io::to_json(shown), Not(HasSubstr("fk.gavle"))) << "who answered is FK's to know";
  const Document of_case = why(id_.text());
  ASSERT_EQ(rows(of_case), 1U);
  EXPECT_EQ(unit(of_case).text("outcome"), "rejected");
  EXPECT_EQ(unit(of_case).text("answer"), "not_eligible");
  EXPECT_EQ(unit(of_case).text("office"), "fk_gavle");
  EXPECT_EQ(unit(why(af_.tasks().front().task.id.text())).text("answer"), "not_eligible");
  EXPECT_TRUE(refused("why", Document().set("by", "af.sandviken").set("key", id_.text())));
  EXPECT_EQ(must(af_.office.ledger->stat()).find("rows")->integer_or("subjects", -1), 0) << "nobody is kept for it";
}

TEST_F(ToldWhy, WhatTellsOfAnotherCaseOrNothingAtAllStaysSilent) {
  reply(TaskEvent::reject, "already_registered");
  EXPECT_EQ(fk_.tasks().front().task.answer, "already_registered") << "whoever said it sees it";
  catch_up(af_, node_);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(task().text("state"), "rejected") << "as not current is heard";
  EXPECT_EQ(task().text("answer"), "");
  EXPECT_TRUE(refused("why", asked().set("key", id_.text())));
}

TEST_F(ToldWhy, IsToldTheSameWhenAllIsReadAnew) {
  reply(TaskEvent::reject, "wrong_office");
  Party reader{"af"};
  EXPECT_EQ(catch_up(reader, node_), 1U);
  EXPECT_THAT(reader.tasks(), IsEmpty()) << "it is nobody's here";
  catch_up(af_, node_);
  EXPECT_EQ(task().text("answer"), "wrong_office");
}

}  // namespace
}  // namespace gateway::api
