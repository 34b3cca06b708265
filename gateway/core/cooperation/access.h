#pragma once

#include <string>
#include <string_view>

#include "gateway/base/id.h"
#include "gateway/core/directory.h"

namespace gateway::core {

/// That somebody looked at a person's case (åtkomstlogg): never whose case it is.
struct Access {
  std::string user;
  base::RegistrationId id;  ///< The case.
  std::string operation;    ///< case.show, case.list, participant.search, task.show …
  base::Instant at{};

  friend bool operator==(const Access&, const Access&) = default;
};

/// Whether the user may read who looked at a case: whoever has the role dataskyddsombud today in the organisation whose
/// gateway it is. No assignment is asked for, and none gives it (domain.md §2).
bool may_review_access(const Directory& directory, std::string_view organisation, std::string_view user,
                       base::Date today);

}  // namespace gateway::core
