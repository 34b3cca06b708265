#include "gateway/core/cooperation/record_task.h"

#include <algorithm>
#include <utility>

#include "gateway/core/cooperation/proposal.h"

namespace gateway::core {

namespace {

std::optional<CaseState> state_of(std::string_view activity) {
  if (activity == "preparatory") return CaseState::active_preparatory;
  if (activity == "work_oriented") return CaseState::active_work_oriented;
  return std::nullopt;
}

CooperationTask asked_for(const Message& message, ActKind kind, base::Date happened, const TaskId& id, base::Date due) {
  CooperationTask task;
  task.id = id;
  task.act.kind = kind;
  if (kind == ActKind::start) task.act.to = state_of(message.activity);
  task.act.happened = happened;
  task.act.by = message.act;
  task.office = message.place;
  task.due = due;
  return task;
}

const CooperationTask* latest(const std::vector<CooperationTask>& tasks, ActKind kind) {
  const auto found =
      std::find_if(tasks.rbegin(), tasks.rend(), [&](const CooperationTask& one) { return one.act.kind == kind; });
  return found == tasks.rend() ? nullptr : &*found;
}

bool says_the_same(const CooperationTask& a, const CooperationTask& b) {
  return a.office == b.office && a.act.happened == b.act.happened && a.act.to == b.act.to;
}

}  // namespace

std::vector<CooperationTask> tasks_of_record(const Message& message, const std::vector<CooperationTask>& before,
                                             const RecordTaskIds& ids, base::Date due) {
  std::vector<CooperationTask> changed;
  const auto ask = [&](ActKind kind, const std::optional<base::Date>& happened, const TaskId& id) {
    const CooperationTask* last = latest(before, kind);
    const bool waits = last != nullptr && !answered(last->state);
    if (!happened) {
      if (waits) changed.push_back(*moved(*last, TaskEvent::retract, message.act));
      return;
    }
    CooperationTask task = asked_for(message, kind, *happened, id, due);
    if (last != nullptr && last->state != TaskState::retracted && says_the_same(*last, task)) return;
    if (waits) {
      CooperationTask superseded = *moved(*last, TaskEvent::supersede, message.act);
      superseded.superseded_by = id;
      changed.push_back(std::move(superseded));
    }
    changed.push_back(std::move(task));
  };
  ask(ActKind::start, message.start, ids.begun);
  ask(ActKind::conclude, message.date, ids.ended);
  return changed;
}

std::vector<CooperationTask> retracted(const std::vector<CooperationTask>& tasks, const Act& by) {
  std::vector<CooperationTask> changed;
  for (const CooperationTask& task : tasks) {
    if (auto back = moved(task, TaskEvent::retract, by)) changed.push_back(std::move(*back));
  }
  return changed;
}

bool names_no_case(const CooperationTask& task) {
  return task.act.kind != ActKind::request && task.act.case_id.empty();
}

UnitOutcome told_of_record(UnitOutcome before, const std::vector<ToldProposal>& told, const std::string& office) {
  if (told.empty()) return before;
  const bool waits = std::any_of(told.begin(), told.end(),
                                 [](const ToldProposal& one) { return one.state == ProposalState::received; });
  if (waits) {
    before.outcome = Outcome::proposed;
    before.reasons = {{Code::for_other_authority, office}, {Code::proposal_received, office}};
  } else if (std::any_of(told.begin(), told.end(),
                         [](const ToldProposal& one) { return one.state == ProposalState::handled; })) {
    // What the office has registered stands, whatever was taken back or turned down beside it.
    before.outcome = Outcome::accepted;
    before.reasons = {{Code::proposal_handled, office}};
  } else {
    before.outcome = Outcome::outside;
    before.reasons = {{Code::proposal_not_current, office}};
  }
  return before;
}

}  // namespace gateway::core
