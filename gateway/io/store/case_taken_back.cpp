// What was registered here and will never reach the node: taken back before it left, put aside, or needless.
#include <algorithm>
#include <utility>

#include "gateway/core/cooperation/take_back.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr bool of_case(core::MessageKind kind) {
  return kind >= core::MessageKind::request && kind <= core::MessageKind::reply;
}

/// Whether the row came of what the message carries.
bool carries(const core::Message& message, const core::CaseRow& row) {
  if (message.kind != core::MessageKind::act || !message.course) return false;
  const core::CooperationAct& act = *message.course;
  return act.kind == row.kind && message.act == row.by && act.happened.value_or(message.act.on) == row.happened;
}

/// A paper that came with the act is the case's from then on; the message says it with the rest.
bool brings_consent(const core::CooperationAct& act) {
  return act.consent || act.mapping_consent;
}

}  // namespace

/// What the messages behind one that will not leave say of the rows of the case: as it is without that row.
void SqliteCases::close_gap(const OutboxRow& gone, std::uint32_t number) {
  for (const OutboxRow& message : s_.outbox.open_in(gone.lane)) {
    if (message.sequence < gone.sequence) continue;
    core::Message body = unpack_message(message.body, {});
    if (!body.course) continue;
    // It was seen with the row that nobody else will know.
    body.course->seen_version.reset();
    if (body.course->row && *body.course->row > number) --*body.course->row;
    s_.outbox.rewrite(message.sequence, body);
  }
}

std::optional<std::size_t> SqliteCases::unsent_of(const std::vector<OutboxRow>& lane, const core::CaseRow& row) {
  for (std::size_t i = lane.size(); i-- > 0;) {
    const OutboxRow& message = lane[i];
    const core::Message body = unpack_message(message.body, {});
    if (!carries(body, row)) continue;
    // What has once been in a target's hands the node may have.
    const bool left = message.course == Course::in_hands || message.attempts > 0;
    return left || brings_consent(*body.course) ? std::nullopt : std::optional(i);
  }
  return std::nullopt;
}

bool SqliteCases::take_back_unsent(const ports::DecidedAct& decided) {
  const core::CooperationAct& undo = decided.act;
  const bool here = decided.sender.empty() && undo.kind == core::ActKind::undo && undo.row && decided.decision.after &&
                    decided.decision.outcome == core::Outcome::accepted && decided.messages.size() == 1 &&
                    decided.messages.front().kind == core::MessageKind::act;
  auto kept = here ? rows_.find(decided.id) : std::nullopt;
  const core::CaseRow* row = kept && kept->course ? kept->course->row(*undo.row) : nullptr;
  if (row == nullptr) return false;
  const std::int64_t lane = kept->registration.row;
  std::vector<OutboxRow> messages = s_.outbox.open_in(lane);
  const auto own = unsent_of(messages, *row);
  if (!own) return false;
  const OutboxRow taken = messages[*own];
  messages.erase(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(*own) + 1);
  const bool rests_on_it = std::any_of(messages.begin(), messages.end(), [&](const OutboxRow& message) {
    const core::Message body = unpack_message(message.body, {});
    return body.course && body.course->row && *body.course->row >= *undo.row;
  });
  if (rests_on_it) return false;

  s_.outbox.move(taken.sequence, Course::stopped, base::Instant{}, {}, "", decided.now);
  decisions_.taken_back(taken.sequence);
  close_gap(taken, *undo.row);
  for (const core::CooperationTask& task : decided.decision.changed_tasks) {
    if (auto moved = rows_.task(task.id)) {
      moved->task = task;
      rows_.put(*moved);
    }
  }
  for (const TaskRow& task : rows_.tasks_of(lane)) {
    const bool by_it = !task.task.steps.empty() && task.task.steps.back().by == row->by;
    if (task.told && core::answered(task.task.state) && by_it) take_back_task(task.task.id);
  }
  kept->refused.clear();
  kept->refused_at.reset();
  set_back(*kept, *undo.row, decided.now);
  rows_.put(*kept);
  if (!decided.responsible.empty()) name_responsible(*kept, decided);

  keep_note(decided);
  ports::DecidedAct alone = decided;
  alone.messages.clear();
  if (decided.why) keep_why(alone, lane);
  s_.uses.note(undo.by, undo.office);
  s_.audit.append({"take_back", decided.id, std::string(core::name(taken.kind)) + " unsent"}, decided.now);
  drained(lane, decided.now);
  return true;
}

void SqliteCases::set_back(KeptCase& kept, std::uint32_t number, base::Instant now) {
  core::CooperationCase before = core::without_row(*kept.course, number);
  const bool hidden = before.stripped || before.exited || before.reading_closed;
  if (kept.told && !hidden) {
    // A change of office may have let go of them.
    before.responsible = kept.told->responsible;
    before.deputy = kept.told->deputy;
    if (kept.told->version >= before.version && !rows_.awaits_node(kept.registration.row)) {
      return set_course(kept, *kept.told, now);
    }
  }
  kept.course = std::move(before);
  kept.registration.value = registration_of(*kept.course, kept.registration.value);
  s_.registrations.change(kept.registration.row, kept.registration.value);
}

void SqliteCases::stop_moves(std::int64_t lane, const core::CooperationCase& of, base::Instant now) {
  const core::Reason why{core::Code::case_discarded};
  const std::vector<OutboxRow> messages = s_.outbox.open_in(lane);
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    const core::Message body = unpack_message(message->body, {});
    const bool moves = body.course && body.course->kind == core::ActKind::change_office;
    // What was handed over once the node may have.
    if (!moves || message->course == Course::in_hands || message->attempts > 0) continue;
    s_.outbox.move(message->sequence, Course::stopped, base::Instant{}, {why}, "", now);
    keep_refusal(*message, {why}, now);
    decisions_.answered(message->sequence, core::Outcome::rejected, {why});
    rows_.forget_act(message->sequence);
    const auto row = std::find_if(of.rows.begin(), of.rows.end(), [&](const auto& one) { return carries(body, one); });
    if (row != of.rows.end()) close_gap(*message, row->number);
  }
}

void SqliteCases::buried(const OutboxRow& message, base::Instant now) {
  if (!of_case(message.kind)) return drained(message.lane, now);
  const auto kept = rows_.at(message.lane);
  // Whether somebody is counted instead, the answer to the exit says.
  if (kept && kept->course && kept->course->if_void) return drained(message.lane, now);
  const std::vector<core::Reason> why{{core::Code::not_stored}};
  refuse_behind(message, now);
  keep_refusal(message, why, now);
  settled(message, true, why, now);
}

}  // namespace gateway::io::store
