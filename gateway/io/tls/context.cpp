#include "gateway/io/tls/context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <string_view>

namespace gateway::io {
namespace {

constexpr std::string_view kAlpn = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                    unsigned int in_length, void*) {
  const int found = SSL_select_next_proto(const_cast<unsigned char**>(out), out_length,
                                          reinterpret_cast<const unsigned char*>(kAlpn.data()),
                                          static_cast<unsigned int>(kAlpn.size()), in, in_length);
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// OpenSSL's own words would say no more to an operator than the file and this sentence.
base::Error refused(const std::string& file, std::string_view why) {
  ERR_clear_error();
  return base::rejected(file + " " + std::string(why));
}

base::Result<void> load_own(SSL_CTX* context, const TlsCredentials& credentials) {
  if (SSL_CTX_use_certificate_chain_file(context, credentials.certificate_file.c_str()) != 1)
    return refused(credentials.certificate_file, "cannot be read as a PEM certificate");
  // Without a callback OpenSSL would ask for a passphrase on the terminal.
  SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });
  if (SSL_CTX_use_PrivateKey_file(context, credentials.key_file.c_str(), SSL_FILETYPE_PEM) != 1)
    return refused(credentials.key_file, "cannot be read as the PEM key of " + credentials.certificate_file);
  if (SSL_CTX_check_private_key(context) != 1)
    return refused(credentials.key_file, "is not the key of " + credentials.certificate_file);
  return {};
}

base::Result<void> load_trust(SSL_CTX* context, TlsRole role, const std::string& ca_file) {
  if (ca_file.empty()) {
    if (role == TlsRole::server) return base::rejected("a server needs the file of the CA that signs its clients");
    if (SSL_CTX_set_default_verify_paths(context) != 1) return refused("the system's CA store", "cannot be read");
    return {};
  }
  if (SSL_CTX_load_verify_locations(context, ca_file.c_str(), nullptr) != 1)
    return refused(ca_file, "cannot be read as PEM CA certificates");
  if (role == TlsRole::server) SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(ca_file.c_str()));
  return {};
}

}  // namespace

base::Result<std::shared_ptr<ssl_ctx_st>> make_context(TlsRole role, const TlsCredentials& credentials) {
  const bool server = role == TlsRole::server;
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(server ? TLS_server_method() : TLS_client_method()), SSL_CTX_free);
  if (!context) return base::broken("OpenSSL gives no TLS context");
  SSL_CTX* raw = context.get();

  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL");
  SSL_CTX_set_options(
      raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Without resumption every connection shows its certificate anew: a revoked or expired one is out at once.
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(raw, 0);
  SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  if (server)
    SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  else
    SSL_CTX_set_alpn_protos(raw, reinterpret_cast<const unsigned char*>(kAlpn.data()),
                            static_cast<unsigned int>(kAlpn.size()));
  SSL_CTX_set_verify(raw, server ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_PEER, nullptr);

  if (auto trust = load_trust(raw, role, credentials.ca_file); !trust) return trust.error();
  if (server || !credentials.certificate_file.empty())
    if (auto own = load_own(raw, credentials); !own) return own.error();
  return context;
}

base::Result<std::unique_ptr<ReloadingContext>> ReloadingContext::load(TlsRole role, TlsCredentials credentials) {
  std::unique_ptr<ReloadingContext> self(new ReloadingContext(role, std::move(credentials)));
  self->seen_ = self->stamps();
  auto context = make_context(role, self->credentials_);
  if (!context) return std::move(context).error();
  self->context_ = std::move(*context);
  return self;
}

std::shared_ptr<ssl_ctx_st> ReloadingContext::current() {
  const std::scoped_lock lock(mutex_);
  const Stamps now = stamps();
  if (now != seen_) {
    seen_ = now;
    if (auto renewed = make_context(role_, credentials_)) context_ = std::move(*renewed);
  }
  return context_;
}

ReloadingContext::Stamps ReloadingContext::stamps() const {
  const std::array<const std::string*, 3> files{&credentials_.ca_file, &credentials_.certificate_file,
                                                &credentials_.key_file};
  Stamps stamps;
  for (std::size_t i = 0; i < files.size(); ++i) {
    struct stat facts {};
    if (files[i]->empty() || ::stat(files[i]->c_str(), &facts) != 0) continue;
    stamps[i] = {.changed = std::int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec,
                 .inode = facts.st_ino,
                 .size = facts.st_size};
  }
  return stamps;
}

}  // namespace gateway::io
