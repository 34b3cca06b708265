#include "gateway/io/http/client_connection.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

namespace gateway::io {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = http::response_parser<http::string_body>;

/// Answers must be framed beyond doubt, too: Beast 1.81 alone takes Transfer-Encoding other than chunked, and that
/// together with Content-Length.
bool framed_in_doubt(const Parser& parser) {
  const auto& head = parser.get();
  const auto encodings = head.count(http::field::transfer_encoding);
  if (encodings == 0) return head.count(http::field::content_length) > 1;
  return encodings > 1 || head.count(http::field::content_length) > 0 ||
         head[http::field::transfer_encoding] != "chunked";
}

ports::HttpResponse taken(Parser& parser) {
  auto message = parser.release();
  ports::HttpResponse response{.status = message.result_int(), .headers = {}, .body = std::move(message.body())};
  for (const auto& field : message)
    response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  return response;
}

}  // namespace

base::Result<std::unique_ptr<ClientConnection>> ClientConnection::open(const BaseUrl& url, bool verify_host,
                                                                       std::shared_ptr<ssl_ctx_st> context,
                                                                       Deadline deadline) {
  std::unique_ptr<ClientConnection> self(new ClientConnection);
  tcp::socket socket(self->io_);
  if (auto connected = self->connect(url, socket, deadline); !connected) return connected.error();
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (!url.tls) {
    self->stream_ = plain_stream(std::move(socket));
    return self;
  }
  self->context_ = context;
  self->stream_ = tls_client_stream(std::move(socket), std::move(context), url.host, verify_host);
  auto& stream = *self->stream_;
  const auto outcome = self->await(
      deadline, [&](Done done) { stream.handshake(std::move(done)); }, [&] { stream.close(); });
  if (outcome.error) return self->fault_of(outcome, "the TLS handshake");
  return self;
}

base::Result<void> ClientConnection::connect(const BaseUrl& url, tcp::socket& socket, Deadline deadline) {
  tcp::resolver resolver(io_);
  tcp::resolver::results_type addresses;
  const auto resolved = await(
      deadline,
      [&](const Done& done) {
        resolver.async_resolve(url.host, std::to_string(url.port), tcp::resolver::numeric_service,
                               [&addresses, done](error_code error, tcp::resolver::results_type found) {
                                 addresses = std::move(found);
                                 done(error, 0);
                               });
      },
      [&] { resolver.cancel(); });
  if (resolved.error) return fault_of(resolved, "looking up the host");
  if (!url.tls)
    for (const auto& address : addresses)
      if (!address.endpoint().address().is_loopback()) return base::rejected("plain HTTP goes to loopback only");
  const auto connected = await(
      deadline,
      [&](const Done& done) {
        asio::async_connect(socket, addresses, [done](error_code error, const tcp::endpoint&) { done(error, 0); });
      },
      [&] {
        error_code ignored;
        socket.close(ignored);
      });
  if (connected.error) return fault_of(connected, "connecting");
  return {};
}

base::Result<ports::HttpResponse> ClientConnection::exchange(std::string_view request, bool head_only,
                                                             const ClientLimits& limits, Deadline deadline) {
  reusable_ = false;
  answered_ = false;
  const auto abandon = [this] { stream_->close(); };
  const auto written = await(
      deadline, [&](Done done) { stream_->write(request, std::move(done)); }, abandon);
  // A server may answer (413, say) and close while it is still written to: look for the answer all the same.
  if (written.timed_out) return fault_of(written, "sending");

  std::optional<Parser> parser;
  std::string input;
  const auto begin = [&] {
    parser.emplace();
    parser->eager(true);
    parser->header_limit(limits.head);
    parser->body_limit(limits.body);
    parser->skip(head_only);
  };
  begin();
  while (!parser->is_done()) {
    error_code error;
    if (!input.empty()) {
      const auto used = parser->put(asio::buffer(input), error);
      input.erase(0, used);
      if (error == http::error::need_more) error = {};
      if (!error && parser->is_header_done() && framed_in_doubt(*parser)) error = http::error::bad_transfer_encoding;
      if (error) return base::rejected("the answer breaks HTTP or exceeds the limits: " + error.message());
      if (parser->is_done()) {
        const auto status = parser->get().result_int();
        if (status == 101) return base::rejected("the answer switches protocols");
        if (status < 200) begin();  // interim
        continue;
      }
    }
    const auto received = await(
        deadline, [&](Done done) { stream_->read_some(space_, std::move(done)); }, abandon);
    if (received.error == asio::error::eof && parser->is_header_done() && !parser->is_done() && parser->need_eof()) {
      parser->put_eof(error);
      if (error) return base::rejected("the answer breaks HTTP: " + error.message());
      return taken(*parser);
    }
    if (received.error) return fault_of(received, answered_ ? "reading the answer" : "waiting for the answer");
    answered_ = true;
    input.append(space_.data(), received.size);
  }
  reusable_ = parser->keep_alive() && input.empty() && !written.error;
  return taken(*parser);
}

ClientConnection::Outcome ClientConnection::await(Deadline deadline, const std::function<void(Done)>& begin,
                                                  const std::function<void()>& abandon) {
  std::optional<Outcome> outcome;
  begin([&outcome](error_code error, std::size_t size) { outcome = Outcome{error, size, false}; });
  io_.restart();
  while (!outcome && io_.run_one_until(deadline) != 0) {
  }
  if (outcome) return *outcome;
  abandon();
  io_.restart();
  while (!outcome && io_.run_one() != 0) {
  }
  return {asio::error::timed_out, 0, true};
}

base::Error ClientConnection::fault_of(const Outcome& outcome, std::string_view doing) const {
  // An alert of the other side or a chain that is not trusted; a connection broken off has other categories.
  const bool refused = outcome.error.category() == asio::error::get_ssl_category();
  return {refused ? base::Fault::deny : base::Fault::retry, std::string(doing) + ": " + outcome.error.message()};
}

}  // namespace gateway::io
