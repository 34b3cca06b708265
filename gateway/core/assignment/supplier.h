#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// What an account of Mina sidor för fristående aktörer may do.
enum class Permission {
  administer,  ///< Administrera behörigheter: always over the whole organisation.
  receive,     ///< Ta emot (och fördela) nya deltagare.
  report       ///< Rapportering, planering och information.
};

/// A unit (utförande verksamhet) as KA-webb has it: the only place where units are entered.
struct SupplierUnit {
  std::string id;
  std::string organisation;
  std::string service;  ///< Tjänst, e.g. A013; a unit of two services has two rows.
  std::vector<std::string> addresses;
  base::Period period;
};

/// A unit chosen for an account, for one service, with some of its addresses.
struct UnitChoice {
  std::string unit;
  std::string service;
  std::vector<std::string> addresses;
};

/// What an account has in one organisation. Permissions belong to the organisation, units to the account: `receive` and
/// `report` hold for all of its units and addresses, and none of them for a part.
struct SupplierGrant {
  std::string organisation;
  std::vector<UnitChoice> units;
  std::vector<Permission> permissions;
  std::string given_by;            ///< Account; empty where the supplier named the first administrator.
  bool named_by_supplier = false;  ///< The first administrator.
  base::Period period;
};

/// A person's account: the three levels of what it may do.
struct SupplierAccount {
  std::string id;
  std::vector<SupplierGrant> grants;  ///< One or more organisations.
};

/// A fault or warning of an account; `account` is empty where the organisation is meant.
struct SupplierFault {
  std::string account;
  Reason reason;

  friend bool operator==(const SupplierFault&, const SupplierFault&) = default;
};

/// The accounts of suppliers, and the units of KA-webb. [any thread]
struct SupplierBook {
  std::vector<SupplierUnit> units;
  std::vector<SupplierAccount> accounts;
};

/// What is against the invariants on a day (domain.md §2): organisation known and a supplier; a unit only if KA-webb
/// has it for that service; addresses of its units only; one to three permissions, with units where they are asked for;
/// one first administrator, named by the supplier, and every other grant given by an administrator of the organisation.
std::vector<SupplierFault> supplier_faults(const SupplierBook& book, const Directory& directory, base::Date on);

/// Organisations with more than `most` administrators.
std::vector<SupplierFault> supplier_warnings(const SupplierBook& book, std::size_t most, base::Date on);

/// Whether the account has the permission in the organisation on a day.
bool may(const SupplierAccount& account, Permission permission, std::string_view organisation, base::Date on);

/// Whether the account may receive or report for a unit, and for the address where one is given. To administer asks for
/// no unit.
bool may_at(const SupplierAccount& account, Permission permission, std::string_view organisation, std::string_view unit,
            std::string_view service, std::optional<std::string_view> address, base::Date on);

}  // namespace gateway::core
