#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/assignment/change_set.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// A change as the node is told of it: its first day is always said, its cause never (what an employer has against
/// somebody stays with the employer).
struct ToldChange {
  AssignmentChange change;
  std::optional<base::Instant> seen;  ///< When the tie was last changed, as far as the giver knew; none: never.
  ChangeSetId follows = {};  ///< The set of the same gateway whose change of the tie the giver saw there; empty: none.

  friend bool operator==(const ToldChange&, const ToldChange&) = default;
};

/// A change set, or a part of one, that was saved at a gateway, on its way to the node's directory. Names no
/// participant.
struct ToldChanges {
  ChangeSetId id;
  std::vector<ToldChange> changes;

  friend bool operator==(const ToldChanges&, const ToldChanges&) = default;
};

/// What a node is told of a set that the directory `before` took: in the order of its rows, in parts that each fit into
/// one message; of an office also what `before` knows of the user's work there. The ids are still empty. [pure]
std::vector<ToldChanges> told_changes(const ChangeSet& set, const Directory& before, base::Date today);

/// What a set that was told of does to the node's directory.
struct TakenChanges {
  std::vector<Reason> reasons;        ///< Why it is refused, whole; empty where it is taken.
  std::optional<DirectoryRows> rows;  ///< The next version; none where all stands so already.
};

/// Decides a set that was made at the gateway of `sender` on the node's own directory: who made it must be of that
/// organisation and have had role and assignment for it when it was made, not taken away for cause since. A change that
/// stands so already is passed over, where no removal for cause made it so unseen. A tie that others have changed since
/// the giver last saw it, or the giver elsewhere after this set, is left alone and all of the set refused; but a
/// removal for cause stands whatever others did, and a tie that the set it follows was the last to change is as the
/// giver saw it. That such a set was the sender's is for the caller to ask. Who may not give is told nothing else.
/// `today`: the node's. [pure]
TakenChanges take(const ToldChanges& told, const Act& by, const Directory& directory, std::string_view sender,
                  base::Date today);

}  // namespace gateway::core
