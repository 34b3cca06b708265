#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/answer_task.h"

namespace gateway::core {

/// A decision on an act, or an answer to a task, as the ledger keeps it: coded, so that it can be explained. Names
/// neither the participant nor who acted.
struct ActDecision {
  ActKind kind = ActKind::request;
  bool fact = false;                ///< Withdrawal, death, protection or a wrong registration: asks for no authority.
  std::optional<TaskEvent> answer;  ///< confirm | reject | retract of a task; none of an act.
  std::string answer_code;          ///< Why a task was rejected.
  Outcome outcome = Outcome::rejected;
  std::vector<Reason> reasons;
  std::vector<Reason> warnings;
  base::Instant at{};  ///< When it was done: of the row that came of it, Act::at.
  std::string office;  ///< For which it was done; empty where it was for none.
  std::optional<Basis> basis;

  friend bool operator==(const ActDecision&, const ActDecision&) = default;
};

/// What is kept of a decision on an act.
ActDecision kept_of(const CooperationAct& act, const CooperationDecision& decision);

/// The same of a fact told without an act, with one that stands for it.
ActDecision kept_of_fact(const CooperationAct& act, const CooperationDecision& decision);

/// What is kept of an answer to a task that was taken.
ActDecision kept_of(const TaskDecision& answered);

/// A decision on an act where it is found again.
struct ActDecidedBefore {
  ActDecision decision;
  std::optional<CaseId> of;    ///< The case; none where none came of it.
  std::optional<TaskId> task;  ///< The proposal that it made or answered.
  std::uint32_t row = 0;       ///< Of the case; 0 where it made none.
  bool elsewhere = false;      ///< Decided where another organisation registers; the node told of it.
  std::vector<Reason> held;    ///< Why its message waits, where it is held back.

  friend bool operator==(const ActDecidedBefore&, const ActDecidedBefore&) = default;
};

/// Every act of the case in the order of registration: its rows, each with the decision that made it, and the decisions
/// that made none. A row without one was registered before decisions were kept, or elsewhere than at `organisation`.
/// Of a case that is closed for reading only that it was closed, without any fact. [pure]
std::vector<ActDecidedBefore> acts_of(const CooperationCase& of, std::vector<ActDecidedBefore> kept,
                                      std::string_view organisation);

}  // namespace gateway::core
