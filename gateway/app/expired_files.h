#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"

namespace gateway::app {

/// Removes what has lain longer than it may where sources put away what was read: done/ and failed/ in their folders.
/// Deliveries hold person numbers, so they may not stay. Links are removed, never followed; nothing else in the folders
/// is touched. [any thread]
class ExpiredFiles {
 public:
  /// `folders`: the sources' declared folders; one that is named twice is looked into once.
  ExpiredFiles(std::vector<std::string> folders, std::chrono::milliseconds kept);

  /// Removes each entry that was put there more than `kept` before `now`, folders with all they hold. That moment ends
  /// the entry's name where a set was claimed ("dag-1-20261121T221403120Z"); otherwise it is when the entry was last
  /// written. An error for each place where something stays that should go; it can be tried again. Errors name the
  /// place, never an entry, whose name may hold personal data.
  std::vector<base::Error> remove(base::Instant now) const;

 private:
  std::vector<std::string> folders_;
  std::chrono::milliseconds kept_;
};

}  // namespace gateway::app
