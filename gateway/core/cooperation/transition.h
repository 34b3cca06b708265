#pragma once

#include <optional>
#include <span>

#include "gateway/core/cooperation/act.h"
#include "gateway/core/cooperation/case.h"

namespace gateway::core {

/// Who registers a transition where no local agreement says otherwise. It does not depend on who initiated.
enum class DefaultRegistrar {
  fk,
  af,
  fk_until_last_meeting,  ///< FK up to and on the day of the last mapping meeting, AF afterwards.
  either                  ///< The authority whose caseworker sees it first.
};

/// How the day of a transition lies to the day of the state it leaves.
enum class DateRule {
  any,
  not_before,    ///< The same day or later.
  the_day_after  ///< The day after the last mapping meeting at the earliest.
};

/// What a transition requires beyond its state, registrar and date.
enum class Requirement {
  nothing,
  consent,               ///< To registration; later than the last end where there was one.
  outcome_not_contrary,  ///< The last meeting's outcome, where answered, is the cooperation.
  cause_not_current,     ///< Blev inte aktuellt: hälsa | annat.
  no_cause,              ///< The coded reason says it.
  cause_interrupted,     ///< Återkallat samtycke | eget initiativ | death.
  both_offices
};

/// One row of the course of a case. `from` is empty for a person without a case.
struct Transition {
  std::optional<CaseState> from;
  ActKind act;
  CaseState to;
  DefaultRegistrar registrar;
  DateRule date;
  Requirement requires_;
  std::optional<Asked> asks = std::nullopt;  ///< Fields that belong to it.
};

/// Every transition there is (domain.md §4); nothing else decides where a case may go.
std::span<const Transition> transitions();

/// The transition of `act` from `from`; null where there is none, or where `to` must choose and does not.
const Transition* find_transition(std::optional<CaseState> from, ActKind act, std::optional<CaseState> to);

/// The authority a transition belongs to on the day it happens.
enum class Authority { af, fk, either };

Authority registrar(const Transition& transition, const CooperationCase* of, base::Date happened);

}  // namespace gateway::core
