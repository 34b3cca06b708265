#include "gateway/io/crypto/sealing.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <stdexcept>

namespace gateway::io {

namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

template <auto Free>
struct Freeing {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Freeing<EVP_CIPHER_CTX_free>>;
using Hash = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;

void demand(bool done) {
  if (!done) throw std::runtime_error("OpenSSL failed");
}

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int length(std::size_t size) {
  demand(size <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(size);
}

/// Fetching an algorithm costs more than using it: done once.
const EVP_CIPHER* aes_256_gcm() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

const EVP_MD* sha_256() {
  static EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest;
}

/// SHA-256 in pieces, in the thread's own context: one at a time.
class Hashing {
 public:
  Hashing() : context_(of_thread()) { demand(EVP_DigestInit_ex2(context_, sha_256(), nullptr) == 1); }

  void add(const void* bytes, std::size_t size) { demand(EVP_DigestUpdate(context_, bytes, size) == 1); }
  Digest finish() {
    Digest digest{};
    demand(EVP_DigestFinal_ex(context_, digest.data(), nullptr) == 1);
    return digest;
  }

 private:
  static EVP_MD_CTX* of_thread() {
    thread_local const Hash context(EVP_MD_CTX_new());
    demand(context != nullptr);
    return context.get();
  }

  EVP_MD_CTX* context_;
};

/// A key as HMAC wants it before and behind a message (RFC 2104). OpenSSL's own HMAC takes three times as long for a
/// message as short as ours: it makes three contexts for each.
class Pad {
 public:
  Pad(const Key& key, std::uint8_t with) {
    bytes_.fill(with);
    for (std::size_t i = 0; i < Key::kSize; ++i) bytes_[i] = static_cast<std::uint8_t>(key.bytes()[i] ^ with);
  }
  ~Pad() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Pad(const Pad&) = delete;
  Pad& operator=(const Pad&) = delete;

  void into(Hashing& hashing) const { hashing.add(bytes_.data(), bytes_.size()); }

 private:
  static constexpr std::size_t kBlock = 64;  ///< Of SHA-256; keys are shorter.
  std::array<std::uint8_t, kBlock> bytes_;
};

/// Counts the forks that this process came of: what is drawn in advance must never be used by two.
std::atomic<unsigned> forks{0};

/// A few hundred random bytes drawn at once: for OpenSSL it costs the same as a few. Each is given once, and wiped.
class Drawn {
 public:
  void give(std::span<std::uint8_t> bytes) {
    if (left_ < bytes.size() || forks_ != forks) {
      left_ = 0;  // Should the generator fail, what lies here now is not random.
      demand(RAND_bytes(bytes_.data(), static_cast<int>(bytes_.size())) == 1);
      left_ = bytes_.size();
      forks_ = forks;
    }
    std::uint8_t* const from = bytes_.data() + bytes_.size() - left_;
    std::copy_n(from, bytes.size(), bytes.begin());
    OPENSSL_cleanse(from, bytes.size());
    left_ -= bytes.size();
  }

 private:
  std::array<std::uint8_t, 512> bytes_{};
  std::size_t left_ = 0;
  unsigned forks_ = 0;
};

constexpr std::size_t kDrawnInAdvance = 16;  ///< Ids and nonces; never keys.

/// One context a thread: making one anew costs as much as a short encryption.
EVP_CIPHER_CTX* cipher_context() {
  thread_local const Cipher context(EVP_CIPHER_CTX_new());
  demand(context != nullptr && EVP_CIPHER_CTX_reset(context.get()) == 1);
  return context.get();
}

}  // namespace

void random_bytes(std::span<std::uint8_t> bytes) {
  static const int watched = ::pthread_atfork(nullptr, nullptr, [] { ++forks; });
  if (bytes.size() > kDrawnInAdvance || watched != 0) {
    demand(RAND_bytes(bytes.data(), length(bytes.size())) == 1);
    return;
  }
  thread_local Drawn drawn;
  drawn.give(bytes);
}

namespace {

/// With the key that the context was given.
std::vector<std::uint8_t> seal_in(EVP_CIPHER_CTX* context, std::string_view aad, std::string_view plain) {
  std::vector<std::uint8_t> sealed(kNonce + plain.size() + kTag);
  random_bytes(std::span(sealed).first(kNonce));
  demand(EVP_EncryptInit_ex2(context, nullptr, nullptr, sealed.data(), nullptr) == 1);
  int written = 0;
  demand(EVP_EncryptUpdate(context, nullptr, &written, octets(aad), length(aad.size())) == 1);
  demand(EVP_EncryptUpdate(context, sealed.data() + kNonce, &written, octets(plain), length(plain.size())) == 1);
  std::uint8_t* const tag = sealed.data() + kNonce + plain.size();
  demand(EVP_EncryptFinal_ex(context, tag, &written) == 1);
  demand(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTag), tag) == 1);
  return sealed;
}

void give_key(EVP_CIPHER_CTX* context, const Key& key) {
  demand(EVP_EncryptInit_ex2(context, aes_256_gcm(), key.bytes().data(), nullptr, nullptr) == 1);
}

}  // namespace

std::vector<std::uint8_t> seal(const Key& key, std::string_view aad, std::string_view plain) {
  EVP_CIPHER_CTX* const context = cipher_context();
  give_key(context, key);
  auto sealed = seal_in(context, aad, plain);
  demand(EVP_CIPHER_CTX_reset(context) == 1);  // wipes the key
  return sealed;
}

Sealer::Sealer(const Key& key) : context_(EVP_CIPHER_CTX_new()) {
  demand(context_ != nullptr);
  give_key(context_.get(), key);
}

void Sealer::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

std::vector<std::uint8_t> Sealer::seal(std::string_view aad, std::string_view plain) {
  return seal_in(context_.get(), aad, plain);
}

base::Result<std::string> open(const Key& key, std::string_view aad, std::span<const std::uint8_t> sealed) {
  if (sealed.size() < kNonce + kTag) return base::broken("a sealed value is too short");
  const std::size_t size = sealed.size() - kNonce - kTag;
  std::string plain(size, '\0');
  EVP_CIPHER_CTX* const context = cipher_context();
  demand(EVP_DecryptInit_ex2(context, aes_256_gcm(), key.bytes().data(), sealed.data(), nullptr) == 1);
  int written = 0;
  demand(EVP_DecryptUpdate(context, nullptr, &written, octets(aad), length(aad.size())) == 1);
  demand(EVP_DecryptUpdate(context, reinterpret_cast<unsigned char*>(plain.data()), &written, sealed.data() + kNonce,
                           length(size)) == 1);
  std::array<std::uint8_t, kTag> tag{};
  std::ranges::copy(sealed.last(kTag), tag.begin());
  demand(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTag), tag.data()) == 1);
  const bool authentic = EVP_DecryptFinal_ex(context, tag.data(), &written) == 1;
  demand(EVP_CIPHER_CTX_reset(context) == 1);
  if (!authentic) return base::broken("a sealed value does not open: another key, another place or damaged");
  return plain;
}

base::Fingerprint fingerprint(const Key& key, std::initializer_list<std::string_view> parts) {
  Hashing inner;
  Pad(key, 0x36).into(inner);
  for (const std::string_view part : parts) {
    std::array<unsigned char, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<unsigned char>(part.size() >> (8 * i));
    inner.add(size.data(), size.size());
    inner.add(part.data(), part.size());
  }
  const Digest message = inner.finish();
  Hashing outer;
  Pad(key, 0x5c).into(outer);
  outer.add(message.data(), message.size());
  const Digest digest = outer.finish();
  base::Fingerprint print;
  std::copy_n(digest.begin(), print.bytes.size(), print.bytes.begin());
  return print;
}

Digest sha256(std::string_view bytes) {
  Hashing hashing;
  hashing.add(bytes.data(), bytes.size());
  return hashing.finish();
}

}  // namespace gateway::io
