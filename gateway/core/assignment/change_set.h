#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/assignment/workplaces.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// One assignment given or taken away, of one user and one place.
struct AssignmentChange {
  enum class Kind { add, remove, remove_for_cause };

  std::size_t row = 1;  ///< Of the document it stands in, from 1; several may come of one row.
  Kind kind = Kind::add;
  std::string user;
  std::string role = "deltagaransvarig";
  std::string place;                ///< Office or insats, or of other roles (core/role.h) a cooperation organisation.
  std::optional<base::Date> from;   ///< The first day with it, or without it; today where none is given.
  std::optional<base::Date> until;  ///< The last day of one that is given.
  bool attested = false;  ///< The giver attests that the user, whose workplace is unknown, works at the office.
  std::string cause;      ///< Of a removal for cause: a code.

  friend bool operator==(const AssignmentChange&, const AssignmentChange&) = default;
};

/// What an administrator has chosen, over as many people and places as needed. It takes effect only when saved, whole
/// or not at all (Spara).
struct ChangeSet {
  std::string by;            ///< User who makes it.
  std::int64_t version = 0;  ///< Of the directory that it was made on.
  std::vector<AssignmentChange> changes;
};

/// A fault of a change set; row 0 is the set itself.
struct RowFault {
  std::size_t row = 0;
  Reason reason;

  friend bool operator==(const RowFault&, const RowFault&) = default;
};

/// What a change set does.
struct ChangeOutcome {
  std::vector<RowFault> faults;       ///< All of them; with any, nothing else is here.
  std::optional<DirectoryRows> rows;  ///< The next version of the directory.
  std::vector<Ending> endings;        ///< What follows, also where workplaces have ended.
};

/// Why a change may not be made by `by` today, at `now`; the others of its set do not matter. Role of giver and
/// receiver, place, forbidden pairs, workplace, dates (domain.md §2).
std::vector<Reason> change_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                  const Workplaces& workplaces, base::Date today, base::Instant now);

/// That a set was made on another version than the newest.
std::optional<RowFault> outdated(std::int64_t made_on, std::int64_t newest);

/// What the set does to the directory, which is of `version`. Each row is judged by the directory as it is: a right
/// that the same set gives does not count. [pure]
ChangeOutcome apply(const ChangeSet& set, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now);

}  // namespace gateway::core
