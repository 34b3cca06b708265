#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "gateway/base/error.h"

namespace gateway::host {

/// What the caller should do next, as the plugin contract says it (contracts/abi/types.h): ok, or one of the faults.
enum class Answer : std::int32_t { ok, retry, reject, deny, stop, broken };

/// Between an answer and the fault that says the same. `fault` of ok or of an unknown number is broken.
constexpr Answer answer(base::Fault fault) {
  switch (fault) {
    case base::Fault::retry:
      return Answer::retry;
    case base::Fault::reject:
      return Answer::reject;
    case base::Fault::deny:
      return Answer::deny;
    case base::Fault::stop:
      return Answer::stop;
    case base::Fault::broken:
      break;
  }
  return Answer::broken;
}

constexpr base::Fault fault(Answer answer) {
  switch (answer) {
    case Answer::retry:
      return base::Fault::retry;
    case Answer::reject:
      return base::Fault::reject;
    case Answer::deny:
      return base::Fault::deny;
    case Answer::stop:
      return base::Fault::stop;
    case Answer::ok:
    case Answer::broken:
      break;
  }
  return base::Fault::broken;
}

/// The answer with this number; an unknown number is broken.
constexpr Answer answer(std::int32_t number) {
  return number >= 0 && number <= static_cast<std::int32_t>(Answer::broken) ? static_cast<Answer>(number)
                                                                            : Answer::broken;
}

}  // namespace gateway::host
