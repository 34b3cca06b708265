#include "gateway/io/http/server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <thread>

#include "gateway/io/http/connection.h"
#include "gateway/io/http/grammar.h"
#include "gateway/io/tls/context.h"

namespace gateway::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

bool ServerCore::add(const std::shared_ptr<Connection>& connection) {
  const std::scoped_lock lock(mutex_);
  if (stopping || connections_.size() >= config.limits.connections) return false;
  connections_.emplace(connection.get(), connection);
  return true;
}

void ServerCore::remove(const Connection* connection) {
  std::shared_ptr<Connection> last;  // outlives the lock: its end may call back
  const std::scoped_lock lock(mutex_);
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  last = std::move(found->second);
  connections_.erase(found);
  if (connections_.empty()) emptied_.notify_all();
}

std::vector<std::shared_ptr<Connection>> ServerCore::open_connections() {
  const std::scoped_lock lock(mutex_);
  std::vector<std::shared_ptr<Connection>> open;
  for (const auto& [key, connection] : connections_) open.push_back(connection);
  return open;
}

bool ServerCore::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, deadline, [this] { return connections_.empty(); });
}

void ServerCore::post(const std::shared_ptr<Connection>& connection, std::function<void()> work) {
  const std::scoped_lock lock(mutex_);
  if (!ended_) asio::post(connection->executor(), std::move(work));
}

void ServerCore::end() {
  const std::scoped_lock lock(mutex_);
  ended_ = true;
}

struct HttpServer::State {
  explicit State(std::shared_ptr<ServerCore> shared)
      : core(std::move(shared)), acceptor(asio::make_strand(core->io)), work(core->io.get_executor()) {}

  base::Result<void> listen();
  void accept();
  void take(tcp::socket socket);

  std::shared_ptr<ServerCore> core;
  std::unique_ptr<ReloadingContext> credentials;
  tcp::acceptor acceptor;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::uint16_t port = 0;
  std::vector<std::thread> threads;
};

base::Result<void> HttpServer::State::listen() {
  const auto& config = core->config;
  error_code error;
  const auto address = asio::ip::make_address(config.address, error);
  if (error) return base::rejected(config.address + " is not an address to listen on");
  if (!config.tls && !address.is_loopback())
    return base::rejected("without TLS only a loopback address may be listened on, not " + config.address);
  if (config.tls) {
    auto loaded = ReloadingContext::load(TlsRole::server, *config.tls);
    if (!loaded) return std::move(loaded).error();
    credentials = std::move(*loaded);
  }
  const tcp::endpoint endpoint(address, config.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port = acceptor.local_endpoint(error).port();
  if (error)
    return base::rejected("cannot listen on " + config.address + " port " + std::to_string(config.port) + ": " +
                          error.message());
  return {};
}

void HttpServer::State::accept() {
  acceptor.async_accept(asio::make_strand(core->io), [this](error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || core->stopping) return;
    if (!error) {
      try {
        take(std::move(socket));
      } catch (const std::exception&) {
        // No memory for this connection: it is closed, the next one may find some.
      }
      return accept();
    }
    // Out of descriptors: try again when some may be free, rather than spin.
    auto pause = std::make_shared<asio::steady_timer>(acceptor.get_executor(), std::chrono::milliseconds(100));
    pause->async_wait([this, pause](error_code) {
      if (!core->stopping) accept();
    });
  });
}

void HttpServer::State::take(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const asio::any_io_executor executor = socket.get_executor();
  auto stream =
      credentials ? tls_server_stream(std::move(socket), credentials->current()) : plain_stream(std::move(socket));
  const auto connection = std::make_shared<Connection>(core, executor, std::move(stream));
  if (core->add(connection)) asio::post(executor, [connection] { connection->start(); });
}

namespace {

/// Until there is no more work. A connection that ran out of memory ends by its timer; the others go on.
void run(asio::io_context& io) {
  while (true) {
    try {
      io.run();
      return;
    } catch (const std::exception&) {
      continue;
    }
  }
}

}  // namespace

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerConfig config, Handler handler) {
  try {
    auto core = std::make_shared<ServerCore>();
    core->config = std::move(config);
    core->handler = std::move(handler);
    auto state = std::make_unique<State>(core);
    if (auto listening = state->listen(); !listening) return listening.error();
    state->accept();
    std::unique_ptr<HttpServer> server(new HttpServer(std::move(state)));
    for (unsigned i = 0; i < std::max(1U, core->config.threads); ++i)
      server->state_->threads.emplace_back([core] { run(core->io); });
    return server;
  } catch (const std::exception& fault) {
    return base::broken(std::string("the server does not start: ") + fault.what());
  }
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

// Memory or threads that fail here leave nothing better to do than to end. NOLINTNEXTLINE(bugprone-exception-escape)
HttpServer::~HttpServer() {
  stop();
}

std::uint16_t HttpServer::port() const {
  return state_->port;
}

void HttpServer::stop() {
  if (state_->threads.empty()) return;
  const auto deadline = std::chrono::steady_clock::now() + state_->core->config.stop_deadline;
  auto& core = *state_->core;
  core.stopping = true;
  asio::post(state_->acceptor.get_executor(), [state = state_.get()] {
    error_code ignored;
    state->acceptor.close(ignored);
  });
  for (const auto& open : core.open_connections()) core.post(open, [open] { open->wind_up(); });
  if (!core.wait_until_empty(deadline))
    for (const auto& open : core.open_connections()) core.post(open, [open] { open->close(); });
  core.wait_until_empty(std::chrono::steady_clock::time_point::max());
  core.end();
  state_->work.reset();
  for (auto& thread : state_->threads) thread.join();
  state_->threads.clear();
}

std::string_view find_header(const ports::HttpHeaders& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (same_word(key, name)) return value;
  return {};
}

}  // namespace gateway::io
