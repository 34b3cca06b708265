#pragma once

#include "gateway/flow/feed.h"
#include "gateway/flow/reception.h"
#include "gateway/io/http/server.h"

namespace gateway::api {

/// The routes of a node over mutual TLS (contracts/api/node.openapi.yaml):
/// `POST /v1/registrations`: newline-delimited gateway.message/1 in, gateway.answer/1 out, one transaction a request.
/// `GET /v1/feed?after=CURSOR`: gateway.case/1 of the sender's own offices, a page; `Feed-Cursor` stands behind it,
/// `Feed-More: yes` tells of another. 410 for a cursor of a feed that began anew.
/// `GET /v1/ping`: 200 for a certificate that an organisation is bound to, otherwise 403.
class NodeRoutes {
 public:
  NodeRoutes(flow::Reception& reception, flow::Feed& feed) : reception_(reception), feed_(feed) {}

  /// Answers a request; may answer later, from the ledger's writer. [any thread]
  void handle(const io::ServerRequest& request, const io::Reply& reply);

 private:
  void registrations(const io::ServerRequest& request, const io::Reply& reply);
  void feed(const io::ServerRequest& request, const io::Reply& reply);

  flow::Reception& reception_;
  flow::Feed& feed_;
};

/// A problem in one sentence, as RFC 9457 says it.
ports::HttpResponse problem(unsigned status, std::string_view title);

}  // namespace gateway::api
