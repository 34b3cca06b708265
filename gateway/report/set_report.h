#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/ports/codec.h"
#include "gateway/ports/ledger.h"
#include "gateway/report/cause.h"
#include "gateway/report/spooled_rows.h"

namespace gateway::report {

/// What a report says first about one set of files.
struct SetReportHead {
  std::string source;
  ports::SetNotice notice;     ///< Name, state, files and faults.
  ports::Balance balance;      ///< Of the set.
  bool with_delivery = false;  ///< Whether the balance's delivery side is known, too.
  base::Instant made{};
};

/// The report that lies beside a set: the same facts as a page and as rows. It says, for whoever sent the files: the
/// equation, what failed or waits by cause with what to do, and where. It names files, rows and local ids; no names, no
/// person numbers. However much there is to say, it takes a few MiB of memory: the rest waits in the spool.
class SetReport {
 public:
  using Sink = std::function<base::Result<void>(std::string_view)>;

  /// `room`: bytes in memory for each of its lists.
  SetReport(SetReportHead head, core::Language language, Spool& spool, std::size_t room = SpooledRows::kRoom);

  /// The rejected units come first, then the parked, the proposed, and others with warnings.
  base::Result<void> add(const ports::ListedUnit& unit);
  /// Missing in this set.
  base::Result<void> add(const ports::Vanished& gone);

  /// Writes both, piece by piece; once, when all was added.
  base::Result<void> write(const Sink& html, const Sink& csv);

 private:
  class Writer;

  /// A row of a file that a cause is about, with its events.
  struct Row {
    std::string file;
    std::uint32_t line = 0;
    std::string local_id;  ///< Empty where it cannot be shown.
    std::vector<core::Unit> units;
  };

  /// Causes with their rows. The last row of each is kept back: more events of the same may come.
  struct Listing {
    Causes causes;
    SpooledRows rows;
    std::vector<std::optional<Row>> last;
  };

  base::Result<void> add(Listing& to, const ports::ListedUnit& unit, const core::Reason& reason, core::Outcome outcome);
  base::Result<void> put_back(Listing& of, std::size_t cause);

  SetReportHead head_;
  core::Language language_;
  Listing causes_;
  Listing warnings_;
  SpooledRows vanished_;
  bool any_vanished_ = false;
};

}  // namespace gateway::report
