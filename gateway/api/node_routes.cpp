#include "gateway/api/node_routes.h"

#include <string>
#include <utility>
#include <vector>

#include "gateway/io/json/codec.h"
#include "gateway/io/json/document_json.h"

namespace gateway::api {

namespace {

constexpr std::size_t kMessages = 256;
constexpr std::string_view kFeed = "/v1/feed";
constexpr std::string_view kAfter = "?after=";

/// Splits by lines; empty ones are nobody's message.
std::vector<std::string> lines(std::string_view body) {
  std::vector<std::string> found;
  while (!body.empty()) {
    const auto end = body.find('\n');
    if (const auto line = body.substr(0, end); !line.empty()) found.emplace_back(line);
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
  }
  return found;
}

ports::HttpResponse refusal(const base::Error& error) {
  switch (error.fault) {
    case base::Fault::deny:
      return problem(403, error.what);
    case base::Fault::reject:
      return problem(400, error.what);
    case base::Fault::retry:
    case base::Fault::stop: {
      auto response = problem(503, error.what);
      response.headers.emplace_back("Retry-After", "5");
      return response;
    }
    case base::Fault::broken:
      break;
  }
  return problem(500, "the node could not store this; nothing of it was kept");
}

}  // namespace

ports::HttpResponse problem(unsigned status, std::string_view title) {
  base::Document body;
  body.set("status", static_cast<int>(status)).set("title", title);
  return {status, {{"Content-Type", "application/problem+json"}}, io::to_json(body)};
}

void NodeRoutes::handle(const io::ServerRequest& request, const io::Reply& reply) {
  if (request.target == "/v1/registrations") {
    if (request.method != "POST") return reply(problem(405, "POST is the only method here"));
    return registrations(request, reply);
  }
  if (request.target == kFeed || request.target.starts_with(std::string(kFeed) + "?")) {
    if (request.method != "GET") return reply(problem(405, "GET is the only method here"));
    return feed(request, reply);
  }
  if (request.target == "/v1/ping" && request.method == "GET") {
    return reception_.receive(request.peer.fingerprint, {}, [reply](const flow::Reception::Answers& answers) {
      reply(answers ? ports::HttpResponse{200, {{"Content-Type", "application/json"}}, "{\"ok\":true}"}
                    : refusal(answers.error()));
    });
  }
  reply(problem(404, "there is nothing at this address"));
}

void NodeRoutes::registrations(const io::ServerRequest& request, const io::Reply& reply) {
  const std::vector<std::string> documents = lines(request.body);
  if (documents.size() > kMessages) return reply(problem(413, "at most 256 messages in one request"));
  reception_.receive(request.peer.fingerprint, documents, [reply](const flow::Reception::Answers& answers) {
    if (!answers) return reply(refusal(answers.error()));
    std::string body;
    const io::JsonCodec codec;
    for (const ports::NodeAnswer& answer : *answers) body += codec.encode(answer) + '\n';
    reply({200, {{"Content-Type", "application/x-ndjson"}}, std::move(body)});
  });
}

void NodeRoutes::feed(const io::ServerRequest& request, const io::Reply& reply) {
  std::string_view asked = std::string_view(request.target).substr(kFeed.size());
  if (!asked.empty() && !asked.starts_with(kAfter)) return reply(problem(400, "the one parameter is after"));
  if (!asked.empty()) asked.remove_prefix(kAfter.size());
  feed_.read(request.peer.fingerprint, std::string(asked), [reply](const flow::Feed::Answer& page) {
    if (!page && page.error().fault == base::Fault::reject) return reply(problem(410, page.error().what));
    if (!page) return reply(refusal(page.error()));
    std::string body;
    for (const std::string& document : page->documents) body += document + '\n';
    reply({200,
           {{"Content-Type", "application/x-ndjson"},
            {"Feed-Cursor", page->cursor},
            {"Feed-More", page->more ? "yes" : "no"}},
           std::move(body)});
  });
}

}  // namespace gateway::api
