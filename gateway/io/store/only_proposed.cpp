// Where gateway and node differ about who registers: a request that was taken here, and that the node has made a task
// of, is the proposal that it would have been; a proposal that the node has registered waits for nobody.
#include <algorithm>

#include "gateway/core/assignment/act.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// Whether the row is what the message proposes.
bool proposes(const core::Message& message, const TaskRow& row) {
  if (row.told || !message.course) return false;
  if (message.task) return row.task.id == *message.task;
  return row.task.act.kind == message.course->kind && row.task.act.by == message.act;
}

}  // namespace

std::size_t SqliteCases::only_proposed(KeptCase kept, const ports::DecidedAct& decided) {
  const std::int64_t lane = kept.registration.row;
  // Of a wrong person the incident is open here, whatever the node has.
  if (kept.told || kept.course->called_wrong()) return 0;
  std::int64_t request = 0;
  std::string body;
  {
    Query query =
        s_.database.query("SELECT sequence, body FROM outbox WHERE lane = ?1 AND kind = ?2 ORDER BY sequence DESC");
    query.bind(lane, core::MessageKind::request);
    if (!query.step()) return 0;
    request = query.integer(0);
    body = query.text(1);
  }
  const core::Message sent = unpack_message(body, decided.id);
  if (!sent.course) return 0;
  core::CooperationTask task = *decided.decision.task;
  task.act = *sent.course;
  task.office = task.act.fk_office;
  // What was taken back or hidden meanwhile nobody may confirm; the node hears of that after the request.
  const bool over = kept.course->exited || kept.course->reading_closed || kept.course->stripped;
  if (over) {
    task = *core::moved(std::move(task), core::TaskEvent::retract, {{}, {}, decided.now, s_.clock.day_of(decided.now)});
    task.act = core::without_content(task.act);
  }
  const std::vector<core::Reason> reasons = {{core::Code::case_unknown},
                                             {core::Code::for_other_authority, task.office}};
  const std::size_t stopped = refuse_later(kept, reasons, decided.now);
  if (stopped > 0) {
    kept.refused = reasons;
    kept.refused_at.reset();
  }
  core::Registration& value = kept.registration.value;
  value.place = task.office;
  value.handover = core::Handover::acknowledged;
  if (!over) {
    value.stage = core::Stage::in;
    value.end.reset();
  }
  s_.registrations.change(lane, value);
  kept.course.reset();
  rows_.put(kept);
  rows_.put(TaskRow{task, lane, std::nullopt});
  decisions_.answered(request, core::Outcome::proposed, {{core::Code::for_other_authority, task.office}});
  decisions_.asks(request, task.id);
  s_.audit.append({"act", decided.id, "request proposed"}, decided.now);
  return stopped;
}

std::size_t SqliteCases::refuse_later(const KeptCase& kept, const std::vector<core::Reason>& reasons,
                                      base::Instant now) {
  const std::int64_t lane = kept.registration.row;
  std::size_t stopped = 0;
  for (const OutboxRow& row : s_.outbox.open_in(lane)) {
    if (row.kind != core::MessageKind::act || row.course == Course::in_hands) continue;
    const core::Message message = unpack_message(row.body, kept.registration.value.id);
    // What protects is told all the same.
    if (message.course && core::protective(*message.course)) continue;
    s_.outbox.move(row.sequence, Course::stopped, base::Instant{}, reasons, "", now);
    keep_refusal(row, reasons, now);
    decisions_.answered(row.sequence, core::Outcome::rejected, reasons);
    rows_.forget_act(row.sequence);
    ++stopped;
  }
  for (const TaskRow& row : rows_.tasks_of(lane)) {
    if (!row.told) rows_.remove_task(row.task.id);
  }
  return stopped;
}

void SqliteCases::refuse_behind(const OutboxRow& message, base::Instant now) {
  if (message.kind != core::MessageKind::request) return;
  const auto kept = rows_.at(message.lane);
  if (kept && kept->course && !kept->told) refuse_later(*kept, {{core::Code::case_unknown}}, now);
}

void SqliteCases::accepted(const OutboxRow& message) {
  const core::Message body = unpack_message(message.body, {});
  if (!body.course) return;
  for (TaskRow& row : rows_.tasks_of(message.lane)) {
    if (!proposes(body, row)) continue;
    if (core::protective(*body.course)) {
      rows_.remove_task(row.task.id);  // What is left to be seen to the node tells.
      continue;
    }
    auto registered = core::moved(std::move(row.task), core::TaskEvent::confirm, body.act);
    if (!registered) continue;
    row.task = std::move(*registered);
    // The node has no such task, and tells of none.
    row.told = row.task;
    rows_.put(row);
    decisions_.answered(message.sequence, core::Outcome::accepted, {});
  }
}

void SqliteCases::drop_proposal(const OutboxRow& message) {
  if (message.kind != core::MessageKind::request && message.kind != core::MessageKind::act) return;
  const core::Message body = unpack_message(message.body, {});
  for (const TaskRow& row : rows_.tasks_of(message.lane)) {
    if (proposes(body, row)) rows_.remove_task(row.task.id);
  }
}

void SqliteCases::over_at_once(const OutboxRow& message) {
  const core::Message body = unpack_message(message.body, {});
  for (TaskRow& row : rows_.tasks_of(message.lane)) {
    if (!proposes(body, row) || core::answered(row.task.state)) continue;
    row.task.state = core::TaskState::rejected;
    row.told = row.task;
    rows_.put(row);
  }
}

bool SqliteCases::told_by_name(std::int64_t lane, const core::TaskId& task) {
  Query query = s_.database.query("SELECT body FROM outbox WHERE lane = ?1 AND kind IN (?2, ?3)");
  query.bind(lane, core::MessageKind::request, core::MessageKind::act);
  while (query.step()) {
    if (unpack_message(query.view(0), {}).task == task) return true;
  }
  return false;
}

bool SqliteCases::reply_waits(std::int64_t lane, const core::TaskId& task) {
  const std::vector<std::string> replies = s_.outbox.waiting(lane, core::MessageKind::reply);
  return std::any_of(replies.begin(), replies.end(), [&](const std::string& body) {
    const auto reply = unpack_message(body, {}).reply;
    return reply && reply->task == task;
  });
}

}  // namespace gateway::io::store
