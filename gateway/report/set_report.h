#pragma once

#include <string>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/ports/codec.h"
#include "gateway/ports/ledger.h"

namespace gateway::report {

/// What is told about one set of files.
struct SetReportInput {
  std::string source;
  ports::SetNotice notice;                ///< Name, state, files and faults.
  ports::Balance balance;                 ///< Of the set.
  bool with_delivery = false;             ///< Whether the balance's delivery side is known, too.
  std::vector<ports::ListedUnit> units;   ///< Rejected, parked and proposed ones, and those with warnings.
  std::vector<ports::Vanished> vanished;  ///< Missing in this set.
  base::Instant made{};
};

/// The report that lies beside a set: the same facts as a page and as rows.
struct SetReport {
  std::string html;
  std::string csv;
};

/// The page says, for whoever sent the files: the equation, what failed or waits by cause with what to do, and where.
/// It names files, rows and local ids; no names, no person numbers. [pure]
SetReport set_report(const SetReportInput& input, core::Language language = core::Language::swedish);

}  // namespace gateway::report
