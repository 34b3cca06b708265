#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// What a source says again, as nearly all it says is. Sources keep their order, so the rows behind the one last met
/// are read ahead, and a record is known by its content mark alone. Those seen again are noted as runs of rows instead
/// of row by row; only records of which no list tells anybody (all accepted, no warnings) are. Such a one keeps the
/// place of the reading that decided it; that is what a list names should the node refuse it later. [writer thread]
class Repeats {
 public:
  explicit Repeats(Database& database) : database_(database) {}

  /// Whether the source may say something again now; else no mark need be made.
  bool expects(std::int64_t source, std::int64_t set);
  /// Notes the record with this content mark, of the source just asked about, as seen in the set just named; answers
  /// the number of its units, 0 where it is not met.
  std::size_t meet(const Mark& content);
  /// The row was met otherwise: what followed it last time may follow now.
  void met(std::int64_t source, std::int64_t row);

  /// Writes the run that grows. Before whatever asks for runs, and before a savepoint begins or ends.
  void store();
  /// Runs are kept until the next set begins: what waits is decided anew at a set's end, and asks what was seen in it.
  void drop_runs_of_others(std::int64_t source, std::int64_t set);
  /// Calls `gap(first, last)` for each range of rows that no run of the set covers.
  template <typename Gap>
  void each_gap(std::int64_t set, Gap gap) {
    std::int64_t next = 0;
    for (const Run& run : runs(set)) {
      if (run.first > next) gap(next, run.first - 1);
      next = run.last + 1;
    }
    gap(next, std::numeric_limits<std::int64_t>::max());
  }

  /// Records may have changed: what was read ahead does not count.
  void look_again();
  /// After something was rolled back.
  void forget();

 private:
  struct Ahead {
    std::int64_t row = 0;
    std::optional<Mark> content;  ///< None: not to be met here.
    std::size_t units = 0;
  };
  struct Run {
    std::int64_t first = 0;
    std::int64_t last = 0;
  };

  void read_ahead();
  /// Forgets what was read ahead, and where it was.
  void pass_over();
  /// The row before one of those ahead.
  std::int64_t before(std::size_t place) const;
  std::vector<Run> runs(std::int64_t set);

  Database& database_;
  std::int64_t source_ = 0;
  std::int64_t set_ = 0;
  std::optional<std::int64_t> behind_;  ///< The row before those ahead; none: nothing is expected.
  std::vector<Ahead> ahead_;
  std::size_t next_ = 0;     ///< Of those ahead.
  std::size_t at_once_ = 0;  ///< Rows read ahead the last time: more each time as long as nothing changes.
  std::optional<Run> run_;   ///< Of set_.
  bool stored_ = true;       ///< The run as it is.
};

}  // namespace gateway::io::store
