#include "gateway/core/cooperation/next_step.h"

#include <algorithm>

namespace gateway::core {

namespace {

bool leads_on(const Transition& way, const CooperationCase& of) {
  const auto outcome = of.state == CaseState::mapping ? of.outcome() : std::nullopt;
  // The last meeting has been: what it led to comes next, an insats or the end.
  if (outcome) return way.act == (outcome == MeetingOutcome::to_cooperation ? ActKind::plan : ActKind::conclude);
  return way.act != ActKind::conclude && way.act != ActKind::interrupt && way.act != ActKind::change_office &&
         way.act != ActKind::rebook;
}

/// The day that the case's last move planned for what comes next.
std::optional<base::Date> planned_for(const CooperationCase& of) {
  const CaseRow* last = of.last_move();
  if (last == nullptr) return std::nullopt;
  if (of.state == CaseState::requested) {
    // A rebooking that only brings a consent leaves the meeting on its day.
    const auto booked = std::find_if(of.rows.rbegin(), of.rows.rend(), [](const CaseRow& row) {
      return row.meeting_on && row.standing == RowStanding::stands;
    });
    return booked == of.rows.rend() ? std::nullopt : booked->meeting_on;
  }
  if (last->kind != ActKind::start) return last->until;
  // What was planned goes on as planned when it begins.
  const auto plan = std::find_if(of.rows.rbegin(), of.rows.rend(), [](const CaseRow& row) {
    return row.kind == ActKind::plan && row.standing == RowStanding::stands;
  });
  return plan == of.rows.rend() ? std::nullopt : plan->until;
}

}  // namespace

std::optional<NextStep> next_step(const CooperationCase& of, base::Date today) {
  if (!of.open() || of.exited) return std::nullopt;
  NextStep step;
  for (const Transition& way : transitions()) {
    if (way.from != of.state || !leads_on(way, of)) continue;
    if (step.acts.empty()) step.whose = registrar(way, &of, today);
    if (std::find(step.acts.begin(), step.acts.end(), way.act) == step.acts.end()) step.acts.push_back(way.act);
  }
  step.latest = planned_for(of);
  step.late = step.latest && *step.latest < today;
  return step;
}

}  // namespace gateway::core
