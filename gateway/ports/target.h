#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/core/clear.h"
#include "gateway/ports/codec.h"

namespace gateway::ports {

/// What became of one message that was handed over.
struct PushAnswer {
  enum class Kind {
    answered,  ///< The node answered: `answer`.
    retry,     ///< Not known or not possible now: again later, not before `not_before` from now.
    reject     ///< Can never be sent; `what` says why.
  };
  Kind kind = Kind::retry;
  NodeAnswer answer;
  std::optional<std::chrono::milliseconds> not_before;
  std::string what;
};

/// A system that registrations go to. Takes only what was cleared. Calls never overlap. [worker]
class Target {
 public:
  virtual ~Target() = default;

  /// One answer per message, in order; or an error that holds for all: retry (unknown what arrived) or broken.
  virtual base::Result<std::vector<PushAnswer>> push(std::span<const core::Cleared> batch) = 0;

  /// Makes a running push end soon. [any thread]
  virtual void stop() = 0;
};

}  // namespace gateway::ports
