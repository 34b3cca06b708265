#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/app/source_loop.h"
#include "gateway/core/reason.h"
#include "gateway/ports/ledger.h"

namespace gateway::app {

/// Writes a page and a CSV beside each set that has ended: done/NAME.rapport.html, failed/NAME.rapport.html.
class SetReports {
 public:
  SetReports(const ports::Ledger& ledger, const ports::Clock& clock, core::Language language)
      : ledger_(ledger), clock_(clock), language_(language) {}

  /// `folder` is the drop folder of the source. An error names the file.
  base::Result<void> write(const std::string& source, const std::string& folder, const ports::SetNotice& notice) const;

 private:
  const ports::Ledger& ledger_;
  const ports::Clock& clock_;
  core::Language language_;
};

}  // namespace gateway::app
