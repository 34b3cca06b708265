#include "tests/support/database.h"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace gateway::support {

namespace {

std::string text_of(sqlite3_stmt* statement, int column) {
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  if (sqlite3_column_type(statement, column) != SQLITE_BLOB) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text == nullptr ? std::string() : std::string(text, size);
  }
  const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
  std::string hex;
  for (std::size_t i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[bytes[i] >> 4];
    hex += "0123456789abcdef"[bytes[i] & 15];
  }
  return hex;
}

using Connection = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

Connection open(const std::filesystem::path& database, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(database.c_str(), &opened, flags, nullptr);
  Connection connection(opened, sqlite3_close);
  if (code != SQLITE_OK) throw std::runtime_error(database.string() + " cannot be opened");
  sqlite3_busy_timeout(opened, 10'000);
  return connection;
}

}  // namespace

std::vector<Row> select(const std::filesystem::path& database, const std::string& sql) {
  const Connection connection = open(database, SQLITE_OPEN_READONLY);
  sqlite3* opened = connection.get();
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(opened, sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(opened));
  }
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared, sqlite3_finalize);
  std::vector<Row> rows;
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(prepared)) == SQLITE_ROW) {
    Row row;
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) row.push_back(text_of(prepared, i));
    rows.push_back(std::move(row));
  }
  if (step != SQLITE_DONE) throw std::runtime_error(sql + ": " + sqlite3_errmsg(opened));
  return rows;
}

long long select_number(const std::filesystem::path& database, const std::string& sql) {
  return std::stoll(select(database, sql).at(0).at(0));
}

int change(const std::filesystem::path& database, const std::string& sql) {
  const Connection connection = open(database, SQLITE_OPEN_READWRITE);
  if (sqlite3_exec(connection.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection.get()));
  }
  return sqlite3_changes(connection.get());
}

}  // namespace gateway::support
