#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/result.h"
#include "gateway/io/http/head_gate.h"
#include "gateway/io/tls/certificate.h"
#include "gateway/ports/http.h"

namespace gateway::io {

/// Who is at the other end, by its verified client certificate; both empty on a plain loopback server.
struct Peer {
  std::string fingerprint;  ///< SHA-256 of the certificate: 64 lower-case hex digits.
  std::string common_name;  ///< CN of its subject.
};

/// A request that passed the gate, with its whole body.
struct ServerRequest : ports::HttpRequest {
  Peer peer;
};

/// Answers one request: once, from any thread, now or later; further calls do nothing, and neither does one after the
/// connection or the server has gone. When the last copy is dropped uncalled, 500 is answered.
using Reply = std::function<void(ports::HttpResponse)>;

/// Called on an io thread for each request; must not wait for anything longer than a few milliseconds, since that
/// holds up other connections. An exception becomes 500.
using Handler = std::function<void(ServerRequest, Reply)>;

/// What one connection may take of the server. Every wait has an end, however slowly bytes drip.
struct ServerLimits {
  HeadLimits head{};
  std::uint64_t body = std::uint64_t{8} * 1024 * 1024;
  std::size_t connections = 1024;  ///< Further ones are closed at once.
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds header{10'000};  ///< From a request's first byte to the end of its head.
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds idle{60'000};    ///< Between requests.
  std::chrono::milliseconds answer{60'000};  ///< From handler to Reply; then 503.
  std::chrono::milliseconds write{30'000};
};

struct ServerConfig {
  std::string address = "127.0.0.1";  ///< A literal address. Without `tls` it must be a loopback address.
  std::uint16_t port = 0;             ///< 0: one that is free.
  std::optional<TlsCredentials> tls;  ///< With it, clients must show a certificate of the CA.
  unsigned threads = 2;
  ServerLimits limits;
  std::chrono::milliseconds stop_deadline{5'000};
};

/// HTTP/1.1 server for TLS with client certificates, or plain on loopback (health, metrics, tests). Its credentials
/// are read anew when their files change. Requests of one connection are answered in order, one at a time.
class HttpServer {
 public:
  /// Listens and begins to serve. Rejects with one sentence: address, port taken, credentials.
  static base::Result<std::unique_ptr<HttpServer>> start(ServerConfig config, Handler handler);

  ~HttpServer();  // NOLINT(bugprone-exception-escape): see there
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;

  /// Takes no more connections, closes idle ones, lets requests under way be answered until the deadline, then closes
  /// what is left. The handler is not called after it. Not from an io thread; a second call does nothing.
  void stop();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The value of the first header `name` (any case), or an empty view.
std::string_view find_header(const ports::HttpHeaders& headers, std::string_view name);

}  // namespace gateway::io
