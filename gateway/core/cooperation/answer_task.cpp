#include "gateway/core/cooperation/answer_task.h"

#include <algorithm>

#include "gateway/core/assignment/act.h"
#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::core {

namespace {

CooperationAct taken_over(const CooperationTask& task, const Act& by) {
  CooperationAct act = task.act;
  act.by = by;
  act.office = task.office;
  act.seen_version.reset();
  return act;
}

TaskDecision left(const CooperationTask& task, std::vector<Reason> reasons) {
  TaskDecision decision;
  decision.task = task;
  decision.reasons = std::move(reasons);
  return decision;
}

TaskDecision step(const CooperationTask& task, TaskEvent event, const Act& by) {
  auto next = moved(task, event, by);
  if (!next) return left(task, {{Code::task_answered, std::string(name(task.state))}});
  TaskDecision decision;
  decision.done = true;
  decision.task = std::move(*next);
  return decision;
}

/// A code, never a sentence: it is told to others, and stays in the clear.
bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= 40 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

/// What is wrong with the reason of a rejection. Where no list is configured any code is taken.
std::optional<Reason> reason_fault(const std::string& reason, const Policy& policy, base::Date on) {
  if (!is_code(reason)) return Reason{Code::task_reason_missing};
  const CodeList* list = policy.codes.of(kTaskReason);
  if (list == nullptr || knows(*list, reason, on)) return std::nullopt;
  return Reason{Code::code_unknown, std::string(kTaskReason)};
}

/// Why `by` may not answer the task: role and assignment at its office, whatever the task is about.
std::vector<Reason> answerer_faults(const CooperationTask& task, const Act& by, const CaseCircumstances& c) {
  return act_faults(c.directory, by, by.organisation, task.office);
}

/// The office that answers for the proposal: the one it was made for, or the one of that authority which has the case
/// now, where `by` acts for that.
const std::string& proposing_office(const CooperationTask& task, const Act& by, const CooperationCase* of,
                                    const CaseCircumstances& c) {
  const Part own = part_of(c.directory, task.act.by.organisation);
  const bool known = of != nullptr && of->form == CaseForm::named && of->id == task.act.case_id;
  if (!known || task.act.office.empty() || (own != Part::af && own != Part::fk)) return task.act.office;
  const std::string& now = own == Part::af ? of->af_office : of->fk_office;
  return act_faults(c.directory, by, by.organisation, now).empty() ? now : task.act.office;
}

/// Why `by` may not take the proposal back. Who acted for an office must still act for it; of an organisation without
/// one, whoever proposed or another of its users. What tells of a protective fact is nobody's to take back.
std::vector<Reason> proposer_faults(const CooperationTask& task, const Act& by, const CooperationCase* of,
                                    const CaseCircumstances& c) {
  const Act& proposer = task.act.by;
  if (by.organisation != proposer.organisation || protective(task.act)) return {{Code::task_not_proposed_by}};
  if (!task.act.office.empty()) {
    return act_faults(c.directory, by, by.organisation, proposing_office(task, by, of, c));
  }
  const User* user = c.directory.user(by.user);
  const bool colleague = user != nullptr && user->organisation == by.organisation;
  if (by.user == proposer.user || colleague) return {};
  return {{Code::task_not_proposed_by}};
}

/// A confirmation never hands the task on: whoever may not register it is told, and may propose in its own name.
void drop_proposal(CooperationDecision& decided) {
  if (!decided.task) return;
  std::erase_if(decided.changed_tasks,
                [&](const CooperationTask& changed) { return changed.superseded_by == decided.task->id; });
  decided.task.reset();
}

/// The same act where the caseworker's own authority has asked another for it: nothing is registered by that.
const CooperationTask* asked_elsewhere(const CooperationTask& task, const CooperationAct& act,
                                       const CaseSituation& situation) {
  const auto found =
      std::find_if(situation.open_tasks.begin(), situation.open_tasks.end(),
                   [&](const CooperationTask& other) { return other.id != task.id && asks_for(other, act); });
  return found == situation.open_tasks.end() ? nullptr : &*found;
}

/// A request is decided on the person's case, also where one has been opened since it was proposed.
CaseSituation overtaken(const CooperationTask& task, CaseSituation situation) {
  if (task.act.kind == ActKind::request && !situation.current) situation.current = situation.overtaken_by;
  return situation;
}

}  // namespace

bool may_answer(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances) {
  return !answered(task.state) && answerer_faults(task, by, circumstances).empty();
}

TaskDifference difference(const CooperationTask& task, const Act& by, const CaseSituation& known,
                          const CaseCircumstances& circumstances) {
  const CaseSituation situation = overtaken(task, known);
  TaskDifference differs;
  differs.reasons = answerer_faults(task, by, circumstances);
  if (!differs.reasons.empty()) return differs;
  const CooperationAct act = taken_over(task, by);
  Preview shown = preview(act, situation, circumstances);
  if (situation.current && act.kind != ActKind::request) differs.from = situation.current->state;
  differs.to = shown.decision.after ? std::optional(shown.decision.after->state) : differs.from;
  differs.changes = std::move(shown.changes);
  if (situation.current && may_see(circumstances.directory, by.user, *situation.current, circumstances.today)) {
    differs.answers = answer_changes(act, *situation.current);
  }
  differs.reasons = std::move(shown.decision.reasons);
  return differs;
}

TaskDecision confirm(const CooperationTask& task, const Act& by, const CaseSituation& known,
                     const CaseCircumstances& circumstances) {
  const CaseSituation situation = overtaken(task, known);
  std::vector<Reason> faults = answerer_faults(task, by, circumstances);
  if (!faults.empty()) return left(task, std::move(faults));
  TaskDecision decision = step(task, TaskEvent::confirm, by);
  if (!decision.done) return decision;
  const CooperationAct act = taken_over(task, by);
  CooperationDecision decided = decide_act(act, situation, circumstances);
  const bool same = decided.outcome == Outcome::unchanged;
  const CooperationTask* elsewhere = same ? asked_elsewhere(task, act, situation) : nullptr;
  if (elsewhere != nullptr) decided.reasons.push_back({Code::for_other_authority, elsewhere->office});
  const bool taken =
      decided.outcome == Outcome::accepted || decided.outcome == Outcome::anonymous || (same && elsewhere == nullptr);
  if (decided.outcome == Outcome::proposed) drop_proposal(decided);
  // What protection took from the task, or that it took it back, holds whatever the answer.
  const auto own = std::find_if(decided.changed_tasks.begin(), decided.changed_tasks.end(),
                                [&](const CooperationTask& changed) { return changed.id == task.id; });
  CooperationTask now = task;
  if (own != decided.changed_tasks.end()) {
    now = std::move(*own);
    decided.changed_tasks.erase(own);
  }
  if (!taken) {
    decision = left(now, decided.reasons);
  } else {
    decision.task = answered(now.state) ? std::move(now) : *moved(std::move(now), TaskEvent::confirm, by);
  }
  decision.decision = std::move(decided);
  return decision;
}

TaskDecision reject(const CooperationTask& task, const Act& by, const std::string& reason, const CaseCircumstances& c) {
  std::vector<Reason> faults = answerer_faults(task, by, c);
  if (auto fault = reason_fault(reason, c.policy, by.on)) faults.push_back(std::move(*fault));
  if (!faults.empty()) return left(task, std::move(faults));
  TaskDecision decision = step(task, TaskEvent::reject, by);
  if (!decision.done) return decision;
  decision.task.answer = reason;
  decision.basis = basis_of_answer(by, task.office, c);
  return decision;
}

bool may_retract(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances,
                 const CooperationCase* of) {
  return proposer_faults(task, by, of, circumstances).empty();
}

std::string office_to_retract(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances,
                              const CooperationCase* of) {
  return proposing_office(task, by, of, circumstances);
}

TaskDecision retract(const CooperationTask& task, const Act& by, const CaseCircumstances& c,
                     const CooperationCase* of) {
  std::vector<Reason> faults = proposer_faults(task, by, of, c);
  if (!faults.empty()) return left(task, std::move(faults));
  TaskDecision decision = step(task, TaskEvent::retract, by);
  decision.basis = basis_of_answer(by, proposing_office(task, by, of, c), c);
  return decision;
}

TaskDecision fall_due(const CooperationTask& task, base::Date today, base::Instant now) {
  if (today <= task.due) return left(task, {});
  return step(task, TaskEvent::fall_due, {{}, {}, now, today});
}

}  // namespace gateway::core
