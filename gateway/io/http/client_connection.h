#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "gateway/base/result.h"
#include "gateway/io/http/base_url.h"
#include "gateway/io/http/client.h"
#include "gateway/io/http/stream.h"

struct ssl_ctx_st;

namespace gateway::io {

using Deadline = std::chrono::steady_clock::time_point;

/// One connection of the client, driven by the calling thread through an event loop of its own. Inside the room only.
class ClientConnection {
 public:
  /// `context` is null for plain HTTP.
  static base::Result<std::unique_ptr<ClientConnection>> open(const BaseUrl& url, bool verify_host,
                                                              std::shared_ptr<ssl_ctx_st> context, Deadline deadline);

  /// Sends the request's bytes and reads the answer to it. `head_only`: the request was HEAD.
  base::Result<ports::HttpResponse> exchange(std::string_view request, bool head_only, const ClientLimits& limits,
                                             Deadline deadline);

  /// May carry another request: the last answer was whole and the server keeps the connection.
  bool reusable() const { return reusable_; }
  /// A byte of the last answer has arrived.
  bool answered() const { return answered_; }
  bool stale() { return stream_->stale(); }
  const std::shared_ptr<ssl_ctx_st>& context() const { return context_; }

 private:
  using Done = ByteStream::Done;
  struct Outcome {
    boost::system::error_code error;
    std::size_t size = 0;
    bool timed_out = false;
  };

  ClientConnection() = default;
  base::Result<void> connect(const BaseUrl& url, boost::asio::ip::tcp::socket& socket, Deadline deadline);
  Outcome await(Deadline deadline, const std::function<void(Done)>& begin, const std::function<void()>& abandon);
  base::Error fault_of(const Outcome& outcome, std::string_view doing) const;

  boost::asio::io_context io_{1};
  std::shared_ptr<ssl_ctx_st> context_;
  std::unique_ptr<ByteStream> stream_;
  std::array<char, 16'384> space_{};
  bool reusable_ = false;
  bool answered_ = false;
};

}  // namespace gateway::io
