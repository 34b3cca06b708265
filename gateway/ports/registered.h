#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/core/decision.h"
#include "gateway/core/registration.h"

namespace gateway::ports {

/// A participation in an insats as whoever answers for it works with it.
struct ListedRegistration {
  core::Registration registration;
  core::Standing standing;     ///< Consent facts of the record behind it.
  core::Caseworkers named;     ///< By this gateway's organisation.
  std::string last_registrar;  ///< In whose name something was registered last that stands.
  std::string source;
  std::string key;                       ///< The source's local id; empty where it is another person's by now.
  std::vector<core::UnitOutcome> units;  ///< What its record was answered last.
  bool provisional = false;              ///< Something was registered here that the node has not answered.
  std::vector<core::Reason> held;        ///< Why what was registered here waits before it is sent, or was stopped
                                         ///< and waits to be said by somebody with authority.
  std::vector<core::Reason> refused;     ///< Why the node refused what was said last; empty where it did not.
  std::optional<core::Person> person;    ///< Only where asked for, and where nobody says that they are protected.
};

/// Which participations are asked for: the one with the id, or all of the person, or those in the insatser. Never what
/// is void, refused by the node or ended by withdrawal or death, and never what was counted anonymously.
struct RegistrationFilter {
  base::RegistrationId id = {};
  std::optional<core::PersonNumber> number = {};
  std::vector<std::string> insatser = {};
  std::optional<base::Date> ended_from = {};  ///< Of those that have ended only those from that day on.
  bool open_only = false;
  bool with_person = false;
};

}  // namespace gateway::ports
