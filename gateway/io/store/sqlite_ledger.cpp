#include "gateway/io/store/sqlite_ledger.h"

#include <filesystem>

#include "gateway/io/crypto/keyring.h"
#include "gateway/io/store/case_reader.h"
#include "gateway/io/store/checkpointer.h"
#include "gateway/io/store/lock.h"
#include "gateway/io/store/reader.h"
#include "gateway/io/store/schema.h"
#include "gateway/io/store/writer.h"

namespace gateway::io {

using store::Database;

/// Everything in the order in which it is made; it ends in the opposite order.
struct SqliteLedger::State {
  State(store::Lock taken, const LedgerConfig& config, const ports::Clock& clock)
      : lock(std::move(taken)),
        keys(store::need(KeyRing::open({config.keys, config.master_key, config.create}))),
        database(open_database(config)),
        heads(store::need(SignedHeads::open(config.heads, *store::need(keys->named(key_name::kAuditSigning))))),
        vault(*keys),
        checkpointer(config.database, *database, config.checkpoint_bytes),
        reader(config.database, *keys),
        case_reader(config.database, *keys) {
    store::Persons::destroy_keys(*database, vault);
    store::CountingYears::destroy_keys(*database, vault);
    writer.emplace(*database, vault, *heads, clock,
                   store::Writer::Limits{
                       config.queue, config.group, {config.rejected_kept, config.parked_kept, config.looks_kept}},
                   [this] { checkpointer.after_commit(); });
  }

  static std::unique_ptr<Database> open_database(const LedgerConfig& config) {
    if (!config.create && !std::filesystem::exists(config.database)) {
      throw store::StoreError(base::rejected(config.database + ": there is no ledger"));
    }
    auto database = std::make_unique<Database>(config.database, Database::Mode::read_write);
    store::prepare_writer(*database);
    store::migrate(*database);
    database->run("INSERT OR IGNORE INTO meta (name, value) VALUES ('ledger', lower(hex(randomblob(16))))");
    database->execute("BEGIN IMMEDIATE");
    store::CaseRows(*database).belong_to(config.organisation);
    // What was held may go now: rules and target may be others since.
    database->run("UPDATE outbox SET next = 0 WHERE state <= 2 AND state = 1");
    database->execute("COMMIT");
    return database;
  }

  store::Lock lock;
  std::unique_ptr<KeyRing> keys;
  std::unique_ptr<Database> database;
  std::unique_ptr<SignedHeads> heads;
  store::Vault vault;
  store::Checkpointer checkpointer;
  mutable store::Reader reader;
  store::CaseReader case_reader;
  std::optional<store::Writer> writer;
};

SqliteLedger::SqliteLedger(std::unique_ptr<State> state) : state_(std::move(state)) {}
SqliteLedger::~SqliteLedger() = default;

base::Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(const LedgerConfig& config, const ports::Clock& clock) {
  for (const std::string* file : {&config.database, &config.keys, &config.master_key, &config.heads}) {
    if (auto made = store::make_folder_of(*file); !made) return made.error();
  }
  auto lock = store::Lock::take(config.database + ".lock");
  if (!lock) return lock.error();
  try {
    return std::unique_ptr<SqliteLedger>(new SqliteLedger(std::make_unique<State>(std::move(*lock), config, clock)));
  } catch (const store::StoreError& error) {
    return error.error();
  }
}

base::Result<void> SqliteLedger::write(Work work) {
  return state_->writer->put_and_wait([&work](store::SqliteTransaction& transaction) { return work(transaction); });
}

void SqliteLedger::write_async(Work work, std::function<void(base::Result<void>)> done) {
  state_->writer->put([work = std::move(work)](store::SqliteTransaction& transaction) { return work(transaction); },
                      std::move(done));
}

base::Result<void> SqliteLedger::use_roles(core::Roles roles) {
  return state_->writer->put_and_wait([&](store::SqliteTransaction& transaction) -> base::Result<void> {
    transaction.use_roles(std::move(roles));
    return {};
  });
}

base::Result<std::int64_t> SqliteLedger::purge(base::Instant now) {
  std::int64_t purged = 0;
  auto done = state_->writer->put_and_wait([&](store::SqliteTransaction& transaction) -> base::Result<void> {
    auto result = transaction.purge(now);
    if (!result) return result.error();
    purged = *result;
    return {};
  });
  if (!done) return done.error();
  return purged;
}

base::Result<void> SqliteLedger::close_years(int through, base::Instant now) {
  return state_->writer->put_and_wait(
      [&](store::SqliteTransaction& transaction) { return transaction.close_years(through, now); });
}

base::Result<void> SqliteLedger::keep(std::chrono::milliseconds rejected, std::chrono::milliseconds parked,
                                      std::chrono::milliseconds looks) {
  return state_->writer->put_and_wait([&](store::SqliteTransaction& transaction) -> base::Result<void> {
    transaction.keep({rejected, parked, looks});
    return {};
  });
}

base::Result<void> SqliteLedger::each_unit(const ports::ListFilter& filter, const Take<ports::ListedUnit>& take) const {
  return state_->reader.each_unit(filter, take);
}

base::Result<void> SqliteLedger::each_vanished(std::string_view source, std::string_view set,
                                               const Take<ports::Vanished>& take) const {
  return state_->reader.each_vanished(source, set, take);
}

const ports::CaseLists& SqliteLedger::cases() const {
  return state_->case_reader;
}

base::Result<std::vector<ports::QueuedMessage>> SqliteLedger::queue(bool open_only, std::size_t limit) const {
  return state_->reader.queue(open_only, limit);
}

base::Result<void> SqliteLedger::each_said(const ports::SaidFilter& filter,
                                           const Take<ports::SaidMessage>& take) const {
  return state_->reader.each_said(filter, take);
}

base::Result<void> SqliteLedger::each_dated(const base::Period& days, const Take<ports::BothDates>& take) const {
  return state_->reader.each_dated(days, take);
}

base::Result<void> SqliteLedger::each_unsent(const Take<ports::KeptOriginal>& take) const {
  return state_->reader.each_unsent(take);
}

base::Result<std::optional<ports::KeptOriginal>> SqliteLedger::original(const base::RegistrationId& id) const {
  return state_->reader.original(id);
}

base::Result<ports::Held> SqliteLedger::held(const core::PersonNumber& number) const {
  return state_->reader.held(number);
}

base::Result<ports::Balance> SqliteLedger::balance(std::string_view source, std::string_view set) const {
  return state_->reader.balance(source, set);
}

base::Result<std::vector<core::Totals>> SqliteLedger::totals() const {
  return state_->reader.totals();
}

base::Result<std::map<std::string, std::int64_t>> SqliteLedger::mapping_uses() const {
  return state_->reader.mapping_uses();
}

base::Result<core::LastUses> SqliteLedger::last_uses() const {
  return state_->reader.last_uses();
}

base::Result<base::Document> SqliteLedger::sets(std::string_view source) const {
  return state_->reader.sets(source);
}

base::Result<base::Document> SqliteLedger::stat() const {
  return state_->reader.stat();
}

base::Result<base::Document> SqliteLedger::verify() const {
  // The heads first: what is committed while they are read only makes the chain longer.
  auto heads = state_->heads->read_all();
  if (!heads) {
    base::Document document;
    document.set("ok", false).set("entries", 0).set("heads", 0).set("fault", heads.error().what);
    return document;
  }
  return state_->reader.verify(*heads);
}

base::Result<void> SqliteLedger::backup(const std::string& file) const {
  return state_->reader.backup(file);
}

}  // namespace gateway::io
