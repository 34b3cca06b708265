#include "gateway/core/assignment/directory_change.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

using Kind = DirectoryEdit::Kind;

/// One edit on its way through the rules and into the rows.
class Editing {
 public:
  Editing(const DirectoryEdit& edit, const std::string& by, const Directory& directory, base::Date today)
      : e_(edit), by_(by), d_(directory), today_(today) {}

  std::vector<Reason> faults() {
    if (e_.kind == Kind::edit_cooperation) {
      cooperation_faults();
    } else {
      insats_faults();
    }
    return std::move(faults_);
  }

  /// The cooperation organisation as it is to be.
  Cooperation edited(Cooperation row) const {
    row.name = e_.name.value_or(row.name);
    row.number = e_.number.value_or(row.number);
    row.municipalities = e_.municipalities.value_or(row.municipalities);
    row.members = e_.members.value_or(row.members);
    row.period = edited(row.period);
    return row;
  }

  /// The insats as it is to be.
  Insats edited(Insats row) const {
    row.name = e_.name.value_or(row.name);
    row.period = edited(row.period);
    row.direction = e_.direction.value_or(row.direction);
    row.counts_only = e_.counts_only.value_or(row.counts_only || row.direction == Direction::structural);
    return row;
  }

  Insats made() const { return edited(Insats{e_.id, {}, e_.cooperation, {today_, std::nullopt}}); }

 private:
  void add(Code code, std::string detail) { faults_.push_back({code, std::move(detail)}); }

  base::Period edited(base::Period period) const {
    period.from = e_.from.value_or(period.from);
    if (e_.to || e_.open_ended) period.to = e_.to;
    return period;
  }

  void editor(std::string_view cooperation, Right right) {
    const User* by = d_.user(by_);
    if (by == nullptr || !d_.administers(*by, cooperation, today_, right)) add(Code::editor_may_not, by_);
    if (by != nullptr && role_forbidden(d_, *by, today_)) add(Code::role_forbidden_pair, by_);
  }

  void ends_after_beginning(const base::Period& period) {
    if (period.to && *period.to < period.from) add(Code::change_period, e_.id);
  }

  void cooperation_faults() {
    const Cooperation* row = d_.cooperation(e_.id);
    if (row == nullptr) return add(Code::cooperation_unknown, e_.id);
    editor(row->id, Right::edit_cooperation);
    if (e_.from && *e_.from != row->period.from) add(Code::cooperation_start_fixed, row->period.from.text());
    ends_after_beginning(edited(*row).period);
    for (const std::string& member : e_.members.value_or(std::vector<std::string>())) {
      if (d_.organisation(member) == nullptr) add(Code::member_unknown, member);
    }
  }

  void insats_faults() {
    const Insats* row = d_.insats(e_.id);
    const bool made_anew = e_.kind == Kind::add_insats;
    if (!made_anew && row == nullptr) return add(Code::insats_unknown, e_.id);
    // An assignment names one or the other.
    if (made_anew && (row != nullptr || d_.office(e_.id) != nullptr)) add(Code::id_taken, e_.id);
    const Cooperation* of = made_anew ? d_.cooperation(e_.cooperation) : &d_.cooperation_of(*row);
    if (of == nullptr) return add(Code::cooperation_unknown, e_.cooperation);
    editor(of->id, Right::edit_insatser);
    const Insats after = made_anew ? made() : edited(*row);
    ends_after_beginning(after.period);
    const base::Period& days = of->period;
    // What it was before is nothing that this change says.
    const bool same_days = row != nullptr && row->period == after.period;
    const bool outside = after.period.from < days.from || (days.to && after.period.from > *days.to) ||
                         (days.to && after.period.to && *after.period.to > *days.to);
    if (!same_days && outside) {
      add(Code::outside_cooperation_days, days.from.text() + "/" + (days.to ? days.to->text() : ""));
    }
    if (after.direction == Direction::structural && !after.counts_only) add(Code::structural_by_name, e_.id);
  }

  const DirectoryEdit& e_;
  const std::string& by_;
  const Directory& d_;
  base::Date today_;
  std::vector<Reason> faults_;
};

std::string_view kind_of(const DirectoryEdit& edit) {
  return edit.kind == Kind::edit_cooperation ? kCooperationRow : kInsatsRow;
}

std::vector<RowFault> faults_of(const DirectoryChange& change, const Directory& directory, std::int64_t version,
                                base::Date today) {
  if (const auto fault = outdated(change.version, version)) return {*fault};
  if (change.edits.empty()) return {{0, {Code::change_set_empty}}};
  std::vector<RowFault> faults;
  std::set<std::pair<std::string_view, std::string_view>> changed;
  for (const DirectoryEdit& edit : change.edits) {
    if (!changed.emplace(kind_of(edit), edit.id).second) faults.push_back({edit.row, {Code::change_twice, edit.id}});
    for (Reason& fault : Editing(edit, change.by, directory, today).faults()) {
      faults.push_back({edit.row, std::move(fault)});
    }
  }
  return faults;
}

/// From now on directory changes alone say what this row is.
void note_changed(std::vector<ChangedRow>& rows, const DirectoryEdit& edit, const std::string& by, base::Instant now) {
  const auto found = std::find_if(
      rows.begin(), rows.end(), [&](const ChangedRow& row) { return row.kind == kind_of(edit) && row.id == edit.id; });
  ChangedRow changed{std::string(kind_of(edit)), edit.id, by, now};
  if (found == rows.end()) {
    rows.push_back(std::move(changed));
  } else {
    *found = std::move(changed);
  }
}

template <typename Row>
void replace(std::vector<Row>& rows, const Editing& editing, const std::string& id) {
  for (Row& row : rows) {
    if (row.id == id) row = editing.edited(std::move(row));
  }
}

}  // namespace

ChangeOutcome apply(const DirectoryChange& change, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now) {
  if (auto faults = faults_of(change, directory, version, today); !faults.empty()) {
    return {std::move(faults), std::nullopt, {}};
  }
  DirectoryRows rows = directory.rows();
  for (const DirectoryEdit& edit : change.edits) {
    const Editing editing(edit, change.by, directory, today);
    if (edit.kind == Kind::edit_cooperation) {
      replace(rows.cooperations, editing, edit.id);
    } else if (edit.kind == Kind::edit_insats) {
      replace(rows.insatser, editing, edit.id);
    } else {
      rows.insatser.push_back(editing.made());
    }
    note_changed(rows.staff.changed_rows, edit, change.by, now);
  }
  return {{}, std::move(rows), {}};
}

}  // namespace gateway::core
