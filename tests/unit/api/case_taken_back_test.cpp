// What was registered in a case and is undone, stopped or put aside before the node has heard of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::Code;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A case in an active insats, known to all, and a target that cannot move one such.
class TakenBack : public CaseDesk {
 protected:
  TakenBack() {
    tell(fk_, fk_.desk.last_meeting("2026-03-16"));
    tell(fk_, fk_.desk.plan(core::CaseState::planned_preparatory, "2026-04-01"));
    tell(af_, af_.desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  }
  base::RegistrationId registered() {
    const base::RegistrationId made = fk_.request().id;
    deliver(fk_);
    return made;
  }
  /// To the node that can, and back to everybody.
  void deliver(Party& from) {
    carry(from, node_);
    catch_up();
  }
  void catch_up() {
    for (Party* party : {&fk_, &af_}) made::catch_up(*party, node_);
  }
  ActAnswer act(Party& party, core::CooperationAct act, const std::string& key = {}) {
    act.case_id.bytes = id_.bytes;
    return party.act(act, std::nullopt, key);
  }
  void tell(Party& party, core::CooperationAct of) {
    ASSERT_EQ(act(party, std::move(of)).outcome, Outcome::accepted);
    deliver(party);
  }
  std::vector<std::string> carry_old(Party& party) {
    flow::Delivery to_one_that_cannot(party.around, {}, {.change_office_while_active = false});
    return carry(party, node_, to_one_that_cannot);
  }
  core::CooperationAct move(const std::string& user, const std::string& to = "af_sandviken") const {
    return fk_.desk.move_to(to, "fk_gavle", "2026-06-02", user);
  }
  /// AF's other office takes over, and is waited for.
  void held(Party& party, const std::string& user) {
    ASSERT_EQ(act(party, move(user), "K-move").outcome, Outcome::accepted);
    ASSERT_THAT(carry_old(party), IsEmpty());
  }
  core::CooperationAct undo(std::uint32_t row, const std::string& user) const {
    return fk_.desk.correcting(ActKind::undo, row, "2026-06-03", user);
  }
  core::CooperationAct concluded(const std::string& user) const {
    core::CooperationAct end = fk_.desk.act(ActKind::conclude, "2026-06-03", user);
    end.answers = core::made::end_answers();
    return end;
  }
  static core::CooperationCase only(Party& party) { return party.cases().at(0).course; }
  static std::vector<std::string> states(Party& party) {
    std::vector<std::string> all;
    for (const auto& one : must(party.office.ledger->queue(true, 100))) all.push_back(std::string(one.state));
    return all;
  }
  std::vector<Code> refusals(Party& party, const std::string& user) {
    std::vector<Code> all;
    must(party.office.ledger->cases().each_refused({user, {}}, [&](const auto& one) -> base::Result<void> {
      for (const core::Reason& reason : one.reasons) all.push_back(reason.code);
      return {};
    }));
    return all;
  }
  /// What is due from the party is in the target's hands.
  void lease(Party& party) {
    flow::Delivery::Event event = flow::Delivery::Wake{};
    const auto step = must(party.delivery.resume(std::move(event)));
    ASSERT_TRUE(std::holds_alternative<flow::Delivery::Push>(step));
  }
  void answered(Party& party, ports::PushAnswer answer) {
    must(party.delivery.finish({std::vector<ports::PushAnswer>{std::move(answer)}}));
  }

  base::RegistrationId id_ = registered();
};

TEST_F(TakenBack, AnUndoOfWhatHasNotLeftStopsItAndTellsTheNodeOfNeither) {
  const core::CooperationCase before = only(fk_);
  held(fk_, "fk.gavle");
  ASSERT_EQ(only(fk_).rows.size(), 5U);
  const ActAnswer answer = act(fk_, undo(5, "fk.gavle"), "K-undo");
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  EXPECT_EQ(answer.id, id_);
  EXPECT_EQ(only(fk_), before) << "offices, rows and version: what comes next is numbered as at the node";
  EXPECT_FALSE(fk_.cases().at(0).provisional);
  EXPECT_THAT(fk_.cases().at(0).held, IsEmpty());
  EXPECT_THAT(states(fk_), IsEmpty());
  EXPECT_THAT(carry(fk_, node_), IsEmpty());
  EXPECT_EQ(only(node_), only(fk_));
  const std::int64_t version = only(fk_).version;
  core::CooperationAct next = fk_.desk.correcting(ActKind::correct, 1, "2026-06-04");
  next.answers = {{core::Field::education, "3"}};
  next.seen_version = version;
  tell(fk_, next);
  EXPECT_EQ(only(node_).version, version + 1);
  EXPECT_THAT(fk_.cases().at(0).refused, IsEmpty());
}

TEST_F(TakenBack, IsToldByCaseAndKey) {
  held(fk_, "fk.gavle");
  act(fk_, undo(5, "fk.gavle"), "K-undo");
  const Document shown = answer("case.show", Document().set("id", id_.text()).set("by", "fk.gavle"));
  EXPECT_EQ(shown.find("rows")->array()->size(), 4U);
  const Document listed = answer("case.list", Document().set("by", "fk.gavle").set("office", "fk_gavle"));
  EXPECT_THAT(*row(listed).find("waits")->find("held")->array(), IsEmpty());
  const Document why = answer("why", Document().set("key", "K-move").set("by", "fk.gavle"));
  const Document& unit = row(why).find("units")->array()->front();
  EXPECT_EQ(unit.text("event"), "change_office");
  EXPECT_EQ(unit.text("outcome"), "retracted");
  EXPECT_EQ(unit.find("row"), nullptr);
  EXPECT_THAT(std::string(unit.find("rule")->text("sv")), HasSubstr("Ångrat innan det hade lämnat"));
  EXPECT_THAT(std::string(unit.find("rule")->text("en")), HasSubstr("Undone before it had left"));
  const Document of_undo = answer("why", Document().set("key", "K-undo").set("by", "fk.gavle"));
  EXPECT_EQ(row(of_undo).find("units")->array()->front().text("outcome"), "accepted");
  EXPECT_EQ(rows(answer("why", Document().set("key", id_.text()).set("by", "fk.gavle"))), 6U);
}

TEST_F(TakenBack, TheSameKeyAgainUndoesNothingMore) {
  held(fk_, "fk.gavle");
  act(fk_, undo(5, "fk.gavle"), "K-undo");
  ASSERT_EQ(act(fk_, move("fk.gavle"), "K-again").outcome, Outcome::accepted);
  EXPECT_EQ(act(fk_, undo(5, "fk.gavle"), "K-undo").outcome, Outcome::unchanged);
  EXPECT_EQ(act(fk_, move("fk.gavle"), "K-move").outcome, Outcome::unchanged) << "nor does its own come back";
  EXPECT_EQ(only(fk_).rows.size(), 5U);
  EXPECT_EQ(fk_.queued(), 1U);
}

TEST_F(TakenBack, ADryRunTakesNothingBack) {
  held(fk_, "fk.gavle");
  core::CooperationAct dry = undo(5, "fk.gavle");
  dry.case_id.bytes = id_.bytes;
  EXPECT_EQ(fk_.act(dry, std::nullopt, "K-undo", true).outcome, Outcome::accepted);
  EXPECT_THAT(states(fk_), ElementsAre("held"));
  EXPECT_EQ(only(fk_).rows.size(), 5U);
}

TEST_F(TakenBack, WhatIsInATargetsHandsIsUndoneBehindIt) {
  ASSERT_EQ(act(fk_, move("fk.gavle")).outcome, Outcome::accepted);
  lease(fk_);
  EXPECT_EQ(act(fk_, undo(5, "fk.gavle")).outcome, Outcome::accepted);
  EXPECT_EQ(fk_.queued(), 2U);
  EXPECT_EQ(only(fk_).rows.size(), 6U);
}

TEST_F(TakenBack, WhatTheNodeMayHaveIsUndoneBehindIt) {
  ASSERT_EQ(act(fk_, move("fk.gavle")).outcome, Outcome::accepted);
  lease(fk_);
  answered(fk_, {});
  EXPECT_EQ(act(fk_, undo(5, "fk.gavle")).outcome, Outcome::accepted);
  EXPECT_EQ(fk_.queued(), 2U) << "no answer: it may have arrived";
  fk_.office.clock.on(1h);
  deliver(fk_);
  EXPECT_EQ(only(node_).rows.size(), 6U);
  EXPECT_EQ(only(node_).af_office, "af_gavle");
}

TEST_F(TakenBack, AnEndBehindAHeldChangeHasAWayOut) {
  held(af_, "af.gavle");
  ASSERT_EQ(act(af_, concluded("af.sandviken")).outcome, Outcome::accepted);
  EXPECT_THAT(carry_old(af_), IsEmpty());
  EXPECT_THAT(states(af_), ElementsAre("held", "queued"));
  EXPECT_THAT(core::made::codes(act(af_, undo(5, "af.sandviken")).reasons), ElementsAre(Code::row_not_last));
  EXPECT_EQ(act(af_, undo(6, "af.sandviken")).outcome, Outcome::accepted);
  EXPECT_EQ(only(af_).state, core::CaseState::active_preparatory);
  EXPECT_THAT(states(af_), ElementsAre("held"));
  EXPECT_EQ(act(af_, undo(5, "af.sandviken")).outcome, Outcome::accepted);
  EXPECT_EQ(only(af_).af_office, "af_gavle");
  EXPECT_EQ(act(af_, concluded("af.gavle")).outcome, Outcome::accepted);
  EXPECT_EQ(carry_old(af_).size(), 1U);
  catch_up();
  EXPECT_EQ(only(node_).state, core::CaseState::concluded);
  EXPECT_EQ(only(fk_).state, core::CaseState::concluded);
  EXPECT_EQ(only(af_).rows, only(node_).rows);
  EXPECT_THAT(refusals(af_, "af.gavle"), IsEmpty());
}

TEST_F(TakenBack, WhatWasCompletedBehindItGoesOnAsTheNodeCountsTheRows) {
  held(fk_, "fk.gavle");
  core::CooperationAct behind = fk_.desk.correcting(ActKind::correct, 1, "2026-06-03");
  behind.answers = {{core::Field::education, "3"}};
  behind.seen_version = only(fk_).version;
  ASSERT_EQ(act(fk_, behind).outcome, Outcome::accepted);
  EXPECT_EQ(act(fk_, undo(5, "fk.gavle")).outcome, Outcome::accepted);
  ASSERT_EQ(only(fk_).rows.size(), 5U);
  EXPECT_EQ(only(fk_).rows[4].kind, ActKind::correct);
  EXPECT_EQ(only(fk_).rows[4].number, 5U);
  EXPECT_EQ(only(fk_).rows[4].af_office, "af_gavle");
  EXPECT_THAT(only(fk_).rows[0].corrected_by, ElementsAre(5U));
  EXPECT_EQ(carry_old(fk_).size(), 1U);
  catch_up();
  EXPECT_THAT(refusals(fk_, "fk.gavle"), IsEmpty());
  EXPECT_EQ(only(node_).rows.size(), 5U);
  EXPECT_EQ(only(fk_), only(node_));
}

TEST_F(TakenBack, WhatTheNodeToldMeanwhileIsThereAtOnce) {
  held(fk_, "fk.gavle");
  tell(af_, af_.desk.plan(core::CaseState::planned_work_oriented, "2026-06-01", "af.gavle"));
  ASSERT_EQ(only(fk_).state, core::CaseState::active_preparatory) << "what was decided here stands on top";
  EXPECT_EQ(act(fk_, undo(5, "fk.gavle")).outcome, Outcome::accepted);
  EXPECT_EQ(only(fk_).state, core::CaseState::planned_work_oriented);
  EXPECT_EQ(only(fk_), only(node_));
}

TEST_F(TakenBack, WhatBroughtAConsentAndWhatStandsBeforeItsUndoingIsUndoneBehindIt) {
  core::Person other = person();
  other.number = test_number("1988-03-04");
  const base::RegistrationId id = fk_.act(fk_.asked_request("fk.gavle"), other).id;
  deliver(fk_);
  const auto rebooked = [&](const std::string& on, bool with_consent) {
    core::CooperationAct rebook = fk_.later(ActKind::rebook, on, "fk.gavle", id);
    rebook.meeting_on = day("2026-04-01");
    if (with_consent) rebook.mapping_consent = fk_.asked_request("fk.gavle").consent;
    return fk_.act(rebook).outcome;
  };
  const auto undone = [&](std::uint32_t row) {
    core::CooperationAct of = undo(row, "fk.gavle");
    of.case_id.bytes = id.bytes;
    return fk_.act(of).outcome;
  };
  ASSERT_EQ(rebooked("2026-03-10", false), Outcome::accepted);
  ASSERT_EQ(rebooked("2026-03-11", true), Outcome::accepted);
  EXPECT_EQ(undone(3), Outcome::accepted);
  EXPECT_EQ(fk_.queued(), 3U) << "the paper came with it";
  EXPECT_EQ(undone(2), Outcome::accepted);
  EXPECT_EQ(fk_.queued(), 4U) << "row 3 is row 3 to what stands behind it";
  carry(fk_, node_);
  catch_up();
  EXPECT_EQ(fk_.queued(), 0U);
  EXPECT_THAT(refusals(fk_, "fk.gavle"), IsEmpty());
}

TEST_F(TakenBack, ADiscardedCaseWaitsForNoOffice) {
  held(fk_, "fk.gavle");
  ASSERT_EQ(act(fk_, fk_.desk.correcting(ActKind::discard, std::nullopt, "2026-06-03")).outcome, Outcome::accepted);
  EXPECT_TRUE(only(fk_).discarded);
  EXPECT_EQ(carry_old(fk_).size(), 1U);
  catch_up();
  EXPECT_TRUE(only(node_).discarded);
  EXPECT_EQ(only(node_).af_office, "af_gavle");
  EXPECT_EQ(only(fk_), only(node_));
}

/// With a proposal of FK's at the AF office.
class MovedTasks : public TakenBack {
 protected:
  MovedTasks() {
    EXPECT_EQ(act(fk_, fk_.desk.plan(core::CaseState::planned_work_oriented, "2026-06-20")).outcome, Outcome::proposed);
    deliver(fk_);
    EXPECT_EQ(act(af_, move("af.gavle")).outcome, Outcome::accepted);
    EXPECT_EQ(office(), "af_sandviken");
  }
  static void unassigned(Party& party, const char* user) {
    party.office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = must(t.directory())->rows();
      std::erase_if(rows.assignments, [&](const core::Assignment& one) { return one.user == user; });
      must(t.replace_directory(rows, party.office.clock.now()));
    });
  }
  std::string office() { return af_.tasks(true).at(0).task.office; }
};

TEST_F(MovedTasks, FollowTheChangeBackWhenItIsTakenBack) {
  EXPECT_EQ(act(af_, undo(5, "af.sandviken")).outcome, Outcome::accepted);
  EXPECT_THAT(states(af_), IsEmpty());
  EXPECT_EQ(office(), "af_gavle");
}

TEST_F(MovedTasks, FollowTheChangeBackWhenItIsStoppedAtTheOwnGateway) {
  unassigned(af_, "af.gavle");
  EXPECT_THAT(carry(af_, node_), IsEmpty());
  EXPECT_EQ(only(af_).af_office, "af_gavle");
  EXPECT_EQ(office(), "af_gavle");
}

TEST_F(MovedTasks, FollowTheChangeBackWhenTheNodeRefusesIt) {
  unassigned(node_, "af.gavle");
  EXPECT_EQ(carry(af_, node_).size(), 1U);
  EXPECT_THAT(refusals(af_, "af.gavle"), Contains(Code::assignment_missing));
  EXPECT_EQ(office(), "af_gavle");
}

TEST_F(TakenBack, WhatATargetCanNeverTakeIsANoToWhoeverRegisteredIt) {
  const core::CooperationCase before = only(fk_);
  ASSERT_EQ(act(fk_, move("fk.gavle"), "K-move").outcome, Outcome::accepted);
  core::CooperationAct behind = fk_.desk.correcting(ActKind::correct, 1, "2026-06-03");
  behind.answers = {{core::Field::education, "3"}};
  ASSERT_EQ(act(fk_, behind).outcome, Outcome::accepted);
  lease(fk_);
  answered(fk_, {ports::PushAnswer::Kind::reject, {}, std::nullopt, "no such document"});
  const ports::ListedCase now = fk_.cases().at(0);
  EXPECT_EQ(now.course.af_office, "af_gavle");
  EXPECT_EQ(now.course.rows.size(), before.rows.size());
  EXPECT_THAT(core::made::codes(now.refused), ElementsAre(Code::not_stored));
  EXPECT_THAT(refusals(fk_, "fk.gavle"), ElementsAre(Code::not_stored));
  const Document why = answer("why", Document().set("key", "K-move").set("by", "fk.gavle"));
  EXPECT_EQ(row(why).find("units")->array()->front().text("outcome"), "rejected");
  EXPECT_EQ(carry(fk_, node_).size(), 1U) << "what stood behind it is the node's to decide";
  catch_up();
  EXPECT_EQ(only(node_).rows.size(), before.rows.size() + 1);
  EXPECT_EQ(only(fk_), only(node_));
  EXPECT_EQ(act(fk_, move("fk.gavle"), "K-move").outcome, Outcome::accepted) << "its key is free again";
}

TEST_F(TakenBack, ARequestThatATargetCanNeverTakeOpensNoCase) {
  core::Person other = person();
  other.number = test_number("1988-03-04");
  const base::RegistrationId id = fk_.act(fk_.asked_request("fk.gavle"), other).id;
  ASSERT_EQ(fk_.cases().size(), 2U);
  lease(fk_);
  answered(fk_, {ports::PushAnswer::Kind::reject, {}, std::nullopt, "no such document"});
  ASSERT_EQ(fk_.cases().size(), 1U);
  EXPECT_NE(fk_.cases().at(0).id, id);
  EXPECT_THAT(refusals(fk_, "fk.gavle"), ElementsAre(Code::not_stored));
}

TEST_F(TakenBack, WhatStandsBehindARequestOfWhichNothingComesIsRefusedVisibly) {
  for (const bool by_target : {true, false}) {
    SCOPED_TRACE(by_target ? "the target can never take it" : "the node refuses it");
    Party asking{"fk"};
    for (int i = 0; i < 40; ++i) (void)asking.random.registration();  // Not those of the other one.
    core::CooperationAct request = asking.asked_request("fk.gavle");
    request.happened = day("2026-03-04");
    const base::RegistrationId id = asking.act(request, person(), "K-1").id;
    const core::CooperationAct meet = asking.later(ActKind::meet, "2026-03-10", "fk.gavle", id);
    ASSERT_EQ(asking.act(meet, std::nullopt, "K-2").outcome, Outcome::accepted);
    if (by_target) {
      lease(asking);
      answered(asking, {ports::PushAnswer::Kind::reject, {}, std::nullopt, "no such document"});
    } else {
      EXPECT_EQ(carry(asking, node_).size(), 1U) << "the person has a case there";
    }
    EXPECT_THAT(asking.cases(), testing::IsEmpty());
    EXPECT_THAT(refusals(asking, "fk.gavle"),
                testing::UnorderedElementsAre(by_target ? Code::not_stored : Code::case_open, Code::case_unknown));
    EXPECT_EQ(asking.act(meet, std::nullopt, "K-2").outcome, Outcome::rejected) << "its key is free again";
  }
}

}  // namespace
}  // namespace gateway::api
