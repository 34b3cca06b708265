#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>

#include "gateway/base/result.h"
#include "gateway/io/tls/certificate.h"

struct ssl_ctx_st;

namespace gateway::io {

enum class TlsRole { server, client };

/// An OpenSSL context with our rules: TLS 1.2 at least and 1.3 preferred, AEAD suites with forward secrecy, no
/// compression, renegotiation, tickets or session cache, ALPN `http/1.1`. A server demands a client certificate signed
/// by the CA; a client verifies the server's chain (its name is set per connection). Rejects with one sentence that
/// names the file.
base::Result<std::shared_ptr<ssl_ctx_st>> make_context(TlsRole role, const TlsCredentials& credentials);

/// The context of credentials that are exchanged on disk while the program runs. [any thread]
class ReloadingContext {
 public:
  static base::Result<std::unique_ptr<ReloadingContext>> load(TlsRole role, TlsCredentials credentials);

  /// The context of the files as they are now. Files that changed but cannot be used (half written, say) leave the
  /// former context in force until they change again.
  std::shared_ptr<ssl_ctx_st> current();

 private:
  struct Stamp {
    std::int64_t changed = 0;  ///< Nanoseconds.
    std::uint64_t inode = 0;
    std::int64_t size = -1;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  using Stamps = std::array<Stamp, 3>;

  ReloadingContext(TlsRole role, TlsCredentials credentials) : role_(role), credentials_(std::move(credentials)) {}
  Stamps stamps() const;

  TlsRole role_;
  TlsCredentials credentials_;
  std::mutex mutex_;
  Stamps seen_;
  std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace gateway::io
