// What the ledger says of itself: sets, sizes, the audit's chain, and its copy.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/reader.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::array<std::string_view, 4> kSetStates = {"begun", "complete", "failed", "incomplete"};

base::Document document_of(const ports::SetFault& fault) {
  base::Document document;
  document.set("code", fault.code).set("file", fault.file).set("line", std::int64_t{fault.line});
  document.set("field", fault.field).set("detail", fault.detail);
  return document;
}

std::int64_t size_of(const std::string& file) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  return fault ? 0 : static_cast<std::int64_t>(size);
}

/// Copies `from` page by page; both stay usable.
void copy(sqlite3* from, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) throw StoreError(complaint(to, "the copy cannot be begun"));
  int code = SQLITE_OK;
  do {
    code = sqlite3_backup_step(backup, 1024);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(5);
  } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) throw StoreError(complaint(to, "the copy cannot be written"));
}

void sync_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 || ::fsync(file) != 0) {
    if (file >= 0) ::close(file);
    throw StoreError({base::Fault::retry, path + ": the copy cannot be synced"});
  }
  ::close(file);
}

}  // namespace

base::Result<base::Document> Reader::sets(std::string_view source) {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    base::Document all{base::Document::Array{}};
    Query query = database_.query(
        "SELECT s.name, i.name, i.state, i.whole, i.rows_told, i.files, i.faults, i.first_at, i.last_at FROM "
        "intake_set i JOIN source s ON s.row = i.source WHERE i.state IS NOT NULL AND (?1 = '' OR s.name = ?1) ORDER "
        "BY i.row DESC");
    query.bind(source);
    while (query.step()) {
      base::Document files{base::Document::Array{}};
      for (std::string& file : unpack_texts(query.view(5))) files.add(std::move(file));
      base::Document faults{base::Document::Array{}};
      for (const ports::SetFault& fault : unpack_faults(query.view(6))) faults.add(document_of(fault));
      base::Document one;
      one.set("source", query.text(0)).set("set", query.text(1));
      one.set("state", kSetStates.at(static_cast<std::size_t>(query.integer(2)))).set("full", query.flag(3));
      one.set("rows", query.integer(4)).set("files", std::move(files)).set("faults", std::move(faults));
      one.set("begun", base::text(query.instant(7))).set("noted", base::text(query.instant(8)));
      all.add(std::move(one));
    }
    return all;
  });
}

base::Result<base::Document> Reader::stat() {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    const auto number = [&](const char* sql) {
      Query query = database_.query(sql);
      return query.step() ? query.integer(0) : std::int64_t{0};
    };
    base::Document rows;
    rows.set("records", number("SELECT count(*) FROM record"));
    rows.set("pending", number("SELECT count(*) FROM pending"));
    rows.set("notes", number("SELECT count(*) FROM note"));
    rows.set("subjects", number("SELECT count(*) FROM subject"));
    rows.set("protected", number("SELECT count(*) FROM protected_person"));
    rows.set("registrations", number("SELECT count(*) FROM registration"));
    rows.set("cases", number("SELECT count(*) FROM cooperation_case WHERE course IS NOT NULL"));
    rows.set("tasks", number("SELECT count(*) FROM case_task WHERE state <= 1"));
    rows.set("messages", number("SELECT count(*) FROM outbox"));
    rows.set("open_messages", number("SELECT count(*) FROM outbox WHERE state <= 2"));
    rows.set("pages", number("SELECT count(*) FROM page"));
    rows.set("voided", number("SELECT count(*) FROM voided"));
    base::Document document;
    document.set("schema", number("PRAGMA user_version"));
    document.set("bytes", size_of(path_)).set("log_bytes", size_of(path_ + "-wal"));
    document.set("directory", number("SELECT coalesce(max(version), 0) FROM directory"));
    document.set("audit", number("SELECT coalesce(max(sequence), 0) FROM audit"));
    document.set("counting_years_closed", number("SELECT coalesce(max(year), 0) FROM closed_year"));
    document.set("rows", std::move(rows));
    return document;
  });
}

base::Result<base::Document> Reader::verify(const std::vector<Head>& heads) {
  const std::lock_guard lock(mutex_);
  return guarded([&] { return check_chain(database_, heads, false); });
}

base::Result<void> Reader::backup(const std::string& file) {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    if (std::filesystem::exists(file)) {
      throw StoreError(base::rejected(file + ": filen finns redan, och en säkerhetskopia skriver inte över något / "
                                             "there is a file already; a backup overwrites nothing"));
    }
    const std::string part = file + ".part";
    std::error_code fault;
    std::filesystem::remove(part, fault);
    {
      Database copied(part, Database::Mode::read_write);
      copy(database_.handle(), copied.handle());
      // One file, whole by itself, without a log beside it.
      copied.pragma("journal_mode=DELETE");
    }
    sync_file(part);
    std::filesystem::rename(part, file, fault);
    if (fault) throw StoreError(base::broken(file + ": the finished copy cannot be given its name"));
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    sync_file(folder.string());
  });
}

}  // namespace gateway::io::store
