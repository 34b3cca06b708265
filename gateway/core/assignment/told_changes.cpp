#include "gateway/core/assignment/told_changes.h"

#include <algorithm>

#include "gateway/core/assignment/tie.h"

namespace gateway::core {

namespace {

using Kind = AssignmentChange::Kind;

/// A message of a node may have 64 KiB: what a part may have at most, names and what stands around them.
constexpr std::size_t kPart = 40'000;
constexpr std::size_t kAroundNames = 200;
/// Why an assignment was taken away for cause is not told.
constexpr std::string_view kToldByParty = "told_by_party";

const ChangedAssignment* changed(const Directory& directory, const AssignmentChange& change) {
  const auto& rows = directory.rows().staff.changed;
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto& row) { return tie_of(row) == tie_of(change, directory.roles()); });
  return found == rows.end() ? nullptr : &*found;
}

/// The periods of the tie.
std::vector<base::Period> periods(const Directory& directory, const AssignmentChange& change) {
  std::vector<base::Period> found;
  const Directory::Held& held = directory.held_by(change.user);
  if (at_place(change, directory.roles())) {
    for (const std::uint32_t i : held.assignments) {
      const Assignment& row = directory.rows().assignments[i];
      if (row.to == change.place) found.push_back(row.period);
    }
    return found;
  }
  for (const std::uint32_t i : held.administrations) {
    const Administration& row = directory.rows().staff.administrations[i];
    if (tie_of(row) == tie_of(change, directory.roles())) found.push_back(row.period);
  }
  return found;
}

/// Whether the directory says already what the change asks for.
bool stands(const AssignmentChange& change, const Directory& directory) {
  const std::vector<base::Period> held = periods(directory, change);
  const base::Date from = change.from.value_or(base::Date());
  switch (change.kind) {
    case Kind::add:
      return std::any_of(held.begin(), held.end(),
                         [&](const base::Period& one) { return one.from <= from && one.to == change.until; });
    case Kind::remove:
      return std::none_of(held.begin(), held.end(), [&](const base::Period& one) {
        return one.overlaps({from, std::nullopt});
      });
    case Kind::remove_for_cause:
      break;
  }
  // Something may be queued under what has ended, or was taken away the day it was given; not under what never was.
  return held.empty() && !changed(directory, change);
}

}  // namespace

std::vector<ToldChanges> told_changes(const ChangeSet& set, const Directory& before, base::Date today) {
  std::vector<ToldChanges> parts;
  std::size_t bytes = kPart;
  for (const AssignmentChange& change : set.changes) {
    const std::size_t more = kAroundNames + change.user.size() + change.role.size() + change.place.size();
    if (bytes + more > kPart) {
      parts.emplace_back();
      bytes = 0;
    }
    bytes += more;
    ToldChange& told = parts.back().changes.emplace_back(ToldChange{change, std::nullopt});
    told.change.row = parts.back().changes.size();
    told.change.from = change.from.value_or(today);
    told.change.cause.clear();
    if (const ChangedAssignment* last = changed(before, change)) told.seen = last->at;
  }
  return parts;
}

TakenChanges take(const ToldChanges& told, const Act& by, const Directory& directory, std::string_view sender,
                  base::Date today) {
  TakenChanges taken;
  const User* giver = directory.user(by.user);
  if (by.organisation != sender || giver == nullptr || giver->organisation != sender) {
    return {{{Code::user_of_other_organisation, by.user}}, std::nullopt};
  }
  if (by.on > today) return {{{Code::field_fault, "act.on"}}, std::nullopt};
  if (told.changes.empty()) return {{{Code::change_set_empty}}, std::nullopt};
  ChangeSet set{by.user, 0, {}};
  for (const ToldChange& one : told.changes) {
    if (stands(one.change, directory)) continue;
    set.changes.push_back(one.change);
    if (one.change.kind == Kind::remove_for_cause) {
      set.changes.back().cause = kToldByParty;
      continue;
    }
    const ChangedAssignment* last = changed(directory, one.change);
    if (last == nullptr || (one.seen && last->at <= *one.seen)) continue;
    taken.reasons.push_back(
        {Code::directory_changed, one.change.user + " – " + one.change.place + " (" + last->by + ")"});
  }
  if (!taken.reasons.empty() || set.changes.empty()) return taken;
  // On the day and at the moment it was made: what was done before a removal stands, what was done after does not.
  ChangeOutcome outcome = apply(set, directory, 0, by.on, by.at);
  for (RowFault& fault : outcome.faults) taken.reasons.push_back(std::move(fault.reason));
  taken.rows = std::move(outcome.rows);
  return taken;
}

}  // namespace gateway::core
