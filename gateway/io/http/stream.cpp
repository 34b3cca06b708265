#include "gateway/io/http/stream.h"

#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <new>

namespace gateway::io {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(tcp::socket socket) : ByteStream(std::move(socket)) {}

  void handshake(Done done) override {
    asio::post(socket_.get_executor(), [done = std::move(done)] { done({}, 0); });
  }
  void read_some(std::span<char> space, Done done) override {
    socket_.async_read_some(asio::buffer(space.data(), space.size()), std::move(done));
  }
  void write(std::string_view bytes, Done done) override {
    asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()), std::move(done));
  }
  void finish(Done done) override { drain(std::move(done)); }
};

class TlsStream final : public ByteStream {
 public:
  TlsStream(tcp::socket socket, std::shared_ptr<SSL_CTX> context, SSL* ssl, bool server)
      : ByteStream(std::move(socket)), context_(std::move(context)), stream_(socket_, ssl), server_(server) {}

  void handshake(Done done) override {
    stream_.async_handshake(server_ ? asio::ssl::stream_base::server : asio::ssl::stream_base::client,
                            [this, done = std::move(done)](error_code error) {
                              secured_ = !error;
                              done(error, 0);
                            });
  }
  void read_some(std::span<char> space, Done done) override {
    stream_.async_read_some(asio::buffer(space.data(), space.size()), std::move(done));
  }
  void write(std::string_view bytes, Done done) override {
    asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()), std::move(done));
  }
  void finish(Done done) override {
    if (!secured_) return drain(std::move(done));
    // Unread application data makes this fail after the close_notify has gone out, which is all that is wanted.
    stream_.async_shutdown([this, done = std::move(done)](error_code error) mutable {
      if (error == asio::error::operation_aborted) return done(error, 0);
      drain(std::move(done));
    });
  }
  std::optional<CertificateFacts> peer() const override {
    const X509* certificate = SSL_get0_peer_certificate(const_cast<TlsStream*>(this)->stream_.native_handle());
    if (certificate == nullptr) return std::nullopt;
    return facts_of(*certificate);
  }

 private:
  std::shared_ptr<SSL_CTX> context_;
  asio::ssl::stream<tcp::socket&> stream_;
  bool server_;
  bool secured_ = false;
};

std::unique_ptr<SSL, void (*)(SSL*)> new_ssl(SSL_CTX* context) {
  std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(context), SSL_free);
  if (!ssl) throw std::bad_alloc();
  return ssl;
}

}  // namespace

ByteStream::ByteStream(tcp::socket socket) : socket_(std::move(socket)) {}

void ByteStream::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void ByteStream::close() {
  error_code ignored;
  socket_.close(ignored);
}

bool ByteStream::stale() {
  error_code error;
  char byte = 0;
  socket_.non_blocking(true, error);
  if (error) return true;
  socket_.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
  return error != asio::error::would_block;
}

void ByteStream::drain(Done done) {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  scratch_.resize(16'384);
  socket_.async_read_some(asio::buffer(scratch_),
                          [this, done = std::move(done)](error_code error, std::size_t) mutable {
                            if (error) return done(error, 0);
                            drain(std::move(done));
                          });
}

std::unique_ptr<ByteStream> plain_stream(tcp::socket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

std::unique_ptr<ByteStream> tls_server_stream(tcp::socket socket, std::shared_ptr<ssl_ctx_st> context) {
  auto ssl = new_ssl(context.get());
  return std::make_unique<TlsStream>(std::move(socket), std::move(context), ssl.release(), true);
}

std::unique_ptr<ByteStream> tls_client_stream(tcp::socket socket, std::shared_ptr<ssl_ctx_st> context,
                                              const std::string& host, bool verify_host) {
  auto ssl = new_ssl(context.get());
  error_code not_an_address;
  asio::ip::make_address(host, not_an_address);
  if (not_an_address) SSL_set_tlsext_host_name(ssl.get(), host.c_str());
  if (verify_host) {
    const bool set = not_an_address ? SSL_set1_host(ssl.get(), host.c_str()) == 1
                                    : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host.c_str()) == 1;
    if (!set) throw std::bad_alloc();
    SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  }
  return std::make_unique<TlsStream>(std::move(socket), std::move(context), ssl.release(), false);
}

}  // namespace gateway::io
