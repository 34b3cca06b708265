#include <algorithm>

#include "gateway/core/assignment/tie.h"

namespace gateway::core {

namespace {

constexpr std::string_view kAdministrator = "samverkansadministrator";
constexpr std::string_view kResponsible = "insatsansvarig";
constexpr std::string_view kOrderer = "bestallare";

/// Whether two spans of days, the second possibly without end, share a day.
/// Whether a row at one of the places matches.
template <typename Row, typename Match>
bool any(const Directory::Places& places, const std::vector<Row>& rows, Match match) {
  return std::any_of(places.begin(), places.end(), [&](std::uint32_t i) { return match(rows[i]); });
}

/// One change on its way through the rules.
class Judged {
 public:
  Judged(const AssignmentChange& change, const std::string& by, const Directory& directory,
         const Workplaces& workplaces, base::Date today)
      : c_(change), by_(by), d_(directory), workplaces_(workplaces), today_(today) {}

  std::vector<Reason> faults() {
    if (c_.role != kAdministrator && c_.role != kResponsible && c_.role != kCaseworker) {
      return {{Code::role_unknown, c_.role}};
    }
    const bool user = d_.user(c_.user) != nullptr;
    if (!user) add(Code::user_unknown, c_.user);
    const auto cooperations = cooperations_of_place();
    if (cooperations) giver(*cooperations);
    dates();
    if (c_.kind == AssignmentChange::Kind::remove_for_cause && c_.cause.empty()) add(Code::cause_missing, "");
    if (!user || !cooperations) return std::move(faults_);
    if (c_.kind != AssignmentChange::Kind::add) {
      const bool stoppable = c_.kind == AssignmentChange::Kind::remove_for_cause && formerly_assigned();
      if (!stoppable && !assigned({first_day(), std::nullopt})) add(Code::assignment_not_there, pair());
      return std::move(faults_);
    }
    receiver();
    if (assigned({first_day(), c_.until})) add(Code::assignment_already, pair());
    if (c_.role == kCaseworker && d_.office(c_.place) != nullptr) workplace();
    return std::move(faults_);
  }

 private:
  void add(Code code, std::string detail) { faults_.push_back({code, std::move(detail)}); }
  std::string pair() const { return c_.user + " – " + c_.place; }
  base::Date first_day() const { return c_.from.value_or(today_); }

  /// The cooperation organisations whose administration the place is under; none, and a fault, where there is no such
  /// place.
  std::optional<std::vector<std::string>> cooperations_of_place() {
    if (c_.role != kCaseworker) {
      if (d_.cooperation(c_.place) != nullptr) return std::vector<std::string>{c_.place};
      add(Code::place_unknown, c_.place);
      return std::nullopt;
    }
    if (const Insats* insats = d_.insats(c_.place)) return std::vector<std::string>{insats->cooperation};
    if (d_.office(c_.place) == nullptr) {
      add(Code::place_unknown, c_.place);
      return std::nullopt;
    }
    std::vector<std::string> found;
    for (const OfficeMembership& row : d_.rows().staff.memberships) {
      if (row.office == c_.place && row.period.contains(today_)) found.push_back(row.cooperation);
    }
    if (!found.empty()) return found;
    add(Code::office_without_cooperation, c_.place);
    return std::nullopt;
  }

  /// Role AND assignment of who makes the change, and no pair of roles that is forbidden.
  void giver(const std::vector<std::string>& cooperations) {
    const std::string_view needed = c_.role == kCaseworker ? kResponsible : kAdministrator;
    const bool assigned = any(d_.held_by(by_).administrations, d_.rows().staff.administrations, [&](const auto& row) {
      return row.role == needed && row.period.contains(today_) &&
             std::find(cooperations.begin(), cooperations.end(), row.cooperation) != cooperations.end();
    });
    if (!assigned || !d_.has_role(by_, needed, today_)) add(Code::giver_may_not, by_);
    if (d_.has_role(by_, kAdministrator, today_) && d_.has_role(by_, kCaseworker, today_)) {
      add(Code::role_forbidden_pair, by_);
    }
  }

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
    const bool forbidden = (c_.role == kCaseworker && (holds(kAdministrator) || holds(kOrderer))) ||
                           (c_.role == kAdministrator && holds(kCaseworker));
    if (forbidden) add(Code::role_forbidden_pair, c_.user);
  }

  /// Whether the user has the role on any day that the assignment would hold.
  bool holds(std::string_view role) const {
    const base::Period period{first_day(), c_.until};
    return any(d_.held_by(c_.user).roles, d_.rows().roles,
               [&](const RoleHolding& row) { return row.role == role && row.period.overlaps(period); });
  }

  bool assigned(const base::Period& period) const {
    const Directory::Held& held = d_.held_by(c_.user);
    if (c_.role == kCaseworker) {
      return any(held.assignments, d_.rows().assignments,
                 [&](const Assignment& row) { return row.to == c_.place && row.period.overlaps(period); });
    }
    return any(held.administrations, d_.rows().staff.administrations, [&](const Administration& row) {
      return row.role == c_.role && row.cooperation == c_.place && row.period.overlaps(period);
    });
  }

  /// Whether something may be queued there under an assignment that has ended, or was taken away the day it was given.
  bool formerly_assigned() const {
    if (c_.role != kCaseworker) return false;
    const Directory::Held& held = d_.held_by(c_.user);
    return any(held.assignments, d_.rows().assignments, [&](const auto& row) { return row.to == c_.place; }) ||
           any(held.removals, d_.rows().staff.removals, [&](const auto& row) { return row.from == c_.place; });
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
  std::vector<Reason> faults_;
};

}  // namespace

std::vector<Reason> change_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                  const Workplaces& workplaces, base::Date today) {
  return Judged(change, by, directory, workplaces, today).faults();
}

}  // namespace gateway::core
