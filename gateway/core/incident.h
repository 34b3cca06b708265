#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/reason.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// Notified to the supervisory authority within 72 hours of its discovery (GDPR art. 33.1).
inline constexpr std::chrono::hours kReportWithin{72};

enum class IncidentState { open, reported, closed };

/// A personal data incident (personuppgiftsincident): somebody was registered who should not have been (domain.md §3
/// r). Known by the registration; nothing in it recognises a person.
struct Incident {
  base::RegistrationId registration;
  Code cause = Code::wrong_person;        ///< Or registered_without_consent.
  Handover handover = Handover::nothing;  ///< How far the registration had come.
  base::Instant discovered{};
  std::string discovered_by;  ///< A user, as with the others; at a node the organisation that told it.
  std::optional<base::Instant> reported;
  std::string reported_by;
  std::optional<base::Instant> closed;
  std::string closed_by;
  std::string close_reason;  ///< One of kCloseReasons.

  friend bool operator==(const Incident&, const Incident&) = default;
};

/// Why an incident is closed: no risk to anybody (art. 33.1), handled with the authority, or told by mistake.
inline constexpr std::string_view kCloseReasons[] = {"no_risk", "handled", "mistaken"};

IncidentState state(const Incident& incident);
std::string_view name(IncidentState state);

base::Instant deadline(const Incident& incident);

/// Whether the deadline passed before it was reported, or closed without a report.
bool overdue(const Incident& incident, base::Instant now);

/// Notes the report; false where it was reported or closed before.
bool report(Incident& incident, std::string_view by, base::Instant now);

/// Closes it, reported or not; false where it is closed, or where the reason is none of kCloseReasons.
bool close(Incident& incident, std::string_view by, std::string_view reason, base::Instant now);

}  // namespace gateway::core
