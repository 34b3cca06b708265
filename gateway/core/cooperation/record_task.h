#pragma once

#include <vector>

#include "gateway/core/cooperation/told.h"
#include "gateway/core/decision.h"
#include "gateway/core/message.h"

namespace gateway::core {

/// Ids for the tasks that a message of kind task may make.
struct RecordTaskIds {
  TaskId begun;
  TaskId ended;
};

/// What a message of kind task asks of its office at the node: that the activity is registered as begun and, where the
/// message says when it ended, the case as concluded; the caseworker may answer the latter with a no and register what
/// follows instead. `before` are the tasks that earlier messages of the registration made, in their order. What is said
/// again makes nothing; what is said otherwise supersedes the task that is still open, or makes another beside the one
/// that was answered; an end that is taken back takes its open task along. The tasks name neither person nor case
/// (contracts/decisions/0004). Answers those that are new or have changed. [pure]
std::vector<CooperationTask> tasks_of_record(const Message& message, const std::vector<CooperationTask>& before,
                                             const RecordTaskIds& ids, base::Date due);

/// The open ones among the tasks, taken back: their registration has ended by withdrawal or death, or was wrong.
std::vector<CooperationTask> retracted(const std::vector<CooperationTask>& tasks, const Act& by);

/// Whether whoever confirms the task at the node has to say which case it is of.
bool names_no_case(const CooperationTask& task);

/// The record's answer, as the node has told how far the tasks that came of it are: `before` with that, proposed as
/// long as one of them waits, then accepted where the office has handled any, else outside (not current). [pure]
UnitOutcome told_of_record(UnitOutcome before, const std::vector<ToldProposal>& told, const std::string& office);

}  // namespace gateway::core
