#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"

struct sqlite3;

namespace gateway::io {

/// What SQLite's last complaint means for the caller: retry where the disk is full, failing or busy, else broken.
base::Fault sqlite_fault(sqlite3* connection);

/// keys.db: wrapped keys by owner (a person's 16 bytes, or a name). A destroyed name stays, without a key. STRICT, WAL,
/// synchronous=FULL, secure_delete. [one thread at a time]
class KeyTable {
 public:
  using Bytes = std::vector<std::uint8_t>;

  struct Named {
    bool destroyed = false;
    Bytes wrapped;
  };

  static base::Result<KeyTable> open(const std::string& path, bool create);
  ~KeyTable();
  KeyTable(KeyTable&&) noexcept;

  base::Result<void> begin();
  base::Result<void> commit();
  void roll_back();

  base::Result<std::optional<Bytes>> person(std::span<const std::uint8_t> id);
  base::Result<void> put_person(std::span<const std::uint8_t> id, const Bytes& wrapped);
  base::Result<void> erase_person(std::span<const std::uint8_t> id);
  base::Result<std::vector<Bytes>> persons();

  base::Result<std::optional<Named>> named(std::string_view name);
  base::Result<void> put_named(std::string_view name, const Bytes& wrapped);
  base::Result<void> bury_named(std::string_view name);

  /// No key of any kind is in it yet.
  base::Result<bool> empty();

  /// Carries the write-ahead log into the file and empties it, so that nothing destroyed is left in it.
  base::Result<void> empty_log();

 private:
  struct State;
  explicit KeyTable(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gateway::io
