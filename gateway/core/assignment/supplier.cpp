#include "gateway/core/assignment/supplier.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace gateway::core {

namespace {

bool has(const SupplierGrant& grant, Permission permission) {
  return std::find(grant.permissions.begin(), grant.permissions.end(), permission) != grant.permissions.end();
}

template <typename Value>
bool contains(const std::vector<Value>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// One book on one day.
class Check {
 public:
  Check(const SupplierBook& book, const Directory& directory, base::Date on)
      : book_(book), directory_(directory), on_(on) {
    for (const SupplierAccount& account : book_.accounts) {
      for (const SupplierGrant& grant : account.grants) {
        if (has(grant, Permission::administer)) administrators_[account.id].push_back(&grant);
      }
    }
    follow_givers();
  }

  std::vector<SupplierFault> faults() {
    for (const SupplierAccount& account : book_.accounts) {
      if (account.grants.empty()) add(account.id, Code::account_organisation_missing, account.id, 0);
      for (const SupplierGrant& grant : account.grants) {
        if (grant.period.contains(on_)) check(account, grant);
      }
    }
    for (const auto& [organisation, first] : first_) {
      if (first.count != 1) add({}, Code::first_administrator, organisation, first.line);
    }
    return std::move(faults_);
  }

 private:
  struct First {
    int count = 0;
    std::uint32_t line = 0;  ///< Of the organisation's first grant.
  };

  void add(const std::string& account, Code code, std::string detail, std::uint32_t line) {
    faults_.push_back({account, {code, std::move(detail)}, line});
  }

  void check(const SupplierAccount& account, const SupplierGrant& grant) {
    const std::string where = account.id + " – " + grant.organisation;
    const Organisation* organisation = directory_.organisation(grant.organisation);
    if (organisation == nullptr || organisation->kind != "supplier") {
      add(account.id, Code::account_organisation_missing, where, grant.line);
      return;
    }
    First& first = first_.try_emplace(grant.organisation, First{0, grant.line}).first->second;
    if (grant.permissions.empty()) add(account.id, Code::permission_missing, where, grant.line);
    const bool at_units = has(grant, Permission::receive) || has(grant, Permission::report);
    if (at_units && grant.units.empty()) add(account.id, Code::unit_missing, where, grant.line);
    for (const UnitChoice& choice : grant.units) check(account, grant, choice);
    if (grant.named_by_supplier && has(grant, Permission::administer)) {
      ++first.count;
    } else if (!given_by_administrator(account.id, grant)) {
      add(account.id, Code::account_giver_may_not, where, grant.line);
    }
  }

  void check(const SupplierAccount& account, const SupplierGrant& grant, const UnitChoice& choice) {
    const std::string where = account.id + " – " + choice.unit;
    const auto unit = std::find_if(book_.units.begin(), book_.units.end(), [&](const SupplierUnit& row) {
      return row.id == choice.unit && row.organisation == grant.organisation && row.service == choice.service &&
             row.period.contains(on_);
    });
    if (unit == book_.units.end()) {
      add(account.id, Code::unit_not_in_ka_webb, where + " – " + choice.service, grant.line);
      return;
    }
    for (const std::string& address : choice.addresses) {
      if (contains(unit->addresses, address)) continue;
      std::string at = where;
      at.append(" – ").append(address);
      add(account.id, Code::address_outside_units, std::move(at), grant.line);
    }
  }

  /// Whether an administrator's grant that counts gave this one, on the day it was given; nobody gives a permission to
  /// the own account.
  template <typename Counts>
  bool given(const std::string& account, const SupplierGrant& grant, Counts counts) const {
    const auto giver = administrators_.find(grant.given_by);
    if (giver == administrators_.end() || grant.given_by == account) return false;
    return std::any_of(giver->second.begin(), giver->second.end(), [&](const SupplierGrant* by) {
      return by->organisation == grant.organisation && by->period.contains(grant.period.from) && counts(by);
    });
  }

  bool given_by_administrator(const std::string& account, const SupplierGrant& grant) const {
    return given(account, grant, [&](const SupplierGrant* by) { return begun_.contains(by); });
  }

  /// Finds whose administration has a beginning: with the supplier, or with a fault that is told there. Those who have
  /// given it to one another in a circle have none.
  void follow_givers() {
    for (const auto& [account, grants] : administrators_) {
      for (const SupplierGrant* grant : grants) {
        const bool by_any = given(account, *grant, [](const SupplierGrant*) { return true; });
        if (grant->named_by_supplier || !by_any) begun_.insert(grant);
      }
    }
    for (bool more = true; more;) {
      more = false;
      for (const auto& [account, grants] : administrators_) {
        for (const SupplierGrant* grant : grants) {
          if (begun_.contains(grant) || !given_by_administrator(account, *grant)) continue;
          begun_.insert(grant);
          more = true;
        }
      }
    }
  }

  const SupplierBook& book_;
  const Directory& directory_;
  base::Date on_;
  std::unordered_map<std::string, std::vector<const SupplierGrant*>> administrators_;  ///< By account.
  std::set<const SupplierGrant*> begun_;
  std::map<std::string, First> first_;  ///< First administrators of the organisations that have grants.
  std::vector<SupplierFault> faults_;
};

constexpr std::array<std::string_view, 3> kPermissions = {"administrera", "ta_emot", "rapportering"};

}  // namespace

std::string_view name(Permission permission) {
  return kPermissions[static_cast<std::size_t>(permission)];
}

std::vector<SupplierFault> supplier_faults(const SupplierBook& book, const Directory& directory, base::Date on) {
  return Check(book, directory, on).faults();
}

std::vector<SupplierFault> supplier_warnings(const SupplierBook& book, std::size_t most, base::Date on) {
  std::map<std::string, std::size_t> administrators;
  for (const SupplierAccount& account : book.accounts) {
    for (const SupplierGrant& grant : account.grants) {
      if (grant.period.contains(on) && has(grant, Permission::administer)) ++administrators[grant.organisation];
    }
  }
  std::vector<SupplierFault> warnings;
  for (const auto& [organisation, count] : administrators) {
    if (count > most) {
      warnings.push_back({{}, {Code::administrators_many, organisation + " (" + std::to_string(count) + ")"}, 0});
    }
  }
  return warnings;
}

std::vector<SupplierFault> supplier_findings(const Directory& directory, std::size_t most, base::Date on) {
  const SupplierBook& book = directory.rows().staff.suppliers;
  std::vector<SupplierFault> findings = supplier_faults(book, directory, on);
  for (SupplierFault& warning : supplier_warnings(book, most, on)) findings.push_back(std::move(warning));
  return findings;
}

bool may(const SupplierAccount& account, Permission permission, std::string_view organisation, base::Date on) {
  return std::any_of(account.grants.begin(), account.grants.end(), [&](const SupplierGrant& grant) {
    return grant.organisation == organisation && grant.period.contains(on) && has(grant, permission);
  });
}

bool may_at(const SupplierAccount& account, Permission permission, std::string_view organisation, std::string_view unit,
            std::string_view service, std::optional<std::string_view> address, base::Date on) {
  if (!may(account, permission, organisation, on)) return false;
  if (permission == Permission::administer) return true;
  return std::any_of(account.grants.begin(), account.grants.end(), [&](const SupplierGrant& grant) {
    return grant.organisation == organisation && grant.period.contains(on) &&
           std::any_of(grant.units.begin(), grant.units.end(), [&](const UnitChoice& choice) {
             return choice.unit == unit && choice.service == service &&
                    (!address || contains(choice.addresses, *address));
           });
  });
}

}  // namespace gateway::core
