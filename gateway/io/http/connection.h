#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/io/http/body_reader.h"
#include "gateway/io/http/head_gate.h"
#include "gateway/io/http/server.h"
#include "gateway/io/http/stream.h"

namespace gateway::io {

class Connection;

/// What a server's connections share. Inside the room only.
struct ServerCore {
  ServerConfig config;
  Handler handler;
  boost::asio::io_context io;
  std::atomic<bool> stopping = false;

  /// Nothing when the server is full or stopping.
  bool add(const std::shared_ptr<Connection>& connection);
  void remove(const Connection* connection);
  std::vector<std::shared_ptr<Connection>> open_connections();
  /// True when all connections were gone before `deadline`.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);
  /// Runs `work` on the connection's executor, unless the server has gone. [any thread]
  void post(const std::shared_ptr<Connection>& connection, std::function<void()> work);
  /// From here on `post` does nothing.
  void end();

 private:
  std::mutex mutex_;
  std::condition_variable emptied_;
  std::unordered_map<const Connection*, std::shared_ptr<Connection>> connections_;
  bool ended_ = false;
};

/// One connection of the server: handshake, then head, body, handler, answer, and again. Everything but construction
/// runs on its executor. It lives in the core until close().
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Executor = boost::asio::any_io_executor;

  Connection(std::shared_ptr<ServerCore> core, Executor executor, std::unique_ptr<ByteStream> stream);

  const Executor& executor() const { return executor_; }
  void start();
  /// Closes it unless a request is under way; after that request's answer it closes anyway.
  void wind_up();
  void close();
  void answer(std::uint64_t request, const ports::HttpResponse& response);

 private:
  enum class Phase { handshake, idle, head, body, handler, writing, finishing, closed };

  void enter(Phase phase, std::chrono::milliseconds limit);
  void timed_out();
  void next_request();
  void receive();
  void received(boost::system::error_code error, std::size_t size);
  void read_head();
  void begin_body(RequestHead head);
  void read_body();
  void dispatch();
  void refuse(const HttpRefusal& refusal);
  void write(std::string text, bool keep_alive);
  void finish();

  std::shared_ptr<ServerCore> core_;
  Executor executor_;
  std::unique_ptr<ByteStream> stream_;
  boost::asio::steady_timer timer_;
  std::uint64_t timer_round_ = 0;
  Phase phase_ = Phase::handshake;
  bool late_ = false;  ///< The time for head or body ran out while a read was under way.
  Peer peer_;
  std::array<char, 16'384> space_{};
  std::string input_;  ///< Received and not yet used.
  std::string output_;
  HeadGate gate_;
  RequestHead head_;
  std::optional<BodyReader> body_;
  std::uint64_t request_ = 0;  ///< Number of the request under way.
};

}  // namespace gateway::io
