#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/io/crypto/heads.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// One entry: what happened, to which random id, with which codes and counts. Nothing in it is personal data, and none
/// is about an anonymous registration: those are in the counts of their page.
struct AuditEntry {
  std::string_view kind;
  std::optional<base::RegistrationId> registration;
  std::string codes = {};
};

/// The chain of audit entries: each entry's SHA-256 is over the one before it and its own fields.
/// [one thread at a time]
class AuditChain {
 public:
  /// Where a chain stands.
  struct End {
    std::int64_t sequence = 0;
    Digest hash{};
  };

  explicit AuditChain(Database& database);

  void append(const AuditEntry& entry, base::Instant now);

  const End& end() const { return end_; }
  /// After a savepoint was rolled back: the chain ends where it ended before it.
  void back_to(const End& end) { end_ = end; }

 private:
  Database& database_;
  End end_;
};

/// Recomputes the chain in `database` and holds it against signed heads: `{ok, entries, heads, fault}`. With
/// `allow_later`, heads behind the chain's end are passed over: a backup is older than the newest heads.
base::Document check_chain(Database& database, const std::vector<Head>& heads, bool allow_later);

}  // namespace gateway::io::store
