// Acts of the AF/FK cooperation on their way from a gateway's ledger to the node's, and back by the feed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;
using testing::ElementsAre;
using testing::IsEmpty;

/// Two agencies, a municipality and the node.
class CaseWay : public testing::Test {
 protected:
  /// FK's request, known to all: the case's number.
  base::RegistrationId registered() {
    const ActAnswer answer = fk.request();
    carry(fk, node);
    catch_up(fk, node);
    catch_up(af, node);
    return answer.id;
  }
  core::CooperationAct request_of(const std::string& user, const std::string& organisation) const {
    core::CooperationAct act = fk.asked_request("fk.gavle");
    act.by.user = user;
    act.by.organisation = organisation;
    act.office.clear();
    return act;
  }

  Party fk{"fk"};
  Party af{"af"};
  Party gavle{"gavle"};
  Party node{"node"};
};

TEST_F(CaseWay, ARequestIsRegisteredByWhoeverRegistersIt) {
  const ActAnswer answer = fk.request();
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  EXPECT_EQ(answer.state, core::CaseState::requested);
  ASSERT_EQ(fk.cases().size(), 1U);
  EXPECT_EQ(fk.cases().front().id, answer.id);
  EXPECT_TRUE(fk.cases().front().provisional) << "the node has the last word";
  EXPECT_EQ(fk.queued(), 1U);
  EXPECT_EQ(carry(fk, node).size(), 1U);
  EXPECT_FALSE(fk.cases().front().provisional);
  ASSERT_EQ(node.cases().size(), 1U);
  EXPECT_EQ(node.cases().front().id, answer.id);
  EXPECT_EQ(node.cases().front().person->number, person().number);
}

TEST_F(CaseWay, WhoeverDoesNotRegisterMakesATaskForWhoDoes) {
  const ActAnswer of_af = af.act(af.asked_request("af.gavle"), person());
  EXPECT_EQ(of_af.outcome, Outcome::proposed);
  EXPECT_FALSE(of_af.state);
  carry(af, node);
  EXPECT_THAT(node.cases(), IsEmpty());
  EXPECT_EQ(catch_up(fk, node), 1U);
  ASSERT_EQ(fk.tasks().size(), 1U);
  EXPECT_EQ(fk.tasks().front().task.office, "fk_gavle");
  EXPECT_EQ(fk.tasks().front().id, of_af.id);

  const core::TaskReply confirmed{fk.tasks().front().task.id, core::TaskEvent::confirm, ""};
  const flow::ReplyAnswer reply = must(fk.cooperation.reply(confirmed, "fk.gavle"));
  EXPECT_TRUE(reply.done);
  carry(fk, node);
  ASSERT_EQ(node.cases().size(), 1U);
  for (Party* party : {&fk, &af}) {
    catch_up(*party, node);
    ASSERT_EQ(party->cases().size(), 1U) << party->organisation();
    EXPECT_EQ(party->cases().front().id, of_af.id);
    ASSERT_TRUE(party->cases().front().person);
    EXPECT_EQ(party->cases().front().person->family_name, person().family_name);
    EXPECT_THAT(party->tasks(true), IsEmpty());
  }
}

TEST_F(CaseWay, WhoDeclinesLeavesAsATotalAlone) {
  core::CooperationAct declined = fk.asked_request("fk.gavle");
  declined.consent->consent.answer = core::ConsentAnswer::declined;
  const ActAnswer answer = fk.act(declined, person());
  EXPECT_EQ(answer.outcome, Outcome::anonymous);
  const auto carried = carry(fk, node);
  ASSERT_EQ(carried.size(), 1U);
  EXPECT_EQ(must(node.codec.decode_message(carried.front())).message.kind, core::MessageKind::totals);
  EXPECT_EQ(carried.front().find(person().number), std::string::npos);
  EXPECT_THAT(node.cases(), IsEmpty());
}

TEST_F(CaseWay, WithoutConsentARequestIsParkedAndNothingLeaves) {
  core::CooperationAct silent = fk.asked_request("fk.gavle");
  silent.consent.reset();
  EXPECT_EQ(fk.act(silent, person()).outcome, Outcome::parked);
  EXPECT_THAT(carry(fk, node), IsEmpty());
}

TEST_F(CaseWay, AFaultyRequestIsRejectedWithEveryReasonAndNoCase) {
  core::CooperationAct faulty = fk.asked_request("fk.gavle");
  faulty.af_office.clear();
  faulty.answers[core::Field::education] = "9";
  const ActAnswer answer = fk.act(faulty, person());
  EXPECT_EQ(answer.outcome, Outcome::rejected);
  EXPECT_EQ(answer.reasons.size(), 2U);
  EXPECT_TRUE(answer.id.empty());
  EXPECT_THAT(fk.cases(), IsEmpty());
  EXPECT_EQ(fk.queued(), 0U);
}

TEST_F(CaseWay, ARequestNeedsANumberThatCanBeRead) {
  const core::CooperationAct asked = fk.asked_request("fk.gavle");
  EXPECT_THAT(core::made::codes(fk.act(asked).reasons), ElementsAre(Code::number_missing));
  core::Person wrong = person();
  wrong.number = spoiled(wrong.number);
  const ActAnswer answer = fk.act(asked, wrong);
  EXPECT_EQ(answer.outcome, Outcome::rejected);
  ASSERT_EQ(answer.reasons.size(), 1U);
  EXPECT_EQ(answer.reasons.front().detail.find(wrong.number), std::string::npos);
}

TEST_F(CaseWay, TheSameKeyAgainIsUnchanged) {
  EXPECT_EQ(fk.request("K-1").outcome, Outcome::accepted);
  EXPECT_EQ(fk.request("K-1").outcome, Outcome::unchanged);
  // Whatever it says: the key is the case system's own.
  core::CooperationAct other = fk.asked_request("fk.gavle");
  other.happened = day("2026-03-03");
  EXPECT_EQ(fk.act(other, person(), "K-1").outcome, Outcome::unchanged);
  EXPECT_EQ(fk.cases().size(), 1U);
  EXPECT_EQ(fk.queued(), 1U);
}

TEST_F(CaseWay, WhatWasRejectedUnderAKeyIsDecidedAnew) {
  core::CooperationAct faulty = fk.asked_request("fk.gavle");
  faulty.af_office.clear();
  EXPECT_EQ(fk.act(faulty, person(), "K-1").outcome, Outcome::rejected);
  EXPECT_EQ(fk.request("K-1").outcome, Outcome::accepted);
}

TEST_F(CaseWay, ADryRunStoresNothing) {
  const ActAnswer dry = fk.act(fk.asked_request("fk.gavle"), person(), "K-1", true);
  EXPECT_EQ(dry.outcome, Outcome::accepted);
  EXPECT_THAT(fk.cases(), IsEmpty());
  EXPECT_EQ(fk.queued(), 0U);
  EXPECT_EQ(fk.request("K-1").outcome, Outcome::accepted) << "the key is not taken";
}

TEST_F(CaseWay, ANewRequestDoesNotOvertakeTheEndOfTheCaseBeforeIt) {
  fk.conclude(fk.request().id);
  ASSERT_EQ(fk.act(fk.asked_again("fk.gavle"), person()).outcome, Outcome::accepted);
  EXPECT_EQ(carry(fk, node).size(), 3U);
  for (Party* party : {&fk, &node}) {
    EXPECT_EQ(party->cases().size(), 2U);
    for (const ports::ListedCase& one : party->cases()) EXPECT_THAT(one.refused, IsEmpty()) << party->organisation();
  }
}

/// A case in an active insats, and a target that cannot move one such.
class CaseMove : public CaseWay {
 protected:
  CaseMove() {
    tell(fk, fk.desk.last_meeting("2026-03-16"));
    tell(fk, fk.desk.plan(core::CaseState::planned_preparatory, "2026-04-01"));
    tell(af, af.desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  }
  /// Carried where that is wanted, and told to everybody.
  void tell(Party& party, core::CooperationAct act, bool told = true) {
    act.case_id.bytes = id.bytes;
    EXPECT_EQ(party.act(act).outcome, Outcome::accepted);
    if (!told) return;
    carry(party, node);
    for (Party* one : {&fk, &af}) catch_up(*one, node);
  }
  /// The other AF office takes over from 2026-06-02, as a party registers it and does not get it carried.
  void move(Party& party) {
    tell(party, party.desk.move_to("af_sandviken", "fk_gavle", "2026-06-02", party.organisation() + ".gavle"), false);
    EXPECT_THAT(carry_old(party), IsEmpty());
  }
  std::vector<std::string> carry_old(Party& party) {
    flow::Delivery to_one_that_cannot(party.around, {}, {.change_office_while_active = false});
    return carry(party, node, to_one_that_cannot);
  }
  std::string office_at_node() { return node.cases().front().course.af_office; }

  base::RegistrationId id = registered();
};

TEST_F(CaseMove, IsHeldWhileTheTargetCannotAndAnInsatsRuns) {
  move(af);
  const auto queue = must(af.office.ledger->queue(true, 10));
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue.front().state, "held");
  EXPECT_THAT(core::made::codes(queue.front().reasons), ElementsAre(Code::target_cannot_move_active));
  af.office.clock.on(2h);
  EXPECT_EQ(carry(af, node).size(), 1U) << "released when the target can";
  EXPECT_EQ(office_at_node(), "af_sandviken");
}

TEST_F(CaseMove, IsReleasedByWhatTheNodeTellsOfTheEndOfTheInsats) {
  move(fk);
  core::CooperationAct planned = af.desk.plan(core::CaseState::planned_work_oriented, "2026-06-01", "af.gavle");
  tell(af, planned);
  EXPECT_EQ(carry_old(fk).size(), 1U) << "at once, not when it is looked at again";
  EXPECT_EQ(office_at_node(), "af_sandviken");
}

TEST_F(CaseMove, IsNotReleasedByAnEndThatIsOnlyQueued) {
  move(af);
  tell(af, af.desk.plan(core::CaseState::planned_work_oriented, "2026-06-03", "af.sandviken"), false);
  EXPECT_THAT(carry_old(af), IsEmpty()) << "the new office's act waits: at the node it has no part yet";
  af.office.clock.on(2h);
  EXPECT_THAT(carry_old(af), IsEmpty()) << "the node has not heard of an end";
  EXPECT_EQ(office_at_node(), "af_gavle");
  af.office.clock.on(2h);
  EXPECT_EQ(carry(af, node).size(), 2U) << "until the target can";
  EXPECT_EQ(node.cases().front().course.state, core::CaseState::planned_work_oriented);
}

TEST_F(CaseMove, HoldsUpNoProtection) {
  move(af);
  must(af.facts.protect(std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday)), "af.gavle"));
  EXPECT_EQ(carry_old(af).size(), 1U);
  EXPECT_TRUE(node.cases().front().course.stripped);
  EXPECT_FALSE(node.cases().front().person);
}

TEST_F(CaseWay, AnActivityByTheOfficesOwnNameIsTakenForWhatTheCatalogueSays) {
  const base::RegistrationId id = fk.request().id;
  core::CooperationAct met = fk.desk.last_meeting("2026-03-16");
  met.case_id.bytes = id.bytes;
  ASSERT_EQ(fk.act(met).outcome, Outcome::accepted);
  core::CooperationAct plan = fk.later(ActKind::plan, "2026-04-01", "fk.gavle", id);
  const ports::AskedAct asked{"", plan, std::nullopt, "ÖPPNA hus"};
  const auto unknown = must(fk.cooperation.act({asked}, false)).at(0);
  EXPECT_EQ(unknown.outcome, Outcome::rejected);
  EXPECT_THAT(core::made::codes(unknown.reasons), ElementsAre(Code::activity_unknown)) << "no catalogue is configured";
  core::Catalogue catalogue;
  catalogue.activities = {
      {"Öppna hus", "af_gavle", core::ActivityKind::work_oriented, "o", {"AF"}, {day("2026-01-01"), {}}, {}}};
  fk.rules.catalogue = std::make_shared<const core::Catalogue>(catalogue);
  EXPECT_EQ(must(fk.cooperation.act({asked}, false)).at(0).outcome, Outcome::accepted);
  EXPECT_EQ(fk.cases().front().course.state, core::CaseState::planned_work_oriented);
}

TEST_F(CaseWay, AnActivityTellsNobodyOfACaseThatIsNotTheirs) {
  core::Catalogue catalogue;
  catalogue.activities = {
      {"Öppna hus", "af_gavle", core::ActivityKind::work_oriented, "o", {"AF"}, {day("2026-01-01"), {}}, {}}};
  fk.rules.catalogue = std::make_shared<const core::Catalogue>(catalogue);
  fk.request();
  const auto asked = [&](const std::string& number) {
    core::Person somebody = person();
    somebody.number = number;
    const ports::AskedAct act{"", fk.desk.act(ActKind::start, "2026-05-04", "fk.sandviken"), somebody, "Öppna hus"};
    return core::made::codes(must(fk.cooperation.act({act}, true)).at(0).reasons);
  };
  EXPECT_EQ(asked(person().number), asked(test_number("1988-03-04")));
}

TEST_F(CaseWay, AWithdrawalTakesEffectWhateverActivityIsSaid) {
  const base::RegistrationId id = fk.request().id;
  core::CooperationAct withdrawn = fk.later(ActKind::interrupt, "2026-05-20", "fk.gavle", id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  const auto answer = must(fk.cooperation.act({{"", withdrawn, std::nullopt, "Okänd"}}, false)).at(0);
  EXPECT_NE(answer.outcome, Outcome::rejected);
  EXPECT_EQ(fk.queued(), 0U) << "what was queued is stopped";
}

TEST_F(CaseWay, ActsInOneFileSeeEachOther) {
  std::vector<ports::AskedAct> asked{{"1", fk.asked_request("fk.gavle"), person()}};
  core::CooperationAct second = fk.asked_request("fk.gavle");
  second.happened = day("2026-03-03");
  asked.push_back({"2", second, person()});
  const auto answers = must(fk.cooperation.act(asked, false));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].outcome, Outcome::accepted);
  EXPECT_THAT(core::made::codes(answers[1].reasons), ElementsAre(Code::case_open));
}

TEST_F(CaseWay, AtMidnightTheNodesClockMayBeBehindByTwoMinutes) {
  const auto registered_at_midnight = [](std::chrono::milliseconds behind) {
    Party early{"fk"};
    Party late{"node"};
    early.office.clock.on(12h);
    late.office.clock.on(12h - behind);
    core::CooperationAct act = early.asked_request("fk.gavle");
    act.by.at = early.office.clock.now();
    early.act(act, person());
    carry(early, late);
    return late.cases().size();
  };
  EXPECT_EQ(registered_at_midnight(2min), 1U);
  EXPECT_EQ(registered_at_midnight(2min + 1ms), 0U);
}

TEST_F(CaseWay, TheSameMessageAgainIsAnsweredTheSame) {
  fk.request();
  const auto request = carry(fk, node);
  catch_up(fk, node);
  const base::RegistrationId id = fk.cases().front().id;
  fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  const auto meeting = carry(fk, node);
  ASSERT_EQ(meeting.size(), 1U);
  for (const auto& documents : {request, meeting}) {
    const auto again = must(receive(node, certificate("fk"), documents));
    EXPECT_EQ(again.front().admitted, Admitted::accepted);
  }
  ASSERT_EQ(node.cases().size(), 1U);
  EXPECT_EQ(node.cases().front().course.rows.size(), 2U);
}

TEST_F(CaseWay, WhatTheNodeCannotLookAtIsAskedForAgainAndHoldsUpNoOther) {
  fk.request();
  core::Person other = person();
  other.number = test_number("1988-03-04");
  ASSERT_EQ(fk.act(fk.asked_request("fk.gavle"), other).outcome, Outcome::accepted);
  const auto requests = carry(fk, node);
  ASSERT_EQ(requests.size(), 2U);
  node.office.alter(
      "UPDATE cooperation_case SET course = '[' WHERE registration = (SELECT min(row) FROM registration)");
  const auto answers = must(receive(node, certificate("fk"), requests));
  EXPECT_EQ(answers.front().admitted, Admitted::again);
  EXPECT_THAT(core::made::codes(answers.front().reasons), ElementsAre(Code::not_stored));
  EXPECT_EQ(answers.back().admitted, Admitted::accepted);
}

TEST_F(CaseWay, TheSameProposalAgainIsStillOne) {
  af.act(af.asked_request("af.gavle"), person());
  const auto proposal = carry(af, node);
  EXPECT_EQ(must(receive(node, certificate("af"), proposal)).front().admitted, Admitted::proposed);
  EXPECT_EQ(node.tasks().size(), 1U);
}

TEST_F(CaseWay, TheSameReplyAgainIsAnsweredTheSame) {
  for (const core::TaskEvent event : {core::TaskEvent::reject, core::TaskEvent::confirm}) {
    Party other_node{"node"};
    Party other_fk{"fk"};
    Party other_af{"af"};
    other_af.act(other_af.asked_request("af.gavle"), person());
    carry(other_af, other_node);
    catch_up(other_fk, other_node);
    const core::TaskReply said{other_fk.tasks().front().task.id, event, "other"};
    ASSERT_TRUE(must(other_fk.cooperation.reply(said, "fk.gavle")).done);
    const auto reply = carry(other_fk, other_node);
    EXPECT_EQ(must(receive(other_node, certificate("fk"), reply)).front().admitted, Admitted::accepted)
        << core::name(event);
    EXPECT_EQ(other_node.tasks().front().task.steps.size(), 1U);
    EXPECT_EQ(other_node.cases().size(), event == core::TaskEvent::confirm ? 1U : 0U);
  }
}

TEST_F(CaseWay, AProposalThatACaseHasOvertakenOpensNoSecondOne) {
  core::CooperationAct asked = af.asked_request("af.gavle");
  asked.happened = day("2026-03-01");
  ASSERT_EQ(af.act(asked, person()).outcome, Outcome::proposed);
  carry(af, node);
  catch_up(fk, node);
  ASSERT_EQ(fk.tasks(true).size(), 1U);
  const core::TaskId task = fk.tasks(true).front().task.id;
  ASSERT_EQ(fk.request().outcome, Outcome::accepted);
  carry(fk, node);
  catch_up(fk, node);
  ASSERT_EQ(fk.tasks(true).size(), 1U) << "it asks for another day";
  EXPECT_THAT(core::made::codes(must(fk.cooperation.show(task, "fk.gavle")).difference.reasons),
              ElementsAre(Code::case_open));
  const flow::ReplyAnswer reply = must(fk.cooperation.reply({task, core::TaskEvent::confirm, ""}, "fk.gavle"));
  EXPECT_FALSE(reply.done);
  EXPECT_THAT(core::made::codes(reply.reasons), ElementsAre(Code::case_open));
  EXPECT_EQ(node.cases().size(), 1U);
}

TEST_F(CaseWay, AnotherReplyToAnAnsweredTaskIsRefused) {
  af.act(af.asked_request("af.gavle"), person());
  carry(af, node);
  catch_up(fk, node);
  Party colleague{"fk"};
  catch_up(colleague, node);
  const core::TaskId task = fk.tasks().front().task.id;
  must(fk.cooperation.reply({task, core::TaskEvent::reject, "other"}, "fk.gavle"));
  must(colleague.cooperation.reply({task, core::TaskEvent::confirm, ""}, "fk.gavle"));
  carry(fk, node);
  const auto late = carry(colleague, node);
  EXPECT_EQ(must(receive(node, certificate("fk"), late)).front().admitted, Admitted::rejected);
  EXPECT_EQ(node.tasks().front().task.state, core::TaskState::rejected);
}

TEST_F(CaseWay, AnActInTheNameOfAnotherPartyIsRefused) {
  fk.request();
  flow::Delivery::Event event = flow::Delivery::Wake{};
  auto step = must(fk.delivery.resume(std::move(event)));
  const std::string document = fk.codec.encode(std::get<flow::Delivery::Push>(step).batch.front());
  const auto answers = must(receive(node, certificate("af"), {document}));
  EXPECT_EQ(answers.front().admitted, Admitted::rejected);
  EXPECT_THAT(core::made::codes(answers.front().reasons), ElementsAre(Code::user_of_other_organisation));
  EXPECT_THAT(node.cases(), IsEmpty());
  EXPECT_FALSE(receive(node, "00", {document})) << "a certificate of nobody";
}

TEST_F(CaseWay, AVoidedIdIsRefusedForEver) {
  fk.request();
  flow::Delivery::Event event = flow::Delivery::Wake{};
  auto step = must(fk.delivery.resume(std::move(event)));
  const std::string document = fk.codec.encode(std::get<flow::Delivery::Push>(step).batch.front());
  core::Message exit;
  exit.kind = core::MessageKind::exit_or_void;
  exit.registration = fk.cases().front().id;
  exit.date = kToday;
  exit.code = "consent_withdrawn";
  core::Clearance cleared =
      core::clear(exit, {}, core::made::directory(cooperation_rows()), *fk.rules.policy, kToday, noon(kToday));
  const auto voided = must(receive(node, certificate("fk"), {fk.codec.encode(std::get<core::Cleared>(cleared))}));
  EXPECT_EQ(voided.front().admitted, Admitted::voided);
  const auto late = must(receive(node, certificate("fk"), {document}));
  EXPECT_EQ(late.front().admitted, Admitted::rejected);
  EXPECT_THAT(core::made::codes(late.front().reasons), ElementsAre(Code::registration_voided));
  EXPECT_THAT(node.cases(), IsEmpty());
}

TEST_F(CaseWay, ATaskIsShownToItsOfficeAloneAndOtherwiseIsAsIfItWereNotThere) {
  af.act(af.asked_request("af.gavle"), person());
  carry(af, node);
  catch_up(fk, node);
  const core::TaskId task = fk.tasks().front().task.id;
  const auto shown = fk.cooperation.show(task, "fk.gavle");
  ASSERT_TRUE(shown) << shown.error().what;
  EXPECT_EQ(shown->difference.to, core::CaseState::requested);
  EXPECT_THAT(shown->difference.reasons, IsEmpty());
  const core::TaskId own = af.tasks().front().task.id;
  EXPECT_TRUE(af.cooperation.show(own, "af.gavle")) << "who proposed it";
  EXPECT_FALSE(af.cooperation.show(own, "af.sandviken")) << "a colleague without an assignment there";
  const auto denied = fk.cooperation.show(task, "fk.sandviken");
  const auto absent = fk.cooperation.show(core::TaskId{}, "fk.gavle");
  ASSERT_FALSE(denied);
  ASSERT_FALSE(absent);
  EXPECT_EQ(denied.error().what, absent.error().what);
  EXPECT_EQ(denied.error().fault, absent.error().fault);
}

TEST_F(CaseWay, ATaskThatNobodyAnsweredFallsDueOnce) {
  af.act(af.asked_request("af.gavle"), person());
  const base::Date due = af.tasks().front().task.due;
  af.office.clock.on(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::sys_days(due.ymd()) -
                                                                           std::chrono::sys_days(kToday.ymd())));
  EXPECT_EQ(must(af.cooperation.fall_due()), 0U);
  af.office.clock.on(24h);
  EXPECT_EQ(must(af.cooperation.fall_due()), 1U);
  EXPECT_EQ(must(af.cooperation.fall_due()), 0U);
  EXPECT_EQ(af.tasks().front().task.state, core::TaskState::due);
}

TEST_F(CaseWay, TheNodesNoTakesAnActBackVisibly) {
  const base::RegistrationId id = registered();
  // FK ends it while AF, which has not heard, moves it.
  fk.act([&] {
    core::CooperationAct end = fk.later(ActKind::conclude, "2026-10-01", "fk.gavle", id);
    end.answers.clear();
    end.cause = core::EndCause::not_current_health;
    return end;
  }());
  carry(fk, node);
  core::CooperationAct moved = af.later(ActKind::change_office, "2026-10-02", "af.gavle", id);
  moved.af_office = "af_sandviken";
  moved.fk_office = "fk_gavle";
  EXPECT_EQ(af.act(moved).outcome, Outcome::accepted);
  EXPECT_EQ(af.cases().front().course.af_office, "af_sandviken");
  carry(af, node);
  catch_up(af, node);
  const ports::ListedCase now = af.cases().front();
  EXPECT_EQ(now.course.state, core::CaseState::concluded);
  EXPECT_EQ(now.course.af_office, "af_gavle");
  EXPECT_FALSE(now.refused.empty());
  EXPECT_FALSE(now.provisional);
}

}  // namespace
}  // namespace gateway::api
