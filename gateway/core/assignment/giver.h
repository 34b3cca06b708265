#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/assignment/change_set.h"

namespace gateway::core {

/// The cooperation organisations whose administration a place is under; the fault where there is no such place.
struct Administered {
  std::vector<std::string> cooperations;
  std::optional<Reason> fault;
};
Administered administered_by(const AssignmentChange& change, const Directory& directory, base::Date today);

/// Why `by` may not make the change in any of the cooperation organisations at a moment of a day: role AND assignment,
/// and no pair of roles that is forbidden. An administration taken away later on that day held until then; one taken
/// away later for cause gives nothing that was made before. [pure]
std::vector<Reason> giver_in(const std::vector<std::string>& cooperations, const AssignmentChange& change,
                             const std::string& by, const Directory& directory, base::Date on, base::Instant at);

/// Why `by` may not make the change, whoever it is of: nothing is asked of that user. Of a place that is not there
/// whoever gives the role somewhere may be told; everybody else only that they may not. [pure]
std::vector<Reason> giver_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                 base::Date on, base::Instant at);

}  // namespace gateway::core
