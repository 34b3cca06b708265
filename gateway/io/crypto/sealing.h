#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/id.h"
#include "gateway/base/result.h"
#include "gateway/io/crypto/key.h"

struct evp_cipher_ctx_st;

namespace gateway::io {

// All of this: [any thread]. Where OpenSSL itself fails (no memory, no entropy), std::runtime_error: nothing can go on.

/// Encrypts with AES-256-GCM (NIST SP 800-38D): 12 random bytes of nonce, ciphertext, 16 bytes of tag. `aad` is not
/// kept but must be the same to open: say what the sealed thing is and whose, so that it cannot be put elsewhere.
/// A key seals at most 2^32 times (SP 800-38D 8.3); a person's key does so a few hundred times.
std::vector<std::uint8_t> seal(const Key& key, std::string_view aad, std::string_view plain);

/// Seals one value after the other under one key, which costs half as much each. The key is wiped when it goes.
/// [one thread at a time]
class Sealer {
 public:
  explicit Sealer(const Key& key);

  /// As `seal`.
  std::vector<std::uint8_t> seal(std::string_view aad, std::string_view plain);

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

/// What was sealed; an error (broken) where key, aad or a single bit differs.
base::Result<std::string> open(const Key& key, std::string_view aad, std::span<const std::uint8_t> sealed);

/// HMAC-SHA256 over the parts, each behind its length (64 bits, little-endian), the first 128 bits of it: recognises
/// what it was made of to whoever has the key, and says nothing to anybody else.
base::Fingerprint fingerprint(const Key& key, std::initializer_list<std::string_view> parts);

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of the bytes as they are.
Digest sha256(std::string_view bytes);

/// From the operating system's generator, through OpenSSL's.
void random_bytes(std::span<std::uint8_t> bytes);

/// A new random id: `random_id<base::SubjectId>()`.
template <typename Id>
Id random_id() {
  Id id;
  random_bytes(id.bytes);
  return id;
}

}  // namespace gateway::io
