#include "gateway/io/crypto/key.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "gateway/io/crypto/sealing.h"

namespace gateway::io {

Key Key::random() {
  Key key;
  random_bytes(key.bytes_);
  return key;
}

Key::Key(std::span<const std::uint8_t, kSize> bytes) {
  std::ranges::copy(bytes, bytes_.begin());
}

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) {
  OPENSSL_cleanse(other.bytes_.data(), kSize);
}

Key& Key::operator=(Key&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    OPENSSL_cleanse(other.bytes_.data(), kSize);
  }
  return *this;
}

Key::~Key() {
  OPENSSL_cleanse(bytes_.data(), kSize);
}

}  // namespace gateway::io
