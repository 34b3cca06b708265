#include "gateway/core/cooperation/local_activity.h"

namespace gateway::core {

TakenActivity take_activity(CooperationAct& act, std::string_view activity, std::string_view af_office,
                            const Catalogue* catalogue) {
  const LocalActivity* row =
      catalogue == nullptr ? nullptr : activity_at(*catalogue, activity, af_office, act.happened.value_or(act.by.on));
  if (row == nullptr) return {nullptr, Reason{Code::activity_unknown}};
  const bool preparatory = row->kind == ActivityKind::preparatory;
  std::optional<CaseState> to;
  if (act.kind == ActKind::plan) to = preparatory ? CaseState::planned_preparatory : CaseState::planned_work_oriented;
  if (act.kind == ActKind::start || act.kind == ActKind::turn) {
    to = preparatory ? CaseState::active_preparatory : CaseState::active_work_oriented;
  }
  if (!to || (act.to && *act.to != *to)) return {row, Reason{Code::activity_contradicted}};
  act.to = to;
  return {row, std::nullopt};
}

void add_activity(Basis& basis, const LocalActivity& row) {
  basis.add(Fact::activity, static_cast<int>(row.kind), row.valid.from);
}

}  // namespace gateway::core
