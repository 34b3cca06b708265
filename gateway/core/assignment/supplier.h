#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/assignment/supplier_book.h"
#include "gateway/core/directory.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// A fault or warning of an account; `account` is empty where the organisation is meant.
struct SupplierFault {
  std::string account;
  Reason reason;
  std::uint32_t line = 0;  ///< Of the grant, or of one of the organisation; 0 where it was not read just now.

  friend bool operator==(const SupplierFault&, const SupplierFault&) = default;
};

/// What is against the invariants on a day (domain.md §2): organisation known and a supplier; a unit only if KA-webb
/// has it for that service; addresses of its units only; one to three permissions, with units where they are asked for;
/// one first administrator, named by the supplier, and every other grant given by an administrator of the organisation.
std::vector<SupplierFault> supplier_faults(const SupplierBook& book, const Directory& directory, base::Date on);

/// Organisations with more than `most` administrators.
std::vector<SupplierFault> supplier_warnings(const SupplierBook& book, std::size_t most, base::Date on);

/// Both, of the directory's own book: what somebody should look at on a day.
std::vector<SupplierFault> supplier_findings(const Directory& directory, std::size_t most, base::Date on);

/// Whether the account has the permission in the organisation on a day.
bool may(const SupplierAccount& account, Permission permission, std::string_view organisation, base::Date on);

/// Whether the account may receive or report for a unit, and for the address where one is given. To administer asks for
/// no unit.
bool may_at(const SupplierAccount& account, Permission permission, std::string_view organisation, std::string_view unit,
            std::string_view service, std::optional<std::string_view> address, base::Date on);

}  // namespace gateway::core
