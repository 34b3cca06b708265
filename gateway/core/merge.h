#pragma once

#include <optional>

#include "gateway/core/reason.h"

namespace gateway::core {

/// A number that was joined to another on a source's word (domain.md §3 p).
struct Merge {
  bool is_protected = false;  ///< Either of the numbers bears a flag.
  bool sent = false;  ///< What came with the former number was first handed to the node under the one that goes on.
};

/// Why a person's newest merge cannot be undone; none where it can. [pure]
inline std::optional<Reason> unmerge_fault(const std::optional<Merge>& newest) {
  if (!newest) return Reason{Code::merge_unknown};
  if (newest->is_protected) return Reason{Code::merge_protected};
  if (newest->sent) return Reason{Code::merge_sent};
  return std::nullopt;
}

}  // namespace gateway::core
