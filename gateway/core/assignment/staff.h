#pragma once

#include <string>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/id.h"
#include "gateway/base/result.h"
#include "gateway/core/assignment/supplier_book.h"

namespace gateway::core {

/// Where a user works (arbetsplats): an office. A user without any row has an unknown workplace.
struct Workplace {
  std::string user;
  std::string office;
  base::Period period;
};

/// The cooperation organisation that an office belongs to ("Af i Af/FK-samarbete"): its insatsansvariga give the
/// office's assignments.
struct OfficeMembership {
  std::string office;
  std::string cooperation;
  base::Period period;
};

/// A user's tie (uppdrag) to a cooperation organisation: samverkansadministrator | insatsansvarig.
struct Administration {
  std::string user;
  std::string role;
  std::string cooperation;
  base::Period period;
};

/// An insatsansvarig's word that a user of unknown workplace works at an office.
struct Attestation {
  std::string user;
  std::string office;
  std::string by;
  base::Date on;
};

/// Until when, that day included, a user counts as trained in handling personal data (20 b § förordning 2002:623).
struct Training {
  std::string user;
  base::Date until;
};

/// Who stands in for a user.
struct Deputy {
  std::string user;
  std::string deputy;
  base::Period period;
};

/// An assignment or administration taken away on the day it still held: `at` tells what was done before it on that day,
/// which stands. For cause, nothing that the user did there until `at` leaves any more.
struct Removal {
  std::string user;
  std::string from;  ///< Office or insats; for the other roles a cooperation organisation.
  base::Date on;
  base::Instant at{};
  std::string by;
  bool for_cause = false;
  std::string cause;                      ///< A code, never a sentence; empty where not for cause.
  std::string role = "deltagaransvarig";  ///< Of all roles that are assigned to places; else the administration's.

  /// Whether what was done on a day, at a moment, was done before it.
  bool after(base::Date day, base::Instant moment) const { return day < on || (day == on && moment < at); }
};

/// Of a change set as the node is told of it; random.
using ChangeSetId = base::Id<struct ChangeSetTag>;

/// An assignment or administration that a change set has given or taken away: change sets alone say from then on when
/// it holds, and no import does.
struct ChangedAssignment {
  std::string user;
  std::string role;
  std::string place;  ///< Office or insats; for the other roles a cooperation organisation.
  std::string by;
  base::Instant at{};    ///< Of the last change.
  ChangeSetId set = {};  ///< At the node: what a gateway told of it in; empty where it was made here.
};

/// A cooperation organisation or insats that a directory change has made or edited: such changes alone say from then on
/// what it is, and no import does.
struct ChangedRow {
  std::string kind;  ///< kCooperationRow | kInsatsRow
  std::string id;
  std::string by;
  base::Instant at{};  ///< Of the last change.
};

inline constexpr std::string_view kCooperationRow = "cooperation";
inline constexpr std::string_view kInsatsRow = "insats";

/// What the directory holds of its users as staff.
struct StaffRows {
  std::vector<Workplace> workplaces;
  std::vector<OfficeMembership> memberships;
  std::vector<Administration> administrations;
  std::vector<Attestation> attestations;
  std::vector<Training> trainings;
  std::vector<Deputy> deputies;
  std::vector<Removal> removals;
  std::vector<std::string> protected_users;  ///< With protected identity: never found by a search.
  std::vector<ChangedAssignment> changed;    ///< One of each user, role and place.
  SupplierBook suppliers;
  std::vector<ChangedRow> changed_rows;  ///< One of each kind and id.
};

class Directory;

/// Every user, office and cooperation organisation that a row names must be there, no supplier's staff may have a role
/// of SUS but its gateway's data protection officer, and nobody roles from `today` on that must not be combined
/// (domain.md §2); otherwise the error names all that is wrong (ids only).
base::Result<void> check_staff(const Directory& directory, base::Date today);

}  // namespace gateway::core
