#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// A new task at `office` with the act as it was proposed.
CooperationTask task_for(const CooperationAct& act, const std::string& office, const CaseCircumstances& circumstances);

/// What may be kept of a proposal that nobody may confirm: what it was, of which case, from whom.
CooperationAct without_content(const CooperationAct& act);

/// The same of a task; of a request that was rejected where it was put to, that office, too: whether its proposer hears
/// why hangs on it (told.h).
CooperationAct without_content(const CooperationTask& task);

/// The task one step on; nothing where its course has no such step.
std::optional<CooperationTask> moved(CooperationTask task, TaskEvent event, const Act& by);

/// The open tasks of the situation, as the decision has changed them so far.
std::vector<CooperationTask> tasks_now(const CooperationDecision& decision, const CaseSituation& situation);

/// Notes a task as changed, in the place of what the decision has already made of it.
void change_task(CooperationDecision& decision, CooperationTask task);

/// Whether two acts ask for the same, whoever asks and whenever.
bool same_content(const CooperationAct& a, const CooperationAct& b);

/// Whether the task still waits and asks, for the same organisation, for what the act says. [pure]
bool asks_for(const CooperationTask& task, const CooperationAct& act);

/// Answers an act with a proposal: the same one again is unchanged, an earlier one of the same proposer about the same
/// is superseded where this one says all that it said; of two meetings on different days, neither.
void propose(CooperationDecision& decision, const CooperationAct& act, const std::string& office,
             const CaseSituation& situation, const CaseCircumstances& circumstances);

/// What an accepted act does to the case's open tasks: those that asked for it are confirmed; a change of office takes
/// the others along, and a discard takes them back, for nobody can confirm them then.
void settle_tasks(CooperationDecision& decision, const CooperationAct& act, const CaseSituation& situation);

}  // namespace gateway::core
