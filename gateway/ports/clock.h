#pragma once

#include "gateway/base/date.h"

namespace gateway::ports {

/// The time, as an argument. [any thread]
class Clock {
 public:
  virtual ~Clock() = default;
  virtual base::Instant now() const = 0;
  /// The day it is in Sweden (Europe/Stockholm) at that moment.
  virtual base::Date day_of(base::Instant instant) const = 0;
};

}  // namespace gateway::ports
