#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gateway/flow/rules.h"
#include "gateway/ports/source.h"

namespace gateway::flow {

/// A page of a party's feed.
struct FeedPage {
  std::vector<std::string> documents;  ///< gateway.case/1, one each.
  std::string cursor;                  ///< Stands behind them: `FEED.PLACE`.
  bool more = false;
};

/// The way out at a node: what has changed of the cases of a party's own offices (design §1.5). Each case is told as it
/// stands, so a page lacks nothing that an earlier one had. [any thread]
class Feed {
 public:
  using Answer = base::Result<FeedPage>;

  /// A page ends with the document that exceeds `page_bytes`; whoever asks takes several times the default.
  explicit Feed(Surroundings surroundings, std::size_t page_bytes = 2 * 1024 * 1024)
      : around_(std::move(surroundings)), page_bytes_(page_bytes) {}

  /// What the organisation that `certificate` (SHA-256 fingerprint) is bound to may know behind `cursor`; all of it
  /// where the cursor is empty. Faults: deny (no such organisation), reject (not a cursor of this feed, which began
  /// anew with a restored ledger: read from the beginning). `done` is called on the writer thread.
  void read(std::string certificate, std::string cursor, std::function<void(Answer)> done);

 private:
  Surroundings around_;
  std::size_t page_bytes_;
};

/// The way in for a node's feed at a gateway. [one thread]
class Follow {
 public:
  explicit Follow(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Begins a reading. Where the feed has a gap (ports::FeedGap), all is read anew: at the first reading of this
  /// process, when somebody asks for it, and when its time has come.
  base::Result<void> begin();

  base::Result<std::string> cursor();

  /// Takes over a page with its cursor, in one transaction. Where it is of another feed than the last one, the node's
  /// ledger was restored: all is read anew, and what is not told of again goes.
  /// Answers what of it could not be read or stored, which is a gap from now on; the others were.
  base::Result<std::vector<std::string>> take(const ports::Page& page);

  /// The feed has no more for now: a new reading from the beginning ends here.
  base::Result<void> caught_up();

 private:
  Surroundings around_;
  bool started_ = false;  ///< A reading of this process has begun.
  bool begun_ = false;    ///< A reading anew that a former process had not ended begins once more.
  bool faulty_ = false;   ///< Not all of a reading anew could be taken over: nothing goes for not having been told.
};

}  // namespace gateway::flow
