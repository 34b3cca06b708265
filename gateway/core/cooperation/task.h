#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/act.h"

namespace gateway::core {

using TaskId = base::Id<struct TaskTag>;

/// Where a proposal between authorities stands. Every task ends in one of the last four.
enum class TaskState {
  open,
  due,  ///< Its day has passed; still to be answered.
  confirmed,
  rejected,   ///< By the registrar, with a reason.
  retracted,  ///< By the one who proposed it, by a protective fact, or since the case was discarded.
  superseded  ///< By a later proposal of the same.
};

enum class TaskEvent { confirm, reject, retract, supersede, fall_due };

std::string_view name(TaskEvent event);
std::optional<TaskEvent> parse_task_event(std::string_view name);

std::string_view name(TaskState state);
std::optional<TaskState> parse_task_state(std::string_view name);

constexpr bool answered(TaskState state) {
  return state != TaskState::open && state != TaskState::due;
}

/// Where the event takes the task; nothing where its course has no such step.
std::optional<TaskState> after(TaskState state, TaskEvent event);

/// What happened to a task, and through whom.
struct TaskStep {
  TaskEvent event;
  Act by;  ///< Without a user where time did it.

  friend bool operator==(const TaskStep&, const TaskStep&) = default;
};

/// What somebody answers a task with, or how its proposer takes it back.
struct TaskReply {
  TaskId task;
  TaskEvent event = TaskEvent::confirm;  ///< confirm | reject | retract
  std::string reason;                    ///< Of a rejection, as a code.

  friend bool operator==(const TaskReply&, const TaskReply&) = default;
};

/// A proposal (task) to the authority that registers: the act as the proposer would have made it. Names nobody.
struct CooperationTask {
  TaskId id;
  CooperationAct act;
  std::string office;  ///< Whose caseworkers answer it.
  TaskState state = TaskState::open;
  base::Date due;
  std::string answer;  ///< Reason of a rejection, as a code.
  std::optional<TaskId> superseded_by;
  std::vector<TaskStep> steps;

  friend bool operator==(const CooperationTask&, const CooperationTask&) = default;
};

}  // namespace gateway::core
