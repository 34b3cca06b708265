#pragma once

#include <string_view>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/reason.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// Why `user` may not register in `insats` on a day; empty when role AND assignment hold (domain.md §2): the user is
/// known and employed by `organisation`, which is no supplier, has a role that registers (deltagaransvarig), none that
/// must not be combined, and the assignment to the insats.
std::vector<Reason> authority_faults(const Directory& directory, std::string_view user, std::string_view organisation,
                                     std::string_view insats, base::Date on);

/// The same of a user of this directory, who is not looked up again.
std::vector<Reason> authority_faults(const Directory& directory, const User& user, std::string_view organisation,
                                     std::string_view insats, base::Date on);

/// Whether the user has two roles on a day that must not be combined.
bool role_forbidden(const Directory& directory, const User& user, base::Date on);

/// Whether the user has a role that registers (deltagaransvarig), none that must not be combined, and is not of a
/// supplier: what every act asks for beside the assignment.
bool is_caseworker(const Directory& directory, const User& user, base::Date on);

/// The same of a role that sees persons where it is assigned: what every look asks for beside the assignment.
bool reads_participants(const Directory& directory, const User& user, base::Date on);

/// Whether the user is known, is not of a supplier and has a role on a day: what figures without persons ask for
/// (domain.md §2: all roles may use reports). An unknown user reads nothing.
bool reads_figures(const Directory& directory, std::string_view user, base::Date on);

/// Whether the user is a caseworker employed by `organisation`; an unknown one is none.
bool is_caseworker_of(const Directory& directory, std::string_view user, std::string_view organisation, base::Date on);

/// Whether the user is employed by `organisation` and its data protection officer (dataskyddsombud) on a day: who reads
/// who looked, and answers for personal data incidents.
bool is_data_protection_officer(const Directory& directory, std::string_view user, std::string_view organisation,
                                base::Date on);

/// Whether the user may say that somebody has consented to a registration in `place`, for `organisation`: employed
/// there, with role AND assignment to the place today (domain.md §2), for a yes registers. Where nobody knows the place
/// (empty: no mapping answers yet, or it is no insats) any assignment does. What protects asks for nothing.
bool may_confirm_consent(const Directory& directory, std::string_view user, std::string_view organisation,
                         std::string_view place, base::Date on);

/// Whether the user may destroy what `organisation` registered wrongly (domain.md §3 r): its data protection officer,
/// or whoever registers there. A withdrawal asks for neither; it erases less.
bool may_destroy(const Directory& directory, std::string_view user, std::string_view organisation, base::Date on);

/// Why a participation from `start` cannot stand in `insats`: unknown, count only, not open, or outside the cooperation
/// organisation's days (domain.md §5). Empty when it can.
std::vector<Reason> insats_faults(const Directory& directory, std::string_view insats, base::Date start);

}  // namespace gateway::core
