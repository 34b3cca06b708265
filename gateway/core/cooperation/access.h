#pragma once

#include <string>

#include "gateway/base/date.h"
#include "gateway/base/id.h"

namespace gateway::core {

/// That somebody looked at a person's case (åtkomstlogg): never whose case it is.
struct Access {
  std::string user;
  base::RegistrationId id;  ///< The case.
  std::string operation;    ///< case.show, case.list, participant.search, task.show …
  base::Instant at{};

  friend bool operator==(const Access&, const Access&) = default;
};

}  // namespace gateway::core
