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
  CaseState state;
  std::string_view id;
  std::string_view swedish;
  StateForm form;
};

/// All states in the order of the enumeration.
inline constexpr StateDescription kCaseStates[] = {
    {CaseState::requested, "requested", "begäran om gemensam kartläggning", StateForm::waiting},
    {CaseState::mapping, "mapping", "gemensam kartläggning", StateForm::active},
    {CaseState::planned_preparatory, "planned_preparatory", "planerad arbetsförberedande insats", StateForm::waiting},
    {CaseState::planned_work_oriented, "planned_work_oriented", "planerad arbetslivsinriktad insats",
     StateForm::waiting},
    {CaseState::active_preparatory, "active_preparatory", "arbetsförberedande insats", StateForm::active},
    {CaseState::active_work_oriented, "active_work_oriented", "arbetslivsinriktad insats", StateForm::active},
    {CaseState::concluded, "concluded", "avslutat samarbete", StateForm::end},
    {CaseState::interrupted, "interrupted", "avbrutet samarbete", StateForm::end}};

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

constexpr std::optional<CaseState> parse_case_state(std::string_view name) {
  for (const StateDescription& row : kCaseStates) {
    if (row.id == name) return row.state;
  }
  return std::nullopt;
}

}  // namespace gateway::core
