#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"

namespace gateway::core {

/// What an account of Mina sidor för fristående aktörer may do (behörighet). Stored by number: append only.
enum class Permission {
  administer,  ///< Administrera behörigheter: always over the whole organisation.
  receive,     ///< Ta emot (och fördela) nya deltagare.
  report       ///< Rapportering, planering och information.
};

/// administrera | ta_emot | rapportering
std::string_view name(Permission permission);

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

  friend bool operator==(const UnitChoice&, const UnitChoice&) = default;
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
  std::uint32_t line = 0;  ///< Of the file, or row of the set, that it was read from; not kept.
};

/// A person's account: the three levels of what it may do.
struct SupplierAccount {
  std::string id;
  std::vector<SupplierGrant> grants;  ///< One or more organisations; several of one follow each other in time.
};

/// An account that a set has changed in an organisation: sets alone say from then on what it may there, and no import
/// does.
struct ChangedAccount {
  std::string account;
  std::string organisation;
  std::string by;  ///< Account; empty where the supplier told it.
  base::Instant at{};
};

/// The accounts of suppliers, and the units of KA-webb. [any thread]
struct SupplierBook {
  std::vector<SupplierUnit> units;
  std::vector<SupplierAccount> accounts;
  std::vector<ChangedAccount> changed;  ///< One of each account and organisation.
};

}  // namespace gateway::core
