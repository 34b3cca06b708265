#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace gateway::bench {

/// All that this program asks of SQLite: connections, statements and values, in order. The linker leads the calls here
/// (`--wrap`), so that no part of the ledger knows of it.
struct Statements {
  enum class What : std::uint8_t {
    open,
    close,
    log_by_hand,  ///< The connection sees to its write-ahead log itself.
    execute,
    prepare,
    finalize,
    bind_text,
    bind_blob,
    bind_integer,
    bind_null,
    step,
    reset,
    clear,
    checkpoint,
    mark  ///< From here on, or up to here, it counts.
  };

  struct Op {
    What what;
    std::int32_t object = 0;  ///< Connection or statement, in the order of their making.
    std::int32_t place = 0;   ///< Of a value; the connection of a statement; a checkpoint's kind.
    std::int64_t number = 0;  ///< An integer; the answer to a step; where a text begins in `bytes`.
    std::int64_t size = 0;
  };

  std::vector<Op> ops;
  std::string bytes;
  std::string folder;  ///< Of all databases.
};

/// Takes down everything from its making to its end; one at a time. [any thread]
class Recording {
 public:
  explicit Recording(const std::string& folder);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// Once where it begins to count, once where it ends.
  void mark();
  Statements take();
};

/// What a repetition cost and wrote.
struct Replayed {
  double cpu_us = 0;       ///< Between the marks.
  std::int64_t steps = 0;  ///< Statements, and below those that write.
  std::int64_t rows = 0;
  std::int64_t bytes = 0;      ///< Of bound values of what writes.
  std::int64_t otherwise = 0;  ///< Steps that answered something else than then: none, or the floor is no floor.
};

/// Does the same again on the databases in `folder` (as they were when the recording began), with nothing around it.
Replayed replay(const Statements& statements, const std::string& folder);

}  // namespace gateway::bench
