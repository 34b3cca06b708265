#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/assignment/told_changes.h"
#include "gateway/core/message.h"

namespace gateway::core {

class Directory;

/// How far what is said to the node has come.
struct Said {
  std::string state;            ///< As the queue says it; empty where nothing of it has been queued yet.
  std::vector<Reason> reasons;  ///< Why it is in that state.
};

/// Volume figures: who gave them, and when.
struct Given {
  std::string by;
  base::Date on;
};

/// Why a total is as it is, in the shape of `explain` (explain.h): the outcome is waiting, accepted, rejected, stopped
/// or dead, the unit's remedy what would have to change, `totals` the figures. `given`: of volume figures by whom and
/// on which day. Names no participant. [pure]
base::Document explain(const Totals& totals, const std::optional<Given>& given, const Said& said, base::Date today);

/// What became of a saved set of assignments: `set` {id, by, organisation, roles, saved, changes}, and in the notes the
/// same as people read it. Names no participant. [pure]
base::Document explain(const ToldChanges& set, const Act& by, const std::vector<std::string>& roles, const Said& said);

/// What became of a message of a registration, by its id. [pure]
base::Document explain(MessageKind kind, std::string_view registration, const Said& said);

/// Under which administrations `by` could give what the set gives, as the directory knows it of the day of the act:
/// role and cooperation organisation, each once. [pure]
std::vector<std::string> given_under(const ToldChanges& set, const Act& by, const Directory& directory);

}  // namespace gateway::core
