#pragma once

#include <cstdint>
#include <vector>

#include "gateway/io/store/sqlite.h"
#include "gateway/ports/cases.h"

namespace gateway::io::store {

/// What the node refused of acts and of answers to tasks. [one thread at a time]
class RefusedActs {
 public:
  explicit RefusedActs(Database& database) : database_(database) {}

  void keep(const ports::RefusedByNode& refused);
  /// Newest first.
  std::vector<ports::RefusedByNode> of(const ports::RefusedFilter& filter);
  /// Why the last answer to the task was refused; nothing where none was.
  std::vector<core::Reason> last_of(const core::TaskId& task);
  /// Removes what is older, and says how much.
  std::int64_t purge(base::Instant before);

 private:
  Database& database_;
};

}  // namespace gateway::io::store
