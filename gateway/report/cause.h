#pragma once

#include <optional>
#include <span>
#include <vector>

#include "gateway/report/words.h"

namespace gateway::report {

/// A row of a file that a cause is about.
struct CauseRow {
  std::string file;
  std::uint32_t line = 0;
  std::string local_id;  ///< Empty where it cannot be shown.
  std::vector<core::Unit> units;
};

/// All that was answered in one way for one reason: what can be mended together.
struct Cause {
  core::Outcome outcome = core::Outcome::rejected;
  core::Reason reason;
  Phrase status;
  std::int64_t count = 0;  ///< Registrations.
  std::vector<CauseRow> rows;
};

/// The units grouped by answer, reason code and detail, the largest group first; a unit with several reasons stands in
/// several groups. Units without a reason (settled ones) stand in none.
std::vector<Cause> causes(std::span<const ports::ListedUnit> units);

/// The same by warning, whatever the answer.
std::vector<Cause> warning_causes(std::span<const ports::ListedUnit> units);

}  // namespace gateway::report
