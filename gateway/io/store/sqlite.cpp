#include "gateway/io/store/sqlite.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "gateway/io/crypto/key_table.h"

namespace gateway::io::store {

namespace {

/// SQLite's memory statistics take a lock at each allocation; nobody reads them. Must come before its first use.
[[maybe_unused]] const int kNoStatistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

}  // namespace

base::Error complaint(sqlite3* handle, std::string_view what) {
  // Not sqlite3_errmsg: it may quote values.
  return {sqlite_fault(handle),
          "ledger: " + std::string(what) + ": " + sqlite3_errstr(sqlite3_extended_errcode(handle))};
}

Query::~Query() {
  if (in_use_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *in_use_ = false;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw StoreError(complaint(sqlite3_db_handle(statement_), sqlite3_sql(statement_)));
}

void Query::finish() {
  while (step()) {
  }
}

std::string_view Query::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::optional<base::Date> Query::date(int column) const {
  if (is_null(column)) return std::nullopt;
  return base::Date::from_days(static_cast<std::int32_t>(integer(column)));
}

void Query::check(int code) const {
  if (code != SQLITE_OK) throw StoreError(complaint(sqlite3_db_handle(statement_), "a value cannot be bound"));
}

void Query::put(int index, std::nullptr_t) {
  check(sqlite3_bind_null(statement_, index));
}

void Query::put(int index, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  check(sqlite3_bind_text64(statement_, index, data, text.size(), keep_, SQLITE_UTF8));
}

void Query::put(int index, Blob blob) {
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  check(sqlite3_bind_blob64(statement_, index, data, blob.bytes.size(), keep_));
}

void Query::put(int index, const std::vector<std::uint8_t>& bytes) {
  put(index, Blob{{reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
}

void Query::put_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, index, value));
}

Database::Database(const std::string& path, Mode mode) {
  if (mode == Mode::read_write) {
    // SQLite gives the write-ahead log and its index the mode of the database. A file that is there must not be opened
    // here: closing it would drop the locks of all this process's connections (POSIX), and the next stranger to leave
    // would take himself for the last one and remove the log under them.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) {
      throw StoreError(base::broken(path + ": the ledger cannot be opened or made; check the folder"));
    }
    if (file >= 0) ::close(file);
  }
  const int flags = (mode == Mode::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    const base::Error error = base::broken(path + ": the ledger cannot be opened");
    sqlite3_close_v2(handle_);
    throw StoreError(error);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, 10'000);
}

Database::~Database() {
  for (const auto& [sql, cached] : cache_) sqlite3_finalize(cached->statement);
  sqlite3_close_v2(handle_);
}

Query Database::query(const char* sql) {
  const auto [begin, end] = cache_.equal_range(sql);
  for (auto place = begin; place != end; ++place) {
    Cached& cached = *place->second;
    if (cached.in_use) continue;
    cached.in_use = true;
    return {cached.statement, cached.in_use};
  }
  auto cached = std::make_unique<Cached>();
  if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &cached->statement, nullptr) != SQLITE_OK) {
    throw StoreError(complaint(handle_, sql));
  }
  cached->in_use = true;
  Query query(cached->statement, cached->in_use);
  cache_.emplace(sql, std::move(cached));
  return query;
}

void Database::execute(const std::string& script) {
  if (sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw StoreError(complaint(handle_, script.substr(0, script.find('\n'))));
  }
}

std::string Database::pragma(const std::string& statement) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(handle_, ("PRAGMA " + statement).c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
    throw StoreError(complaint(handle_, "PRAGMA " + statement));
  }
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(prepared, sqlite3_finalize);
  const int code = sqlite3_step(prepared);
  if (code == SQLITE_DONE) return {};
  if (code != SQLITE_ROW) throw StoreError(complaint(handle_, "PRAGMA " + statement));
  const unsigned char* text = sqlite3_column_text(prepared, 0);
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

}  // namespace gateway::io::store
