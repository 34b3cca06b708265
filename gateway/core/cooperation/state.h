#pragma once

#include <optional>
#include <string_view>

namespace gateway::core {

/// Where a case of the AF/FK cooperation stands (insatstyp; domain.md §4).
enum class CaseState {
  requested,
  mapping,
  planned_preparatory,
  planned_work_oriented,
  active_preparatory,
  active_work_oriented,
  concluded,
  interrupted
};

/// How a state counts in the reports.
enum class StateForm { waiting, active, end };

struct StateDescription {
  std::string_view id;
  std::string_view swedish;
  std::string_view english;
  CaseState state;
  StateForm form;
};

/// All states in the order of the enumeration.
inline constexpr StateDescription kCaseStates[] = {
    {"requested", "begäran om gemensam kartläggning", "mapping requested", CaseState::requested, StateForm::waiting},
    {"mapping", "gemensam kartläggning", "joint mapping", CaseState::mapping, StateForm::active},
    {"planned_preparatory", "planerad arbetsförberedande insats", "preparatory insats planned",
     CaseState::planned_preparatory, StateForm::waiting},
    {"planned_work_oriented", "planerad arbetslivsinriktad insats", "work-oriented insats planned",
     CaseState::planned_work_oriented, StateForm::waiting},
    {"active_preparatory", "arbetsförberedande insats", "preparatory insats", CaseState::active_preparatory,
     StateForm::active},
    {"active_work_oriented", "arbetslivsinriktad insats", "work-oriented insats", CaseState::active_work_oriented,
     StateForm::active},
    {"concluded", "avslutat samarbete", "cooperation concluded", CaseState::concluded, StateForm::end},
    {"interrupted", "avbrutet samarbete", "cooperation interrupted", CaseState::interrupted, StateForm::end}};

constexpr const StateDescription& description(CaseState state) {
  return kCaseStates[static_cast<std::size_t>(state)];
}
constexpr std::string_view name(CaseState state) {
  return description(state).id;
}
constexpr StateForm form(CaseState state) {
  return description(state).form;
}
constexpr bool ended(CaseState state) {
  return form(state) == StateForm::end;
}

/// Whether an insats runs, of either kind: an active form that is no mapping.
constexpr bool in_insats(CaseState state) {
  return state == CaseState::active_preparatory || state == CaseState::active_work_oriented;
}

constexpr std::optional<CaseState> parse_case_state(std::string_view name) {
  for (const StateDescription& row : kCaseStates) {
    if (row.id == name) return row.state;
  }
  return std::nullopt;
}

}  // namespace gateway::core
