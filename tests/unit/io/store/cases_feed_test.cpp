// Cases between node and gateways: what has changed for whom, and what a gateway makes of it.
#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;
using core::Outcome;
using core::TaskState;

/// A request that a supplier proposes to the AF office.
CooperationAct proposed(const Register& office) {
  CooperationAct act = office.request();
  act.by = {"eva.rusta", "rusta", noon(day("2026-03-02")), day("2026-03-02")};
  act.office.clear();
  return act;
}

core::MessageKind kind_of(const ports::DueMessage& due) {
  return due.message.kind;
}

core::Message reply_to(const ports::KeptTask& task) {
  core::Message message;
  message.kind = MessageKind::reply;
  message.registration = task.id;
  message.act = {"af.gavle", "af", noon(kToday), kToday};
  message.reply = core::TaskReply{task.task.id, core::TaskEvent::reject, "other"};
  return message;
}

ports::KeptTask moved(ports::KeptTask task, TaskState state) {
  task.task.state = state;
  if (core::answered(state)) task.task.steps.push_back({core::TaskEvent::reject, {"af.gavle", "af", {}, kToday}});
  return task;
}

TEST(CaseFeed, KeepsOnlyTheNewestOfEachCaseForEachParty) {
  Register node;
  const auto made = node.receive(node.request(), "fk");
  const auto other = node.receive(node.request(), "fk", "1988-03-04");
  const auto first = node.changed("af");
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, made.id);
  EXPECT_EQ(first[0].course->af_office, "af_gavle");
  ASSERT_TRUE(first[0].person);
  node.receive(node.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id), "fk");
  for (const char* party : {"af", "fk"}) {
    const auto changed = node.changed(party);
    ASSERT_EQ(changed.size(), 2U) << party;
    EXPECT_EQ(changed[0].id, other.id);
    EXPECT_EQ(changed[1].id, made.id);
    EXPECT_EQ(changed[1].course->state, core::CaseState::mapping);
    EXPECT_EQ(node.feed(party).second, changed[1].sequence);
    EXPECT_EQ(node.changed(party, changed[0].sequence).size(), 1U);
    EXPECT_TRUE(node.changed(party, changed[1].sequence).empty());
  }
  EXPECT_TRUE(node.changed("gavle").empty());
  EXPECT_EQ(node.feed("gavle").second, 0);
  EXPECT_EQ(node.feed("af").first, node.feed("gavle").first);
}

TEST(CaseFeed, NeverGivesAPlaceTwice) {
  Register node;
  node.receive(node.request(), "fk");
  const auto last = node.feed("fk").second;
  node.alter("DELETE FROM case_feed");
  node.reopen();
  node.receive(node.request(), "fk", "1988-03-04");
  EXPECT_GT(node.changed("fk").at(0).sequence, last);
}

TEST(CaseFeed, TellsTheOfficeThatTheCaseLeaves) {
  Register node;
  core::DirectoryRows rows = cooperation_rows();
  for (core::Office& office : rows.offices) {
    if (office.id == "af_sandviken") office.organisation = "region";
  }
  node.write([&](ports::Transaction& t) { must(t.replace_directory(rows, node.clock.now())); });
  const auto made = node.receive(node.request(), "fk");
  CooperationAct moves = node.desk.move_to("af_sandviken", "fk_gavle", "2026-03-10", "fk.gavle");
  moves.case_id.bytes = made.id.bytes;
  ASSERT_EQ(node.receive(moves, "fk").decision.outcome, Outcome::accepted);
  for (const char* party : {"af", "fk", "region"}) {
    ASSERT_EQ(node.changed(party).size(), 1U) << party;
    EXPECT_EQ(node.changed(party)[0].course->af_office, "af_sandviken");
  }
}

TEST(CaseFeed, IsAnotherAfterARestoredBackup) {
  Register node;
  node.receive(node.request(), "fk");
  const auto before = node.feed("fk");
  must(node.ledger->backup(node.folder.file("copy.db")));
  node.reopen();
  EXPECT_EQ(node.feed("fk"), before);
  node.ledger.reset();
  must(restore(node.folder.file("copy.db"), node.folder.config(), node.clock));
  node.open();
  EXPECT_NE(node.feed("fk").first, before.first);
  EXPECT_EQ(node.feed("fk").second, before.second);
}

TEST(CaseFeed, TellsTheOthersWhereOneIsDamaged) {
  Register node;
  node.receive(node.request(), "fk");
  const auto whole = node.receive(node.request(), "fk", "1988-03-04");
  node.alter("UPDATE cooperation_case SET course = 'x' WHERE registration = 1");
  const auto changed = node.changed("fk");
  ASSERT_EQ(changed.size(), 2U);
  EXPECT_FALSE(changed[0].course);
  EXPECT_EQ(changed[1].id, whole.id);
  EXPECT_TRUE(changed[1].course);
}

TEST(Proposals, KeepTheirPersonUntilTheLastTaskIsAnswered) {
  Register node;
  const auto made = node.receive(proposed(node), "rusta");
  ASSERT_EQ(made.decision.outcome, Outcome::proposed);
  EXPECT_TRUE(node.listed().empty());
  EXPECT_EQ(node.rows("subjects"), 1);
  ASSERT_EQ(node.changed("af").size(), 1U);
  EXPECT_TRUE(node.changed("af")[0].person);
  EXPECT_EQ(node.changed("rusta").size(), 1U);
  EXPECT_TRUE(node.changed("fk").empty());
  const auto task = node.tasks().at(0);
  EXPECT_EQ(task.id, made.id);
  EXPECT_EQ(task.task, *made.decision.task);
  const auto place = node.feed("rusta").second;
  node.store(moved(task, TaskState::rejected));
  EXPECT_EQ(node.rows("subjects"), 0);
  EXPECT_EQ(node.count("SELECT count(*) FROM cooperation_case"), 0);
  EXPECT_EQ(node.count("SELECT count(*) FROM case_task WHERE body LIKE '%municipality%'"), 0);
  EXPECT_TRUE(node.facts(made.id).id.empty());
  const auto told = node.changed("rusta", place);  // The proposer hears of it all the same.
  ASSERT_EQ(told.size(), 1U);
  EXPECT_FALSE(told[0].person);
  EXPECT_EQ(told[0].tasks.at(0).state, TaskState::rejected);
  EXPECT_EQ(told[0].tasks.at(0).act.by.organisation, "rusta");
  EXPECT_TRUE(told[0].tasks.at(0).act.answers.empty());
}

TEST(Proposals, BecomeTheCaseThatWasProposed) {
  Register node;
  const auto made = node.receive(proposed(node), "rusta");
  const auto task = node.tasks().at(0);
  node.write([&](ports::Transaction& t) {
    const auto facts = must(t.cases().facts({made.id, std::nullopt}));
    ASSERT_EQ(facts.situation.open_tasks.size(), 1U);
    auto circumstances = node.desk.circumstances();
    core::CaseCircumstances c = circumstances;
    c.new_case.bytes = made.id.bytes;
    CooperationAct act = node.request();
    core::CooperationDecision decision = core::decide_act(act, facts.situation, c);
    ASSERT_TRUE(decision.after);
    decision.after->handover = core::Handover::acknowledged;
    must(t.cases().store(
        ports::DecidedAct{act, made.id, std::nullopt, std::nullopt, "", decision, {}, "fk", node.clock.now()}));
    must(t.cases().store(moved(task, TaskState::confirmed), {}, node.clock.now()));
  });
  ports::CaseFilter filter;
  filter.with_person = true;
  const auto listed = node.listed(filter);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, made.id);
  EXPECT_TRUE(listed[0].person);
  EXPECT_FALSE(listed[0].provisional);
  EXPECT_TRUE(node.tasks().empty());
  ports::TaskFilter all;
  all.open_only = false;
  EXPECT_EQ(node.tasks(all).size(), 1U);
}

TEST(Tasks, AreListedByOfficeAndFallDueOnce) {
  Register node;
  const auto made = node.receive(proposed(node), "rusta");
  const base::Date due = node.tasks().at(0).task.due;
  ports::TaskFilter filter;
  filter.offices = {"fk_gavle"};
  EXPECT_TRUE(node.tasks(filter).empty());
  filter.offices = {"fk_gavle", "af_gavle"};
  EXPECT_EQ(node.tasks(filter).size(), 1U);
  filter.about = made.id;
  EXPECT_EQ(node.tasks(filter).size(), 1U);
  filter.about = registration_id(99);
  EXPECT_TRUE(node.tasks(filter).empty());
  node.write([&](ports::Transaction& t) {
    EXPECT_TRUE(must(t.cases().overdue(due, 10)).empty());
    const auto overdue = must(t.cases().overdue(due + days(1), 10));
    ASSERT_EQ(overdue.size(), 1U);
    must(t.cases().store(moved(overdue[0], TaskState::due), {}, node.clock.now()));
    EXPECT_TRUE(must(t.cases().overdue(due + days(1), 10)).empty());
  });
  EXPECT_EQ(node.tasks().size(), 1U);  // Still to be answered.
}

TEST(Followed, CasesAreThereWithPersonAndTasks) {
  Register node;
  Register office;
  const auto made = node.receive(node.request(), "fk");
  core::ToldCase told = told_of(made.id, *made.decision.after);
  office.follow(told);
  office.reopen();
  ports::CaseFilter filter;
  filter.with_person = true;
  const auto listed = office.listed(filter);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].course.state, core::CaseState::requested);
  EXPECT_EQ(listed[0].course.handover, core::Handover::acknowledged);
  EXPECT_FALSE(listed[0].provisional);
  ASSERT_TRUE(listed[0].person);
  EXPECT_EQ(listed[0].person->number, person().number);
  EXPECT_EQ(office.facts(made.id).consent, core::ConsentAnswer::given);
  told.left = true;
  told.course->af_office = "af_sandviken";
  told.person.reset();
  office.follow(told);
  EXPECT_TRUE(office.listed().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  told.left = false;
  told.person = person();
  office.follow(told);  // It comes back.
  EXPECT_EQ(office.listed().size(), 1U);
  EXPECT_EQ(office.rows("subjects"), 1);
}

TEST(Followed, CasesStandBeneathWhatWasDecidedHere) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  const auto met = office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  ASSERT_TRUE(met.decision.after);
  core::CooperationCase elsewhere = *made.decision.after;
  elsewhere.deputy = "af.gavle";
  ++elsewhere.version;
  office.follow(told_of(made.id, elsewhere));
  EXPECT_EQ(office.listed().at(0).course.state, core::CaseState::mapping);
  EXPECT_TRUE(office.listed().at(0).course.deputy.empty());
  office.send(Admitted::rejected, {{core::Code::case_open}});
  EXPECT_EQ(office.listed().at(0).course.state, core::CaseState::requested);
  EXPECT_EQ(office.listed().at(0).course.deputy, "af.gavle");
}

TEST(Followed, AWithdrawalOnItsWayIsNotUndoneByWhatTheNodeHasNotHeard) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  CooperationAct withdrawn = office.act(ActKind::interrupt, "2026-11-20", "fk.gavle", made.id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  office.tell(withdrawn);
  core::CooperationCase elsewhere = *made.decision.after;
  ++elsewhere.version;
  core::ToldCase told = told_of(made.id, elsewhere);
  told.person = core::Person{core::made::test_number("1987-02-03"), "Test", "Testsson", core::Sex::woman};
  office.follow(told);
  EXPECT_TRUE(office.listed().at(0).course.reading_closed);
  EXPECT_EQ(office.listed().at(0).course.state, core::CaseState::interrupted);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE number_mark IS NOT NULL OR sealed IS NOT NULL"), 0);
}

TEST(Followed, CasesToldBeforeTheAnswerStandAfterIt) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  const auto met = office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  core::CooperationCase at_node = *met.decision.after;
  at_node.deputy = "af.gavle";
  const auto sequence = office.due().at(0).sequence;
  office.hand(sequence);
  office.follow(told_of(made.id, at_node));
  office.settle(sequence, Admitted::accepted);
  EXPECT_EQ(office.listed().at(0).course.deputy, "af.gavle");
  EXPECT_FALSE(office.listed().at(0).provisional);
}

TEST(Followed, CasesWithoutConsentLoseTheirPerson) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  core::CooperationCase closed = *made.decision.after;
  closed.reading_closed = true;
  core::ToldCase told = told_of(made.id, closed);
  told.person.reset();
  told.consent.given = false;
  office.follow(told);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE number_mark IS NOT NULL"), 0);
  EXPECT_EQ(office.facts(made.id).consent, core::ConsentAnswer::declined);
}

TEST(Followed, CasesThatLeaveWaitForTheirMessages) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  core::ToldCase told = told_of(made.id, *made.decision.after);
  told.left = true;
  office.follow(told);
  ASSERT_EQ(office.due().size(), 1U);
  EXPECT_EQ(kind_of(office.due()[0]), MessageKind::act);
  office.send(Admitted::rejected, {{core::Code::case_unknown}});
  EXPECT_TRUE(office.listed().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Followed, CasesNotToldAgainAreGoneAfterAResync) {
  Register office;
  Register node;
  const auto kept = node.receive(node.request(), "fk");
  const auto lost = node.receive(node.request(), "fk", "1988-03-04");
  office.follow(told_of(kept.id, *kept.decision.after));
  core::ToldCase other = told_of(lost.id, *lost.decision.after);
  other.person->number = test_number("1988-03-04");
  office.follow(other);
  office.last_id = 20;
  const auto own = office.tell(office.request(), "", "1989-03-04");  // Never told of yet.
  std::size_t gone = 0;
  office.write([&](ports::Transaction& t) { must(t.cases().begin_resync(true)); });
  office.follow(told_of(kept.id, *kept.decision.after));
  office.write([&](ports::Transaction& t) { gone = must(t.cases().end_resync(office.clock.now())); });
  EXPECT_EQ(gone, 1U);
  std::vector<base::RegistrationId> ids;
  for (const auto& one : office.listed()) ids.push_back(one.id);
  EXPECT_EQ(ids, (std::vector{kept.id, own.id}));
  EXPECT_EQ(office.rows("subjects"), 2);
  office.write([&](ports::Transaction& t) {
    must(t.cases().begin_resync(true));
    EXPECT_EQ(must(t.cases().end_resync(office.clock.now())), 1U);
  });
}

TEST(Followed, ProposalsTakeTheNodesIdsAndGoWhenNotCurrent) {
  Register office;  // The supplier's own.
  const auto made = office.tell(proposed(office));
  ASSERT_EQ(made.decision.outcome, Outcome::proposed);
  office.send(Admitted::proposed);
  EXPECT_EQ(office.rows("subjects"), 1);
  core::ToldCase told;
  told.id = made.id;
  told.proposals = {{task_id(99), core::ProposalState::received}};
  office.follow(told);
  ASSERT_EQ(office.tasks().size(), 1U);
  EXPECT_EQ(office.tasks()[0].task.id, task_id(99));
  EXPECT_EQ(office.tasks()[0].task.act, made.decision.task->act);
  told.proposals[0].state = core::ProposalState::not_current;
  office.follow(told);
  EXPECT_TRUE(office.tasks().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  ports::TaskFilter all;
  all.open_only = false;
  ASSERT_EQ(office.tasks(all).size(), 1U);
  EXPECT_EQ(office.tasks(all)[0].task.state, TaskState::rejected);
  EXPECT_TRUE(office.tasks(all)[0].task.answer.empty());
}

TEST(Followed, ProposalsThatTheNodeRefusesAreGone) {
  Register office;
  office.tell(proposed(office));
  office.send(Admitted::rejected, {{core::Code::case_open}});
  EXPECT_EQ(office.rows("tasks"), 0);
  EXPECT_EQ(office.rows("subjects"), 0);
}

TEST(Followed, TasksAnsweredHereStandUntilTheNodeRefusesTheAnswer) {
  Register node;
  Register office;  // AF's, where the task lies.
  const auto made = node.receive(proposed(node), "rusta");
  core::ToldCase told;
  told.id = made.id;
  told.tasks = {*made.decision.task};
  told.person = person();
  office.follow(told);
  const auto task = office.tasks().at(0);
  office.store(moved(task, TaskState::rejected), {reply_to(task)});
  EXPECT_TRUE(office.tasks().empty());
  office.follow(told);  // As it was, for the node has not heard.
  EXPECT_TRUE(office.tasks().empty());
  EXPECT_EQ(office.rows("subjects"), 1);
  const auto sent = office.send(Admitted::rejected, {{core::Code::task_answered}});
  ASSERT_TRUE(sent.reply);
  EXPECT_EQ(*sent.reply, *reply_to(task).reply);
  EXPECT_EQ(office.tasks().size(), 1U);
  office.store(moved(office.tasks()[0], TaskState::rejected), {reply_to(task)});
  office.send();
  EXPECT_EQ(office.rows("subjects"), 0);  // Nothing came of it.
}

TEST(Followed, TasksConfirmedHereWaitForTheCase) {
  Register node;
  Register office;
  const auto made = node.receive(proposed(node), "rusta");
  core::ToldCase told;
  told.id = made.id;
  told.tasks = {*made.decision.task};
  told.person = person();
  office.follow(told);
  const auto task = office.tasks().at(0);
  office.store(moved(task, TaskState::confirmed), {reply_to(task)});
  office.send();
  EXPECT_EQ(office.rows("subjects"), 1);
  core::CooperationCase course;
  course.id.bytes = made.id.bytes;
  course.af_office = "af_gavle";
  course.fk_office = "fk_gavle";
  core::ToldCase opened = told_of(made.id, course);
  opened.tasks = {moved(task, TaskState::confirmed).task};
  office.follow(opened);
  EXPECT_EQ(office.listed().size(), 1U);
  EXPECT_EQ(office.rows("subjects"), 1);
}

}  // namespace
}  // namespace gateway::io
