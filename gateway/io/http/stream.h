#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/io/tls/certificate.h"

struct ssl_ctx_st;

namespace gateway::io {

/// A connection's bytes, plain or through TLS, so that everything above is compiled once and without TLS. Inside the
/// room only. At most one operation is under way at a time; all calls come from the socket's executor.
class ByteStream {
 public:
  using Done = std::function<void(boost::system::error_code, std::size_t)>;

  virtual ~ByteStream() = default;

  virtual void handshake(Done done) = 0;
  /// Gives at least one byte or an error. `space` must live until then.
  virtual void read_some(std::span<char> space, Done done) = 0;
  /// Writes all. `bytes` must live until then.
  virtual void write(std::string_view bytes, Done done) = 0;
  /// Says goodbye (close_notify, FIN), then reads and forgets until the other side closes, so that it can read what
  /// was written last. The caller bounds the time by close().
  virtual void finish(Done done) = 0;

  /// Ends the operation under way with operation_aborted; the stream stays usable.
  void cancel();
  void close();
  /// True when the other side closed or spoke out of turn on an idle connection.
  bool stale();
  /// The other side's certificate after the handshake; nothing without TLS.
  virtual std::optional<CertificateFacts> peer() const { return std::nullopt; }

 protected:
  explicit ByteStream(boost::asio::ip::tcp::socket socket);
  /// FIN, then forget what still comes.
  void drain(Done done);

  boost::asio::ip::tcp::socket socket_;
  std::string scratch_;
};

std::unique_ptr<ByteStream> plain_stream(boost::asio::ip::tcp::socket socket);

/// The server's end.
std::unique_ptr<ByteStream> tls_server_stream(boost::asio::ip::tcp::socket socket, std::shared_ptr<ssl_ctx_st> context);

/// The client's end. `verify_host`: the certificate must be for `host`, a name or an address.
std::unique_ptr<ByteStream> tls_client_stream(boost::asio::ip::tcp::socket socket, std::shared_ptr<ssl_ctx_st> context,
                                              const std::string& host, bool verify_host);

}  // namespace gateway::io
