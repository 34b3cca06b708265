#pragma once

#include <optional>
#include <vector>

#include "gateway/core/fk_notice.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Withdrawals that FK is told of, by the registration's row. [one thread at a time]
class FkNotices {
 public:
  explicit FkNotices(Database& database) : database_(database) {}

  /// Leaves one, or gives one that nobody has told of yet its new day.
  void leave(std::int64_t registration, base::Date withdrawn, base::Instant now);
  /// The registration has ended earlier after all, and SUS is told.
  void drop_untold(std::int64_t registration);
  /// The registration is destroyed.
  void drop(std::int64_t registration);
  std::optional<core::FkNotice> of(std::int64_t registration);
  /// Those that wait, or with an id that registration's, told or not; the oldest first.
  std::vector<core::FkNotice> all(const std::optional<base::RegistrationId>& only);
  /// What became of it; its record is decided anew at its next reading.
  void put(const core::FkNotice& notice);

 private:
  Database& database_;
};

}  // namespace gateway::io::store
