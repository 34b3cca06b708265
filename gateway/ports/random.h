#pragma once

#include "gateway/base/id.h"

namespace gateway::ports {

/// Chance, as an argument. [any thread]
class Random {
 public:
  virtual ~Random() = default;
  /// A new id, never given before; 128 bits of a cryptographic generator.
  virtual base::RegistrationId registration() = 0;
  /// Evenly spread in [0, 1): for jitter.
  virtual double fraction() = 0;
};

}  // namespace gateway::ports
