#include "gateway/core/cooperation/local_activity.h"

namespace gateway::core {

std::optional<Reason> take_activity(CooperationAct& act, std::string_view activity, std::string_view af_office,
                                    const Catalogue* catalogue) {
  const auto kind =
      catalogue == nullptr ? std::nullopt : kind_of(*catalogue, activity, af_office, act.happened.value_or(act.by.on));
  if (!kind) return Reason{Code::activity_unknown};
  const bool preparatory = *kind == ActivityKind::preparatory;
  std::optional<CaseState> to;
  if (act.kind == ActKind::plan) to = preparatory ? CaseState::planned_preparatory : CaseState::planned_work_oriented;
  if (act.kind == ActKind::start || act.kind == ActKind::turn) {
    to = preparatory ? CaseState::active_preparatory : CaseState::active_work_oriented;
  }
  if (!to || (act.to && *act.to != *to)) return Reason{Code::activity_contradicted};
  act.to = to;
  return std::nullopt;
}

}  // namespace gateway::core
