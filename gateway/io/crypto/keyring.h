#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/id.h"
#include "gateway/base/result.h"
#include "gateway/io/crypto/key.h"

namespace gateway::io {

/// The names of the keys that belong to no one person.
namespace key_name {
inline constexpr std::string_view kPersons = "persons";             ///< Fingerprints that recognise a person.
inline constexpr std::string_view kRecords = "records";             ///< Fingerprints of keys and contents of records.
inline constexpr std::string_view kPending = "pending";             ///< Rejected and parked records.
inline constexpr std::string_view kAuditSigning = "audit-signing";  ///< Seed of the key that signs heads.
/// The municipality's own notes on anonymous registrations of a year; destroyed when the counting year is closed.
inline std::string notes(int year) {
  return "notes-" + std::to_string(year);
}
}  // namespace key_name

/// Keys at rest: `keys.db`, each key wrapped (AES-256-GCM) by the master key that lies in a file of its own. Committed
/// before the ledger, so that what stands there can always be opened; a key whose ledger row never came is harmless.
/// Never part of a backup of the ledger: destroying a key is erasure. [any thread]
class KeyRing {
 public:
  using KeyPtr = std::shared_ptr<const Key>;

  struct Settings {
    std::string database;               ///< keys.db; made with mode 0600.
    std::string master_key;             ///< 64 hex digits and a newline; only its owner may read it.
    bool create = false;                ///< Make what is missing. A master key is never made for keys that exist.
    std::size_t cached_persons = 4096;  ///< Unwrapped keys of persons held in memory, least recently used go first.
  };

  /// Refuses a wrong master key, and one that group or others may read, in one sentence each.
  static base::Result<std::unique_ptr<KeyRing>> open(const Settings& settings);
  ~KeyRing();

  /// Makes the person's key; on disk when it returns. Whoever has one already keeps it.
  base::Result<KeyPtr> create(const base::SubjectId& subject);
  /// Many in one transaction (one fsync), answered in the same order.
  base::Result<std::vector<KeyPtr>> create(std::span<const base::SubjectId> subjects);

  /// The person's key; a null pointer where there is none (never made, or destroyed). Fault reject: this one is
  /// damaged.
  base::Result<KeyPtr> find(const base::SubjectId& subject);

  /// Destroys the person's key in file, write-ahead log and cache; on disk when it returns. Once more does no harm.
  base::Result<void> destroy(const base::SubjectId& subject);

  /// The key of that name, made at its first use. An error (reject) where it was destroyed: it never comes again.
  base::Result<KeyPtr> named(std::string_view name);

  /// Whether the key of that name was destroyed.
  base::Result<bool> destroyed(std::string_view name) const;

  /// Destroys a named key for ever, made or not.
  base::Result<void> destroy_named(std::string_view name);

  /// How many persons have a key: for `stat`, and to find orphans.
  base::Result<std::size_t> persons() const;
  /// The persons that have a key, in no order.
  base::Result<std::vector<base::SubjectId>> subjects() const;

 private:
  struct State;
  explicit KeyRing(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gateway::io
