#include "gateway/core/assignment/giver.h"

#include <algorithm>
#include <utility>

#include "gateway/core/assignment/tie.h"
#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

bool holds(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

/// Role and cooperation organisation of an administration.
using Way = std::pair<std::string_view, std::string_view>;

/// The administrations that `by` had on a day, at a moment, under which the change can be made.
std::vector<Way> ways(const std::vector<std::string>& cooperations, const AssignmentChange& c, const User& by,
                      const Directory& d, base::Date on, base::Instant at) {
  std::vector<Way> found;
  const auto add = [&](const std::string& id, const std::string& cooperation) {
    const Role* role = d.roles().find(id, on);
    if (role != nullptr && holds(role->gives, c.role) && holds(cooperations, cooperation) && d.has_role(by, id, on)) {
      found.emplace_back(id, cooperation);
    }
  };
  for (const std::uint32_t i : d.held_by(by).administrations) {
    const Administration& row = d.rows().staff.administrations[i];
    if (row.period.contains(on)) add(row.role, row.cooperation);
  }
  for (const std::uint32_t i : d.held_by(by).removals) {
    const Removal& row = d.rows().staff.removals[i];
    if (row.on == on && row.after(on, at)) add(row.role, row.from);
  }
  return found;
}

}  // namespace

Administered administered_by(const AssignmentChange& c, const Directory& d, base::Date today) {
  if (!at_place(c, d.roles())) {
    if (d.cooperation(c.place) != nullptr) return {{c.place}, std::nullopt};
    return {{}, Reason{Code::place_unknown, c.place}};
  }
  if (const Insats* insats = d.insats(c.place)) return {{insats->cooperation}, std::nullopt};
  if (d.office(c.place) == nullptr) return {{}, Reason{Code::place_unknown, c.place}};
  Administered found;
  for (const OfficeMembership& row : d.rows().staff.memberships) {
    if (row.office == c.place && row.period.contains(today)) found.cooperations.push_back(row.cooperation);
  }
  if (found.cooperations.empty()) found.fault = Reason{Code::office_without_cooperation, c.place};
  return found;
}

std::vector<Reason> giver_in(const std::vector<std::string>& cooperations, const AssignmentChange& c,
                             const std::string& giver, const Directory& d, base::Date on, base::Instant at) {
  const User* by = d.user(giver);
  if (by == nullptr) return {{Code::giver_may_not, giver}};
  bool may = false;
  std::optional<Reason> stopped;
  for (const Way& way : ways(cooperations, c, *by, d, on, at)) {
    const auto& removals = d.held_by(*by).removals;
    const bool for_cause = std::any_of(removals.begin(), removals.end(), [&](const std::uint32_t i) {
      const Removal& row = d.rows().staff.removals[i];
      return row.for_cause && row.role == way.first && row.from == way.second && row.after(on, at);
    });
    if (for_cause) stopped = Reason{Code::removed_for_cause, giver + " – " + std::string(way.second)};
    may = may || !for_cause;
  }
  std::vector<Reason> faults;
  if (!may) faults.push_back(stopped.value_or(Reason{Code::giver_may_not, giver}));
  if (role_forbidden(d, *by, on)) faults.push_back({Code::role_forbidden_pair, giver});
  return faults;
}

std::vector<Reason> giver_faults(const AssignmentChange& change, const std::string& by, const Directory& directory,
                                 base::Date on, base::Instant at) {
  if (directory.roles().assigned_to(change.role) == AssignedTo::nothing) return {{Code::role_unknown, change.role}};
  Administered place = administered_by(change, directory, on);
  if (place.fault) {
    for (const std::uint32_t i : directory.held_by(by).administrations) {
      place.cooperations.push_back(directory.rows().staff.administrations[i].cooperation);
    }
  }
  return giver_in(place.cooperations, change, by, directory, on, at);
}

}  // namespace gateway::core
