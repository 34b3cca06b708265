// What a municipality's record of an AF/FK participant becomes at the AF office, and what the municipality hears of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/flow/gap.h"
#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::CaseState;
using core::Code;
using core::TaskEvent;
using core::TaskState;
using testing::ElementsAre;
using testing::IsEmpty;

/// A placement that AF ordered and the municipality runs.
core::Participation placement(std::optional<base::Date> end = std::nullopt) {
  core::Participation record = core::made::participation();
  record.ordered_by = "Arbetsförmedlingen";
  record.insats = "Arbetsprövning";
  record.end = end;
  return record;
}

class RecordTaskWay : public testing::Test {
 protected:
  /// The municipality's source says it; all hear of what comes of it.
  void say(const core::Participation& record, const std::string& set = "day-1") {
    gavle.office.take({record}, set);
    carry(gavle, node);
    hear();
  }
  void hear() {
    for (Party* party : {&gavle, &af, &fk}) catch_up(*party, node);
  }
  /// Another person's case, perhaps: nothing but the caseworker's word ties it to the record.
  base::RegistrationId planned() {
    const base::RegistrationId id = planned_case(fk);
    carry(fk, node);
    hear();
    return id;
  }
  core::TaskId open_task() {
    const auto tasks = af.tasks(true);
    EXPECT_EQ(tasks.size(), 1U);
    return tasks.empty() ? core::TaskId() : tasks.front().task.id;
  }
  flow::ReplyAnswer answer(TaskEvent event, const std::optional<base::RegistrationId>& of = std::nullopt,
                           const std::string& user = "af.gavle") {
    const flow::ReplyAnswer told =
        must(af.cooperation.reply({open_task(), event, event == TaskEvent::reject ? "other" : ""}, user, of));
    carry(af, node);
    hear();
    return told;
  }
  CaseState state_of(Party& party, const base::RegistrationId& id) {
    for (const ports::ListedCase& one : party.cases()) {
      if (one.id == id) return one.course.state;
    }
    throw std::runtime_error("the case is not there");
  }
  std::vector<TaskState> states(Party& party) {
    std::vector<TaskState> all;
    for (const ports::KeptTask& kept : party.tasks()) all.push_back(kept.task.state);
    return all;
  }
  /// Of the municipality's record: outcome and reasons.
  ports::ListedUnit unit() {
    const auto all = gavle.office.list();
    EXPECT_EQ(all.size(), 1U);
    return all.front();
  }

  Party gavle{"gavle"};
  Party af{"af"};
  Party fk{"fk"};
  Party node{"node"};
};

TEST_F(RecordTaskWay, BecomesATaskAtItsOfficeThatTellsNobodysName) {
  say(placement());
  ASSERT_EQ(af.tasks(true).size(), 1U);
  const core::CooperationTask task = af.tasks(true).front().task;
  EXPECT_EQ(task.office, "af_gavle");
  EXPECT_EQ(task.act.kind, ActKind::start);
  EXPECT_EQ(task.act.to, CaseState::active_preparatory);
  EXPECT_EQ(task.act.happened, core::made::kStart);
  EXPECT_EQ(task.act.by.organisation, "gavle");
  EXPECT_THAT(fk.tasks(), IsEmpty()) << "nobody else is told";
  EXPECT_THAT(af.cases(), IsEmpty());
  for (const char* of : {"af", "gavle"}) {
    for (const std::string& document : must(read_feed(node, certificate(of), "")).documents) {
      EXPECT_EQ(document.find("person"), std::string::npos) << document;
      EXPECT_EQ(document.find(placement().number), std::string::npos);
    }
  }
  EXPECT_EQ(must(node.office.ledger->stat()).find("rows")->integer_or("subjects", -1), 0) << "nobody rests at the node";
}

TEST_F(RecordTaskWay, IsReceivedAndWaits) {
  say(placement());
  EXPECT_EQ(unit().outcome, Outcome::proposed);
  EXPECT_THAT(core::made::codes(unit().reasons), ElementsAre(Code::for_other_authority, Code::proposal_received));
}

TEST_F(RecordTaskWay, IsConfirmedOfTheCaseThatTheCaseworkerNames) {
  const base::RegistrationId id = planned();
  say(placement());
  const flow::ReplyAnswer nameless = answer(TaskEvent::confirm);
  EXPECT_FALSE(nameless.done);
  EXPECT_THAT(core::made::codes(nameless.reasons), ElementsAre(Code::task_names_no_case));
  const flow::ShownTask shown = must(af.cooperation.show(open_task(), "af.gavle", id));
  EXPECT_EQ(shown.difference.from, CaseState::planned_preparatory);
  EXPECT_EQ(shown.difference.to, CaseState::active_preparatory);
  EXPECT_THAT(core::made::codes(must(af.cooperation.show(open_task(), "af.gavle")).difference.reasons),
              ElementsAre(Code::task_names_no_case));

  const flow::ReplyAnswer confirmed = answer(TaskEvent::confirm, id);
  EXPECT_TRUE(confirmed.done);
  for (Party* party : {&node, &af, &fk}) {
    EXPECT_EQ(state_of(*party, id), CaseState::active_preparatory) << party->organisation();
  }
  EXPECT_EQ(node.cases().front().course.rows.back().by.user, "af.gavle");
  EXPECT_EQ(node.cases().front().course.rows.back().happened, core::made::kStart);
  EXPECT_THAT(states(node), ElementsAre(TaskState::confirmed));
  EXPECT_TRUE(node.tasks().front().task.act.case_id.empty()) << "nothing ties the record to the case";
  EXPECT_THAT(af.tasks(true), IsEmpty());
  EXPECT_EQ(unit().outcome, Outcome::accepted);
  EXPECT_THAT(core::made::codes(unit().reasons), ElementsAre(Code::proposal_handled));
  for (const std::string& document : must(read_feed(node, certificate("gavle"), "")).documents) {
    EXPECT_EQ(document.find(id.text()), std::string::npos) << "the municipality hears of no case";
  }
}

TEST_F(RecordTaskWay, IsConfirmedOfNoCaseThatTheCaseworkerMayNotSeeOrThatCannotTakeIt) {
  const base::RegistrationId requested = fk.request().id;
  carry(fk, node);
  hear();
  say(placement());
  base::RegistrationId nowhere;
  nowhere.bytes.fill(9);
  EXPECT_THAT(core::made::codes(answer(TaskEvent::confirm, nowhere).reasons), ElementsAre(Code::case_unknown));
  core::CooperationAct of_others = fk.asked_request("fk.gavle");
  of_others.af_office = "af_sandviken";
  core::Person other = person();
  other.number = test_number("1988-03-04");
  const base::RegistrationId foreign = fk.act(of_others, other).id;
  carry(fk, node);
  hear();
  const flow::ShownTask shown = must(af.cooperation.show(open_task(), "af.gavle", foreign));
  EXPECT_THAT(core::made::codes(shown.difference.reasons), ElementsAre(Code::case_unknown));
  EXPECT_FALSE(shown.difference.from) << "not even where it stands";
  EXPECT_THAT(core::made::codes(answer(TaskEvent::confirm, foreign).reasons), ElementsAre(Code::case_unknown));
  const flow::ReplyAnswer early = answer(TaskEvent::confirm, requested);
  EXPECT_FALSE(early.done);
  EXPECT_FALSE(early.reasons.empty());
  EXPECT_FALSE(af.cooperation.reply({open_task(), TaskEvent::confirm, ""}, "af.sandviken", requested)) << "not theirs";
  EXPECT_THAT(states(node), ElementsAre(TaskState::open));
  EXPECT_EQ(state_of(node, requested), CaseState::requested);
}

TEST_F(RecordTaskWay, OpensAgainWhereTheNodeDoesNotTakeIt) {
  const base::RegistrationId id = planned();
  say(placement());
  // Another AF office has taken over, and AF has not heard.
  core::CooperationAct moved = fk.desk.move_to("af_sandviken", "fk_gavle", "2026-04-20", "fk.gavle");
  moved.case_id.bytes = id.bytes;
  ASSERT_EQ(fk.act(moved).outcome, Outcome::accepted);
  carry(fk, node);
  EXPECT_TRUE(answer(TaskEvent::confirm, id).done) << "as far as AF knows";
  EXPECT_EQ(state_of(node, id), CaseState::planned_preparatory);
  EXPECT_THAT(states(node), ElementsAre(TaskState::open));
  EXPECT_THAT(states(af), ElementsAre(TaskState::open));
  EXPECT_EQ(unit().outcome, Outcome::proposed);
}

TEST_F(RecordTaskWay, ThatIsAnsweredStaysSoThoughTheNodeTellsItOnceMore) {
  const base::RegistrationId id = planned();
  say(placement());
  ASSERT_TRUE(must(af.cooperation.reply({open_task(), TaskEvent::confirm, ""}, "af.gavle", id)).done);
  af.office.write([&](ports::Transaction& t) { must(flow::ask_anew(t, af.office.clock.now())); });
  must(af.follow.begin());
  hear();
  EXPECT_THAT(states(af), ElementsAre(TaskState::confirmed)) << "the answer waits beside another case";
  carry(af, node);
  hear();
  EXPECT_THAT(states(node), ElementsAre(TaskState::confirmed));
}

TEST_F(RecordTaskWay, OpensAgainWhereTheCasesConsentIsTakenBackBeforeTheNodeHears) {
  const base::RegistrationId id = planned();
  say(placement());
  const core::TaskId task = open_task();
  const auto state_at = [&](Party& party) {
    for (const ports::KeptTask& kept : party.tasks()) {
      if (kept.task.id == task) return kept.task.state;
    }
    throw std::runtime_error("the task is not there");
  };
  ASSERT_TRUE(must(af.cooperation.reply({task, TaskEvent::confirm, ""}, "af.gavle", id)).done);
  ASSERT_EQ(state_at(af), TaskState::confirmed);
  core::CooperationAct withdrawn = af.later(ActKind::interrupt, "2026-05-20", "af.gavle", id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(af.act(withdrawn).outcome, Outcome::accepted);
  EXPECT_EQ(state_at(af), TaskState::open) << "the node has not heard of the answer, and will not";
  carry(af, node);
  hear();
  for (Party* party : {&af, &node}) EXPECT_EQ(state_at(*party), TaskState::open) << party->organisation();
  EXPECT_TRUE(must(af.cooperation.reply({task, TaskEvent::reject, "other"}, "af.gavle", std::nullopt)).done);
  carry(af, node);
  EXPECT_EQ(state_at(node), TaskState::rejected) << "it is answered as any other";
}

TEST_F(RecordTaskWay, IsRejectedWithAReasonThatTheMunicipalityNeverHears) {
  say(placement());
  EXPECT_TRUE(answer(TaskEvent::reject).done);
  EXPECT_THAT(states(node), ElementsAre(TaskState::rejected));
  EXPECT_EQ(node.tasks().front().task.answer, "other");
  EXPECT_EQ(unit().outcome, Outcome::outside);
  EXPECT_EQ(unit().reasons, (std::vector<core::Reason>{{Code::proposal_not_current, "af_gavle"}}));
}

TEST_F(RecordTaskWay, FallsDueAndCanStillBeAnswered) {
  say(placement());
  node.office.clock.on(24h * 14);
  EXPECT_EQ(must(node.cooperation.fall_due()), 0U) << "on its day";
  node.office.clock.on(24h);
  EXPECT_EQ(must(node.cooperation.fall_due()), 1U);
  hear();
  ASSERT_EQ(af.tasks(true).size(), 1U);
  EXPECT_EQ(af.tasks(true).front().task.state, TaskState::due);
  EXPECT_TRUE(answer(TaskEvent::reject).done);
}

TEST_F(RecordTaskWay, IsSupersededByOtherDatesAndFollowedByItsEnd) {
  const base::RegistrationId id = planned();
  core::Participation record = placement();
  say(record);
  record.start = day("2026-10-05");
  say(record, "day-2");
  EXPECT_THAT(states(node), ElementsAre(TaskState::superseded, TaskState::open));
  ASSERT_TRUE(answer(TaskEvent::confirm, id).done);
  EXPECT_EQ(unit().outcome, Outcome::accepted);
  record.end = day("2026-11-02");
  say(record, "day-3");
  EXPECT_THAT(states(node), ElementsAre(TaskState::superseded, TaskState::confirmed, TaskState::open));
  EXPECT_EQ(unit().outcome, Outcome::proposed) << "there is more to register";
  ASSERT_TRUE(answer(TaskEvent::confirm, id).done);
  EXPECT_EQ(state_of(af, id), CaseState::concluded);
  EXPECT_EQ(unit().outcome, Outcome::accepted);
  say(record, "day-4");
  EXPECT_EQ(node.tasks().size(), 3U) << "said again it asks for nothing";
}

TEST_F(RecordTaskWay, OfAConsentThatIsTakenBackIsNobodysToAnswer) {
  say(placement());
  core::Participation withdrawn = placement();
  withdrawn.consent.withdrawn = day("2026-11-10");
  say(withdrawn, "day-2");
  EXPECT_THAT(states(node), ElementsAre(TaskState::retracted));
  EXPECT_THAT(af.tasks(true), IsEmpty());
  EXPECT_EQ(unit().outcome, Outcome::outside);
  // And nothing comes after it.
  core::Participation ended = withdrawn;
  ended.end = day("2026-11-12");
  say(ended, "day-3");
  EXPECT_EQ(node.tasks().size(), 1U);
}

/// AF's own source says it: the office that is asked is of the same organisation.
class OwnOfficesTask : public RecordTaskWay {
 protected:
  OwnOfficesTask() { af.office.world.organisation = "af"; }
  void say_at_af(const core::Participation& record = placement()) {
    af.office.take({record});
    carry(af, node);
    hear();
  }
  ports::ListedUnit unit_at_af() { return af.office.list().at(0); }
};

TEST_F(OwnOfficesTask, IsAskedOfItsOwnCaseworkers) {
  const base::RegistrationId id = planned();
  say_at_af();
  ASSERT_EQ(af.tasks(true).size(), 1U);
  EXPECT_THAT(core::made::codes(unit_at_af().reasons), ElementsAre(Code::for_other_authority, Code::proposal_received));
  const flow::ShownTask shown = must(af.cooperation.show(open_task(), "af.gavle"));
  EXPECT_TRUE(shown.may_answer);
  EXPECT_FALSE(shown.person) << "the caseworker says whose case it is";
  EXPECT_FALSE(af.cooperation.show(open_task(), "af.sandviken")) << "nobody else's";
  EXPECT_FALSE(answer(TaskEvent::confirm).done);
  EXPECT_TRUE(answer(TaskEvent::confirm, id).done);
  EXPECT_EQ(state_of(af, id), CaseState::active_preparatory);
  EXPECT_THAT(af.tasks(true), IsEmpty());
  EXPECT_EQ(unit_at_af().outcome, Outcome::accepted);
}

TEST_F(OwnOfficesTask, IsOpenAgainWhereTheNodeRefusesTheAnswer) {
  say_at_af();
  node.office.write([&](ports::Transaction& t) {
    core::DirectoryRows rows = cooperation_rows();
    std::erase_if(rows.assignments, [](const core::Assignment& row) { return row.user == "af.gavle"; });
    must(t.replace_directory(rows, node.office.clock.now()));
  });
  EXPECT_TRUE(answer(TaskEvent::reject).done) << "as far as AF knows";
  EXPECT_THAT(states(af), ElementsAre(TaskState::open));
  EXPECT_FALSE(af.tasks(true).front().refused.empty()) << "and says why";
}

TEST_F(OwnOfficesTask, IsTakenBackWithTheRecordsConsent) {
  say_at_af();
  core::Participation withdrawn = placement();
  withdrawn.consent.withdrawn = day("2026-11-10");
  say_at_af(withdrawn);
  EXPECT_THAT(states(af), ElementsAre(TaskState::retracted));
}

TEST_F(RecordTaskWay, SentAgainMakesNoSecondTask) {
  gavle.office.take({placement()});
  const auto documents = carry(gavle, node);
  ASSERT_EQ(documents.size(), 1U);
  for (const auto& again : must(receive(node, certificate("gavle"), documents))) {
    EXPECT_EQ(again.admitted, Admitted::accepted);
  }
  EXPECT_EQ(node.tasks().size(), 1U);
}

}  // namespace
}  // namespace gateway::api
