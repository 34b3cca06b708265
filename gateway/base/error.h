#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace gateway::base {

/// What the caller should do next; the same five faults as the plugin ABI (contracts/abi/types.h).
enum class Fault {
  retry,   ///< The other side is away or busy: the same call may succeed later.
  reject,  ///< This input can never succeed: answer it and go on.
  deny,    ///< The caller lacks the right: do not repeat as the same caller.
  stop,    ///< Work is being wound up: unwind without storing anything.
  broken   ///< A defect or damaged state: no further call on this object makes sense.
};

/// The fault's name as written in logs and JSON.
constexpr std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::retry:
      return "retry";
    case Fault::reject:
      return "reject";
    case Fault::deny:
      return "deny";
    case Fault::stop:
      return "stop";
    case Fault::broken:
      break;
  }
  return "broken";
}

/// Why an operation gave no value. `what` is one sentence for a person, says where and what to do, and never holds
/// personal data: it is logged and shown as it is.
struct Error {
  Fault fault = Fault::broken;
  std::string what;
};

/// A rejecting error, the most common kind.
inline Error rejected(std::string what) {
  return {Fault::reject, std::move(what)};
}

/// A defect or damaged state.
inline Error broken(std::string what) {
  return {Fault::broken, std::move(what)};
}

}  // namespace gateway::base
