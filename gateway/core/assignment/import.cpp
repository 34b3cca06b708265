#include "gateway/core/assignment/import.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_set>

#include "gateway/core/assignment/tie.h"
#include "gateway/core/assignment/workplaces.h"

namespace gateway::core {

namespace {

/// When something that change sets have changed holds, by them and by the file.
struct Told {
  std::vector<base::Period> stays, in_file;
};

/// Puts the stored rows of what is changed in the place of the file's, where they lead somewhere.
template <typename Row, typename Leads>
void keep(std::vector<Row>& file, const std::vector<Row>& stored, std::map<Tie, Told>& changed, Leads leads) {
  std::erase_if(file, [&](const Row& row) {
    const auto found = changed.find(tie_of(row));
    if (found == changed.end()) return false;
    found->second.in_file.push_back(row.period);
    return true;
  });
  for (const Row& row : stored) {
    if (leads(row) && changed.contains(tie_of(row))) file.push_back(row);
  }
}

/// Notes when what is changed holds in the end.
template <typename Row>
void tell(const std::vector<Row>& rows, std::map<Tie, Told>& changed) {
  for (const Row& row : rows) {
    const auto found = changed.find(tie_of(row));
    if (found != changed.end()) found->second.stays.push_back(row.period);
  }
}

void sort(std::vector<base::Period>& periods) {
  std::sort(periods.begin(), periods.end(), [](const base::Period& a, const base::Period& b) {
    return std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
}

/// The grants of an organisation, taken out of the account; none where there is no such account.
std::vector<SupplierGrant> take(SupplierBook& book, const ChangedAccount& of) {
  std::vector<SupplierGrant> taken;
  for (SupplierAccount& account : book.accounts) {
    if (account.id != of.account) continue;
    const auto rest = std::stable_partition(account.grants.begin(), account.grants.end(),
                                            [&](const auto& grant) { return grant.organisation != of.organisation; });
    taken.assign(std::make_move_iterator(rest), std::make_move_iterator(account.grants.end()));
    account.grants.erase(rest, account.grants.end());
  }
  return taken;
}

bool same(const SupplierGrant& a, const SupplierGrant& b) {
  return std::tie(a.units, a.permissions, a.given_by, a.named_by_supplier, a.period) ==
         std::tie(b.units, b.permissions, b.given_by, b.named_by_supplier, b.period);
}

std::vector<base::Period> periods_of(const std::vector<SupplierGrant>& grants) {
  std::vector<base::Period> periods;
  periods.reserve(grants.size());
  for (const SupplierGrant& grant : grants) periods.push_back(grant.period);
  sort(periods);
  return periods;
}

/// Puts what sets have changed in the place of what the file says, as far as its organisation is in the file.
void keep_accounts(DirectoryRows& file, SupplierBook stored, std::vector<KeptAssignment>& kept) {
  SupplierBook& book = file.staff.suppliers;
  for (const ChangedAccount& changed : stored.changed) {
    const bool known = std::any_of(file.organisations.begin(), file.organisations.end(),
                                   [&](const auto& row) { return row.id == changed.organisation; });
    const std::vector<SupplierGrant> in_file = take(book, changed);
    std::vector<SupplierGrant> stays = take(stored, changed);
    if (!known) stays.clear();
    if (!std::equal(stays.begin(), stays.end(), in_file.begin(), in_file.end(), same)) {
      kept.push_back(
          {changed.account, std::string(kAccount), changed.organisation, periods_of(stays), periods_of(in_file)});
    }
    if (stays.empty()) continue;
    auto account = std::find_if(book.accounts.begin(), book.accounts.end(),
                                [&](const auto& row) { return row.id == changed.account; });
    if (account == book.accounts.end()) account = book.accounts.insert(account, {changed.account, {}});
    std::move(stays.begin(), stays.end(), std::back_inserter(account->grants));
  }
  std::erase_if(book.accounts, [](const SupplierAccount& account) { return account.grants.empty(); });
  book.changed = std::move(stored.changed);
}

template <typename Row>
auto by_id(std::vector<Row>& rows, std::string_view id) {
  return std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
}

/// Puts the row that directory changes have made in the place of the file's; tells where the two differ.
template <typename Row>
void keep_row(std::vector<Row>& file, Row stays, const ChangedRow& changed, std::vector<KeptAssignment>& kept) {
  const auto in_file = by_id(file, stays.id);
  const bool there = in_file != file.end();
  if (there && *in_file == stays) return;
  kept.push_back({changed.by, changed.kind, stays.id, {stays.period}, {}});
  if (there) kept.back().in_file.push_back(in_file->period);
  if (there) {
    *in_file = std::move(stays);
  } else {
    file.push_back(std::move(stays));
  }
}

/// What directory changes have said of cooperation organisations and insatser, as far as it leads somewhere.
void keep_rows(DirectoryRows& file, DirectoryRows stored, std::vector<KeptAssignment>& kept) {
  for (const ChangedRow& changed : stored.staff.changed_rows) {
    if (const auto row = by_id(stored.cooperations, changed.id);
        changed.kind == kCooperationRow && row != stored.cooperations.end()) {
      std::erase_if(row->members, [&](const std::string& member) {
        return by_id(file.organisations, member) == file.organisations.end();
      });
      if (const auto in = by_id(file.cooperations, row->id); in != file.cooperations.end()) {
        // No directory change says the form of cooperation: the file alone does.
        row->form = in->form;
        keep_row(file.cooperations, *row, changed, kept);
      }
    }
    if (const auto row = by_id(stored.insatser, changed.id);
        changed.kind == kInsatsRow && row != stored.insatser.end() &&
        by_id(file.cooperations, row->cooperation) != file.cooperations.end()) {
      keep_row(file.insatser, *row, changed, kept);
    }
  }
  file.staff.changed_rows = std::move(stored.staff.changed_rows);
}

}  // namespace

DirectoryImport import_over(DirectoryRows file, const DirectoryRows& stored) {
  std::vector<KeptAssignment> kept_rows;
  keep_rows(file, stored, kept_rows);
  std::vector<Ending> endings = end_with_workplaces(file);
  std::map<Tie, Told> changed;
  for (const ChangedAssignment& row : stored.staff.changed) changed[tie_of(row)];
  for (const Removal& row : stored.staff.removals) changed[tie_of(row)];
  // The file's row of what is changed is not taken.
  std::erase_if(endings, [&](const Ending& row) { return changed.contains({row.user, kCaseworker, row.place}); });
  std::unordered_set<std::string_view> users;
  std::unordered_set<std::string_view> places;
  std::unordered_set<std::string_view> cooperations;
  for (const User& row : file.users) users.insert(row.id);
  for (const Insats& row : file.insatser) places.insert(row.id);
  for (const Office& row : file.offices) places.insert(row.id);
  for (const Cooperation& row : file.cooperations) cooperations.insert(row.id);
  keep(file.assignments, stored.assignments, changed,
       [&](const Assignment& row) { return users.contains(row.user) && places.contains(row.to); });
  keep(file.staff.administrations, stored.staff.administrations, changed,
       [&](const Administration& row) { return users.contains(row.user) && cooperations.contains(row.cooperation); });
  file.staff.attestations = stored.staff.attestations;
  file.staff.removals = stored.staff.removals;
  file.staff.changed = stored.staff.changed;
  std::vector<Ending> of_kept = end_with_workplaces(file);
  std::move(of_kept.begin(), of_kept.end(), std::back_inserter(endings));
  tell(file.assignments, changed);
  tell(file.staff.administrations, changed);

  DirectoryImport import{std::move(file), std::move(kept_rows), std::move(endings)};
  for (auto& [tie, told] : changed) {
    sort(told.stays);
    sort(told.in_file);
    if (told.stays == told.in_file) continue;
    const auto& [user, role, place] = tie;
    import.kept.push_back(
        {std::string(user), std::string(role), std::string(place), std::move(told.stays), std::move(told.in_file)});
  }
  keep_accounts(import.rows, stored.staff.suppliers, import.kept);
  return import;
}

std::vector<std::string> starts_changed(const DirectoryRows& file, const DirectoryRows& stored) {
  std::vector<std::string> changed;
  for (const Cooperation& row : file.cooperations) {
    const auto before = std::find_if(stored.cooperations.begin(), stored.cooperations.end(),
                                     [&](const Cooperation& other) { return other.id == row.id; });
    if (before != stored.cooperations.end() && before->period.from != row.period.from) changed.push_back(row.id);
  }
  return changed;
}

}  // namespace gateway::core
