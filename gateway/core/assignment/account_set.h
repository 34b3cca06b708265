#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/assignment/change_set.h"

namespace gateway::core {

/// What an account may in one organisation, saved anew as a whole or ended.
struct AccountChange {
  enum class Kind { save, remove };

  std::uint32_t row = 1;  ///< Of the document it stands in, from 1.
  Kind kind = Kind::save;
  std::string account;
  std::string organisation;
  std::vector<Permission> permissions;
  std::vector<UnitChoice> units;
  std::optional<base::Date> from;   ///< The first day with it, or without it; today where none is given.
  std::optional<base::Date> until;  ///< The last day of what is saved.
};

/// What an administrator of a supplier has chosen in Mina sidor, over as many accounts as needed; or what the supplier
/// tells of its first administrator. Whole or not at all.
struct AccountSet {
  std::string by;                  ///< Account; empty where the supplier tells it.
  bool named_by_supplier = false;  ///< The supplier names the first administrator, or ends that account.
  std::int64_t version = 0;        ///< Of the directory that it was made on.
  std::vector<AccountChange> changes;
};

/// What the set does to the directory, which is of `version`. Each row is judged by the directory as it is: `by`
/// administers the organisation today, nothing is backdated. What comes of it has no fault (supplier.h) on any day on
/// which something of it begins or ends, but those that were there, and leaves no organisation without an administrator
/// unless the supplier says so. Has no endings. [pure]
ChangeOutcome apply(const AccountSet& set, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now);

}  // namespace gateway::core
