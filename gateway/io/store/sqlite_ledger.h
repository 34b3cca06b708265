#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "gateway/ports/clock.h"
#include "gateway/ports/ledger.h"

namespace gateway::io {

/// Where the ledger and its keys lie. The folders are made (0700) where they are missing.
struct LedgerConfig {
  std::string database;      ///< ledger.db; beside it its write-ahead log and `database`.lock.
  std::string keys;          ///< keys.db: on another backup than the ledger.
  std::string master_key;    ///< The file of the key that wraps the others.
  std::string heads;         ///< Signed heads of the audit: outside the folder of the database, best on another disk.
  bool create = true;        ///< Make what is missing, but never a master key for keys that exist.
  std::string organisation;  ///< Directory id of whom it belongs to: who answers for a case is named by it.

  std::chrono::milliseconds rejected_kept = std::chrono::days(30);  ///< Rejected records, sealed …
  std::chrono::milliseconds parked_kept = std::chrono::days(90);    ///< … and parked ones; counted from each reading.
  std::chrono::milliseconds looks_kept = std::chrono::days(5 * 365);  ///< Who looked at which case.
  std::size_t queue = 4096;  ///< Works that may wait; who comes after them waits to be let in.
  std::size_t group = 64;    ///< Works that share a commit, at most.
  std::size_t checkpoint_bytes = std::size_t{16} * 1024 * 1024;  ///< Write-ahead log above which a checkpoint is run.
};

/// The ledger in one SQLite file. One process at a time: a second is refused. [any thread]
class SqliteLedger : public ports::Ledger {
 public:
  /// Opens, brings the schema up to date and starts the writer. `clock` must outlive the ledger.
  static base::Result<std::unique_ptr<SqliteLedger>> open(const LedgerConfig& config, const ports::Clock& clock);

  /// Finishes what waits, signs the audit's head and lets the file go.
  ~SqliteLedger() override;

  base::Result<void> write(Work work) override;
  void write_async(Work work, std::function<void(base::Result<void>)> done) override;

  /// What the roles of the directory may, of the policy in force; the product's own until it is called.
  base::Result<void> use_roles(core::Roles roles);

  /// Deletes rejected and parked records that have been kept as long as they may be, and finishes erasures that a crash
  /// interrupted. Answers how many records.
  base::Result<std::int64_t> purge(base::Instant now);

  /// Closes the counting years up to `through` (domain.md §3): their notes go, then their keys, and what was counted in
  /// them changes no more. Closed ones stay closed; once more does no harm, and a start finishes what a crash stopped.
  base::Result<void> close_years(int through, base::Instant now);

  /// How long things are kept from now on, instead of what the configuration said.
  base::Result<void> keep(std::chrono::milliseconds rejected, std::chrono::milliseconds parked,
                          std::chrono::milliseconds looks);

  base::Result<void> each_unit(const ports::ListFilter& filter, const Take<ports::ListedUnit>& take) const override;
  base::Result<void> each_vanished(std::string_view source, std::string_view set,
                                   const Take<ports::Vanished>& take) const override;
  const ports::CaseLists& cases() const override;
  base::Result<std::vector<ports::QueuedMessage>> queue(bool open_only, std::size_t limit) const override;
  base::Result<void> each_said(const ports::SaidFilter& filter, const Take<ports::SaidMessage>& take) const override;
  base::Result<void> each_dated(const base::Period& days, const Take<ports::BothDates>& take) const override;
  base::Result<void> each_unsent(const Take<ports::KeptOriginal>& take) const override;
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId& id) const override;
  base::Result<ports::Held> held(const core::PersonNumber& number) const override;
  base::Result<ports::Balance> balance(std::string_view source, std::string_view set) const override;
  base::Result<std::vector<core::Totals>> totals() const override;
  base::Result<std::map<std::string, std::int64_t>> mapping_uses() const override;
  base::Result<core::LastUses> last_uses() const override;
  base::Result<base::Document> sets(std::string_view source) const override;
  base::Result<base::Document> stat() const override;
  base::Result<base::Document> verify() const override;
  base::Result<void> backup(const std::string& file) const override;

 private:
  struct State;
  explicit SqliteLedger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Puts a backup in the place of a ledger that no process has open, after checking its integrity and its audit chain
/// against the signed heads. The old ledger and the heads that are newer than the backup are kept beside, under names
/// with the time; what was erased since the backup stays unreadable, for its keys are gone.
base::Result<base::Document> restore(const std::string& backup, const LedgerConfig& config, const ports::Clock& clock);

}  // namespace gateway::io
