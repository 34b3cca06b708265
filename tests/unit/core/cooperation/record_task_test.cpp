#include "gateway/core/cooperation/record_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/cooperation/proposal.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::IsEmpty;

const base::Date kDue = kToday + std::chrono::days(14);
const base::Date kEnd = day("2026-11-01");

Message task_message(std::optional<base::Date> end = std::nullopt) {
  Message made = message(MessageKind::task, end);
  made.place = "af_gavle";
  made.activity = "preparatory";
  return made;
}

/// What has come of messages so far.
class Office {
 public:
  std::vector<CooperationTask> tell(const Message& message) {
    const auto changed = tasks_of_record(message, tasks, {task_id(next_), task_id(next_ + 1)}, kDue);
    next_ += 2;
    for (const CooperationTask& one : changed) {
      const auto known = std::find_if(tasks.begin(), tasks.end(), [&](const auto& task) { return task.id == one.id; });
      if (known == tasks.end()) {
        tasks.push_back(one);
      } else {
        *known = one;
      }
    }
    return changed;
  }
  void answer(std::size_t task, TaskEvent event) { tasks.at(task) = *moved(tasks.at(task), event, {}); }
  std::vector<TaskState> states() const {
    std::vector<TaskState> all;
    for (const CooperationTask& task : tasks) all.push_back(task.state);
    return all;
  }

  std::vector<CooperationTask> tasks;

 private:
  std::uint8_t next_ = 1;
};

TEST(RecordTask, AsksTheOfficeToRegisterThatTheActivityBeganAndNamesNobody) {
  Office office;
  office.tell(task_message());
  ASSERT_EQ(office.tasks.size(), 1U);
  const CooperationTask& task = office.tasks.front();
  EXPECT_EQ(task.act.kind, ActKind::start);
  EXPECT_EQ(task.act.to, CaseState::active_preparatory);
  EXPECT_EQ(task.act.happened, kStart);
  EXPECT_EQ(task.act.by, task_message().act);
  EXPECT_EQ(task.office, "af_gavle");
  EXPECT_EQ(task.due, kDue);
  EXPECT_EQ(task.state, TaskState::open);
  EXPECT_TRUE(task.act.answers.empty());
  EXPECT_FALSE(task.act.consent);
  EXPECT_TRUE(names_no_case(task));
  Message other = task_message();
  other.activity = "work_oriented";
  EXPECT_EQ(tasks_of_record(other, {}, {}, kDue).front().act.to, CaseState::active_work_oriented);
}

TEST(RecordTask, NamesNoCaseUnlessItsActDoesOrOpensOne) {
  CooperationTask task = tasks_of_record(task_message(), {}, {}, kDue).front();
  task.act.case_id = case_id(1);
  EXPECT_FALSE(names_no_case(task));
  task.act.case_id = {};
  task.act.kind = ActKind::request;
  EXPECT_FALSE(names_no_case(task));
}

TEST(RecordTask, OfAnEndIsASecondOne) {
  Office office;
  office.tell(task_message(kEnd));
  ASSERT_EQ(office.tasks.size(), 2U);
  EXPECT_EQ(office.tasks[1].act.kind, ActKind::conclude);
  EXPECT_EQ(office.tasks[1].act.happened, kEnd);
  EXPECT_FALSE(office.tasks[1].act.cause);
  Office later;
  later.tell(task_message());
  later.answer(0, TaskEvent::confirm);
  later.tell(task_message(kEnd));
  EXPECT_THAT(later.states(), ElementsAre(TaskState::confirmed, TaskState::open));
}

TEST(RecordTask, SaidAgainMakesNothingWhateverBecameOfIt) {
  for (const TaskEvent event : {TaskEvent::fall_due, TaskEvent::confirm, TaskEvent::reject}) {
    Office office;
    office.tell(task_message(kEnd));
    office.answer(0, event);
    EXPECT_THAT(office.tell(task_message(kEnd)), IsEmpty()) << name(event);
  }
}

TEST(RecordTask, SaidOtherwiseSupersedesTheOpenOneAndStandsBesideAnAnsweredOne) {
  for (const bool due : {false, true}) {
    Office office;
    office.tell(task_message(kEnd));
    if (due) office.answer(0, TaskEvent::fall_due);
    Message changed = task_message(kEnd);
    changed.start = kStart + std::chrono::days(1);
    office.tell(changed);
    EXPECT_THAT(office.states(), ElementsAre(TaskState::superseded, TaskState::open, TaskState::open));
    EXPECT_EQ(office.tasks[0].superseded_by, office.tasks[2].id);
    EXPECT_EQ(office.tasks[2].act.happened, changed.start);
    office.answer(2, TaskEvent::reject);
    office.tell(task_message(kEnd));
    EXPECT_THAT(office.states(),
                ElementsAre(TaskState::superseded, TaskState::open, TaskState::rejected, TaskState::open));
  }
}

TEST(RecordTask, AnEndThatIsTakenBackTakesItsOpenTaskAlongAndNoAnsweredOne) {
  Office office;
  office.tell(task_message(kEnd));
  office.tell(task_message());
  EXPECT_THAT(office.states(), ElementsAre(TaskState::open, TaskState::retracted));
  Office answered;
  answered.tell(task_message(kEnd));
  answered.answer(1, TaskEvent::confirm);
  EXPECT_THAT(answered.tell(task_message()), IsEmpty());
}

TEST(RecordTask, IsTakenBackWithItsRegistrationWhileItIsOpen) {
  Office office;
  office.tell(task_message(kEnd));
  office.answer(0, TaskEvent::confirm);
  const auto changed = retracted(office.tasks, {{}, "gavle", noon(kToday), kToday});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed.front().id, office.tasks[1].id);
  EXPECT_EQ(changed.front().state, TaskState::retracted);
}

TEST(RecordTask, OfAnEndThatIsTakenBackAndToldAgainIsMadeAnew) {
  Office office;
  office.tell(task_message(kEnd));
  office.tell(task_message());
  EXPECT_THAT(office.states(), ElementsAre(TaskState::open, TaskState::retracted));
  office.tell(task_message(kEnd));
  EXPECT_THAT(office.states(), ElementsAre(TaskState::open, TaskState::retracted, TaskState::open));
  EXPECT_THAT(office.tell(task_message(kEnd)), IsEmpty()) << "said twice";
}

TEST(RecordTask, AnswersItsRecordOnceNoneOfThemWaits) {
  const UnitOutcome before{Unit::task, Outcome::proposed, {{Code::for_other_authority, "af_gavle"}}, {}};
  const auto told = [&](std::vector<ProposalState> states) {
    std::vector<ToldProposal> all;
    for (const ProposalState state : states) all.push_back({task_id(1), state});
    return told_of_record(before, all, "af_gavle");
  };
  using P = ProposalState;
  EXPECT_EQ(told({}).reasons, before.reasons);
  EXPECT_EQ(told({P::received}).outcome, Outcome::proposed);
  EXPECT_THAT(codes(told({P::received}).reasons), ElementsAre(Code::for_other_authority, Code::proposal_received));
  EXPECT_EQ(told({P::received, P::handled}).outcome, Outcome::proposed);
  EXPECT_EQ(told({P::handled, P::received}).outcome, Outcome::proposed);
  EXPECT_EQ(told({P::not_current, P::handled}).outcome, Outcome::accepted);
  EXPECT_THAT(codes(told({P::handled}).reasons), ElementsAre(Code::proposal_handled));
  EXPECT_EQ(told({P::handled, P::not_current}).outcome, Outcome::accepted) << "what is registered stands";
  EXPECT_THAT(codes(told({P::not_current}).reasons), ElementsAre(Code::proposal_not_current));
}

}  // namespace
}  // namespace gateway::core
