#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/result.h"

namespace gateway::ports {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A request with its whole body. `target` is path and query.
struct HttpRequest {
  std::string method;
  std::string target;
  HttpHeaders headers;
  std::string body;
};

/// A response with its whole body.
struct HttpResponse {
  unsigned status = 0;
  HttpHeaders headers;
  std::string body;
};

/// Requests to endpoints that the configuration names. Connections are kept and reused. [any thread]
class HttpClient {
 public:
  virtual ~HttpClient() = default;

  /// Sends to the configured endpoint `endpoint` and waits for the whole answer, `timeout` at most.
  /// Faults: retry (unreachable, timed out, broken off: it is not known whether the request arrived), deny (TLS or
  /// certificate refused), reject (endpoint unknown, answer breaks the protocol or exceeds the limits).
  virtual base::Result<HttpResponse> send(std::string_view endpoint, const HttpRequest& request,
                                          std::chrono::milliseconds timeout) = 0;
};

}  // namespace gateway::ports
