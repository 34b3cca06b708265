// What is kept of decisions on acts, so that they can be explained.
#include "gateway/io/store/schema.h"
#include "tests/unit/io/store/older.h"
#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::Code;
using core::Outcome;

class Decisions : public testing::Test {
 protected:
  Decisions() { office.desk.policy.hash = std::string(64, 'a'); }

  ports::DecidedActs decided(const ports::ActSelector& selector) {
    ports::DecidedActs found;
    office.write([&](ports::Transaction& t) { found = must(t.cases().decided(selector)); });
    return found;
  }
  ports::DecidedActs of_key(std::string_view key) { return decided({{}, key}); }
  ports::DecidedActs of_id(const base::RegistrationId& id) { return decided({id, {}}); }
  std::int64_t kept() { return office.count("SELECT count(*) FROM act_decision"); }

  CooperationAct faulty() const {
    CooperationAct act = office.request();
    act.fk_office = "nowhere";
    return act;
  }
  CooperationAct meeting(const base::RegistrationId& of) const {
    return office.act(ActKind::meet, "2026-03-16", "fk.gavle", of);
  }
  CooperationAct withdrawal(const base::RegistrationId& of) const {
    CooperationAct act = office.act(ActKind::interrupt, "2026-03-05", "fk.gavle", of);
    act.cause = core::EndCause::consent_withdrawn;
    return act;
  }

  Register office;
};

TEST_F(Decisions, AreKeptWithPolicyAndFactsAndFoundByKeyAndCase) {
  const CooperationAct request = office.request();
  const auto made = office.tell(request, "A-1");
  office.tell(meeting(made.id), "A-2");
  office.reopen();
  const ports::DecidedActs one = of_key("A-1");
  EXPECT_EQ(one.id, made.id);
  EXPECT_FALSE(one.whole);
  EXPECT_EQ(one.course->rows.size(), 2U);
  ASSERT_EQ(one.acts.size(), 1U);
  EXPECT_EQ(one.acts[0].decision, core::kept_of(request, made.decision));
  EXPECT_EQ(one.acts[0].decision.basis->policy, std::string(64, 'a'));
  EXPECT_EQ(one.acts[0].of, made.decision.after->id);
  const ports::DecidedActs all = of_id(made.id);
  EXPECT_TRUE(all.whole);
  ASSERT_EQ(all.acts.size(), 2U);
  EXPECT_EQ(all.acts[0], one.acts[0]);
  EXPECT_EQ(all.acts[1].decision.kind, ActKind::meet);
}

TEST_F(Decisions, AreNotMadeOfTheSameAgain) {
  const auto made = office.tell(office.request(), "A-1");
  office.tell(meeting(made.id));
  ASSERT_EQ(office.tell(meeting(made.id)).decision.outcome, Outcome::unchanged);
  EXPECT_EQ(kept(), 2);
  ASSERT_EQ(office.tell(meeting(made.id), "A-2").decision.outcome, Outcome::unchanged);
  EXPECT_EQ(of_key("A-2").acts.at(0).decision.outcome, Outcome::unchanged) << "somebody may ask why";
}

TEST_F(Decisions, ThatRejectedAreKeptByTheirKeyUntilTheyAreMadeAnewOrOld) {
  office.tell(faulty());
  EXPECT_EQ(kept(), 0) << "nobody could ask for it";
  office.tell(faulty(), "A-1");
  const ports::DecidedActs rejected = of_key("A-1");
  EXPECT_TRUE(rejected.id.empty());
  EXPECT_FALSE(rejected.course);
  ASSERT_EQ(rejected.acts.size(), 1U);
  EXPECT_EQ(codes(rejected.acts[0].decision.reasons), (std::vector{Code::office_unknown, Code::case_unknown}));
  office.tell(office.request(), "A-1");
  EXPECT_EQ(of_key("A-1").acts.at(0).decision.outcome, Outcome::accepted);
  EXPECT_EQ(kept(), 1);
  CooperationAct silent = office.act(ActKind::request, "2026-03-02");
  silent.consent.reset();
  ASSERT_EQ(office.tell(faulty(), "A-2", "1988-03-04").decision.outcome, Outcome::rejected);
  ASSERT_EQ(office.tell(silent, "A-3", "1988-03-04").decision.outcome, Outcome::parked);
  const auto purged_at = [&](base::Instant::duration later) {
    must(office.ledger->purge(office.clock.now() + later));
    return std::vector{of_key("A-1").acts.size(), of_key("A-2").acts.size(), of_key("A-3").acts.size()};
  };
  EXPECT_EQ(purged_at(days(30) - 1ms), (std::vector<std::size_t>{1, 1, 1}));
  EXPECT_EQ(purged_at(days(30)), (std::vector<std::size_t>{1, 0, 1})) << "what stands in a case stays";
  EXPECT_EQ(purged_at(days(90) - 1ms), (std::vector<std::size_t>{1, 0, 1}));
  EXPECT_EQ(purged_at(days(90)), (std::vector<std::size_t>{1, 0, 0}));
}

TEST_F(Decisions, ThatSettledAnActStandWhateverIsRefusedUnderItsKeyLater) {
  const auto made = office.tell(office.request(), "A-1");
  const CooperationAct act = office.request();
  core::CooperationDecision refused;
  refused.reasons = {{Code::number_form}};
  ports::DecidedAct again{act, {}, std::nullopt, std::nullopt, "A-1", refused, {}, "", office.clock.now()};
  again.why = core::kept_of(act, refused);
  office.write([&](ports::Transaction& t) { must(t.cases().store(again)); });
  EXPECT_EQ(of_key("A-1").id, made.id);
  EXPECT_EQ(of_key("A-1").acts.at(0).decision.outcome, Outcome::accepted);
  again.key = "A-2";
  office.write([&](ports::Transaction& t) { must(t.cases().store(again)); });
  EXPECT_EQ(of_key("A-2").acts.at(0).decision.outcome, Outcome::rejected);
}

TEST_F(Decisions, NeverRepeatWhatSomebodyHasWrittenOfAConsent) {
  const std::string written = "Testa Testsson skrev under hemma";
  const std::vector<core::Reason> missing = {{Code::consent_form_unknown, written},
                                             {Code::consent_before_last_end, "2026-03-01"}};
  const std::vector<core::Reason> warnings = {{Code::consent_collected_elsewhere, written}};
  const CooperationAct act = office.request();
  core::CooperationDecision decision;
  decision.outcome = Outcome::parked;
  decision.reasons = missing;
  decision.warnings = warnings;
  ports::DecidedAct told{act, {}, std::nullopt, std::nullopt, "A-1", decision, {}, "", office.clock.now()};
  told.why = core::kept_of(act, decision);
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1988-03-04"), kToday));
  office.write([&](ports::Transaction& t) {
    must(t.cases().store(told));
    must(t.cases().park({"A-1", act, std::nullopt}, number, {core::Unit::in, Outcome::parked, missing, warnings},
                        office.clock.now()));
  });
  const auto kept = of_key("A-1").acts.at(0).decision;
  EXPECT_EQ(codes(kept.reasons), codes(missing));
  EXPECT_EQ(kept.reasons.at(0).detail, "");
  EXPECT_EQ(kept.reasons.at(1).detail, "2026-03-01") << "a date is nobody's word";
  EXPECT_EQ(kept.warnings.at(0).detail, "");
  office.write([&](ports::Transaction& t) {
    const auto waits = must(t.cases().parked({std::nullopt, "A-1"}));
    EXPECT_EQ(codes(waits.at(0).why.reasons), codes(missing));
  });
  for (const char* column : {"act_decision WHERE instr(body", "parked_act WHERE instr(units"}) {
    EXPECT_EQ(office.count(("SELECT count(*) FROM " + std::string(column) + ", 'skrev') > 0").c_str()), 0) << column;
  }
}

TEST_F(Decisions, OfACodeThatNoListHoldsSayWhichAnswerItWas) {
  CooperationAct act = office.request();
  act.answers[core::Field::education] = "Testa Testsson";
  act.af_office = "Testa";
  ASSERT_EQ(office.tell(act, "A-1").decision.outcome, Outcome::rejected);
  const std::vector<core::Reason> reasons = of_key("A-1").acts.at(0).decision.reasons;
  for (const core::Reason& reason : reasons) {
    EXPECT_EQ(reason.detail, reason.code == Code::answer_code_unknown ? "education" : "");
  }
  EXPECT_EQ(codes(reasons), (std::vector{Code::office_unknown, Code::answer_code_unknown}));
}

TEST_F(Decisions, OfWhoMayNotSeeTheCaseAreNotTheCases) {
  const auto made = office.tell(office.request(), "A-1");
  ASSERT_EQ(office.tell(office.act(ActKind::meet, "2026-03-16", "fk.sandviken", made.id), "A-2").decision.outcome,
            Outcome::rejected);
  EXPECT_TRUE(of_key("A-2").id.empty());
  EXPECT_EQ(of_key("A-2").acts.size(), 1U);
  EXPECT_EQ(of_id(made.id).acts.size(), 1U);
  CooperationAct wrong = office.act(ActKind::start, "2026-03-16", "fk.gavle", made.id);
  ASSERT_EQ(office.tell(wrong, "A-3").decision.outcome, Outcome::rejected);
  EXPECT_EQ(of_key("A-3").id, made.id);
  EXPECT_EQ(of_id(made.id).acts.size(), 2U);
}

TEST_F(Decisions, OfWhatIsOnlyCountedAreTheNoteAlone) {
  CooperationAct declined = office.request();
  declined.consent.reset();
  office.tell(declined, "A-1");
  EXPECT_EQ(kept(), 1);
  declined = office.request();
  declined.consent->consent.answer = core::ConsentAnswer::declined;
  office.tell(declined, "A-1");
  office.tell(declined, "A-1");
  EXPECT_EQ(kept(), 0) << "facts would tell who it is";
  const ports::DecidedActs counted = of_key("A-1");
  EXPECT_TRUE(counted.id.empty());
  ASSERT_EQ(counted.acts.size(), 1U);
  EXPECT_EQ(counted.acts[0].decision.outcome, Outcome::anonymous);
  EXPECT_EQ(codes(counted.acts[0].decision.reasons), std::vector{Code::consent_declined});
  EXPECT_FALSE(counted.acts[0].decision.basis);
}

TEST_F(Decisions, GoWithTheirCase) {
  const auto made = office.tell(office.request(), "A-1");
  office.tell(withdrawal(made.id), "A-2");
  EXPECT_TRUE(office.listed().empty()) << "counted instead";
  EXPECT_EQ(kept(), 0);
  EXPECT_TRUE(of_id(made.id).acts.empty());
  EXPECT_EQ(of_key("A-1").stored, office.clock.now()) << "that it was is known";
  EXPECT_FALSE(of_key("A-9").stored);
}

TEST_F(Decisions, OfACaseThatGoesOnStayWhenItsPersonLeaves) {
  const auto made = office.tell(office.request(), "A-1");
  office.send();
  office.tell(withdrawal(made.id), "A-2");
  EXPECT_EQ(of_id(made.id).acts.size(), 2U);
  EXPECT_TRUE(of_id(made.id).course->reading_closed);
}

TEST_F(Decisions, ThatTheNodeRefusedSayItsReasons) {
  const auto made = office.tell(office.request(), "A-1");
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  office.tell(meeting(made.id), "A-2");
  office.send(Admitted::rejected, {{Code::case_changed, "3"}});
  const core::ActDecision refused = of_key("A-2").acts.at(0).decision;
  EXPECT_EQ(refused.outcome, Outcome::rejected);
  EXPECT_EQ(codes(refused.reasons), std::vector{Code::case_changed});
  EXPECT_TRUE(refused.basis);
  EXPECT_EQ(of_key("A-1").acts.at(0).decision.outcome, Outcome::accepted);
  office.tell(meeting(made.id), "A-2");
  EXPECT_EQ(of_key("A-2").acts.at(0).decision.outcome, Outcome::accepted) << "the same may be asked again";
}

TEST_F(Decisions, ThatTheNodeMadeATaskOfSayThatItIsProposed) {
  const auto made = office.tell(office.request(), "A-1");
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  office.tell(meeting(made.id), "A-2");
  office.send(Admitted::proposed);
  EXPECT_EQ(of_key("A-2").acts.at(0).decision.outcome, Outcome::proposed);
}

TEST_F(Decisions, OfARequestThatTheNodeRefusedOutliveItsCaseUnderItsKey) {
  const auto made = office.tell(office.request(), "A-1");
  office.tell(meeting(made.id), "A-2");
  office.send(Admitted::rejected, {{Code::case_open}});
  EXPECT_TRUE(office.listed().empty());
  const ports::DecidedActs refused = of_key("A-1");
  EXPECT_TRUE(refused.id.empty());
  EXPECT_FALSE(refused.acts.at(0).of);
  EXPECT_EQ(codes(refused.acts.at(0).decision.reasons), std::vector{Code::case_open});
  EXPECT_EQ(kept(), 1);
}

TEST_F(Decisions, SayWhyTheirMessageIsHeld) {
  const auto made = office.tell(office.request(), "A-1");
  const auto sequence = office.due().at(0).sequence;
  EXPECT_TRUE(of_key("A-1").acts.at(0).held.empty());
  office.write([&](ports::Transaction& t) {
    const core::Held held{office.clock.now() + 1h, core::Reason{Code::target_cannot_move_active}};
    must(t.hold(sequence, held, office.clock.now()));
  });
  EXPECT_EQ(codes(of_id(made.id).acts.at(0).held), std::vector{Code::target_cannot_move_active});
}

TEST_F(Decisions, OnAProposalThatNothingCameOfGoWithItButForHowItWasAnswered) {
  const auto made = office.tell(office.request("2026-03-02", "af.gavle"), "A-1");
  ASSERT_EQ(made.decision.outcome, Outcome::proposed);
  EXPECT_EQ(of_key("A-1").acts.at(0).task, made.decision.task->id);
  EXPECT_EQ(of_key("A-1").tasks.size(), 1U) << "who may be told of it";
  office.send(Admitted::proposed);
  ports::KeptTask answered{*made.decision.task, made.id};
  answered.task.state = core::TaskState::retracted;
  core::ActDecision why;
  why.kind = ActKind::request;
  why.answer = core::TaskEvent::retract;
  why.outcome = Outcome::accepted;
  why.office = "somewhere";
  answered.why = why;
  office.store(answered, {});
  EXPECT_EQ(kept(), 1);
  EXPECT_TRUE(of_key("A-1").stored);
  EXPECT_EQ(office.count("SELECT count(*) FROM act_decision WHERE registration IS NULL AND task IS NOT NULL"), 1);
  must(office.ledger->purge(office.clock.now() + days(30) - 1ms));
  EXPECT_EQ(kept(), 1);
  must(office.ledger->purge(office.clock.now() + days(30)));
  EXPECT_EQ(kept(), 0);
}

TEST_F(Decisions, OnATaskAreFoundByItsNumberThoughTheNodeRenamesIt) {
  const auto made = office.tell(office.request("2026-03-02", "af.gavle"), "A-1");
  office.send(Admitted::proposed);
  core::ToldCase told;
  told.id = made.id;
  core::CooperationTask task = *made.decision.task;
  task.id = core::made::task_id(77);
  told.tasks = {task};
  office.follow(told);
  ports::KeptTask answered{task, made.id};
  answered.task.state = core::TaskState::confirmed;
  core::ActDecision why;
  why.answer = core::TaskEvent::confirm;
  why.outcome = Outcome::accepted;
  why.office = "somewhere";
  answered.why = why;
  core::Message reply;
  reply.kind = core::MessageKind::reply;
  reply.registration = made.id;
  reply.reply = core::TaskReply{task.id, core::TaskEvent::confirm, ""};
  office.store(answered, {reply});
  const ports::DecidedActs of_task = of_id(base::RegistrationId{task.id.bytes});
  EXPECT_FALSE(of_task.whole);
  const auto& acts = of_task.acts;
  ASSERT_EQ(acts.size(), 2U);
  EXPECT_EQ(acts[0].decision.outcome, Outcome::proposed);
  EXPECT_EQ(acts[0].task, task.id);
  EXPECT_EQ(acts[1].decision.answer, core::TaskEvent::confirm);
  EXPECT_EQ(acts[1].decision.office, "") << "what is no office is somebody's text";
  office.send(Admitted::rejected, {{Code::task_answered, "rejected"}});
  EXPECT_EQ(of_id(made.id).acts.at(1).decision.outcome, Outcome::rejected);
}

TEST_F(Decisions, ThatConfirmedATaskGoWithWhatLeavesForTheyTellWhatItWasAbout) {
  const auto made = office.tell(office.request("2026-03-02", "af.gavle"), "A-1");
  office.send(Admitted::proposed);
  ports::KeptTask answered{*made.decision.task, made.id};
  answered.task.state = core::TaskState::confirmed;
  core::ActDecision why;
  why.answer = core::TaskEvent::confirm;
  why.outcome = Outcome::accepted;
  answered.why = why;
  core::Message reply;
  reply.kind = core::MessageKind::reply;
  reply.registration = made.id;
  reply.reply = core::TaskReply{answered.task.id, core::TaskEvent::confirm, ""};
  office.store(answered, {reply});
  office.send();
  EXPECT_EQ(kept(), 2);
  core::ToldCase told;
  told.id = made.id;
  told.left = true;
  office.follow(told);
  EXPECT_EQ(kept(), 0);
}

TEST_F(Decisions, AtANodeAreKeptWithTheCaseAndOfWhatItRefusesToOpenNot) {
  const auto made = office.receive(office.request(), "fk");
  ASSERT_EQ(made.decision.outcome, Outcome::accepted);
  EXPECT_EQ(of_id(made.id).acts.size(), 1U);
  ASSERT_EQ(office.receive(faulty(), "fk", "1988-03-04").decision.outcome, Outcome::rejected);
  EXPECT_EQ(kept(), 1) << "nothing of whom it refuses rests at the node";
}

TEST_F(Decisions, ComeToALedgerMadeBeforeThem) {
  const auto made = office.tell(office.request(), "A-1");
  office.ledger.reset();
  office.alter(kBackTo16 +
               "DROP TABLE protection_claim; "
               "DROP TABLE protection_lifted; "
               "DROP TABLE refused_act; "
               "DROP TABLE archived_original; "
               "DROP TABLE told_decision; "
               "DROP TABLE fk_notice; "
               "DROP TABLE act_decision; "
               "PRAGMA user_version=11; ");
  office.open();
  const ports::DecidedActs before = of_id(made.id);
  EXPECT_TRUE(before.whole);
  ASSERT_TRUE(before.course);
  EXPECT_TRUE(before.acts.empty());
  EXPECT_EQ(of_key("A-1").stored, office.clock.now());
  office.tell(meeting(made.id), "A-2");
  EXPECT_EQ(of_id(made.id).acts.size(), 1U);
  EXPECT_EQ(must(office.ledger->stat()).integer_or("schema", 0), store::newest_schema());
}

TEST_F(Decisions, ThatAreDamagedAreToldAndNotGuessed) {
  office.tell(office.request(), "A-1");
  for (const char* damaged : {"basis = 'x'", "basis = '1:'", "basis = '77:20000a1'", "basis = NULL, body = '9'"}) {
    office.alter(std::string("UPDATE act_decision SET ") + damaged);
    office.write([&](ports::Transaction& t) { EXPECT_FALSE(t.cases().decided({{}, "A-1"})) << damaged; });
  }
}

}  // namespace
}  // namespace gateway::io
