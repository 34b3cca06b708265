#include "gateway/core/assignment/change_set.h"

#include <map>
#include <set>
#include <tuple>

namespace gateway::core {

namespace {

using std::chrono::days;
using Kind = AssignmentChange::Kind;

std::vector<RowFault> faults_of(const ChangeSet& set, const Directory& directory, std::int64_t version,
                                base::Date today) {
  if (set.version != version) {
    return {{0, {Code::directory_changed, std::to_string(set.version) + " → " + std::to_string(version)}}};
  }
  if (set.changes.empty()) return {{0, {Code::change_set_empty}}};
  std::vector<RowFault> faults;
  const Workplaces workplaces(directory.rows().staff);
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> changed;
  for (const AssignmentChange& change : set.changes) {
    if (!changed.emplace(change.user, change.role, change.place).second) {
      faults.push_back({change.row, {Code::change_twice, change.user + " – " + change.place}});
    }
    for (Reason& fault : change_faults(change, set.by, directory, workplaces, today)) {
      faults.push_back({change.row, std::move(fault)});
    }
  }
  return faults;
}

/// Ends the rows that match: the last day is the one before `from`; what would only begin then never does.
template <typename Row, typename Match>
void end(std::vector<Row>& rows, base::Date from, Match match) {
  std::erase_if(rows, [&](const Row& row) { return match(row) && row.period.from >= from; });
  for (Row& row : rows) {
    if (match(row) && (!row.period.to || *row.period.to >= from)) row.period.to = from - days(1);
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
    note_changed();
    for (Ending& ending : end_with_workplaces(rows_)) endings_.push_back(std::move(ending));
    return {{}, std::move(rows_), std::move(endings_)};
  }

 private:
  void add(const AssignmentChange& change) {
    const base::Period period{change.from.value_or(today_), change.until};
    if (change.role != "deltagaransvarig") {
      rows_.staff.administrations.push_back({change.user, change.role, change.place, period});
      return;
    }
    rows_.assignments.push_back({change.user, change.place, period});
    if (change.attested) rows_.staff.attestations.push_back({change.user, change.place, set_.by, today_});
  }

  void remove(const AssignmentChange& change) {
    const base::Date from = change.from.value_or(today_);
    if (change.role != "deltagaransvarig") {
      end(rows_.staff.administrations, from, [&](const Administration& row) {
        return row.user == change.user && row.role == change.role && row.cooperation == change.place;
      });
      return;
    }
    const bool for_cause = change.kind == Kind::remove_for_cause;
    if (from == today_ && (for_cause || directory_.has_assignment(change.user, change.place, today_))) {
      rows_.staff.removals.push_back({change.user, change.place, today_, now_, set_.by, for_cause, change.cause});
    }
    end(rows_.assignments, from,
        [&](const Assignment& row) { return row.user == change.user && row.to == change.place; });
    endings_.push_back({change.user, change.place, from, for_cause});
  }

  /// From now on change sets alone say when these hold.
  void note_changed() {
    std::vector<ChangedAssignment>& rows = rows_.staff.changed;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) places.try_emplace({rows[i].user, rows[i].role, rows[i].place}, i);
    for (const AssignmentChange& change : set_.changes) {
      const auto [found, is_new] = places.try_emplace({change.user, change.role, change.place}, rows.size());
      if (is_new) rows.push_back({change.user, change.role, change.place, {}, {}});
      rows[found->second].by = set_.by;
      rows[found->second].at = now_;
    }
  }

  const ChangeSet& set_;
  const Directory& directory_;
  base::Date today_;
  base::Instant now_;
  DirectoryRows rows_;
  std::vector<Ending> endings_;
};

}  // namespace

ChangeOutcome apply(const ChangeSet& set, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now) {
  if (auto faults = faults_of(set, directory, version, today); !faults.empty()) {
    return {std::move(faults), std::nullopt, {}};
  }
  return Application(set, directory, today, now).apply();
}

}  // namespace gateway::core
