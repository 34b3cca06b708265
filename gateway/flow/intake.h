#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/flow/proposals.h"
#include "gateway/ports/source.h"

namespace gateway::flow {

/// What came of a page.
struct Taken {
  ports::PageCounts counts;
  std::int64_t records = 0;               ///< Participations: each asks for one unit or more.
  std::vector<ports::SetNotice> notices;  ///< The sets that began, ended or failed in it.
  std::vector<std::string> faults;        ///< Of records that were rejected because the ledger could not store them.
};

/// Whether a record that the ledger cannot store undoes all that is stored with it, or itself alone.
enum class Records { together, apart };

/// What came of deciding a page of waiting records anew.
struct Again {
  ports::PageCounts counts;
  std::int64_t last = 0;                 ///< The row of the last one.
  bool more = false;                     ///< There may be more behind it.
  std::vector<std::string> faults = {};  ///< Of records that could not be decided and wait on.
};

/// The way in for what sources say: decides and stores a page inside one transaction, with the page's cursor. What a
/// source says again, word for word, is not even decoded. [one thread per source]
class Intake {
 public:
  explicit Intake(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Takes one page of `source`. When it answers, the page is on disk; on an error nothing of it is, and the page is
  /// read again. A document that breaks the contract is a defect of the plugin: fault broken. A record that the ledger
  /// cannot store for damage of its own is rejected (not_stored); it holds up nobody else.
  base::Result<Taken> take(std::string_view source, const ports::Page& page);

  /// Where the source reads on.
  base::Result<std::string> cursor(std::string_view source, std::string_view stream);

  /// Decides anew what was rejected or waits, after a change of mapping, policy or directory and daily: page by page,
  /// each whole or not at all. Nothing is read again from a source.
  base::Result<Again> decide_pending(const std::optional<ports::Selector>& only);

  /// What waits for somebody's confirmation.
  Proposals proposals() const { return Proposals(around_); }

 private:
  base::Result<Taken> take_page(std::string_view source, const ports::Page& page, Records records);

  Surroundings around_;
};

/// Decides anew the pending records that `filter` asks for, in an open transaction. [writer thread]
base::Result<Again> decide_pending_in(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                      const ports::PendingFilter& filter, Records records);

}  // namespace gateway::flow
