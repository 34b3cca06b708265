#pragma once

#include <optional>
#include <string>

#include "gateway/base/date.h"
#include "gateway/base/id.h"

namespace gateway::core {

/// A consent taken back after the registration had ended (domain.md §3 i): the node is sent nothing, and somebody tells
/// FK, the controller, by the registration's id (GDPR art. 17). Names nobody but who told.
struct FkNotice {
  base::RegistrationId registration;
  std::string place;  ///< The insats.
  base::Date withdrawn;
  base::Instant since{};           ///< When it came to be known here.
  std::optional<base::Date> told;  ///< The day FK was told; none while it waits for that.
  std::string told_by;

  friend bool operator==(const FkNotice&, const FkNotice&) = default;
};

/// Why it cannot be said that FK was told.
enum class NotTold {
  already,       ///< It was said before.
  before_known,  ///< On a day before the withdrawal.
  in_future      ///< On a day that has not come.
};

/// Notes that `by` told FK on a day; what stands against it leaves the notice as it was. [pure]
inline std::optional<NotTold> tell(FkNotice& notice, base::Date on, const std::string& by, base::Date today) {
  if (notice.told) return NotTold::already;
  if (on < notice.withdrawn) return NotTold::before_known;
  if (on > today) return NotTold::in_future;
  notice.told = on;
  notice.told_by = by;
  return std::nullopt;
}

}  // namespace gateway::core
