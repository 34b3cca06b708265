// The node's no, for whoever registered what it refused; and what a case waits for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::Code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CaseRefused : public CaseDesk {
 protected:
  CaseRefused() {
    engine_.settles = [this] {
      if (connected_) carry(fk_, node_);
    };
  }
  /// The node knows no assignments of the user.
  void node_forgets(const char* user) {
    node_.office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = must(t.directory())->rows();
      std::erase_if(rows.assignments, [&](const core::Assignment& one) { return one.user == user; });
      must(t.replace_directory(rows, node_.office.clock.now()));
    });
  }
  static std::string without_key() {
    std::string line = act_line("K-1", test_number("1987-02-03"));
    const std::string key = R"("key":"K-1",)";
    return line.erase(line.find(key), key.size());
  }
  Document refused(const char* by) { return answer("case.list", Document().set("by", by).set("refused", true)); }
  static std::string code(const Document& of) { return std::string(of.find("refused")->array()->at(0).text("code")); }

  bool connected_ = true;
};

TEST_F(CaseRefused, ARequestWithoutAKeyIsToldAtOnceAndListedAfterwards) {
  node_forgets("fk.gavle");
  const Document done = registered(without_key());
  EXPECT_EQ(code(row(done)), "assignment_missing");
  EXPECT_THAT(std::string(done.find("text")->text("sv")), HasSubstr("Nekade av SUS: 1"));
  const Document listed = refused("fk.gavle");
  ASSERT_EQ(rows(listed), 1U);
  EXPECT_EQ(row(listed).text("case"), row(done).text("case"));
  EXPECT_EQ(row(listed).text("act"), "request");
  EXPECT_EQ(row(listed).text("office"), "fk_gavle");
  EXPECT_EQ(code(row(listed)), "assignment_missing");
  EXPECT_THAT(io::to_json(listed), Not(HasSubstr(test_number("1987-02-03"))));
  EXPECT_EQ(rows(refused("fk.sandviken")), 0U) << "another's";
}

TEST_F(CaseRefused, OneThatTheNodeTakesIsNotListed) {
  const Document done = registered(without_key());
  EXPECT_EQ(row(done).find("refused"), nullptr);
  EXPECT_EQ(rows(refused("fk.gavle")), 0U);
}

TEST_F(CaseRefused, AnswersThatComeLaterAreListedToo) {
  connected_ = false;
  node_forgets("fk.gavle");
  EXPECT_EQ(row(registered(without_key())).find("refused"), nullptr);
  EXPECT_EQ(rows(refused("fk.gavle")), 0U);
  carry(fk_, node_);
  EXPECT_EQ(rows(refused("fk.gavle")), 1U);
}

TEST_F(CaseRefused, AProposedRequestIsListedForWhoProposedIt) {
  node_forgets("af.gavle");
  ASSERT_EQ(af_.act(af_.asked_request("af.gavle"), person()).outcome, Outcome::proposed);
  carry(af_, node_);
  std::vector<ports::RefusedByNode> all;
  must(af_.office.ledger->cases().each_refused({"af.gavle", {}}, [&](const auto& one) -> base::Result<void> {
    all.push_back(one);
    return {};
  }));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_THAT(core::made::codes(all.front().reasons), ElementsAre(Code::assignment_missing));
}

TEST_F(CaseRefused, WhatIsStoppedOnTheWayIsNoRefusal) {
  connected_ = false;
  fk_.request();
  answer("consent", Document().set("action", "withdraw").set("person", person().number).set("by", "fk.gavle"));
  carry(fk_, node_);
  EXPECT_EQ(rows(refused("fk.gavle")), 0U) << "of who is only counted nothing is kept";
}

TEST_F(CaseRefused, WhatIsStoppedForWantOfAuthorityIsListedAndCanBeRegisteredByAnother) {
  connected_ = false;
  const Document done = registered(act_line("K-1", person().number));
  core::CooperationAct meet = fk_.desk.act(ActKind::meet, "2026-03-16", "fk.gavle");
  meet.case_id.bytes = base::RegistrationId::parse(row(done).text("case"))->bytes;
  ASSERT_EQ(fk_.act(meet, std::nullopt, "K-2").outcome, Outcome::accepted);
  directory([](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& one) { return one.user == "fk.gavle"; });
  });
  EXPECT_THAT(carry(fk_, node_), IsEmpty());
  const Document listed = refused("fk.gavle");
  ASSERT_EQ(rows(listed), 2U) << io::to_json(listed);
  std::map<std::string, std::string> why;
  for (const Document& one : *listed.find("rows")->array()) why[std::string(one.text("act"))] = code(one);
  EXPECT_EQ(why["request"], "assignment_missing");
  EXPECT_EQ(why["meet"], "case_unknown") << "what stood behind it";
  EXPECT_THAT(io::to_json(listed), Not(HasSubstr(person().number)));
  // Both keys are free.
  directory([](core::DirectoryRows& rows) {
    rows.assignments.push_back({"fk.gavle", "fk_gavle", {day("2010-01-01"), std::nullopt}});
  });
  const Document again = registered(act_line("K-1", person().number));
  EXPECT_EQ(row(again).text("outcome"), "accepted");
  meet.case_id.bytes = base::RegistrationId::parse(row(again).text("case"))->bytes;
  EXPECT_EQ(fk_.act(meet, std::nullopt, "K-2").outcome, Outcome::accepted);
  EXPECT_EQ(carry(fk_, node_).size(), 2U);
}

TEST_F(CaseRefused, WhatIsStoppedForAnythingElseIsNotListed) {
  connected_ = false;
  std::size_t listed = 0;
  for (const Code why : {Code::consent_withdrawn, Code::person_protected, Code::removed_for_cause}) {
    fk_.request();
    fk_.office.write([&](ports::Transaction& t) {
      must(t.stop(must(t.due(fk_.office.clock.now(), 1)).at(0).sequence, {why}, std::nullopt, fk_.office.clock.now()));
    });
    if (why == Code::removed_for_cause) ++listed;
    EXPECT_EQ(rows(refused("fk.gavle")), listed) << core::id(why);
  }
}

TEST_F(CaseRefused, AnActThatIsStoppedHereIsNotToldAsSusSNo) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  catch_up(fk_, node_);
  const auto meet = [&] {
    core::CooperationAct act = fk_.desk.act(ActKind::meet, "2026-03-16", "fk.gavle");
    act.case_id.bytes = id.bytes;
    return fk_.act(act).outcome;
  };
  const auto shown = [&] {
    return row(answer("case.list", Document().set("by", "fk.sandviken").set("office", "fk_gavle").set("all", true)));
  };
  directory([](core::DirectoryRows& rows) {
    rows.assignments.push_back({"fk.sandviken", "fk_gavle", {day("2010-01-01"), std::nullopt}});
  });
  ASSERT_EQ(meet(), Outcome::accepted);
  directory([](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& one) { return one.user == "fk.gavle"; });
  });
  EXPECT_THAT(carry(fk_, node_), IsEmpty());
  EXPECT_EQ(code(shown()), "assignment_missing");
  EXPECT_TRUE(*shown().find("stopped")->boolean());
  EXPECT_TRUE(shown().find("refused_at")->is_null());
  directory([](core::DirectoryRows& rows) {
    rows.assignments.push_back({"fk.gavle", "fk_gavle", {day("2010-01-01"), std::nullopt}});
  });
  ASSERT_EQ(meet(), Outcome::accepted);
  node_forgets("fk.gavle");
  carry(fk_, node_);
  EXPECT_EQ(code(shown()), "assignment_missing");
  EXPECT_FALSE(*shown().find("stopped")->boolean()) << "that one was";
  EXPECT_FALSE(shown().find("refused_at")->is_null());
}

TEST_F(CaseRefused, ATasksAnswerThatIsStoppedHereSaysSoOnTheTask) {
  af_.act(af_.asked_request("af.gavle"), person());
  carry(af_, node_);
  catch_up(fk_, node_);
  const std::string task = fk_.tasks().front().task.id.text();
  connected_ = false;
  answer("task.reply", Document().set("action", "reject").set("id", task).set("by", "fk.gavle").set("reason", "other"));
  directory([](core::DirectoryRows& rows) {
    for (core::Assignment& one : rows.assignments) {
      if (one.user == "fk.gavle") one.user = "fk.sandviken";
    }
  });
  EXPECT_THAT(carry(fk_, node_), IsEmpty());
  const Document list = answer("task.list", Document().set("by", "fk.sandviken"));
  ASSERT_EQ(rows(list), 1U);
  EXPECT_EQ(row(list).text("state"), "open");
  EXPECT_EQ(code(row(list)), "assignment_missing");
  EXPECT_EQ(rows(refused("fk.gavle")), 1U);
}

TEST_F(CaseRefused, IsKeptAsLongAsARejectedRecord) {
  node_forgets("fk.gavle");
  registered(without_key());
  const base::Instant now = fk_.office.clock.now();
  must(fk_.office.ledger->purge(now + days(30) - std::chrono::milliseconds(1)));
  EXPECT_EQ(rows(refused("fk.gavle")), 1U);
  must(fk_.office.ledger->purge(now + days(30)));
  EXPECT_EQ(rows(refused("fk.gavle")), 0U);
}

TEST_F(CaseRefused, ATasksAnswerIsToldAtOnceAndStandsOnTheTaskUntilItIsAnsweredAnew) {
  af_.act(af_.asked_request("af.gavle"), person());
  carry(af_, node_);
  catch_up(fk_, node_);
  const std::string task = fk_.tasks().front().task.id.text();
  node_forgets("fk.gavle");
  const auto reject = [&] {
    return answer("task.reply",
                  Document().set("action", "reject").set("id", task).set("by", "fk.gavle").set("reason", "other"));
  };
  const Document answered = reject();
  EXPECT_EQ(code(answered), "assignment_missing");
  EXPECT_THAT(std::string(answered.find("text")->text("sv")), HasSubstr("SUS har nekat svaret"));
  const Document list = answer("task.list", Document().set("by", "fk.gavle"));
  ASSERT_EQ(rows(list), 1U);
  EXPECT_EQ(row(list).text("state"), "open");
  EXPECT_EQ(code(row(list)), "assignment_missing");
  EXPECT_EQ(code(answer("task.show", Document().set("id", task).set("by", "fk.gavle"))), "assignment_missing");
  const Document listed = refused("fk.gavle");
  ASSERT_EQ(rows(listed), 1U);
  EXPECT_EQ(row(listed).text("task"), task);
  EXPECT_EQ(row(listed).text("answer"), "reject");
  connected_ = false;
  fk_.office.clock.on(std::chrono::hours(1));
  EXPECT_EQ(reject().find("refused"), nullptr) << "the node has not answered this one";
  const Document all = answer("task.list", Document().set("all", true).set("by", "fk.gavle"));
  EXPECT_THAT(*row(all).find("refused")->array(), IsEmpty());
}

TEST_F(CaseRefused, IsAListOfItsOwn) {
  EXPECT_FALSE(run("case.list", Document().set("by", "fk.gavle").set("refused", true).set("missing", true)));
}

class CaseWaits : public CaseRefused {
 protected:
  CaseWaits() {
    id_ = fk_.request().id;
    carry(fk_, node_);
    for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
  }
  Document waits() {
    return *row(answer("case.list", Document().set("by", "fk.gavle").set("office", "fk_gavle"))).find("waits");
  }
  base::RegistrationId id_;
};

TEST_F(CaseWaits, ForProposalsThatNobodyHasAnswered) {
  EXPECT_THAT(*waits().find("tasks")->array(), IsEmpty());
  ASSERT_EQ(af_.act(af_.later(ActKind::meet, "2026-03-16", "af.gavle", id_)).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up(fk_, node_);
  const Document waiting = waits();
  ASSERT_EQ(waiting.find("tasks")->array()->size(), 1U);
  const Document& task = waiting.find("tasks")->array()->at(0);
  EXPECT_EQ(task.text("act"), "meet");
  EXPECT_EQ(task.text("office"), "fk_gavle");
  EXPECT_EQ(task.text("task"), fk_.tasks(true).front().task.id.text());
  EXPECT_EQ(task.find("answers"), nullptr) << "what is asked is told by `task show`";
  answer("task.reply", Document().set("action", "confirm").set("id", task.text("task")).set("by", "fk.gavle"));
  EXPECT_THAT(*waits().find("tasks")->array(), IsEmpty());
}

TEST_F(CaseWaits, ForWhatIsHeldBackWithItsReason) {
  const auto tell = [&](Party& party, core::CooperationAct act) {
    act.case_id.bytes = id_.bytes;
    ASSERT_EQ(party.act(act).outcome, Outcome::accepted);
    carry(party, node_);
    for (Party* one : {&fk_, &af_}) catch_up(*one, node_);
  };
  tell(fk_, fk_.desk.act(ActKind::meet, "2026-03-10"));
  tell(fk_, fk_.desk.last_meeting("2026-03-16"));
  tell(fk_, fk_.desk.plan(core::CaseState::planned_preparatory, "2026-04-01"));
  tell(af_, af_.desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  EXPECT_THAT(*waits().find("held")->array(), IsEmpty());
  core::CooperationAct move = fk_.desk.move_to("af_sandviken", "fk_gavle", "2026-06-02", "fk.gavle");
  move.case_id.bytes = id_.bytes;
  ASSERT_EQ(fk_.act(move).outcome, Outcome::accepted);
  flow::Delivery to_one_that_cannot(fk_.around, {}, {.change_office_while_active = false});
  ASSERT_THAT(carry(fk_, node_, to_one_that_cannot), IsEmpty());
  const Document held = waits();
  ASSERT_EQ(held.find("held")->array()->size(), 1U);
  EXPECT_EQ(held.find("held")->array()->at(0).text("code"), "target_cannot_move_active");
}

}  // namespace
}  // namespace gateway::api
