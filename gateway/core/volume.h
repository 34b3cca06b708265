#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/core/assignment/change_set.h"
#include "gateway/core/directory.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// A volume figure (volymuppgift): how many took part in an insats where nobody is registered individually.
struct Volume {
  std::string insats;
  int year = 0;
  std::int64_t women = 0;
  std::int64_t men = 0;

  friend bool operator==(const Volume&, const Volume&) = default;
};

/// No insats has more than so many women, or men, in a year.
inline constexpr std::int64_t kMostOfVolume = 1'000'000;

/// Several figures, stored together or not at all (document gateway.volume-set/1).
struct VolumeSet {
  std::string by;  ///< User who gives them.
  std::vector<Volume> figures;
};

/// A figure as it is kept; a later one of the same insats and year stands in its place.
struct KeptVolume {
  Volume figure;
  std::string by;
  base::Instant at{};
  bool newest = true;
  bool sent = false;  ///< The receiver has answered the total that holds it.
};

/// Why the figures cannot be taken today, by row from 1: unknown insats; who gives them is not insatsansvarig of the
/// insats's cooperation organisation, or has a forbidden pair of roles; persons are registered by name there (domain.md
/// §5), or somebody is registered or counted individually; a year in which it was not open or that has not begun, or
/// whose counting is closed; the same twice. `individuals` says of each figure whether somebody of that insats and year
/// is, and no volume stands yet that would be corrected; `closed_through` which counting years the ledger has closed,
/// 0: none. [pure]
std::vector<RowFault> volume_faults(const VolumeSet& set, const std::vector<bool>& individuals, int closed_through,
                                    const Directory& directory, const Policy& policy, base::Date today);

}  // namespace gateway::core
