#pragma once

#include <optional>
#include <string>

#include "gateway/core/archive.h"

namespace gateway::ports {

/// The original of a consent as the ledger knows it. `original.acknowledged` is left out: its day is the clock's to
/// say.
struct KeptOriginal {
  core::Original original;
  std::optional<base::Instant> acknowledged;  ///< When the node took what opened the registration.
  std::string source;                         ///< Of the record behind it; empty with a case.
  std::string key;                            ///< The source's local id of that record, while it is this person's.
};

}  // namespace gateway::ports
