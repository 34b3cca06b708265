#include "gateway/core/cooperation/proposal.h"

#include <algorithm>

namespace gateway::core {

CooperationTask task_for(const CooperationAct& act, const std::string& office, const CaseCircumstances& c) {
  CooperationTask task;
  task.id = c.new_task;
  task.act = act;
  task.office = office;
  task.due = c.today + std::chrono::days(c.policy.threshold(Threshold::task_days, c.today));
  return task;
}

CooperationAct without_content(const CooperationAct& act) {
  CooperationAct left;
  left.kind = act.kind;
  left.case_id = act.case_id;
  left.by = act.by;
  left.office = act.office;
  return left;
}

CooperationAct without_content(const CooperationTask& task) {
  CooperationAct left = without_content(task.act);
  const bool there = task.act.kind == ActKind::request && task.act.fk_office == task.office;
  if (there && task.state == TaskState::rejected) left.fk_office = task.act.fk_office;
  return left;
}

std::optional<CooperationTask> moved(CooperationTask task, TaskEvent event, const Act& by) {
  const auto to = after(task.state, event);
  if (!to) return std::nullopt;
  task.state = *to;
  task.steps.push_back({event, by});
  return task;
}

std::vector<CooperationTask> tasks_now(const CooperationDecision& decision, const CaseSituation& situation) {
  std::vector<CooperationTask> tasks = situation.open_tasks;
  for (CooperationTask& task : tasks) {
    for (const CooperationTask& changed : decision.changed_tasks) {
      if (changed.id == task.id) task = changed;
    }
  }
  return tasks;
}

void change_task(CooperationDecision& decision, CooperationTask task) {
  std::erase_if(decision.changed_tasks, [&](const CooperationTask& changed) { return changed.id == task.id; });
  decision.changed_tasks.push_back(std::move(task));
}

bool same_content(const CooperationAct& a, const CooperationAct& b) {
  const bool to = !a.to || !b.to || *a.to == *b.to;
  return to && a.kind == b.kind && a.case_id == b.case_id && a.happened == b.happened && a.af_office == b.af_office &&
         a.fk_office == b.fk_office && a.meeting_on == b.meeting_on && a.until == b.until && a.answers == b.answers &&
         a.outcome == b.outcome && a.cause == b.cause && a.consent == b.consent &&
         a.mapping_consent == b.mapping_consent && a.row == b.row;
}

bool asks_for(const CooperationTask& task, const CooperationAct& act) {
  return !answered(task.state) && task.act.by.organisation == act.by.organisation && same_content(task.act, act);
}

namespace {

/// Whether the later proposal takes the place of the one that is open: nothing that was asked for is lost by it.
bool replaces(const CooperationAct& later, const CooperationAct& open) {
  const bool about_the_same = open.kind == later.kind && open.case_id == later.case_id && open.row == later.row &&
                              open.by.organisation == later.by.organisation;
  if (!about_the_same) return false;
  // A paper is lost with the proposal that brought it.
  if ((open.consent && !later.consent) || (open.mapping_consent && !later.mapping_consent)) return false;
  // Each meeting is one of its own.
  if (later.kind == ActKind::meet) return open.happened == later.happened;
  if (later.kind != ActKind::complete && later.kind != ActKind::correct) return true;
  const bool answers = std::all_of(open.answers.begin(), open.answers.end(),
                                   [&](const auto& answer) { return later.answers.contains(answer.first); });
  return answers && (later.outcome || !open.outcome) && (later.cause || !open.cause);
}

}  // namespace

void propose(CooperationDecision& decision, const CooperationAct& act, const std::string& office,
             const CaseSituation& situation, const CaseCircumstances& c) {
  const std::vector<CooperationTask> tasks = tasks_now(decision, situation);
  const bool again = std::any_of(tasks.begin(), tasks.end(), [&](const CooperationTask& open) {
    return open.office == office && asks_for(open, act);
  });
  if (again) {
    decision.outcome = Outcome::unchanged;
    return;
  }
  decision.outcome = Outcome::proposed;
  decision.reasons.push_back({Code::for_other_authority, office});
  decision.task = task_for(act, office, c);
  for (const CooperationTask& open : tasks) {
    if (!replaces(act, open.act)) continue;
    if (auto superseded = moved(open, TaskEvent::supersede, act.by)) {
      superseded->superseded_by = decision.task->id;
      change_task(decision, std::move(*superseded));
    }
  }
}

void settle_tasks(CooperationDecision& decision, const CooperationAct& act, const CaseSituation& situation) {
  for (const CooperationTask& open : tasks_now(decision, situation)) {
    if (answered(open.state)) continue;
    if (same_content(open.act, act)) {
      change_task(decision, *moved(open, TaskEvent::confirm, act.by));
      continue;
    }
    if (act.kind == ActKind::discard) {
      // Nobody can confirm it of a case that is discarded, but for what tells of a protective fact.
      const bool of_case = open.act.case_id == act.case_id;
      if (of_case && !protective(open.act)) change_task(decision, *moved(open, TaskEvent::retract, act.by));
      continue;
    }
    if (!situation.current || !decision.after) continue;
    // To the new office, and where the change is undone back again.
    CooperationTask follows = open;
    if (open.office == situation.current->af_office) follows.office = decision.after->af_office;
    if (open.office == situation.current->fk_office) follows.office = decision.after->fk_office;
    if (follows.office != open.office) change_task(decision, std::move(follows));
  }
}

}  // namespace gateway::core
