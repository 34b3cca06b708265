#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/assignment/workplaces.h"
#include "gateway/core/directory.h"

namespace gateway::core {

/// An assignment, administration, supplier's account, cooperation organisation or insats of which a file says otherwise
/// than the sets that have been saved.
struct KeptAssignment {
  std::string user;                   ///< Or account; of an organisation or insats who changed it last.
  std::string role;                   ///< kAccount of an account; kCooperationRow, kInsatsRow.
  std::string place;                  ///< Of an account the organisation; of an organisation or insats its id.
  std::vector<base::Period> stays;    ///< When it holds, by the change sets; none where it is taken away.
  std::vector<base::Period> in_file;  ///< When it would, by the file and its workplaces.

  friend bool operator==(const KeptAssignment&, const KeptAssignment&) = default;
};

/// The role that accounts are told under; the periods are those of all that the account has in the organisation.
inline constexpr std::string_view kAccount = "supplier_account";

/// A directory file on its way into the ledger.
struct DirectoryImport {
  DirectoryRows rows;
  std::vector<KeptAssignment> kept;  ///< What the file would undo, and does not. By user, role and place.
  std::vector<Ending> endings;       ///< Assignments that end before their row does, with the workplace, or never hold.
};

/// The rows of a file as they take effect over those that are stored. The file says everything but this: what a change
/// set has given or taken away stays as it is, so that no file, older or newer, undoes a removal; attestations and
/// removals stay as evidence. Only where its user or place is no longer in the file does an assignment end with it, and
/// as ever with its workplace. So it is with what a supplier's account may in an organisation, which ends with the
/// organisation; and what a directory change has said of an insats, which ends with its cooperation organisation.
/// [pure]
DirectoryImport import_over(DirectoryRows file, const DirectoryRows& stored);

/// Cooperation organisations whose first day the file would change: it is set once, for nothing is registered before it
/// (domain.md §5). Ids, in the file's order. [pure]
std::vector<std::string> starts_changed(const DirectoryRows& file, const DirectoryRows& stored);

}  // namespace gateway::core
