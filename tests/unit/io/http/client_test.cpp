#include "gateway/io/http/client.h"

#include <gtest/gtest.h>

#include <future>

#include "gateway/io/http/base_url.h"
#include "gateway/io/http/server.h"
#include "tests/unit/io/http/raw_socket.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const ports::HttpRequest kGet{"GET", "/a", {}, ""};
const ports::HttpRequest kPost{"POST", "/a", {}, "body"};

std::unique_ptr<TlsHttpClient> client_of(std::uint16_t port, ClientLimits limits = {}) {
  return std::move(
             TlsHttpClient::open({{.name = "node", .base_url = "http://127.0.0.1:" + std::to_string(port)}}, limits))
      .value();
}

/// Reads one request and answers with `bytes`.
ScriptedServer::Script answer(std::string bytes) {
  return [bytes = std::move(bytes)](RawSocket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(bytes);
  };
}

/// One request to a server that answers with these bytes and closes.
base::Result<ports::HttpResponse> answered_with(std::string bytes, const ports::HttpRequest& request = kGet,
                                                ClientLimits limits = {}) {
  const ScriptedServer server({answer(std::move(bytes))});
  return client_of(server.port(), limits)->send("node", request, 10s);
}

std::string fault(const base::Result<ports::HttpResponse>& response) {
  return response ? "none" : std::string(base::name(response.error().fault));
}

TEST(HttpClient, SendsTheRequestAsGiven) {
  std::promise<std::string> seen;
  const ScriptedServer server({[&seen](RawSocket& socket) {
    seen.set_value(socket.read_until("body"));
    socket.write(kOk);
  }});
  const auto base = "http://localhost:" + std::to_string(server.port());
  auto client = std::move(TlsHttpClient::open({{.name = "node", .base_url = base + "/sus/"}})).value();
  ASSERT_TRUE(client->send("node", {"POST", "/v1?a=b", {{"Accept", "text/plain"}}, "body"}, 10s));
  EXPECT_EQ(seen.get_future().get(), "POST /sus/v1?a=b HTTP/1.1\r\nHost: " + base.substr(7) +
                                         "\r\nAccept: text/plain\r\nContent-Length: 4\r\n\r\nbody");
}

TEST(HttpClient, RejectsRequestsThatWouldBreakOut) {
  const auto client = client_of(1);
  const auto sent = [&](const ports::HttpRequest& request) { return fault(client->send("node", request, 10s)); };
  EXPECT_EQ(sent({"GET /x HTTP/1.1\r\n", "/", {}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "/ HTTP/1.1\r\nA: b", {}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "http://elsewhere/", {}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "", {}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "/", {{"A", "b\r\nC: d"}}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "/", {{"A\r\n", "b"}}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "/", {{"host", "elsewhere"}}, ""}), "reject");
  EXPECT_EQ(sent({"GET", "/", {{"Transfer-Encoding", "chunked"}}, ""}), "reject");
  EXPECT_EQ(fault(client->send("other", kGet, 10s)), "reject");
}

TEST(HttpClient, ReadsEveryFraming) {
  const auto body = [](const std::string& bytes) {
    const auto response = answered_with(bytes);
    return response ? response->body : response.error().what;
  };
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), "ok");
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"), "ok");
  EXPECT_EQ(body("HTTP/1.1 200 OK\r\n\r\nok"), "ok");
  EXPECT_EQ(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), "ok");
  EXPECT_EQ(body("HTTP/1.1 204 No Content\r\n\r\n"), "");
}

TEST(HttpClient, GivesStatusAndHeadersOfAnyAnswer) {
  const auto response = answered_with("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 503U);
  EXPECT_EQ(find_header(response->headers, "retry-after"), "7");
}

TEST(HttpClient, ReadsNoBodyAfterHead) {
  EXPECT_EQ(fault(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", {"HEAD", "/", {}, ""})), "none");
}

TEST(HttpClient, RejectsAnswersThatBreakTheProtocol) {
  for (const std::string bytes :
       {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nA\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
    EXPECT_EQ(fault(answered_with(bytes)), "reject") << bytes;
}

TEST(HttpClient, RejectsAnswersBeyondTheLimits) {
  EXPECT_EQ(fault(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", kGet, {.body = 10})), "reject");
  EXPECT_EQ(fault(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n01234567890\r\n", kGet,
                                {.body = 10})),
            "reject");
  EXPECT_EQ(fault(answered_with("HTTP/1.1 200 OK\r\n\r\n" + std::string(11, 'x'), kGet, {.body = 10})), "reject");
  EXPECT_EQ(fault(answered_with("HTTP/1.1 200 OK\r\nA: " + std::string(500, 'x') + "\r\n\r\n", kGet, {.head = 400})),
            "reject");
}

TEST(HttpClient, AsksToRetryWhenTheAnswerBreaksOff) {
  for (const std::string bytes : {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok",
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"})
    EXPECT_EQ(fault(answered_with(bytes, kPost)), "retry") << bytes;
}

TEST(HttpClient, AsksToRetryWhenNobodyListens) {
  std::uint16_t port = 0;
  {
    const ScriptedServer gone({});
    port = gone.port();
  }
  EXPECT_EQ(fault(client_of(port)->send("node", kPost, 10s)), "retry");
}

TEST(HttpClient, AsksToRetryWhenTheTimeIsUp) {
  for (const std::string bytes : {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok"}) {
    const ScriptedServer server({[&bytes](RawSocket& socket) {
      socket.write(bytes);
      socket.read_all();  // until the client gives up
    }});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(fault(client_of(server.port())->send("node", kPost, 50ms)), "retry");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  }
}

TEST(HttpClient, UsesAConnectionAgain) {
  const ScriptedServer server({[](RawSocket& socket) {
    for (int i = 0; i < 3; ++i) {
      socket.read_until("\r\n\r\nbody");
      socket.write(kOk);
    }
  }});
  const auto client = client_of(server.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(fault(client->send("node", kPost, 10s)), "none");
}

TEST(HttpClient, NoticesThatAKeptConnectionWasClosed) {
  std::promise<void> closed;
  const ScriptedServer server({[&closed](RawSocket& socket) {
                                 socket.read_until("\r\n\r\n");
                                 socket.write(kOk);
                                 ::shutdown(socket.fd(), SHUT_WR);
                                 closed.set_value();
                               },
                               answer(std::string(kOk))});
  const auto client = client_of(server.port());
  ASSERT_EQ(fault(client->send("node", kGet, 10s)), "none");
  closed.get_future().wait();
  EXPECT_EQ(fault(client->send("node", kPost, 10s)), "none");
}

/// Answers once, and breaks off at the second request on the same connection.
void answer_once(RawSocket& socket) {
  socket.read_until("\r\n\r\n");
  socket.write(kOk);
  socket.read_until("\r\n\r\n");
}

TEST(HttpClient, RepeatsWhatIsHarmlessTwiceOnANewConnection) {
  const ScriptedServer server({answer_once, answer(std::string(kOk))});
  const auto client = client_of(server.port());
  ASSERT_EQ(fault(client->send("node", kGet, 10s)), "none");
  EXPECT_EQ(fault(client->send("node", kGet, 10s)), "none");
}

TEST(HttpClient, LeavesTheRepetitionOfAPostToTheCaller) {
  const ScriptedServer server({answer_once, answer(std::string(kOk))});
  const auto client = client_of(server.port());
  ASSERT_EQ(fault(client->send("node", kGet, 10s)), "none");
  EXPECT_EQ(fault(client->send("node", kPost, 10s)), "retry");
  EXPECT_EQ(fault(client->send("node", kPost, 10s)), "none");
}

TEST(HttpClient, KeepsNoConnectionWithBytesLeftOver) {
  const ScriptedServer server({[](RawSocket& socket) {
                                 socket.read_until("\r\n\r\n");
                                 socket.write(std::string(kOk) + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                               },
                               answer(std::string(kOk))});
  const auto client = client_of(server.port());
  ASSERT_EQ(fault(client->send("node", kGet, 10s)), "none");
  const auto second = client->send("node", kGet, 10s);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->body, "ok");
}

TEST(HttpClient, ReadsAnAnswerGivenBeforeTheBodyWasRead) {
  ServerConfig config;
  config.limits.body = 10;
  const auto server = std::move(HttpServer::start(config, [](const ServerRequest&, const Reply&) {})).value();
  const auto response = client_of(server->port())->send("node", {"POST", "/", {}, std::string(2'000'000, 'x')}, 10s);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->status, 413U);
}

TEST(HttpClient, OpensOnlyWithEndpointsThatCanWork) {
  const auto opened = [](const HttpEndpoint& endpoint) { return TlsHttpClient::open({endpoint}).has_value(); };
  EXPECT_TRUE(opened({.name = "a", .base_url = "http://[::1]:8080/x"}));
  EXPECT_FALSE(opened({.name = "a", .base_url = "http://10.0.0.1"}));
  EXPECT_FALSE(opened({.name = "a", .base_url = "http://localhost.elsewhere"}));
  EXPECT_FALSE(opened({.name = "a", .base_url = "https://x", .tls = {"/nowhere/ca.pem", "", ""}}));
  EXPECT_FALSE(TlsHttpClient::open(
      {{.name = "a", .base_url = "http://localhost"}, {.name = "a", .base_url = "http://localhost"}}));
}

TEST(BaseUrl, IsTakenApart) {
  const auto url = parse_base_url("https://[::1]:8443/a/b//");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->prefix, "/a/b");
  EXPECT_EQ(url->authority, "[::1]:8443");
  EXPECT_EQ(parse_base_url("https://node:443")->authority, "node");
  EXPECT_EQ(parse_base_url("https://node/")->prefix, "");
}

TEST(BaseUrl, IsRefusedWhenIllFormedAndNeverQuotesAPassword) {
  for (const auto* url : {"", "node", "ftp://node", "https://", "https:///a", "https://node:0", "https://node:99999",
                          "https://node:x", "https://node/a?b", "https://node/a b", "https://node/\r\nA: b"})
    EXPECT_FALSE(parse_base_url(url)) << url;
  const auto secret = parse_base_url("https://user:Canary@node");
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().what.find("Canary"), std::string::npos);
}

}  // namespace
}  // namespace gateway::io
