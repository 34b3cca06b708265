#pragma once

#include <optional>

#include "gateway/flow/intake.h"

namespace gateway::flow {

/// Some records wait for a day and nothing else: for a consent dated in the future, or to be asked for on 31 January
/// (domain.md §3 b). So all that waits is decided anew once a day. [one thread]
class NewDay {
 public:
  NewDay(Intake& intake, const ports::Clock& clock) : intake_(intake), clock_(clock) {}

  /// What came of it the first time that it is asked on a day, and after an error once more; else nothing.
  base::Result<std::optional<Again>> begin();

 private:
  Intake& intake_;
  const ports::Clock& clock_;
  std::optional<base::Date> begun_;
};

}  // namespace gateway::flow
