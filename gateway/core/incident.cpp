#include "gateway/core/incident.h"

#include <algorithm>
#include <array>

namespace gateway::core {

IncidentState state(const Incident& incident) {
  if (incident.closed) return IncidentState::closed;
  return incident.reported ? IncidentState::reported : IncidentState::open;
}

std::string_view name(IncidentState state) {
  constexpr std::array<std::string_view, 3> kNames = {"open", "reported", "closed"};
  return kNames[static_cast<std::size_t>(state)];
}

base::Instant deadline(const Incident& incident) {
  return incident.discovered + kReportWithin;
}

bool overdue(const Incident& incident, base::Instant now) {
  return incident.reported.value_or(incident.closed.value_or(now)) > deadline(incident);
}

bool report(Incident& incident, std::string_view by, base::Instant now) {
  if (state(incident) != IncidentState::open) return false;
  incident.reported = now;
  incident.reported_by = by;
  return true;
}

bool close(Incident& incident, std::string_view by, std::string_view reason, base::Instant now) {
  const bool known = std::find(std::begin(kCloseReasons), std::end(kCloseReasons), reason) != std::end(kCloseReasons);
  if (state(incident) == IncidentState::closed || !known) return false;
  incident.closed = now;
  incident.closed_by = by;
  incident.close_reason = reason;
  return true;
}

}  // namespace gateway::core
