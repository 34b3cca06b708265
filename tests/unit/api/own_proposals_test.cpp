// What becomes of one's own proposals, from a municipality's and an agency's gateway to the node and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/api/case_words.h"
#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;
using core::ConsentAnswer;
using core::CooperationAct;
using core::TaskEvent;
using core::TaskState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// FK's case at the node; the municipality has no part in it.
class OwnProposals : public testing::Test {
 protected:
  OwnProposals() {
    carry(fk, node);
    catch_up(af, node);
    catch_up(fk, node);
  }
  CooperationAct act_of(ActKind kind, const std::string& on, const base::RegistrationId& id) const {
    CooperationAct act = gavle.later(kind, on, "maj.lind", id);
    act.office.clear();
    act.answers.clear();
    return act;
  }
  ActAnswer propose(ActKind kind, const std::string& on, const std::string& key = {}) {
    return gavle.act(act_of(kind, on, of), std::nullopt, key);
  }
  void pass_on() {
    carry(gavle, node);
    for (Party* party : {&af, &gavle}) catch_up(*party, node);
  }
  static const core::CooperationTask& task_of(const std::vector<ports::KeptTask>& tasks, ActKind kind) {
    for (const ports::KeptTask& one : tasks) {
      if (one.task.act.kind == kind) return one.task;
    }
    throw std::runtime_error("no such task");
  }
  static void reply(Party& party, const core::TaskId& task, TaskEvent event, const char* user,
                    const std::string& reason = {}) {
    EXPECT_TRUE(must(party.cooperation.reply({task, event, reason}, user)).done);
  }
  /// What the proposer reads of its proposals, in their order.
  static std::vector<std::string> read(Party& party) {
    std::vector<std::string> all;
    for (const ports::KeptTask& one : party.tasks()) {
      all.push_back(std::string(core::name(one.task.act.kind)) + ": " + std::string(task_word(one.task).swedish));
    }
    return all;
  }
  Party fk{"fk"};
  Party af{"af"};
  Party gavle{"gavle"};
  Party node{"node"};
  base::RegistrationId of = fk.request().id;
};

TEST_F(OwnProposals, ThatStillWaitAreNotMadeASecondTime) {
  EXPECT_EQ(propose(ActKind::turn, "2026-10-01").outcome, Outcome::proposed);
  pass_on();
  EXPECT_EQ(propose(ActKind::turn, "2026-10-01").outcome, Outcome::unchanged);
  EXPECT_EQ(propose(ActKind::turn, "2026-10-02").outcome, Outcome::proposed) << "another day";
  EXPECT_EQ(propose(ActKind::conclude, "2026-11-01").outcome, Outcome::proposed);
  pass_on();
  EXPECT_THAT(gavle.tasks(), SizeIs(3));
  EXPECT_THAT(node.tasks(), SizeIs(3));
  reply(gavle, task_of(gavle.tasks(true), ActKind::turn).id, TaskEvent::retract, "maj.lind");
  EXPECT_EQ(propose(ActKind::turn, "2026-10-02").outcome, Outcome::proposed) << "the one before was taken back";
}

TEST_F(OwnProposals, HearTheAnswerThatIsTheirs) {
  propose(ActKind::turn, "2026-10-01");
  propose(ActKind::conclude, "2026-11-01");
  pass_on();
  reply(af, task_of(af.tasks(true), ActKind::conclude).id, TaskEvent::reject, "af.gavle", "other");
  carry(af, node);
  catch_up(gavle, node);
  EXPECT_THAT(read(gavle), UnorderedElementsAre("turn: väntar på bekräftelse", "conclude: inte aktuell"));
}

TEST_F(OwnProposals, AreRetractedByTheirOwnNameBeforeTheNodeHasToldOfThem) {
  propose(ActKind::turn, "2026-10-01");
  propose(ActKind::conclude, "2026-11-01");
  carry(gavle, node);
  reply(gavle, task_of(gavle.tasks(), ActKind::conclude).id, TaskEvent::retract, "maj.lind");
  pass_on();
  EXPECT_THAT(refused_codes(gavle, "maj.lind"), IsEmpty());
  EXPECT_EQ(task_of(node.tasks(), ActKind::conclude).state, TaskState::retracted);
  EXPECT_EQ(task_of(node.tasks(), ActKind::turn).state, TaskState::open);
  EXPECT_THAT(read(gavle), UnorderedElementsAre("turn: väntar på bekräftelse", "conclude: återtagen"));
}

TEST_F(OwnProposals, OfAGatewayThatNamedThemNotAreToldInTheirOrder) {
  propose(ActKind::turn, "2026-10-01");
  propose(ActKind::conclude, "2026-11-01");
  gavle.office.alter("UPDATE outbox SET body = substr(body, 1, length(body) - 38)");  // The name is the last of it.
  pass_on();
  ASSERT_THAT(gavle.tasks(), SizeIs(2));
  for (const ActKind kind : {ActKind::turn, ActKind::conclude}) {
    EXPECT_EQ(task_of(gavle.tasks(), kind).id, task_of(node.tasks(), kind).id) << core::name(kind);
  }
}

TEST_F(OwnProposals, OfAGatewayThatWasRestoredAreNotTakenForOnesThatItNoLongerHas) {
  propose(ActKind::turn, "2026-10-01");
  pass_on();
  reply(af, task_of(af.tasks(true), ActKind::turn).id, TaskEvent::reject, "af.gavle", "other");
  carry(af, node);
  Party restored{"gavle"};
  for (int i = 0; i < 9; ++i) restored.random.registration();
  EXPECT_EQ(restored.act(act_of(ActKind::conclude, "2026-11-01", of)).outcome, Outcome::proposed);
  catch_up(restored, node);
  EXPECT_THAT(read(restored), ElementsAre("conclude: väntar på bekräftelse"));
}

TEST_F(OwnProposals, ThatTheNodeRefusesWaitNoLongerAndMayBeMadeAnew) {
  core::Policy policy = *listed_policy();
  policy.codes = core::CodeLists();
  const auto before = std::exchange(node.rules.policy, std::make_shared<const core::Policy>(std::move(policy)));
  CooperationAct act = act_of(ActKind::conclude, "2026-11-01", of);
  act.answers = {{core::Field::end_reason, "1"}};
  EXPECT_EQ(gavle.act(act, std::nullopt, "K-1").outcome, Outcome::proposed);
  propose(ActKind::turn, "2026-10-01");
  pass_on();
  EXPECT_THAT(refused_codes(gavle, "maj.lind"), ElementsAre(Code::answer_code_unknown));
  EXPECT_THAT(read(gavle), ElementsAre("turn: väntar på bekräftelse")) << "nothing answers for it";
  node.rules.policy = before;
  EXPECT_EQ(gavle.act(act, std::nullopt, "K-1").outcome, Outcome::proposed) << "the key is free again";
  pass_on();
  EXPECT_THAT(read(gavle), UnorderedElementsAre("turn: väntar på bekräftelse", "conclude: väntar på bekräftelse"));
}

TEST_F(OwnProposals, OfAPersonAloneLeadNowhereWhoeverItIs) {
  core::Person stranger = person();
  stranger.number = test_number("1988-03-04");
  for (const core::Person& one : {person(), stranger}) {
    const ActAnswer answer = gavle.act(act_of(ActKind::conclude, "2026-11-01", {}), one);
    EXPECT_EQ(answer.outcome, Outcome::rejected);
    EXPECT_THAT(core::made::codes(answer.reasons), ElementsAre(Code::case_unknown));
  }
  EXPECT_THAT(gavle.tasks(), IsEmpty());
  EXPECT_THAT(carry(gavle, node), IsEmpty());
}

TEST_F(OwnProposals, OfACaseThatIsOverOrNowhereEndAlike) {
  core::CooperationAct withdrawn = fk.later(ActKind::interrupt, "2026-04-01", "fk.gavle", of);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(fk.act(withdrawn).outcome, Outcome::accepted);
  carry(fk, node);
  base::RegistrationId nowhere;
  nowhere.bytes.fill(7);
  for (const base::RegistrationId& id : {of, nowhere}) {
    Party proposer{"gavle"};
    EXPECT_EQ(proposer.act(act_of(ActKind::conclude, "2026-11-01", id)).outcome, Outcome::proposed);
    carry(proposer, node);
    EXPECT_THAT(read(proposer), ElementsAre("conclude: inte aktuell"));
    EXPECT_THAT(refused_codes(proposer, "maj.lind"), IsEmpty());
  }
}

TEST_F(OwnProposals, ThatTheProposerTookBackOrReplacedAreNotSaidToBeRejected) {
  core::Person another = person();
  another.number = test_number("1988-03-04");
  CooperationAct request = af.asked_request("af.gavle");
  request.meeting_on = day("2026-03-10");
  ASSERT_EQ(af.act(request, another).outcome, Outcome::proposed);
  request.meeting_on = day("2026-03-12");
  ASSERT_EQ(af.act(request, another).outcome, Outcome::proposed);
  carry(af, node);
  catch_up(af, node);
  reply(af, af.tasks(true).at(0).task.id, TaskEvent::retract, "af.gavle");
  carry(af, node);
  catch_up(af, node);
  EXPECT_THAT(read(af), UnorderedElementsAre("request: ersatt av en senare", "request: återtagen"));
}

TEST_F(OwnProposals, AreNoneOfAFactThatTheRegistrarSeesTo) {
  core::CooperationAct withdrawn = af.later(ActKind::interrupt, "2026-03-05", "af.gavle", of);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(af.act(withdrawn).outcome, Outcome::accepted);
  EXPECT_THAT(af.tasks(), IsEmpty()) << "the node makes it";
  carry(af, node);
  for (Party* party : {&af, &fk}) catch_up(*party, node);
  ASSERT_THAT(fk.tasks(true), SizeIs(1)) << "and tells it to the registrar";
  const core::TaskId left = fk.tasks(true).front().task.id;
  EXPECT_EQ(fk.tasks(true).front().task.office, "fk_gavle");
  ASSERT_THAT(af.tasks(true), SizeIs(1)) << "and to whoever told the fact";
  EXPECT_EQ(af.tasks(true).front().task.id, left);
  reply(fk, left, TaskEvent::confirm, "fk.gavle");
  carry(fk, node);
  catch_up(af, node);
  EXPECT_THAT(af.tasks(true), IsEmpty()) << "it was seen to";
}

/// AF counts whoever says no to FK's registration.
class CountedProposals : public OwnProposals {
 protected:
  static ActAnswer ask(Party& party, ConsentAnswer answer, const std::string& key, const char* on,
                       const char* born = "1987-02-03") {
    CooperationAct act = party.asked_request("af.gavle");
    act.by.at = noon(day("2026-03-10"));
    act.consent->consent.answer = answer;
    act.consent->consent.date = day(on);
    core::Person whose = person();
    whose.number = test_number(born);
    return party.act(act, whose, key);
  }
  static std::int64_t counted(Party& party) {
    std::int64_t all = 0;
    for (const core::Totals& one : must(party.office.ledger->totals())) all += one.women + one.men;
    return all;
  }
};

TEST_F(CountedProposals, D_OfAConsentThatIsGivenLaterAreCountedNoLonger) {
  for (const char* key : {"AL1", ""}) {
    Party fresh{"af"};
    ASSERT_EQ(ask(fresh, ConsentAnswer::declined, key, "2026-03-02").outcome, Outcome::anonymous) << key;
    EXPECT_EQ(counted(fresh), 1);
    EXPECT_EQ(ask(fresh, ConsentAnswer::given, key, "2026-03-02").outcome, Outcome::proposed);
    EXPECT_EQ(counted(fresh), 1) << "the no of the same day stands";
    EXPECT_THAT(fresh.tasks(true), IsEmpty());
  }
  for (const char* key : {"AL1", ""}) {
    Party fresh{"af"};
    ASSERT_EQ(ask(fresh, ConsentAnswer::declined, key, "2026-03-02").outcome, Outcome::anonymous) << key;
    EXPECT_EQ(ask(fresh, ConsentAnswer::given, key, "2026-03-03").outcome, Outcome::proposed);
    EXPECT_EQ(counted(fresh), 0) << "named, as a task until FK has confirmed it";
    EXPECT_THAT(fresh.tasks(true), SizeIs(1));
  }
}

TEST_F(CountedProposals, C_WithoutAKeyAreCountedOnce) {
  Party fresh{"af"};
  EXPECT_EQ(ask(fresh, ConsentAnswer::declined, "", "2026-03-02").outcome, Outcome::anonymous);
  EXPECT_EQ(ask(fresh, ConsentAnswer::declined, "", "2026-03-02").outcome, Outcome::unchanged);
  EXPECT_EQ(counted(fresh), 1);
  EXPECT_EQ(ask(fresh, ConsentAnswer::declined, "", "2026-03-02", "1988-03-04").outcome, Outcome::anonymous);
  EXPECT_EQ(counted(fresh), 2) << "another person";
}

TEST_F(CountedProposals, C_HearWhichNoStandsAgainstAYes) {
  Party fresh{"fk"};
  CooperationAct act = fresh.asked_request("fk.gavle");
  act.consent->consent = {ConsentAnswer::declined, {}, std::nullopt, std::nullopt};
  EXPECT_EQ(fresh.act(act, person(), "AL1").outcome, Outcome::anonymous);
  EXPECT_THAT(fresh.act(act, person(), "AL1").reasons, IsEmpty());
  act.consent->consent = {ConsentAnswer::given, "SUS 2024", day("2026-03-02"), std::nullopt};
  const ActAnswer answer = fresh.act(act, person(), "AL1");
  EXPECT_EQ(answer.outcome, Outcome::unchanged);
  EXPECT_THAT(core::made::codes(answer.reasons), ElementsAre(Code::consent_declined));
}

}  // namespace
}  // namespace gateway::api
