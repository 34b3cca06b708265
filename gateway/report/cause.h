#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "gateway/report/words.h"

namespace gateway::report {

/// All that was answered in one way for one reason: what can be mended together.
struct Cause {
  std::size_t number = 0;  ///< In the order in which causes turned up.
  core::Outcome outcome = core::Outcome::rejected;
  core::Reason reason;
  Phrase status;
  std::int64_t count = 0;  ///< Registrations.
};

/// Counts units by answer, reason code and detail: one with several reasons has several causes, one without a reason (a
/// settled one) has none.
class Causes {
 public:
  void add(const ports::ListedUnit& unit);

  /// The same for one reason; the number of the cause.
  std::size_t add(const ports::ListedUnit& unit, const core::Reason& reason, core::Outcome outcome);

  /// The largest first; equally large ones as they turned up.
  std::vector<Cause> largest_first() const;

 private:
  std::map<std::tuple<core::Outcome, core::Code, std::string>, std::size_t> places_;
  std::vector<Cause> causes_;
};

}  // namespace gateway::report
