#pragma once

#include <chrono>
#include <optional>
#include <ostream>
#include <string>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Shows what an operation says while it runs: one moving line on a terminal, else a line at most once a second and the
/// last one. [one thread]
class ProgressLine {
 public:
  ProgressLine(std::ostream& err, bool terminal, core::Language language)
      : err_(err), terminal_(terminal), language_(language) {}

  void show(const base::Document& said);
  /// Ends the line, so that the answer begins on one of its own.
  void finish();

 private:
  std::string text_of(const base::Document& said) const;
  static std::string bar_of(std::int64_t records, std::int64_t total);

  std::ostream& err_;
  bool terminal_;
  core::Language language_;
  std::string waiting_;  ///< Not shown yet.
  bool begun_ = false;
  std::optional<std::chrono::steady_clock::time_point> last_;
};

}  // namespace gateway::app
