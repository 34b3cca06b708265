#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/registration.h"

namespace gateway::core {

/// Which consent a registration in stands on, or stood on, and for how long (domain.md §3 s).
struct ConsentUse {
  std::string form;
  base::Date date;
  base::Date start;
  std::optional<base::Date> end;
  bool exited = false;  ///< Ended by withdrawal or death.

  friend bool operator==(const ConsentUse&, const ConsentUse&) = default;
};

/// The registration's; nothing of a task, of a case, and of what is void or refused.
std::optional<ConsentUse> consent_use(const Registration& registration);

/// Whether a consent is used up for a new registration of the same person from `start` to `end`: in Finsam each
/// registration in has its own (domain.md §3 s). A withdrawal told of one registration does not take back another's
/// consent; but form and date are all that tells one consent from another, so the same form of the same day is the same
/// consent where
/// - the other registration was exited: what was taken back, or ended with a death, is given to nothing else;
/// - the two do not run at the same time: one ends on the day the other starts, or before. A change of insats or beslut
///   asks for a new consent.
/// Where both run at the same time it is taken as signed on one day for each of them, for several at once are allowed
/// [A]. Of what was counted anonymously nobody knows whose consent it was.
bool used_up(const std::vector<ConsentUse>& others, const std::string& form, base::Date date, base::Date start,
             std::optional<base::Date> end);

}  // namespace gateway::core
