#include "gateway/io/crypto/sealing.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
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
using Mac = std::unique_ptr<EVP_MAC, Freeing<EVP_MAC_free>>;
using MacRun = std::unique_ptr<EVP_MAC_CTX, Freeing<EVP_MAC_CTX_free>>;

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

EVP_MAC_CTX* hmac_sha256() {
  static EVP_MAC_CTX* const prepared = [] {
    const Mac mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    demand(mac != nullptr);
    EVP_MAC_CTX* const run = EVP_MAC_CTX_new(mac.get());
    char name[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", name, 0), OSSL_PARAM_construct_end()};
    demand(run != nullptr && EVP_MAC_CTX_set_params(run, parameters) == 1);
    return run;
  }();
  return prepared;
}

/// One context a thread: making one anew costs as much as a short encryption.
EVP_CIPHER_CTX* cipher_context() {
  thread_local const Cipher context(EVP_CIPHER_CTX_new());
  demand(context != nullptr && EVP_CIPHER_CTX_reset(context.get()) == 1);
  return context.get();
}

}  // namespace

void random_bytes(std::span<std::uint8_t> bytes) {
  demand(RAND_bytes(bytes.data(), length(bytes.size())) == 1);
}

std::vector<std::uint8_t> seal(const Key& key, std::string_view aad, std::string_view plain) {
  std::vector<std::uint8_t> sealed(kNonce + plain.size() + kTag);
  random_bytes(std::span(sealed).first(kNonce));
  EVP_CIPHER_CTX* const context = cipher_context();
  demand(EVP_EncryptInit_ex2(context, aes_256_gcm(), key.bytes().data(), sealed.data(), nullptr) == 1);
  int written = 0;
  demand(EVP_EncryptUpdate(context, nullptr, &written, octets(aad), length(aad.size())) == 1);
  demand(EVP_EncryptUpdate(context, sealed.data() + kNonce, &written, octets(plain), length(plain.size())) == 1);
  std::uint8_t* const tag = sealed.data() + kNonce + plain.size();
  demand(EVP_EncryptFinal_ex(context, tag, &written) == 1);
  demand(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTag), tag) == 1);
  demand(EVP_CIPHER_CTX_reset(context) == 1);  // wipes the key
  return sealed;
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
  const MacRun run(EVP_MAC_CTX_dup(hmac_sha256()));
  demand(run != nullptr && EVP_MAC_init(run.get(), key.bytes().data(), Key::kSize, nullptr) == 1);
  for (const std::string_view part : parts) {
    std::array<unsigned char, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<unsigned char>(part.size() >> (8 * i));
    demand(EVP_MAC_update(run.get(), size.data(), size.size()) == 1);
    demand(EVP_MAC_update(run.get(), octets(part), part.size()) == 1);
  }
  Digest digest{};
  std::size_t written = 0;
  demand(EVP_MAC_final(run.get(), digest.data(), &written, digest.size()) == 1 && written == digest.size());
  base::Fingerprint print;
  std::copy_n(digest.begin(), print.bytes.size(), print.bytes.begin());
  return print;
}

Digest sha256(std::string_view bytes) {
  Digest digest{};
  std::size_t written = 0;
  demand(EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), digest.data(), &written) == 1);
  return digest;
}

}  // namespace gateway::io
