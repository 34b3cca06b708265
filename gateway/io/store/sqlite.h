#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/id.h"
#include "gateway/base/result.h"

namespace gateway::io::store {

/// What SQLite or the ledger's own data refused. Thrown only inside this folder: each function of a port catches it and
/// answers with the Error.
class StoreError : public std::runtime_error {
 public:
  explicit StoreError(base::Error error) : std::runtime_error(error.what), error_(std::move(error)) {}
  const base::Error& error() const { return error_; }

 private:
  base::Error error_;
};

/// What one row holds is damaged, and nothing else: the fault is reject, so that the others go on.
inline StoreError damaged(std::string_view what) {
  return StoreError(base::rejected("ledger: damaged: " + std::string(what)));
}

/// The value of a Result, or a StoreError with its error.
template <typename T>
T need(base::Result<T> result) {
  if (!result) throw StoreError(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Runs `work` and turns what it throws into the answer of a port.
template <typename Work>
auto guarded(Work work) -> base::Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const StoreError& error) {
    return error.error();
  }
}

/// Bytes of a BLOB; valid as long as what they lie in.
struct Blob {
  std::string_view bytes;
};

/// A statement in use, from `Database::query`; given back when it goes.
class Query {
 public:
  Query(sqlite3_stmt* statement, bool& in_use) : statement_(statement), in_use_(&in_use) {}
  Query(Query&& other) noexcept
      : statement_(other.statement_), in_use_(std::exchange(other.in_use_, nullptr)), keep_(other.keep_) {}
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Values for ?1, ?2, …; text and blobs are copied.
  template <typename... Values>
  Query& bind(const Values&... values) {
    int index = 0;
    (put(++index, values), ...);
    return *this;
  }

  /// The same without copies: the values must stay until the statement is finished.
  template <typename... Values>
  Query& bind_in_place(const Values&... values) {
    keep_ = SQLITE_STATIC;
    return bind(values...);
  }

  /// Moves to the next row; false behind the last.
  bool step();
  /// For what answers nothing.
  void finish();

  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  bool flag(int column) const { return integer(column) != 0; }
  template <typename Enum>
  Enum as(int column) const {
    return static_cast<Enum>(integer(column));
  }
  /// Text or blob, as it lies in the row; valid until the next step.
  std::string_view view(int column) const;
  std::string text(int column) const { return std::string(view(column)); }
  std::optional<std::int64_t> maybe(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  std::optional<base::Date> date(int column) const;
  base::Instant instant(int column) const { return base::Instant(std::chrono::milliseconds(integer(column))); }
  template <typename Id>
  Id id(int column) const {
    Id id;
    const std::string_view bytes = view(column);
    if (bytes.size() != id.bytes.size()) throw damaged("an id of a wrong length");
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(id.bytes.data()));
    return id;
  }

 private:
  void put(int index, std::nullptr_t);
  void put(int index, std::nullopt_t) { put(index, nullptr); }
  void put(int index, std::string_view text);
  void put(int index, const std::string& text) { put(index, std::string_view(text)); }
  void put(int index, const char* text) { put(index, std::string_view(text)); }
  void put(int index, Blob blob);
  void put(int index, const std::vector<std::uint8_t>& bytes);
  void put(int index, base::Date date) { put_integer(index, date.days()); }
  void put(int index, base::Instant instant) { put_integer(index, instant.time_since_epoch().count()); }
  template <typename Tag>
  void put(int index, const base::Id<Tag>& id) {
    put(index, Blob{{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}});
  }
  template <typename Value>
  requires std::integral<Value> || std::is_enum_v<Value>
  void put(int index, Value value) { put_integer(index, static_cast<std::int64_t>(value)); }
  template <typename Value>
  void put(int index, const std::optional<Value>& value) {
    if (value) {
      put(index, *value);
    } else {
      put(index, nullptr);
    }
  }
  void put_integer(int index, std::int64_t value);
  void check(int code) const;

  sqlite3_stmt* statement_;
  bool* in_use_;
  sqlite3_destructor_type keep_ = SQLITE_TRANSIENT;
};

/// A connection, with its prepared statements kept. [one thread at a time]
class Database {
 public:
  enum class Mode { read_write, read_only };

  /// Opens (read_write: creates with mode 0600 where missing). Throws StoreError.
  Database(const std::string& path, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A prepared statement; `sql` must be a literal, for its address is the key of the cache.
  Query query(const char* sql);

  template <typename... Values>
  void run(const char* sql, const Values&... values) {
    query(sql).bind_in_place(values...).finish();
  }

  /// Statements in a row, without values, prepared for this once.
  void execute(const std::string& script);

  /// The single text or number a PRAGMA answers with.
  std::string pragma(const std::string& statement);

  std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_); }
  std::int64_t changes() const { return sqlite3_changes64(handle_); }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  sqlite3* handle() const { return handle_; }

 private:
  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };

  sqlite3* handle_ = nullptr;
  std::unordered_multimap<const char*, std::unique_ptr<Cached>> cache_;
};

/// The Error for SQLite's last complaint about `handle`: retry where the disk is full, failing or busy, else broken.
base::Error complaint(sqlite3* handle, std::string_view what);

}  // namespace gateway::io::store
