#include "gateway/io/http/client.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "gateway/io/http/base_url.h"
#include "gateway/io/http/client_connection.h"
#include "gateway/io/http/grammar.h"
#include "gateway/io/tls/context.h"

namespace gateway::io {
namespace {

using Clock = std::chrono::steady_clock;
using Connection = std::unique_ptr<ClientConnection>;

bool is_ours(std::string_view name) {
  return same_word(name, "Host") || same_word(name, "Content-Length") || same_word(name, "Transfer-Encoding") ||
         same_word(name, "Connection") || same_word(name, "Expect") || same_word(name, "Upgrade") ||
         same_word(name, "Trailer");
}

bool harmless_twice(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "PUT" || method == "DELETE";
}

base::Result<std::string> request_text(const BaseUrl& url, const ports::HttpRequest& request) {
  if (!is_token(request.method) || request.method == "CONNECT")
    return base::rejected("the request's method is ill-formed");
  const auto target = url.prefix + request.target;
  if (!is_origin_form(request.target)) return base::rejected("the request's target is ill-formed");
  std::string text = request.method + ' ' + target + " HTTP/1.1\r\nHost: " + url.authority + "\r\n";
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || !is_field_value(value)) return base::rejected("a header of the request is ill-formed");
    if (is_ours(name)) return base::rejected("the header " + name + " is the client's to set");
    text.append(name).append(": ").append(value).append("\r\n");
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH")
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

/// One endpoint and the connections kept to it.
class EndpointPool {
 public:
  EndpointPool(BaseUrl url, bool verify_host, std::unique_ptr<ReloadingContext> credentials)
      : url_(std::move(url)), verify_host_(verify_host), credentials_(std::move(credentials)) {}

  const BaseUrl& url() const { return url_; }

  /// A kept connection that seems alive, or null.
  Connection take(const ClientLimits& limits) {
    const auto context = current();
    const std::scoped_lock lock(mutex_);
    while (!kept_.empty()) {
      auto [connection, since] = std::move(kept_.back());
      kept_.pop_back();
      if (connection->context() == context && Clock::now() - since < limits.idle && !connection->stale())
        return std::move(connection);
    }
    return nullptr;
  }

  base::Result<Connection> open(Deadline deadline) {
    return ClientConnection::open(url_, verify_host_, current(), deadline);
  }

  void keep(Connection connection, const ClientLimits& limits) {
    if (!connection->reusable()) return;
    const std::scoped_lock lock(mutex_);
    if (kept_.size() < limits.idle_connections) kept_.push_back({std::move(connection), Clock::now()});
  }

 private:
  struct Kept {
    Connection connection;
    Clock::time_point since;
  };

  std::shared_ptr<ssl_ctx_st> current() { return credentials_ ? credentials_->current() : nullptr; }

  BaseUrl url_;
  bool verify_host_;
  std::unique_ptr<ReloadingContext> credentials_;
  std::mutex mutex_;
  std::vector<Kept> kept_;
};

}  // namespace

struct TlsHttpClient::State {
  ClientLimits limits;
  std::map<std::string, std::unique_ptr<EndpointPool>, std::less<>> endpoints;
};

base::Result<std::unique_ptr<TlsHttpClient>> TlsHttpClient::open(std::vector<HttpEndpoint> endpoints,
                                                                 ClientLimits limits) {
  auto state = std::make_unique<State>();
  state->limits = limits;
  for (auto& endpoint : endpoints) {
    const auto faulty = [&](const base::Error& error) {
      return base::Error{error.fault, "endpoint " + endpoint.name + ": " + error.what};
    };
    auto url = parse_base_url(endpoint.base_url);
    if (!url) return faulty(url.error());
    std::unique_ptr<ReloadingContext> credentials;
    if (url->tls) {
      auto loaded = ReloadingContext::load(TlsRole::client, endpoint.tls);
      if (!loaded) return faulty(loaded.error());
      credentials = std::move(*loaded);
    }
    auto pool = std::make_unique<EndpointPool>(std::move(*url), endpoint.verify_host, std::move(credentials));
    if (!state->endpoints.emplace(endpoint.name, std::move(pool)).second)
      return base::rejected("endpoint " + endpoint.name + " is there twice");
  }
  return std::unique_ptr<TlsHttpClient>(new TlsHttpClient(std::move(state)));
}

TlsHttpClient::TlsHttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsHttpClient::~TlsHttpClient() = default;

base::Result<ports::HttpResponse> TlsHttpClient::send(std::string_view endpoint, const ports::HttpRequest& request,
                                                      std::chrono::milliseconds timeout) try {
  const auto deadline = Clock::now() + timeout;
  const auto found = state_->endpoints.find(endpoint);
  if (found == state_->endpoints.end())
    return base::rejected("endpoint " + std::string(endpoint) + " is not configured");
  auto& pool = *found->second;
  const auto text = request_text(pool.url(), request);
  if (!text) return text.error();
  const auto faulty = [&](const base::Error& error) {
    return base::Error{error.fault, "endpoint " + std::string(endpoint) + ": " + error.what};
  };

  const auto exchange = [&](Connection& connection) {
    return connection->exchange(*text, request.method == "HEAD", state_->limits, deadline);
  };
  if (auto kept = pool.take(state_->limits)) {
    auto response = exchange(kept);
    if (response) {
      pool.keep(std::move(kept), state_->limits);
      return response;
    }
    const bool dead = !kept->answered() && response.error().fault == base::Fault::retry && Clock::now() < deadline;
    if (!dead || !harmless_twice(request.method)) return faulty(response.error());
  }
  auto connection = pool.open(deadline);
  if (!connection) return faulty(connection.error());
  auto response = exchange(*connection);
  if (!response) return faulty(response.error());
  pool.keep(std::move(*connection), state_->limits);
  return response;
} catch (const std::exception& fault) {
  return base::broken("endpoint " + std::string(endpoint) + ": " + fault.what());
}

}  // namespace gateway::io
