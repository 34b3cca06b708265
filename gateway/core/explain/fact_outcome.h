#pragma once

#include <cstdint>
#include <vector>

#include "gateway/core/reason.h"

namespace gateway::core {

/// What a fact did to the registration that a record had led to. Kept by number: append only.
enum class Effect : std::uint8_t {
  nothing,          ///< What is registered stays as it was.
  waits,            ///< Nothing is registered: the record is decided with it.
  taken_back,       ///< Nothing had left: what was queued is stopped, and nothing is registered.
  ended,            ///< Queued messages are stopped, and the one exit leaves.
  ends_when_dated,  ///< The same, but the exit waits for its date (domain.md §3 j).
  dated,            ///< An exit that waited has got its date.
  hidden,           ///< The identity leaves, and the course goes on under the id.
  stays_hidden,     ///< Nothing protects any more: what runs goes on without identity.
  for_fk,           ///< It had ended before: nothing is sent, and FK is to be told (§3 i).
  destroyed         ///< It should never have been (§3 r).
};

/// The answer to a fact: what stands of consent, protection and death, and what came of it.
struct FactOutcome {
  Effect effect = Effect::nothing;
  std::vector<Reason> reasons;  ///< What stands; none where nothing speaks against naming the person.
  std::vector<Reason> warnings;

  friend bool operator==(const FactOutcome&, const FactOutcome&) = default;
};

}  // namespace gateway::core
