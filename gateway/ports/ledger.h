#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/assignment/review.h"
#include "gateway/ports/dated.h"
#include "gateway/ports/held.h"
#include "gateway/ports/transaction.h"

namespace gateway::ports {

/// A line of one of the lists that people work from. `key` is the source's local id; nothing in it names a person.
struct ListedUnit {
  std::string source;
  std::string set;
  std::string file;
  std::uint32_t line = 0;
  std::string key;
  core::Unit unit = core::Unit::in;
  core::Outcome outcome = core::Outcome::rejected;
  std::vector<core::Reason> reasons;
  std::vector<core::Reason> warnings;
  base::Instant since{};
};

/// Which units to list.
struct ListFilter {
  std::optional<core::Outcome> outcome;  ///< None: all.
  bool with_warnings = false;            ///< Only those with warnings, whatever their outcome.
  std::string source;                    ///< Empty: all sources.
  std::string set;                       ///< Empty: all sets.
};

/// The counts of both equations of design §1.
struct Balance {
  std::int64_t read = 0;
  std::int64_t by_outcome[7] = {};  ///< By core::Outcome.
  std::int64_t handed_to_delivery = 0;
  std::int64_t delivered = 0;
  std::int64_t rejected_there = 0;
  std::int64_t stopped = 0;
  std::int64_t held = 0;
  std::int64_t queued = 0;
  std::int64_t dead_lettered = 0;

  bool adds_up() const {
    std::int64_t sum = 0;
    for (const std::int64_t count : by_outcome) sum += count;
    return read == sum && handed_to_delivery == delivered + rejected_there + stopped + held + queued + dead_lettered;
  }
};

/// An item of the outbox, as `queue` shows it.
struct QueuedMessage {
  std::int64_t sequence = 0;
  core::MessageKind kind = core::MessageKind::in;
  std::string registration;
  std::string place;
  std::string state;  ///< queued | in_hands | held | delivered | rejected | stopped | dead
  int attempts = 0;
  std::vector<core::Reason> reasons;
  std::string what;
  std::optional<base::Instant> next;
};

/// A message of a registration's lane as the outbox keeps it.
struct SaidMessage {
  core::Message message;
  core::Registration registration;    ///< As it is now.
  core::Standing standing;            ///< Consent facts of the record behind it.
  std::string source;                 ///< Of the record behind it; empty where it has none.
  std::string key;                    ///< The source's local id of that record.
  std::string state;                  ///< As QueuedMessage says it.
  std::vector<core::Reason> reasons;  ///< Why it is in that state.
  base::Instant changed{};            ///< When it came to that state.
};

/// Whose messages: all of one registration, or what was said of Finsam registrations in a user's name on a day or
/// later.
struct SaidFilter {
  base::RegistrationId registration;
  std::string user;  ///< Looked at where no registration is given.
  base::Date since;
};

/// A record that was in the last full set but one and is not in the last: listed, never deleted.
struct Vanished {
  std::string source;
  std::string key;
  std::string set;  ///< The set it was missing in.
  std::optional<base::RegistrationId> registration;
};

/// The ledger (liggare) of one gateway or node: the only place where anything is kept. One writer thread; commits of
/// waiting callers are grouped and answered after the shared fsync. [any thread]
class Ledger {
 public:
  virtual ~Ledger() = default;

  using Work = std::function<base::Result<void>(Transaction&)>;

  /// Runs `work` in a transaction of the writer and waits until it is on disk. Where `work` fails, nothing of it stays
  /// and its error is the answer; other callers' work in the same group stands.
  virtual base::Result<void> write(Work work) = 0;

  /// The same without waiting: `done` is called on the writer thread, after the fsync.
  virtual void write_async(Work work, std::function<void(base::Result<void>)> done) = 0;

  // Reading, against the last commit. [any thread]

  /// One row of a list after the other, of a list of any length: an error of `take` ends it and comes back. What is
  /// committed meanwhile may or may not be seen.
  template <typename Row>
  using Take = std::function<base::Result<void>(const Row&)>;
  virtual base::Result<void> each_unit(const ListFilter& filter, const Take<ListedUnit>& take) const = 0;
  /// Of everything, of one source, or of one set.
  virtual base::Result<void> each_vanished(std::string_view source, std::string_view set,
                                           const Take<Vanished>& take) const = 0;

  virtual const CaseLists& cases() const = 0;

  virtual base::Result<std::vector<QueuedMessage>> queue(bool open_only, std::size_t limit) const = 0;
  /// Oldest first.
  virtual base::Result<void> each_said(const SaidFilter& filter, const Take<SaidMessage>& take) const = 0;
  /// Registered on one of the days: in and out of insatser, each once, in no order, whether the node has answered or
  /// not. Never a correction, nor what was stopped, refused or void. A node keeps both dates of those in alone.
  virtual base::Result<void> each_dated(const base::Period& days, const Take<BothDates>& take) const = 0;
  /// Of what the node has taken: the originals of consents that are not said to be sent to FK's archive.
  virtual base::Result<void> each_unsent(const Take<KeptOriginal>& take) const = 0;
  /// The original of one registration or case; none where nobody made it here on a consent.
  virtual base::Result<std::optional<KeptOriginal>> original(const base::RegistrationId& id) const = 0;
  /// What is kept of one person.
  virtual base::Result<Held> held(const core::PersonNumber& number) const = 0;
  /// Of everything, of one source, or of one set.
  virtual base::Result<Balance> balance(std::string_view source, std::string_view set) const = 0;
  virtual base::Result<std::vector<core::Totals>> totals() const = 0;
  /// How often each mapping row (by MappingRow::name) has answered a record that was decided.
  virtual base::Result<std::map<std::string, std::int64_t>> mapping_uses() const = 0;
  /// The last day on which each user did something in a place: registered in, out or changed.
  virtual base::Result<core::LastUses> last_uses() const = 0;
  /// Sets with state, files and faults, newest first.
  virtual base::Result<base::Document> sets(std::string_view source) const = 0;
  /// Rows per kind, sizes, schema version, directory version, audit length.
  virtual base::Result<base::Document> stat() const = 0;
  /// Checks the audit chain against the signed heads outside: change, removal, reordering, truncation.
  virtual base::Result<base::Document> verify() const = 0;
  /// A consistent copy of the ledger while it is written to. Keys are not in it.
  virtual base::Result<void> backup(const std::string& file) const = 0;
};

}  // namespace gateway::ports
