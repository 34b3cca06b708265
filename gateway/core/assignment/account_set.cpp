#include "gateway/core/assignment/account_set.h"

#include <algorithm>
#include <set>
#include <utility>

#include "gateway/core/assignment/supplier.h"

namespace gateway::core {

namespace {

using std::chrono::days;
using Kind = AccountChange::Kind;
using Places = std::set<std::pair<std::string_view, std::string_view>>;  ///< Account and organisation.

const SupplierAccount* account_of(const SupplierBook& book, std::string_view id) {
  const auto found =
      std::find_if(book.accounts.begin(), book.accounts.end(), [&](const auto& row) { return row.id == id; });
  return found == book.accounts.end() ? nullptr : &*found;
}

bool administers(const SupplierBook& book, std::string_view account, std::string_view organisation, base::Date on) {
  const SupplierAccount* found = account_of(book, account);
  return found != nullptr && may(*found, Permission::administer, organisation, on);
}

bool anybody_administers(const SupplierBook& book, std::string_view organisation, base::Date on) {
  return std::any_of(book.accounts.begin(), book.accounts.end(),
                     [&](const auto& row) { return may(row, Permission::administer, organisation, on); });
}

/// Whether the account has something there on the day, or later.
bool has_any(const SupplierAccount& account, const std::string& organisation, base::Date from, bool first_only) {
  return std::any_of(account.grants.begin(), account.grants.end(), [&](const SupplierGrant& grant) {
    return grant.organisation == organisation && (!grant.period.to || *grant.period.to >= from) &&
           (grant.named_by_supplier || !first_only);
  });
}

class Judge {
 public:
  Judge(const AccountSet& set, const Directory& directory, base::Date today)
      : set_(set), directory_(directory), book_(directory.rows().staff.suppliers), today_(today) {}

  /// What is wrong with the rows by themselves.
  std::vector<RowFault> of_rows() {
    if (set_.changes.empty()) add(0, Code::change_set_empty, {});
    Places seen;
    for (const AccountChange& change : set_.changes) {
      if (!seen.emplace(change.account, change.organisation).second) add(change, Code::change_twice);
      judge(change);
    }
    return std::exchange(faults_, {});
  }

  /// What is wrong with the book that comes of them.
  std::vector<RowFault> of(const SupplierBook& after) {
    std::set<base::Date> changed;
    for (const AccountChange& change : set_.changes) {
      changed.insert(change.from.value_or(today_));
      if (change.until) changed.insert(*change.until + days(1));
      // What begins later may have been given by somebody who may not any more.
      for (const SupplierAccount& account : after.accounts) {
        for (const SupplierGrant& grant : account.grants) {
          if (grant.organisation == change.organisation && grant.period.from > today_)
            changed.insert(grant.period.from);
        }
      }
    }
    std::set<std::string> told;
    for (const base::Date day : changed) {
      const auto before = supplier_faults(book_, directory_, day);
      for (SupplierFault& fault : supplier_faults(after, directory_, day)) {
        const bool there = std::any_of(before.begin(), before.end(), [&](const SupplierFault& old) {
          return old.account == fault.account && old.reason == fault.reason;
        });
        if (there && (fault.line == 0 || fault.account.empty())) continue;
        if (!told.insert(std::to_string(fault.line) + std::string(id(fault.reason.code)) + fault.reason.detail).second)
          continue;
        faults_.push_back({fault.line, std::move(fault.reason)});
      }
    }
    if (set_.named_by_supplier || !faults_.empty()) return std::exchange(faults_, {});
    for (const AccountChange& change : set_.changes) {
      if (anybody_administers(after, change.organisation, change.from.value_or(today_))) continue;
      add(change.row, Code::first_administrator, change.organisation);
    }
    return std::exchange(faults_, {});
  }

 private:
  void add(std::size_t row, Code code, std::string detail) { faults_.push_back({row, {code, std::move(detail)}}); }
  void add(const AccountChange& change, Code code) {
    add(change.row, code, change.account + " – " + change.organisation);
  }

  void judge(const AccountChange& change) {
    const base::Date from = change.from.value_or(today_);
    if (from < today_) add(change.row, Code::change_backdated, from.text());
    if (change.until && *change.until < from)
      add(change.row, Code::change_period, from.text() + " – " + change.until->text());
    if (!gives(change)) add(change, Code::account_giver_may_not);
    if (change.kind == Kind::save) return;
    const SupplierAccount* account = account_of(book_, change.account);
    if (account == nullptr || !has_any(*account, change.organisation, from, set_.named_by_supplier))
      add(change, Code::assignment_not_there);
  }

  /// The supplier gives nothing but the first administrator's account.
  bool gives(const AccountChange& change) const {
    if (set_.named_by_supplier) {
      return change.kind == Kind::remove ||
             std::count(change.permissions.begin(), change.permissions.end(), Permission::administer) > 0;
    }
    return administers(book_, set_.by, change.organisation, today_);
  }

  const AccountSet& set_;
  const Directory& directory_;
  const SupplierBook& book_;
  base::Date today_;
  std::vector<RowFault> faults_;
};

/// Ends what the account has there on the day before `from`: what would only begin then never does.
void end(SupplierAccount& account, const std::string& organisation, base::Date from) {
  std::erase_if(account.grants, [&](const SupplierGrant& grant) {
    return grant.organisation == organisation && grant.period.from >= from;
  });
  for (SupplierGrant& grant : account.grants) {
    if (grant.organisation != organisation || (grant.period.to && *grant.period.to < from)) continue;
    grant.period.to = from - days(1);
  }
}

void save(SupplierBook& book, const AccountSet& set, const AccountChange& change, base::Date from) {
  auto account = std::find_if(book.accounts.begin(), book.accounts.end(),
                              [&](const SupplierAccount& row) { return row.id == change.account; });
  if (account == book.accounts.end()) account = book.accounts.insert(account, {change.account, {}});
  end(*account, change.organisation, from);
  if (change.kind == Kind::remove) return;
  account->grants.push_back({change.organisation,
                             change.units,
                             change.permissions,
                             set.by,
                             set.named_by_supplier,
                             {from, change.until},
                             change.row});
}

/// From now on sets alone say what the account may there.
void note(SupplierBook& book, const AccountSet& set, const AccountChange& change, base::Instant now) {
  std::erase_if(book.changed, [&](const ChangedAccount& row) {
    return row.account == change.account && row.organisation == change.organisation;
  });
  book.changed.push_back({change.account, change.organisation, set.by, now});
}

}  // namespace

ChangeOutcome apply(const AccountSet& set, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now) {
  if (const auto fault = outdated(set.version, version)) return {{*fault}, std::nullopt, {}};
  Judge judge(set, directory, today);
  if (auto faults = judge.of_rows(); !faults.empty()) return {std::move(faults), std::nullopt, {}};
  DirectoryRows rows = directory.rows();
  SupplierBook& book = rows.staff.suppliers;
  for (SupplierAccount& account : book.accounts) {
    for (SupplierGrant& grant : account.grants) grant.line = 0;
  }
  for (const AccountChange& change : set.changes) {
    save(book, set, change, change.from.value_or(today));
    note(book, set, change, now);
  }
  std::erase_if(book.accounts, [](const SupplierAccount& account) { return account.grants.empty(); });
  if (auto faults = judge.of(book); !faults.empty()) return {std::move(faults), std::nullopt, {}};
  return {{}, std::move(rows), {}};
}

}  // namespace gateway::core
