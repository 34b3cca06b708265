#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/app/source_loop.h"
#include "gateway/core/reason.h"
#include "gateway/ports/ledger.h"
#include "gateway/report/set_report.h"

namespace gateway::app {

/// Writes a page and a CSV beside each set that has ended: done/NAME.rapport.html, failed/NAME.rapport.html. In pieces:
/// a set's lists may be longer than memory is large.
class SetReports {
 public:
  SetReports(const ports::Ledger& ledger, const ports::Clock& clock, core::Language language)
      : ledger_(ledger), clock_(clock), language_(language) {}

  /// `folder` is the drop folder of the source. Tries first what could not be written before, and keeps what cannot be
  /// now for the next time. The errors are of those that ended now: each is told once. [any thread]
  std::vector<base::Error> write(const std::string& source, const std::string& folder,
                                 const std::vector<ports::SetNotice>& ended);

 private:
  base::Result<void> write_one(const std::string& source, const std::string& folder,
                               const ports::SetNotice& notice) const;
  base::Result<void> list(const std::string& source, const std::string& set, report::SetReport& report) const;

  const ports::Ledger& ledger_;
  const ports::Clock& clock_;
  core::Language language_;
  std::mutex mutex_;
  std::map<std::string, std::vector<ports::SetNotice>> unwritten_;  ///< By source.
};

}  // namespace gateway::app
