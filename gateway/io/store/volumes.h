#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/volume.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Volume figures beside the totals that they are a part of. [one thread at a time]
class Volumes {
 public:
  explicit Volumes(Database& database) : database_(database) {}

  /// The newest of an insats and year.
  std::optional<core::Volume> of(std::string_view insats, int year);
  /// By insats and year, the newest of each first; with `earlier` those that were corrected, too.
  std::vector<core::KeptVolume> all(bool earlier);
  /// Keeps it, and changes the own total by what differs from the one before.
  void put(const core::KeptVolume& volume);
  /// Whether somebody was counted here, or registered by name from a day of that year, and no volume stands.
  bool individuals(std::string_view insats, int year);

 private:
  Database& database_;
};

}  // namespace gateway::io::store
