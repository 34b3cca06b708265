#include "gateway/core/cooperation/task.h"

#include <array>

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 6> kNames = {"open", "due", "confirmed", "rejected", "retracted", "superseded"};

struct Transition {
  TaskState from;
  TaskEvent event;
  TaskState to;
};

/// The whole course of a task; what is not in it does not happen.
constexpr auto kTransitions = std::to_array<Transition>({
    {TaskState::open, TaskEvent::fall_due, TaskState::due},
    {TaskState::open, TaskEvent::confirm, TaskState::confirmed},
    {TaskState::open, TaskEvent::reject, TaskState::rejected},
    {TaskState::open, TaskEvent::retract, TaskState::retracted},
    {TaskState::open, TaskEvent::supersede, TaskState::superseded},
    {TaskState::due, TaskEvent::confirm, TaskState::confirmed},
    {TaskState::due, TaskEvent::reject, TaskState::rejected},
    {TaskState::due, TaskEvent::retract, TaskState::retracted},
    {TaskState::due, TaskEvent::supersede, TaskState::superseded},
});

constexpr std::array<std::string_view, 5> kEvents = {"confirm", "reject", "retract", "supersede", "fall_due"};

}  // namespace

std::string_view name(TaskState state) {
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<TaskState> parse_task_state(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<TaskState>(i);
  }
  return std::nullopt;
}

std::string_view name(TaskEvent event) {
  return kEvents[static_cast<std::size_t>(event)];
}

std::optional<TaskEvent> parse_task_event(std::string_view name) {
  for (std::size_t i = 0; i < kEvents.size(); ++i) {
    if (kEvents[i] == name) return static_cast<TaskEvent>(i);
  }
  return std::nullopt;
}

std::optional<TaskState> after(TaskState state, TaskEvent event) {
  for (const Transition& row : kTransitions) {
    if (row.from == state && row.event == event) return row.to;
  }
  return std::nullopt;
}

}  // namespace gateway::core
