#include "gateway/core/assignment/told_changes.h"

#include <algorithm>

#include "gateway/core/assignment/giver.h"
#include "gateway/core/assignment/tie.h"

namespace gateway::core {

namespace {

using Kind = AssignmentChange::Kind;

/// A message of a node may have 64 KiB: what a part may have at most, names and what stands around them.
constexpr std::size_t kPart = 40'000;
constexpr std::size_t kAroundNames = 200;
/// How many reasons an answer of the node may have.
constexpr std::size_t kMaxReasons = 100;
/// Moments are told in milliseconds.
constexpr std::chrono::milliseconds kTick{1};
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

/// Whether the tie is as the set left it that the giver saw the outcome of.
bool follows(const ToldChange& told, const ChangedAssignment* last) {
  return last != nullptr && !told.follows.empty() && last->set == told.follows;
}

/// Whether the assignment was taken away for cause, by others or by the giver elsewhere since, which was not seen.
bool taken_for_cause(const ToldChange& told, const Act& by, const Directory& directory) {
  if (follows(told, changed(directory, told.change))) return false;
  const auto& places = directory.held_by(told.change.user).removals;
  return std::any_of(places.begin(), places.end(), [&](const std::uint32_t i) {
    const Removal& row = directory.rows().staff.removals[i];
    return tie_of(row) == tie_of(told.change, directory.roles()) && row.for_cause &&
           (row.by != by.user || row.at > by.at) && (!told.seen || row.at > *told.seen);
  });
}

/// Whether the tie is as the giver last saw it, or as the giver had left it by then.
bool in_step(const ToldChange& told, const Act& by, const Directory& directory) {
  const ChangedAssignment* last = changed(directory, told.change);
  const bool own = last != nullptr && last->by == by.user && last->at <= by.at;
  return last == nullptr || own || (told.seen && last->at <= *told.seen) || follows(told, last);
}

/// Refused, each reason once; no more of them than an answer may have.
TakenChanges refused(std::vector<Reason> reasons) {
  std::vector<Reason> once;
  for (Reason& reason : reasons) {
    if (once.size() == kMaxReasons) break;
    if (std::find(once.begin(), once.end(), reason) == once.end()) once.push_back(std::move(reason));
  }
  return {std::move(once), std::nullopt};
}

/// The ties count as changed when what the giver had seen was so, and after what they override: whoever has not seen
/// this change is stopped by it, however long it was on its way, but for what follows this set.
void note_moments(DirectoryRows& rows, const std::vector<const ToldChange*>& made, const ChangeSetId& set,
                  const Act& by, const Directory& directory) {
  for (const ToldChange* one : made) {
    base::Instant at = std::max(by.at, one->seen.value_or(by.at));
    if (const ChangedAssignment* last = changed(directory, one->change)) at = std::max(at, last->at + kTick);
    for (ChangedAssignment& row : rows.staff.changed) {
      if (tie_of(row) != tie_of(one->change, directory.roles())) continue;
      row.at = at;
      row.set = set;
    }
  }
}

/// What stood so already is for whoever follows the set as if it had made it so. Whether that is anything new.
bool note_standing(DirectoryRows& rows, const std::vector<const ToldChange*>& standing, const ChangeSetId& set,
                   const Roles& roles) {
  bool noted = false;
  for (const ToldChange* one : standing) {
    for (ChangedAssignment& row : rows.staff.changed) {
      if (row.set == set || tie_of(row) != tie_of(one->change, roles)) continue;
      row.set = set;
      noted = true;
    }
  }
  return noted;
}

/// Says what the giver's own directory knows of the user's work at the office, which the node's may not: that the user
/// works there, and the last day of it, with which the assignment ends (end_with_workplaces).
void tell_work(AssignmentChange& told, const Directory& before, const Workplaces& workplaces) {
  if (told.kind != Kind::add || !at_place(told, before.roles()) || before.office(told.place) == nullptr) return;
  if (workplaces.at(told.user, told.place, *told.from) == AtWork::here) told.attested = true;
  const auto away = workplaces.first_day_away(told.user, told.place, *told.from);
  if (away && *away > *told.from && (!told.until || *told.until >= *away)) told.until = *away - std::chrono::days(1);
}

}  // namespace

std::vector<ToldChanges> told_changes(const ChangeSet& set, const Directory& before, base::Date today) {
  std::vector<ToldChanges> parts;
  const Workplaces workplaces(before.rows().staff);
  std::size_t bytes = kPart;
  for (const AssignmentChange& change : set.changes) {
    const std::size_t more = kAroundNames + change.user.size() + change.role.size() + change.place.size();
    if (bytes + more > kPart) {
      parts.emplace_back();
      bytes = 0;
    }
    bytes += more;
    ToldChange& told = parts.back().changes.emplace_back(ToldChange{change, std::nullopt, {}});
    told.change.row = parts.back().changes.size();
    told.change.from = change.from.value_or(today);
    told.change.cause.clear();
    tell_work(told.change, before, workplaces);
    if (const ChangedAssignment* last = changed(before, change)) told.seen = last->at;
  }
  return parts;
}

TakenChanges take(const ToldChanges& told, const Act& by, const Directory& directory, std::string_view sender,
                  base::Date today) {
  const User* giver = directory.user(by.user);
  if (by.organisation != sender || giver == nullptr || giver->organisation != sender) {
    return refused({{Code::user_of_other_organisation, by.user}});
  }
  if (by.on > today) return refused({{Code::field_fault, "act.on"}});
  if (told.changes.empty()) return refused({{Code::change_set_empty}});
  ChangeSet set{by.user, 0, {}};
  std::vector<const ToldChange*> made;
  std::vector<const ToldChange*> standing;
  std::vector<Reason> reasons;
  const auto others_changed = [&](const AssignmentChange& change) {
    const ChangedAssignment* last = changed(directory, change);
    const std::string who = last == nullptr ? "" : " (" + last->by + ")";
    reasons.push_back({Code::directory_changed, change.user + " – " + change.place + who});
  };
  for (const ToldChange& one : told.changes) {
    // Who may not make the change is not told either what the directory says of whom it is of.
    if (auto faults = giver_faults(one.change, by.user, directory, by.on, by.at); !faults.empty()) {
      for (Reason& fault : faults) reasons.push_back(std::move(fault));
      continue;
    }
    if (stands(one.change, directory)) {
      // What is to be done next there would undo it.
      if (one.change.kind == Kind::remove && taken_for_cause(one, by, directory)) others_changed(one.change);
      standing.push_back(&one);
      continue;
    }
    set.changes.push_back(one.change);
    made.push_back(&one);
    if (one.change.kind == Kind::remove_for_cause) {
      set.changes.back().cause = kToldByParty;
    } else if (!in_step(one, by, directory)) {
      others_changed(one.change);
    }
  }
  if (!reasons.empty()) return refused(std::move(reasons));
  if (set.changes.empty()) {
    DirectoryRows rows = directory.rows();
    if (!note_standing(rows, standing, told.id, directory.roles())) return {};
    return {{}, std::move(rows)};
  }
  // On the day and at the moment it was made: what was done before a removal stands, what was done after does not.
  ChangeOutcome outcome = apply(set, directory, 0, by.on, by.at);
  for (RowFault& fault : outcome.faults) reasons.push_back(std::move(fault.reason));
  if (!outcome.rows) return refused(std::move(reasons));
  note_moments(*outcome.rows, made, told.id, by, directory);
  note_standing(*outcome.rows, standing, told.id, directory.roles());
  return {{}, std::move(outcome.rows)};
}

}  // namespace gateway::core
