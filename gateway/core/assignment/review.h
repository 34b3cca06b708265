#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// When a user last did something in a place, by (user, place).
using LastUses = std::map<std::pair<std::string, std::string>, base::Date>;

/// An assignment, or a user, that somebody should look at.
struct ReviewFinding {
  Reason reason;  ///< assignment_unused | workplace_left | deputy_missing | training_expired | responsible_missing
  std::string user;
  std::string place;  ///< Office, insats or cooperation organisation; empty where the whole user is meant.
  base::Date since;

  friend bool operator==(const ReviewFinding&, const ReviewFinding&) = default;
};

/// What goes on in a place without anybody who answers for it (cooperation/caseworkers.h).
struct Orphans {
  std::string user;  ///< Who answered for it; empty where that was nobody.
  std::string place;
  std::int64_t count = 0;
};

/// One finding each, dated on the day after the user's last assignment there; today where there was none.
std::vector<ReviewFinding> review(const Directory& directory, const std::vector<Orphans>& orphans, base::Date today);

/// The lists that assignments are reviewed by, over the assignments that hold today: unused for `unused_after` days or
/// more, of users who have left their workplace, of users without a deputy who has the same assignment, and of AF staff
/// whose training in handling personal data has expired (20 b § förordning 2002:623). Administrations only of users who
/// work nowhere any more. By user, then place. [pure]
std::vector<ReviewFinding> review(const Directory& directory, const LastUses& uses, std::chrono::days unused_after,
                                  base::Date today);

}  // namespace gateway::core
