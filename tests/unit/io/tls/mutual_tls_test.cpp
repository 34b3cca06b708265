#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "gateway/io/http/client.h"
#include "gateway/io/http/server.h"
#include "gateway/io/tls/certificate.h"
#include "tests/support/certificates.h"
#include "tests/unit/io/http/raw_socket.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;
using support::Certificates;

/// A server of one authority that answers with what it knows about the client.
class MutualTls : public testing::Test {
 protected:
  Certificates certificates;
  std::unique_ptr<HttpServer> server = start(certificates.server());

  std::unique_ptr<HttpServer> start(const support::CertificateFiles& own) {
    ServerConfig config;
    config.tls = TlsCredentials{certificates.ca_file(), own.certificate, own.key};
    return std::move(HttpServer::start(config,
                                       [](const ServerRequest& request, const Reply& reply) {
                                         reply({.status = 200,
                                                .headers = {},
                                                .body = request.peer.common_name + " " + request.peer.fingerprint +
                                                        " " + request.body});
                                       }))
        .value();
  }

  std::string url(const std::string& host = "localhost") const {
    return "https://" + host + ":" + std::to_string(server->port());
  }

  TlsCredentials credentials(const support::CertificateFiles& own) const {
    return {certificates.ca_file(), own.certificate, own.key};
  }

  base::Result<ports::HttpResponse> send(const HttpEndpoint& endpoint) const {
    auto client = TlsHttpClient::open({endpoint});
    if (!client) return client.error();
    return (*client)->send(endpoint.name, {"POST", "/", {}, "body"}, 10s);
  }

  base::Fault fault(const HttpEndpoint& endpoint) const {
    const auto response = send(endpoint);
    EXPECT_FALSE(response);
    return response ? base::Fault::broken : response.error().fault;
  }
};

TEST_F(MutualTls, TellsTheHandlerWhoTheClientIs) {
  const auto own = certificates.client("kommun-a");
  const auto response = send({"node", url(), credentials(own)});
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->status, 200U);
  EXPECT_EQ(response->body, "kommun-a " + own.fingerprint + " body");
}

TEST_F(MutualTls, KnowsTheServerByAddress) {
  EXPECT_TRUE(send({"node", url("127.0.0.1"), credentials(certificates.client())}));
}

TEST_F(MutualTls, DeniesAClientWithoutCertificate) {
  EXPECT_EQ(fault({"node", url(), {certificates.ca_file(), "", ""}}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesAnExpiredClientCertificate) {
  EXPECT_EQ(fault({"node", url(), credentials(certificates.expired())}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesAClientCertificateThatIsNotValidYet) {
  const auto own = certificates.make("early", {.valid_from = 1h, .valid_to = 2h});
  EXPECT_EQ(fault({"node", url(), credentials(own)}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesTheClientOfAnotherAuthority) {
  Certificates others;
  const auto own = others.client();
  EXPECT_EQ(fault({"node", url(), {certificates.ca_file(), own.certificate, own.key}}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesAServerCertificateAsClient) {
  EXPECT_EQ(fault({"node", url(), credentials(certificates.server("other-server"))}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesAServerOfAnotherAuthority) {
  Certificates others;
  const auto own = certificates.client();
  EXPECT_EQ(fault({"node", url(), {others.ca_file(), own.certificate, own.key}}), base::Fault::deny);
}

TEST_F(MutualTls, DeniesAServerOfAnotherNameUnlessToldNotToLook) {
  server = start(certificates.make("elsewhere", {.server = true, .names = "DNS:elsewhere.test,IP:127.0.0.2"}));
  const auto own = credentials(certificates.client());
  for (const auto* host : {"localhost", "127.0.0.1"}) {
    EXPECT_EQ(fault({"node", url(host), own}), base::Fault::deny) << host;
    EXPECT_TRUE(send({"node", url(host), own, false})) << host;
  }
}

TEST_F(MutualTls, AnExchangedClientCertificateIsUsedAtOnce) {
  const auto first = certificates.client("kommun");
  auto client = std::move(TlsHttpClient::open({{"node", url(), credentials(first)}})).value();
  const auto before = client->send("node", {"GET", "/", {}, ""}, 10s);
  ASSERT_TRUE(before);
  EXPECT_NE(before->body.find(first.fingerprint), std::string::npos);

  const auto second = certificates.client("kommun");
  const auto after = client->send("node", {"GET", "/", {}, ""}, 10s);
  ASSERT_TRUE(after);
  EXPECT_NE(after->body.find(second.fingerprint), std::string::npos);
}

TEST_F(MutualTls, AHalfExchangedCertificateLeavesTheFormerInForce) {
  const auto own = certificates.client("kommun");
  auto client = std::move(TlsHttpClient::open({{"node", url(), credentials(own)}})).value();
  std::ofstream(own.certificate) << "-----BEGIN CERTIFICATE-----\n";
  const auto response = client->send("node", {"GET", "/", {}, ""}, 10s);
  ASSERT_TRUE(response);
  EXPECT_NE(response->body.find(own.fingerprint), std::string::npos);
}

TEST_F(MutualTls, AnExchangedServerCertificateIsShownAtOnce) {
  const auto own = certificates.client();
  ASSERT_TRUE(send({"node", url(), credentials(own)}));
  certificates.make("server", {.server = true, .valid_from = -2h, .valid_to = -1h});
  EXPECT_EQ(fault({"node", url(), credentials(own)}), base::Fault::deny);
}

TEST_F(MutualTls, PlainBytesToATlsPortGetNoAnswer) {
  RawSocket socket(server->port());
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(socket.read_all().find("HTTP/1.1"), std::string::npos);
}

/// A bare OpenSSL client: the handshake's outcome, the version agreed on, and what came back byte by byte.
struct BareClient {
  std::string version = "none";
  std::string answer;
};

BareClient bare(std::uint16_t port, const TlsCredentials& own, int version, const std::string& bytes) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), version);
  SSL_CTX_set_max_proto_version(context.get(), version);
  SSL_CTX_use_certificate_chain_file(context.get(), own.certificate_file.c_str());
  SSL_CTX_use_PrivateKey_file(context.get(), own.key_file.c_str(), SSL_FILETYPE_PEM);
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(context.get()), SSL_free);
  RawSocket socket(port);
  SSL_set_fd(ssl.get(), socket.fd());
  BareClient result;
  if (SSL_connect(ssl.get()) != 1) return result;
  result.version = SSL_get_version(ssl.get());
  for (const char byte : bytes)
    if (SSL_write(ssl.get(), &byte, 1) != 1) return result;
  std::array<char, 4096> space{};
  int size = 0;
  while ((size = SSL_read(ssl.get(), space.data(), static_cast<int>(space.size()))) > 0)
    result.answer.append(space.data(), static_cast<std::size_t>(size));
  return result;
}

constexpr const char* kRequest = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab";

TEST_F(MutualTls, SpeaksTls13And12ByteByByte) {
  const auto own = credentials(certificates.client("c"));
  for (const auto& [version, name] : {std::pair{TLS1_3_VERSION, "TLSv1.3"}, std::pair{TLS1_2_VERSION, "TLSv1.2"}}) {
    const auto result = bare(server->port(), own, version, kRequest);
    EXPECT_EQ(result.version, name);
    EXPECT_TRUE(result.answer.starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(result.answer.ends_with(" ab"));
  }
}

TEST_F(MutualTls, RefusesTls11And10) {
  const auto own = credentials(certificates.client("c"));
  for (const int version : {TLS1_1_VERSION, TLS1_VERSION})
    EXPECT_EQ(bare(server->port(), own, version, kRequest).version, "none");
}

TEST_F(MutualTls, Answers100RequestsOnEachOf64Connections) {
  const auto own = certificates.client();
  const auto client =
      std::move(TlsHttpClient::open({{"node", url(), credentials(own)}}, {.idle_connections = 64})).value();
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i)
    threads.emplace_back([&client, &good, i] {
      for (int k = 0; k < 100; ++k) {
        const auto body = std::to_string(i) + "-" + std::to_string(k);
        const auto response = client->send("node", {"POST", "/", {}, body}, 60s);
        good += response && response->body.ends_with(" " + body) ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 6400);
}

TEST_F(MutualTls, StopsWhileConnectionsAreKept) {
  const auto client = std::move(TlsHttpClient::open({{"node", url(), credentials(certificates.client())}})).value();
  ASSERT_TRUE(client->send("node", {"GET", "/", {}, ""}, 10s));
  server->stop();
  const auto response = client->send("node", {"GET", "/", {}, ""}, 10s);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().fault, base::Fault::retry);
}

TEST(Credentials, AreToldApartWhenWrong) {
  Certificates certificates;
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto own = certificates.server("node");
  const auto facts = check_credentials({certificates.ca_file(), own.certificate, own.key}, now);
  ASSERT_TRUE(facts) << facts.error().what;
  EXPECT_EQ(facts->fingerprint, own.fingerprint);
  EXPECT_EQ(facts->common_name, "node");
  EXPECT_EQ(facts->dns_names, std::vector<std::string>{"localhost"});
  EXPECT_LT(facts->not_before, now);
  EXPECT_GT(facts->not_after, now);

  const auto what = [&](const TlsCredentials& wrong) {
    const auto checked = check_credentials(wrong, now);
    return checked ? "accepted" : checked.error().what;
  };
  const auto other = certificates.client();
  const auto expired = certificates.expired();
  EXPECT_NE(what({certificates.ca_file(), own.certificate, other.key}).find(other.key), std::string::npos);
  EXPECT_NE(what({"/nowhere/ca.pem", own.certificate, own.key}).find("/nowhere/ca.pem"), std::string::npos);
  EXPECT_NE(what({certificates.ca_file(), "/nowhere/a.pem", own.key}).find("/nowhere/a.pem"), std::string::npos);
  EXPECT_NE(what({certificates.ca_file(), own.certificate, own.certificate}).find(own.certificate), std::string::npos);
  EXPECT_NE(what({certificates.ca_file(), expired.certificate, expired.key}).find("expired"), std::string::npos);
}

}  // namespace
}  // namespace gateway::io
