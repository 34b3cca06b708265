#pragma once

#include "gateway/flow/reception.h"
#include "gateway/io/http/server.h"

namespace gateway::api {

/// The routes of a node over mutual TLS (contracts/api/node.openapi.yaml):
/// `POST /v1/registrations`: newline-delimited gateway.message/1 in, gateway.answer/1 out, one transaction a request.
/// `GET /v1/ping`: 200 for a certificate that an organisation is bound to, otherwise 403.
class NodeRoutes {
 public:
  explicit NodeRoutes(flow::Reception& reception) : reception_(reception) {}

  /// Answers a request; may answer later, from the ledger's writer. [any thread]
  void handle(const io::ServerRequest& request, const io::Reply& reply);

 private:
  void registrations(const io::ServerRequest& request, const io::Reply& reply);

  flow::Reception& reception_;
};

/// A problem in one sentence, as RFC 9457 says it.
ports::HttpResponse problem(unsigned status, std::string_view title);

}  // namespace gateway::api
