#include <algorithm>

#include "gateway/core/assignment/giver.h"
#include "gateway/core/assignment/tie.h"

namespace gateway::core {

namespace {

/// Whether a row at one of the places matches.
template <typename Row, typename Match>
bool any(const Directory::Places& places, const std::vector<Row>& rows, Match match) {
  return std::any_of(places.begin(), places.end(), [&](std::uint32_t i) { return match(rows[i]); });
}

/// One change on its way through the rules.
class Judged {
 public:
  Judged(const AssignmentChange& change, const std::string& by, const Directory& directory,
         const Workplaces& workplaces, base::Date today, base::Instant now)
      : c_(change), by_(by), d_(directory), workplaces_(workplaces), today_(today), now_(now) {}

  std::vector<Reason> faults() {
    if (d_.roles().assigned_to(c_.role) == AssignedTo::nothing) return {{Code::role_unknown, c_.role}};
    const bool user = d_.user(c_.user) != nullptr;
    if (!user) add(Code::user_unknown, c_.user);
    const Administered place = administered_by(c_, d_, today_);
    if (place.fault) {
      faults_.push_back(*place.fault);
    } else {
      for (Reason& fault : giver_in(place.cooperations, c_, by_, d_, today_, now_)) faults_.push_back(std::move(fault));
    }
    dates();
    if (c_.kind == AssignmentChange::Kind::remove_for_cause && c_.cause.empty()) add(Code::cause_missing, "");
    if (!user || place.fault) return std::move(faults_);
    if (c_.kind != AssignmentChange::Kind::add) {
      const bool stoppable = c_.kind == AssignmentChange::Kind::remove_for_cause && formerly_assigned();
      if (!stoppable && !assigned({first_day(), std::nullopt})) add(Code::assignment_not_there, pair());
      return std::move(faults_);
    }
    receiver();
    if (assigned({first_day(), c_.until})) add(Code::assignment_already, pair());
    if (at_place(c_, d_.roles()) && d_.office(c_.place) != nullptr) workplace();
    return std::move(faults_);
  }

 private:
  void add(Code code, std::string detail) { faults_.push_back({code, std::move(detail)}); }
  std::string pair() const { return c_.user + " – " + c_.place; }
  base::Date first_day() const { return c_.from.value_or(today_); }

  void dates() {
    if (c_.from && *c_.from < today_) add(Code::change_backdated, c_.from->text());
    const bool for_cause = c_.kind == AssignmentChange::Kind::remove_for_cause;
    if (c_.until && *c_.until < first_day()) add(Code::change_period, pair());
    if (for_cause && first_day() > today_) add(Code::change_period, pair());
  }

  void receiver() {
    const Organisation* employer = d_.organisation(d_.user(c_.user)->organisation);
    if (employer != nullptr && employer->kind == "supplier") add(Code::supplier_is_no_user, c_.user);
    if (!d_.has_role(c_.user, c_.role, first_day())) add(Code::role_not_held, c_.user + " – " + c_.role);
    if (forbidden()) add(Code::role_forbidden_pair, c_.user);
  }

  /// Whether the user has another role on any day that the assignment would hold that must not be held with this one.
  bool forbidden() const {
    const base::Period period{first_day(), c_.until};
    return any(d_.held_by(c_.user).roles, d_.rows().roles, [&](const RoleHolding& row) {
      return row.period.overlaps(period) && d_.roles().not_together(c_.role, row.role, period);
    });
  }

  bool assigned(const base::Period& period) const {
    const Directory::Held& held = d_.held_by(c_.user);
    if (at_place(c_, d_.roles())) {
      return any(held.assignments, d_.rows().assignments,
                 [&](const Assignment& row) { return row.to == c_.place && row.period.overlaps(period); });
    }
    return any(held.administrations, d_.rows().staff.administrations, [&](const Administration& row) {
      return row.role == c_.role && row.cooperation == c_.place && row.period.overlaps(period);
    });
  }

  /// Whether something may be queued there under an assignment that has ended, or was taken away the day it was given.
  bool formerly_assigned() const {
    const auto same = [&](const auto& row) { return tie_of(row) == tie_of(c_, d_.roles()); };
    const Directory::Held& held = d_.held_by(c_.user);
    return any(held.assignments, d_.rows().assignments, same) ||
           any(held.administrations, d_.rows().staff.administrations, same) ||
           any(held.removals, d_.rows().staff.removals, same);
  }

  void workplace() {
    switch (workplaces_.at(c_.user, c_.place, first_day())) {
      case AtWork::here:
        return;
      case AtWork::unknown:
        if (!c_.attested) add(Code::workplace_unknown, pair());
        return;
      case AtWork::elsewhere:
      case AtWork::left:
        add(Code::workplace_elsewhere, pair());
    }
  }

  const AssignmentChange& c_;
  const std::string& by_;
  const Directory& d_;
  const Workplaces& workplaces_;
  base::Date today_;
  base::Instant now_;
  std::vector<Reason> faults_;
};

}  // namespace

std::vector<Reason> change_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                  const Workplaces& workplaces, base::Date today, base::Instant now) {
  return Judged(change, by, directory, workplaces, today, now).faults();
}

}  // namespace gateway::core
