#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// What confirming a task would do: from which state to which, and every figure that changes. `now` is what the rules
/// answer today, were the proposer's act the registrar's.
struct TaskDifference {
  std::optional<CaseState> from;
  std::optional<CaseState> to;
  std::vector<FigureChange> changes;
  std::vector<AnswerChange> answers;  ///< Of a correction, whether or not it can be confirmed.
  std::vector<Reason> reasons;        ///< Why it cannot be confirmed as things stand.
};

/// Whether `by` may answer the task, which nobody has answered yet. [pure]
bool may_answer(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances);

/// The answer to something done with a task. A task that was not moved is as it was, with the reasons why.
struct TaskDecision {
  bool done = false;
  std::vector<Reason> reasons;
  CooperationTask task;
  std::optional<CooperationDecision> decision;  ///< Of a confirmation: what follows in the case.
  Basis basis;                                  ///< What any other answer rests on.
};

/// Shows a task to the caseworker `by` of the task's office; to anybody else only why not. [pure]
TaskDifference difference(const CooperationTask& task, const Act& by, const CaseSituation& situation,
                          const CaseCircumstances& circumstances);

/// Confirms: the act is decided again with the authority of `by` at the task's office, on the state of today. What the
/// rules do not take leaves the task as it was, but for what protection does to it. [pure]
TaskDecision confirm(const CooperationTask& task, const Act& by, const CaseSituation& situation,
                     const CaseCircumstances& circumstances);

/// Rejects, with a reason, by somebody with authority at the task's office: a code that the list task_reason holds on
/// the day of the act. [pure]
TaskDecision reject(const CooperationTask& task, const Act& by, const std::string& reason,
                    const CaseCircumstances& circumstances);

/// Takes the proposal back, by who made it or a colleague with authority at the same office, or at the office of that
/// authority which has the case now, where it is known (`of`). What a registrar is left to complete after a protective
/// fact is not taken back. [pure]
TaskDecision retract(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances,
                     const CooperationCase* of = nullptr);

/// For which office `by` takes it back; empty of a proposer without one. [pure]
std::string office_to_retract(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances,
                              const CooperationCase* of);

/// Whether `by` may take it back. [pure]
bool may_retract(const CooperationTask& task, const Act& by, const CaseCircumstances& circumstances,
                 const CooperationCase* of);

/// Marks what nobody answered by its day; it can still be answered. [pure]
TaskDecision fall_due(const CooperationTask& task, base::Date today, base::Instant now);

}  // namespace gateway::core
