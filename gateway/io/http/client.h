#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/io/tls/certificate.h"
#include "gateway/ports/http.h"

namespace gateway::io {

/// A server that the configuration names.
struct HttpEndpoint {
  std::string name;
  std::string base_url;     ///< `https://host[:port][/prefix]`; `http://` only to this machine (loopback).
  TlsCredentials tls{};     ///< Not used for `http://`.
  bool verify_host = true;  ///< The server's certificate must be for the URL's host. The chain is always verified.
};

struct ClientLimits {
  std::uint32_t head = 16 * 1024;
  std::uint64_t body = std::uint64_t{16} * 1024 * 1024;
  std::size_t idle_connections = 8;        ///< Kept per endpoint.
  std::chrono::milliseconds idle{30'000};  ///< How long; below the server's own limit.
};

/// ports::HttpClient over HTTP/1.1 and mutual TLS. A call opens a connection or takes a kept one, and blocks. Where a
/// kept connection turns out to be dead before a byte of answer, requests whose repetition is harmless (GET, HEAD,
/// OPTIONS, PUT, DELETE) are sent once more on a new one; others get `retry`. Credentials are read anew when their
/// files change; connections made with the former ones are then dropped. The time-out does not cut short the system's
/// look-up of a host name. [any thread]
class TlsHttpClient final : public ports::HttpClient {
 public:
  /// Rejects with one sentence: ill-formed URL, plain HTTP to another machine, credentials, a name given twice.
  static base::Result<std::unique_ptr<TlsHttpClient>> open(std::vector<HttpEndpoint> endpoints,
                                                           ClientLimits limits = {});
  ~TlsHttpClient() override;

  /// Host, Content-Length, Transfer-Encoding and Connection are the client's to set: requests that hold them, or
  /// ill-formed parts, are rejected unsent. The endpoint's prefix goes before `request.target`. Redirects are answers.
  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                         std::chrono::milliseconds timeout) override;

 private:
  struct State;
  explicit TlsHttpClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gateway::io
