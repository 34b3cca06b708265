#include "gateway/io/crypto/key_table.h"

#include <sqlite3.h>

#include <map>

#include "gateway/io/crypto/private_file.h"

namespace gateway::io {

namespace {

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS person_key (id BLOB PRIMARY KEY NOT NULL, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS named_key (name TEXT PRIMARY KEY NOT NULL, wrapped BLOB) STRICT, WITHOUT ROWID;"
    "PRAGMA user_version=1;";

constexpr int kBusyMilliseconds = 5000;

KeyTable::Bytes blob(sqlite3_stmt* row, int column) {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column));
  return {data, data + sqlite3_column_bytes(row, column)};
}

void bind(sqlite3_stmt* statement, int place, std::span<const std::uint8_t> bytes) {
  sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
}

void bind(sqlite3_stmt* statement, int place, std::string_view text) {
  sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

}  // namespace

struct KeyTable::State {
  std::string path;
  sqlite3* connection = nullptr;
  std::map<const char*, sqlite3_stmt*> statements;

  ~State() {
    for (const auto& [sql, statement] : statements) sqlite3_finalize(statement);
    sqlite3_close(connection);
  }

  base::Error failed() const { return {sqlite_fault(connection), path + ": " + sqlite3_errmsg(connection)}; }

  base::Result<void> run(const char* sql) {
    if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
  }

  /// Calls `row` for each row of the answer; arguments are bound in order.
  template <typename Row, typename... Arguments>
  base::Result<void> each(const char* sql, Row row, const Arguments&... arguments) {
    sqlite3_stmt*& statement = statements[sql];
    if (statement == nullptr &&
        sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      return failed();
    }
    int place = 0;
    (bind(statement, ++place, arguments), ...);
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) row(statement);
    base::Result<void> answer;
    if (step != SQLITE_DONE) answer = failed();
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return answer;
  }

  template <typename... Arguments>
  base::Result<void> change(const char* sql, const Arguments&... arguments) {
    return each(
        sql, [](sqlite3_stmt*) {}, arguments...);
  }

  base::Result<std::string> text(const char* sql) {
    std::string text;
    auto asked = each(sql, [&](sqlite3_stmt* row) {
      const auto* value = sqlite3_column_text(row, 0);
      if (value != nullptr) text = reinterpret_cast<const char*>(value);
    });
    if (!asked) return asked.error();
    return text;
  }

  base::Result<void> prepare_file() {
    sqlite3_busy_timeout(connection, kBusyMilliseconds);
    sqlite3_extended_result_codes(connection, 1);
    if (auto set = run("PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"); !set) return set;
    auto journal = text("PRAGMA journal_mode=WAL");
    auto sync = text("PRAGMA synchronous");
    auto version = text("PRAGMA user_version");
    for (const auto* answer : {&journal, &sync, &version}) {
      if (!*answer) return answer->error();
    }
    if (*journal != "wal" || *sync != "2") return base::broken(path + ": the file system does not allow safe writing");
    if (*version == "0") return run(kSchema);
    if (*version != "1") return base::broken(path + ": made by a newer version of the gateway; use that one");
    return {};
  }
};

base::Fault sqlite_fault(sqlite3* connection) {
  switch (sqlite3_errcode(connection) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_IOERR:  // A quota, or a disk without room, may say so.
      return base::Fault::retry;
    default:
      return base::Fault::broken;
  }
}

KeyTable::KeyTable(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyTable::KeyTable(KeyTable&&) noexcept = default;
KeyTable::~KeyTable() = default;

base::Result<KeyTable> KeyTable::open(const std::string& path, bool create) {
  // SQLite would make the file by the umask; its log files take the mode of the file.
  if (create) {
    if (auto made = touch_private(path); !made) return made.error();
  }
  auto private_enough = read_private(path, "the key database");
  if (!private_enough) return private_enough.error();
  if (!*private_enough) return base::broken(path + ": there is no key database; name the right one or let one be made");
  auto state = std::make_unique<State>();
  state->path = path;
  if (sqlite3_open_v2(path.c_str(), &state->connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
      SQLITE_OK) {
    return state->failed();
  }
  if (auto prepared = state->prepare_file(); !prepared) return prepared.error();
  return KeyTable(std::move(state));
}

base::Result<void> KeyTable::begin() {
  return state_->run("BEGIN IMMEDIATE");
}

base::Result<void> KeyTable::commit() {
  return state_->run("COMMIT");
}

void KeyTable::roll_back() {
  sqlite3_exec(state_->connection, "ROLLBACK", nullptr, nullptr, nullptr);
}

base::Result<std::optional<KeyTable::Bytes>> KeyTable::person(std::span<const std::uint8_t> id) {
  std::optional<Bytes> wrapped;
  auto asked = state_->each(
      "SELECT wrapped FROM person_key WHERE id=?", [&](sqlite3_stmt* row) { wrapped = blob(row, 0); }, id);
  if (!asked) return asked.error();
  return wrapped;
}

base::Result<void> KeyTable::put_person(std::span<const std::uint8_t> id, const Bytes& wrapped) {
  return state_->change("INSERT INTO person_key (id, wrapped) VALUES (?, ?)", id,
                        std::span<const std::uint8_t>(wrapped));
}

base::Result<void> KeyTable::erase_person(std::span<const std::uint8_t> id) {
  return state_->change("DELETE FROM person_key WHERE id=?", id);
}

base::Result<std::vector<KeyTable::Bytes>> KeyTable::persons() {
  std::vector<Bytes> all;
  auto asked = state_->each("SELECT id FROM person_key", [&](sqlite3_stmt* row) { all.push_back(blob(row, 0)); });
  if (!asked) return asked.error();
  return all;
}

base::Result<std::optional<KeyTable::Named>> KeyTable::named(std::string_view name) {
  std::optional<Named> found;
  auto asked = state_->each(
      "SELECT wrapped FROM named_key WHERE name=?",
      [&](sqlite3_stmt* row) {
        found = Named{sqlite3_column_type(row, 0) == SQLITE_NULL, blob(row, 0)};
      },
      name);
  if (!asked) return asked.error();
  return found;
}

base::Result<void> KeyTable::put_named(std::string_view name, const Bytes& wrapped) {
  return state_->change("INSERT INTO named_key (name, wrapped) VALUES (?, ?)", name,
                        std::span<const std::uint8_t>(wrapped));
}

base::Result<void> KeyTable::bury_named(std::string_view name) {
  return state_->change(
      "INSERT INTO named_key (name, wrapped) VALUES (?, NULL) ON CONFLICT (name) DO UPDATE SET wrapped=NULL", name);
}

base::Result<bool> KeyTable::empty() {
  auto count = state_->text("SELECT (SELECT count(*) FROM person_key) + (SELECT count(*) FROM named_key)");
  if (!count) return count.error();
  return *count == "0";
}

base::Result<void> KeyTable::empty_log() {
  auto busy = state_->text("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!busy) return busy.error();
  if (*busy != "0") return base::Error{base::Fault::retry, state_->path + ": in use by another program; try again"};
  return {};
}

}  // namespace gateway::io
