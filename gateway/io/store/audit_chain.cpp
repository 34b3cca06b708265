#include "gateway/io/store/audit_chain.h"

#include "gateway/io/crypto/sealing.h"

namespace gateway::io::store {

namespace {

void add(std::string& bytes, std::int64_t value) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((value >> shift) & 0xff);
}

void add(std::string& bytes, std::string_view value) {
  add(bytes, static_cast<std::int64_t>(value.size()));
  bytes += value;
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// The canonical bytes of an entry: the hash before, then every field behind its length.
Digest hash_of(const AuditChain::End& before, std::int64_t at, std::string_view kind, std::string_view registration,
               std::string_view codes) {
  std::string bytes;
  bytes.reserve(160);
  bytes += bytes_of(before.hash);
  add(bytes, before.sequence + 1);
  add(bytes, at);
  add(bytes, kind);
  add(bytes, registration);
  add(bytes, codes);
  return sha256(bytes);
}

/// What a chain begins with: two ledgers never share an entry.
AuditChain::End beginning(Database& database) {
  Query id = database.query("SELECT value FROM meta WHERE name = 'ledger'");
  if (!id.step()) throw StoreError(base::broken("the ledger has no id"));
  return {0, sha256("sus-gateway ledger " + id.text(0))};
}

}  // namespace

AuditChain::AuditChain(Database& database) : database_(database), end_(beginning(database)) {
  Query last = database.query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  if (!last.step()) return;
  end_.sequence = last.integer(0);
  const std::string_view hash = last.view(1);
  if (hash.size() != end_.hash.size()) throw StoreError(base::broken("the audit's last hash has a wrong length"));
  std::copy(hash.begin(), hash.end(), reinterpret_cast<char*>(end_.hash.data()));
}

void AuditChain::append(const AuditEntry& entry, base::Instant now) {
  std::string_view registration;
  if (entry.registration) {
    registration = {reinterpret_cast<const char*>(entry.registration->bytes.data()), entry.registration->bytes.size()};
  }
  const Digest hash = hash_of(end_, now.time_since_epoch().count(), entry.kind, registration, entry.codes);
  database_.run("INSERT INTO audit (sequence, at, kind, registration, codes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                end_.sequence + 1, now, entry.kind, entry.registration, entry.codes, Blob{bytes_of(hash)});
  ++end_.sequence;
  end_.hash = hash;
}

base::Document check_chain(Database& database, const std::vector<Head>& heads, bool allow_later) {
  base::Document answer;
  const auto fault = [&](const AuditChain::End& at, std::string what) {
    answer.set("ok", false).set("entries", at.sequence).set("heads", static_cast<std::int64_t>(heads.size()));
    answer.set("fault", std::move(what));
    return answer;
  };
  AuditChain::End end = beginning(database);
  std::size_t next_head = 0;
  Query entries = database.query("SELECT sequence, at, kind, registration, codes, hash FROM audit ORDER BY sequence");
  while (entries.step()) {
    const std::int64_t sequence = entries.integer(0);
    if (sequence != end.sequence + 1) {
      return fault(end, "audit entry " + std::to_string(end.sequence + 1) + " is missing: it was removed");
    }
    const Digest hash = hash_of(end, entries.integer(1), entries.view(2), entries.view(3), entries.view(4));
    if (bytes_of(hash) != entries.view(5)) {
      return fault(end, "audit entry " + std::to_string(sequence) + " was changed, removed or moved");
    }
    end = {sequence, hash};
    for (; next_head < heads.size() && heads[next_head].sequence <= sequence; ++next_head) {
      if (heads[next_head].sequence == sequence && heads[next_head].hash != hash) {
        return fault(end, "audit entry " + std::to_string(sequence) + " is not the one that was signed");
      }
    }
  }
  if (next_head < heads.size() && !allow_later) {
    return fault(end, "the audit ends at entry " + std::to_string(end.sequence) + ", but entry " +
                          std::to_string(heads[next_head].sequence) + " was signed: the end was cut off");
  }
  answer.set("ok", true).set("entries", end.sequence).set("heads", static_cast<std::int64_t>(heads.size()));
  answer.set("fault", nullptr);
  return answer;
}

}  // namespace gateway::io::store
