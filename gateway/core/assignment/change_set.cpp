#include "gateway/core/assignment/change_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/core/assignment/tie.h"

namespace gateway::core {

namespace {

using std::chrono::days;
using Kind = AssignmentChange::Kind;

std::vector<RowFault> faults_of(const ChangeSet& set, const Directory& directory, std::int64_t version,
                                base::Date today, base::Instant now) {
  if (const auto fault = outdated(set.version, version)) return {*fault};
  if (set.changes.empty()) return {{0, {Code::change_set_empty}}};
  std::vector<RowFault> faults;
  const Workplaces workplaces(directory.rows().staff);
  std::set<Tie> changed;
  for (const AssignmentChange& change : set.changes) {
    if (!changed.insert(tie_of(change, directory.roles())).second) {
      faults.push_back({change.row, {Code::change_twice, change.user + " – " + change.place}});
    }
    for (Reason& fault : change_faults(change, set.by, directory, workplaces, today, now)) {
      faults.push_back({change.row, std::move(fault)});
    }
  }
  return faults;
}

/// Ends the rows that are taken away, each on the day before its own: what would only begin then never does. One pass
/// however many they are.
template <typename Row>
void end(std::vector<Row>& rows, const std::map<Tie, base::Date>& taken) {
  std::erase_if(rows, [&](const Row& row) {
    const auto found = taken.find(tie_of(row));
    return found != taken.end() && row.period.from >= found->second;
  });
  for (Row& row : rows) {
    const auto found = taken.find(tie_of(row));
    if (found == taken.end() || (row.period.to && *row.period.to < found->second)) continue;
    row.period.to = found->second - days(1);
  }
}

/// One set on its way into the rows.
class Application {
 public:
  Application(const ChangeSet& set, const Directory& directory, base::Date today, base::Instant now)
      : set_(set), directory_(directory), today_(today), now_(now), rows_(directory.rows()) {}

  ChangeOutcome apply() {
    for (const AssignmentChange& change : set_.changes) {
      if (change.kind == Kind::add) {
        add(change);
      } else {
        remove(change);
      }
    }
    end(rows_.assignments, taken_);
    end(rows_.staff.administrations, taken_);
    note_changed();
    for (Ending& ending : end_with_workplaces(rows_)) endings_.push_back(std::move(ending));
    return {{}, std::move(rows_), std::move(endings_)};
  }

 private:
  void add(const AssignmentChange& change) {
    const base::Period period{change.from.value_or(today_), change.until};
    if (!at_place(change, directory_.roles())) {
      rows_.staff.administrations.push_back({change.user, change.role, change.place, period});
      return;
    }
    rows_.assignments.push_back({change.user, change.place, period});
    if (change.attested) rows_.staff.attestations.push_back({change.user, change.place, set_.by, today_});
  }

  void remove(const AssignmentChange& change) {
    const base::Date from = change.from.value_or(today_);
    const Tie tie = tie_of(change, directory_.roles());
    taken_.emplace(tie, from);
    const bool for_cause = change.kind == Kind::remove_for_cause;
    if (from == today_ && (for_cause || held_today(change))) {
      rows_.staff.removals.push_back(
          {change.user, change.place, today_, now_, set_.by, for_cause, change.cause, std::string(std::get<1>(tie))});
    }
    // Under an administration nothing goes on that would need somebody new.
    if (for_cause || at_place(change, directory_.roles())) {
      endings_.push_back({change.user, change.place, from, for_cause});
    }
  }

  bool held_today(const AssignmentChange& change) const {
    if (at_place(change, directory_.roles())) return directory_.has_assignment(change.user, change.place, today_);
    const auto& rows = directory_.rows().staff.administrations;
    const auto& held = directory_.held_by(change.user).administrations;
    return std::any_of(held.begin(), held.end(), [&](const std::uint32_t i) {
      return tie_of(rows[i]) == tie_of(change, directory_.roles()) && rows[i].period.contains(today_);
    });
  }

  /// From now on change sets alone say when these hold.
  void note_changed() {
    std::set<Tie> first;
    for (const AssignmentChange& change : set_.changes) first.insert(tie_of(change, directory_.roles()));
    for (ChangedAssignment& row : rows_.staff.changed) {
      if (first.erase(tie_of(row)) == 0) continue;
      row.by = set_.by;
      row.at = now_;
      row.set = {};
    }
    for (const auto& [user, role, place] : first) {
      rows_.staff.changed.push_back({std::string(user), std::string(role), std::string(place), set_.by, now_});
    }
  }

  const ChangeSet& set_;
  const Directory& directory_;
  base::Date today_;
  base::Instant now_;
  DirectoryRows rows_;
  std::map<Tie, base::Date> taken_;  ///< From which day.
  std::vector<Ending> endings_;
};

}  // namespace

std::optional<RowFault> outdated(std::int64_t made_on, std::int64_t newest) {
  if (made_on == newest) return std::nullopt;
  return RowFault{0, {Code::directory_changed, std::to_string(made_on) + " → " + std::to_string(newest)}};
}

ChangeOutcome apply(const ChangeSet& set, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now) {
  if (auto faults = faults_of(set, directory, version, today, now); !faults.empty()) {
    return {std::move(faults), std::nullopt, {}};
  }
  return Application(set, directory, today, now).apply();
}

}  // namespace gateway::core
