#include "gateway/flow/task_reception.h"

#include <chrono>
#include <vector>

#include "gateway/core/cooperation/record_task.h"

namespace gateway::flow {

base::Result<void> make_tasks(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                              const std::string& sender, const core::Message& message, const core::Admission& admission,
                              base::Date today) {
  const auto& registration = admission.registration;
  if (!registration || registration->kind != core::RegistrationKind::task) return {};
  const bool ended = registration->stage == core::Stage::exited || registration->stage == core::Stage::voided;
  if (!ended && message.kind != core::MessageKind::task) return {};
  ports::Cases& cases = transaction.cases();
  const auto before = cases.tasks_of(registration->id);
  if (!before) return before.error();
  const base::Instant now = around.clock.now();
  std::vector<core::CooperationTask> changed;
  if (ended) {
    changed = core::retracted(*before, {{}, sender, now, today});
  } else {
    const auto new_id = [&] { return core::TaskId{around.random.registration().bytes}; };
    const core::RecordTaskIds ids{new_id(), new_id()};
    const int days = rules.policy->threshold(core::Threshold::task_days, today);
    changed = core::tasks_of_record(message, *before, ids, today + std::chrono::days(days));
  }
  for (core::CooperationTask& task : changed) {
    if (auto stored = cases.store({std::move(task), registration->id}, {}, now); !stored) return stored;
  }
  return {};
}

}  // namespace gateway::flow
