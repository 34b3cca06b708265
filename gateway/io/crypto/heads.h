#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"
#include "gateway/io/crypto/key.h"
#include "gateway/io/crypto/sealing.h"

namespace gateway::io {

/// The end of the audit chain at a moment, signed: entry number, its hash, when.
struct Head {
  std::int64_t sequence = 0;
  Digest hash{};
  base::Instant at{};
  std::array<std::uint8_t, 64> signature{};

  /// `{"seq":7,"hash":"…64 hex…","at":"2026-11-21T22:14:03.120Z","signature":"…128 hex…"}`, without newline.
  std::string line() const;
  /// Exactly what `line` writes; nothing else is read. The signature is not checked.
  static std::optional<Head> parse(std::string_view line);

  friend bool operator==(const Head&, const Head&) = default;
};

/// The file of signed heads outside the ledger's database (Ed25519, RFC 8032). Only ever appended to. [any thread]
class SignedHeads {
 public:
  /// `file` is made where it is missing; an unfinished last line, left by a crash, is cut off. The private key is made
  /// of `signing` (the key ring's "audit-signing"); the public key lies beside as `file`.pub (PEM) and must fit. Of the
  /// heads only the last is verified here, so that a start takes no longer with every day; `read_all` verifies all.
  static base::Result<std::unique_ptr<SignedHeads>> open(const std::string& file, const Key& signing);
  ~SignedHeads();

  /// Signs and appends, on disk when it returns; but at most once a second of `now`, unless `force`d (at shutdown), and
  /// never the same head twice. The answer says whether it was written.
  base::Result<bool> append(std::int64_t sequence, const Digest& hash, base::Instant now, bool force = false);

  /// The last head written, to go with each delivery.
  std::optional<Head> latest() const;

  /// All heads in order; an error (broken) names the first line whose form or signature is wrong.
  base::Result<std::vector<Head>> read_all() const;

  /// The same with nothing but the two files: for whoever checks a ledger without its keys.
  static base::Result<std::vector<Head>> read_all(const std::string& file, const std::string& public_key_file);

 private:
  struct State;
  explicit SignedHeads(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gateway::io
