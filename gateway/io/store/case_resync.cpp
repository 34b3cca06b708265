// The node's feed read anew: what goes with a node that was restored.
#include <algorithm>
#include <chrono>

#include "gateway/io/store/cases.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// No page is older when it is taken: what was delivered since may be missing in it.
constexpr std::chrono::minutes kPageAge{5};

/// Of what was hidden, ended without a word or never was, no row says anything.
bool silent(const std::optional<core::CooperationCase>& course) {
  return course && (course->reading_closed || course->stripped || course->exited || course->discarded);
}

/// Whether the node tells of what the message carries: as a row of the case, or as the task that it became.
bool tells_of(const core::ToldCase& told, const core::Message& sent) {
  const core::CooperationAct& act = *sent.course;
  const base::Date happened = act.happened.value_or(sent.act.on);
  if (told.course) {
    const auto& rows = told.course->rows;
    const auto is = [&](const core::CaseRow& row) { return row.kind == act.kind && row.happened == happened; };
    if (std::any_of(rows.begin(), rows.end(), is)) return true;
    // Offices that the other authority had changed to before have no second row.
    const bool there = act.af_office == told.course->af_office && act.fk_office == told.course->fk_office;
    if (act.kind == core::ActKind::change_office && there) return true;
  }
  const auto named = [&](const core::TaskId& id) { return sent.task == id; };
  const auto is_task = [&](const core::CooperationTask& task) {
    return named(task.id) || (task.act.kind == act.kind && task.act.by == sent.act);
  };
  if (std::any_of(told.tasks.begin(), told.tasks.end(), is_task)) return true;
  return std::any_of(told.proposals.begin(), told.proposals.end(),
                     [&](const core::ToldProposal& one) { return !sent.task || named(one.task); });
}

}  // namespace

void SqliteCases::refuse_lost(KeptCase& kept, const core::ToldCase* told, base::Instant now) {
  if (silent(kept.course) || (told != nullptr && silent(told->course))) return;
  const std::vector<core::Reason> reasons = {{core::Code::registration_unknown}};
  for (const OutboxRow& message : s_.outbox.delivered_acts(kept.registration.row, now - kPageAge)) {
    const core::Message sent = unpack_message(message.body, {});
    if (!sent.course || core::protective(*sent.course) || (told != nullptr && tells_of(*told, sent))) continue;
    s_.outbox.move(message.sequence, Course::rejected, base::Instant{}, reasons, "", now);
    keep_refusal(message, reasons, now);
    decisions_.answered(message.sequence, core::Outcome::rejected, reasons);
    decisions_.let_go(message.sequence);
    rows_.forget_act(message.sequence);
    if (sent.task) rows_.remove_task(*sent.task);
    kept.refused = reasons;
    kept.refused_at = now;
  }
}

base::Result<void> SqliteCases::begin_resync(bool restored) {
  return guarded([&] { rows_.begin_resync(restored ? Untold::restored : Untold::read_anew); });
}

base::Result<std::size_t> SqliteCases::end_resync(base::Instant now) {
  return guarded([&] {
    std::size_t gone = 0;
    for (const std::int64_t row : rows_.untold()) {
      auto kept = rows_.at(row);
      if (!kept) continue;
      if (kept->untold == Untold::restored) refuse_lost(*kept, nullptr, now);
      kept->untold = Untold::no;
      kept->left = true;
      rows_.put(*kept);
      if (!waits(*kept, false)) leave(*kept, now);
      ++gone;
    }
    return gone;
  });
}

}  // namespace gateway::io::store
