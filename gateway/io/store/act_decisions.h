#pragma once

#include <optional>
#include <vector>

#include "gateway/core/cooperation/act_decision.h"
#include "gateway/io/store/names.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// Where a decision on an act belongs.
struct PlaceOfAct {
  std::optional<std::int64_t> registration;  ///< Of the case or proposal; none where none came of it.
  std::optional<Mark> mark;                  ///< Of the key under which it was asked for.
  std::optional<core::TaskId> task;
  std::optional<std::int64_t> message;  ///< That carries it.
};

/// A decision as it is kept.
struct ActDecisionRow {
  core::ActDecision decision;
  PlaceOfAct place;
};

/// What is kept of decisions on acts. [writer thread]
class ActDecisions {
 public:
  ActDecisions(Database& database, Names& names) : database_(database), names_(names) {}

  /// Keeps a decision. Under a key the last one that settled something is kept, or else the last; one that nobody could
  /// ask for is not.
  void keep(const core::ActDecision& decision, const PlaceOfAct& place, base::Instant now);

  /// In their order.
  std::vector<ActDecisionRow> of_case(std::int64_t registration);
  std::vector<ActDecisionRow> of_task(const core::TaskId& task);
  std::optional<ActDecisionRow> of_key(const Mark& mark);

  /// The node has answered the message: what it made of the act.
  void answered(std::int64_t message, core::Outcome outcome, const std::vector<core::Reason>& reasons);
  /// The message was taken back before it left, and with it what it asked for: the outcome is outside, the answer
  /// retract.
  void taken_back(std::int64_t message);
  /// What the message asked for leads to nothing: from here on its decision is no longer the case's.
  void let_go(std::int64_t message);
  /// What the message asked for waits as this task.
  void asks(std::int64_t message, const core::TaskId& task);
  /// The node knows by another id what was proposed here under `from`.
  void rename_task(const core::TaskId& from, const core::TaskId& to);
  /// The case's consent was taken back: of what its decisions rested on only the policy and the day stay.
  void bare(std::int64_t registration);
  /// The case is no longer here, or what only waited is answered. Where it was no case (`whole`) the no to a task, or
  /// that it was taken back, stays under the task as long as what was rejected: it says nothing of the participant.
  void leave(std::int64_t registration, bool whole);
  /// Nothing of it stays.
  void forget(std::int64_t registration);
  /// What was asked for under the key waits no more, and nothing has come of it.
  void waits_no_more(const Mark& mark);
  /// What was asked for under the key is only counted.
  void forget(const Mark& mark);
  /// Removes what is older of what came to nothing, and says how much: parked ones are kept by `parked`.
  std::int64_t purge(base::Instant rejected, base::Instant parked);

 private:
  /// Gives the message's decision another outcome, and changes what it says.
  template <typename Change>
  void change(std::int64_t message, core::Outcome outcome, Change change);

  Database& database_;
  Names& names_;
};

}  // namespace gateway::io::store
