#include "gateway/io/store/transaction.h"

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// How many directories are kept: what has changed since one of them can be told.
constexpr std::int64_t kDirectoryVersions = 20;

}  // namespace

SqliteTransaction::SqliteTransaction(Database& database, Vault& vault, const ports::Clock& clock, Keeping keeping)
    : database_(database),
      vault_(vault),
      clock_(clock),
      keeping_(keeping),
      audit_(database),
      names_(database),
      persons_(database, vault),
      registrations_(database),
      records_(database, vault),
      numbers_(database, vault, persons_, registrations_, records_),
      repeats_(database),
      uses_(database),
      outbox_(database, uses_),
      incidents_(database, vault),
      originals_(database, vault),
      told_(database, names_),
      fk_notices_(database),
      volumes_(database),
      cases_({*this, database, vault, clock, audit_, names_, persons_, registrations_, outbox_, uses_, records_.years(),
              keeping_.parked}),
      in_step_(database, names_, outbox_, audit_) {}

ports::Cases& SqliteTransaction::cases() {
  forget_read();
  return cases_;
}

base::Result<void> SqliteTransaction::attempt(const std::function<base::Result<void>()>& work) {
  const AuditChain::End end = audit_.end();
  const base::Error gone{base::Fault::retry, "ledger: the disk is full or failing; nothing of this was stored"};
  // A savepoint outside the transaction would be one of its own, and be committed.
  if (!database_.in_transaction()) return gone;
  try {
    repeats_.store();
    repeats_.look_again();
    database_.run("SAVEPOINT attempt");
  } catch (const StoreError& error) {
    return error.error();
  }
  base::Result<void> result;
  try {
    result = work();
    if (result) repeats_.store();
  } catch (const StoreError& error) {
    result = error.error();
  } catch (const std::exception& defect) {
    result = base::broken(std::string("work in the ledger failed: ") + defect.what());
  }
  try {
    if (!result) {
      // A full disk may have undone the whole transaction already.
      if (database_.in_transaction()) database_.run("ROLLBACK TO attempt");
      forget(end);
    }
    if (!database_.in_transaction()) return gone;
    database_.run("RELEASE attempt");
  } catch (const StoreError& error) {
    return error.error();
  }
  return result;
}

void SqliteTransaction::forget(const AuditChain::End& end) {
  audit_.back_to(end);
  names_.forget();
  uses_.forget();
  records_.forget();
  repeats_.forget();
  directory_.reset();
  forget_lookups();
  note_refs_.clear();
  cases_.forget();
}

base::Result<std::shared_ptr<const core::Directory>> SqliteTransaction::directory() {
  return guarded([&]() -> std::shared_ptr<const core::Directory> {
    if (directory_) return directory_;
    core::DirectoryRows rows;
    Query query = database_.query("SELECT rows_packed FROM directory ORDER BY version DESC LIMIT 1");
    if (query.step()) rows = unpack_directory(query.view(0));
    directory_ = std::make_shared<const core::Directory>(need(core::Directory::build(std::move(rows), roles_)));
    return directory_;
  });
}

base::Result<void> SqliteTransaction::replace_directory(const core::DirectoryRows& rows, base::Instant now) {
  return guarded([&] {
    forget_read();
    auto built = std::make_shared<const core::Directory>(need(core::Directory::build(rows, roles_)));
    std::int64_t version = 1;
    {
      Query query = database_.query("SELECT coalesce(max(version), 0) + 1 FROM directory");
      query.step();
      version = query.integer(0);
    }
    database_.run("DELETE FROM directory WHERE version <= ?1", version - kDirectoryVersions);
    database_.run("INSERT INTO directory (version, at, rows_packed) VALUES (?1, ?2, ?3)", version, now, pack(rows));
    // A proposal waits for a mandate: it is decided anew under the new directory.
    database_.run("UPDATE record SET content_mark = NULL WHERE outcomes & ?1", outcome_bit(core::Outcome::proposed));
    audit({"directory", std::nullopt,
           "version " + std::to_string(version) + "; users " + std::to_string(rows.users.size()) + "; roles " +
               std::to_string(rows.roles.size()) + "; assignments " + std::to_string(rows.assignments.size()) +
               "; mandates " + std::to_string(rows.mandates.size())},
          now);
    directory_ = std::move(built);
  });
}

std::optional<core::PersonNumber> SqliteTransaction::number_of(std::string_view text) const {
  const auto parsed = core::PersonNumber::parse(text, clock_.day_of(clock_.now()));
  if (const auto* number = std::get_if<core::PersonNumber>(&parsed)) return *number;
  return std::nullopt;
}

std::string SqliteTransaction::source_name(std::int64_t source) {
  Query query = database_.query("SELECT name FROM source WHERE row = ?1");
  query.bind(source);
  return query.step() ? query.text(0) : std::string();
}

void SqliteTransaction::count(const std::vector<core::Count>& counts) {
  for (const core::Count& change : counts) records_.years().count(change);
}

base::Result<void> SqliteTransaction::close_years(int through, base::Instant now) {
  return guarded([&] {
    forget_read();
    const auto notes = records_.years().close(through, clock_.day_of(now));
    if (!notes) return;
    audit({"counting", std::nullopt, "closed through " + std::to_string(through) + "; notes " + std::to_string(*notes)},
          now);
  });
}

base::Result<std::int64_t> SqliteTransaction::purge(base::Instant now) {
  return guarded([&]() -> std::int64_t {
    std::vector<std::int64_t> rows;
    {
      Query query = database_.query("SELECT record FROM pending WHERE delete_after <= ?1");
      query.bind(now);
      while (query.step()) rows.push_back(query.integer(0));
    }
    for (const std::int64_t row : rows) {
      auto record = records_.at(row);
      records_.drop_document(row);
      // What waited for a confirmation is decided anew when it is read again, and kept again.
      if (record && record->content) {
        record->content.reset();
        records_.put(*record);
      }
      if (!record || record->registration) continue;
      if (record->standing == core::Standing{}) {
        records_.remove(row);
        continue;
      }
      // What protects stands longer than the record: without person and readable key.
      record->person.reset();
      record->sealed_key.clear();
      drop_words(record->standing);
      records_.put(*record);
    }
    const std::int64_t looks = cases_.forget_accesses(now - keeping_.access);
    const std::int64_t acts = cases_.forget_decisions(now - keeping_.rejected, now - keeping_.parked);
    const std::int64_t answers = told_.purge(now - keeping_.rejected);
    const std::int64_t requests = cases_.forget_parked(now);
    if (requests > 0) audit({"purge", std::nullopt, "requests " + std::to_string(requests)}, now);
    if (answers > 0) audit({"purge", std::nullopt, "answers " + std::to_string(answers)}, now);
    if (acts > 0) audit({"purge", std::nullopt, "acts " + std::to_string(acts)}, now);
    if (looks > 0) audit({"purge", std::nullopt, "accesses " + std::to_string(looks)}, now);
    if (!rows.empty()) audit({"purge", std::nullopt, "records " + std::to_string(rows.size())}, now);
    return static_cast<std::int64_t>(rows.size());
  });
}

}  // namespace gateway::io::store
