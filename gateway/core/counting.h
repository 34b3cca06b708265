#pragma once

#include <optional>

#include "gateway/core/cooperation/register.h"
#include "gateway/core/decide.h"

namespace gateway::core {

/// Whether the counting year (räkneåret), the year of the start, is closed today: by the policy's row of the day, or
/// because the ledger has closed years up to `through`, whatever the policy says since. What was counted in it changes
/// no more, and who it was is known no more. [pure]
bool year_closed(int year, int through, const Policy& policy, base::Date today);

/// The reason for whoever would be counted, or taken out of the count, in such a year. [pure]
Reason of_closed_year(int year);

/// Takes out of a decision on a registration that never reached the node what is not counted: in a closed year nobody,
/// and of a consent taken back before that nobody where the policy assumes so (domain.md §3 e). [pure]
void leave_uncounted(Decision& decision, int through, const Policy& policy, base::Date today);

/// Whether a request with a key that happened in `year` may be one of those counted in a year that is closed: it is
/// known no more. [pure]
bool perhaps_counted(int year, const CaseSituation& situation, const CaseCircumstances& c);

/// Why a request of the AF/FK cooperation that happened in `year` is not counted for `cause`; nothing where it is.
/// [pure]
std::optional<Reason> uncounted(int year, Code cause, const CaseSituation& situation, const CaseCircumstances& c);

}  // namespace gateway::core
