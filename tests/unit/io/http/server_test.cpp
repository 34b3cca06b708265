#include "gateway/io/http/server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "tests/unit/io/http/raw_socket.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr std::string_view kHealth = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

ports::HttpResponse ok(std::string body) {
  return {.status = 200, .headers = {}, .body = std::move(body)};
}

std::unique_ptr<HttpServer> serve(Handler handler, ServerLimits limits = {}, std::chrono::milliseconds deadline = 5s) {
  ServerConfig config;
  config.limits = limits;
  config.stop_deadline = deadline;
  return std::move(HttpServer::start(config, std::move(handler))).value();
}

std::unique_ptr<HttpServer> echo(ServerLimits limits = {}) {
  return serve([](const ServerRequest& request, const Reply& reply) { reply(ok(request.target + request.body)); },
               limits);
}

/// Hands Reply out of the handler.
struct Held {
  std::promise<Reply> promise;
  std::future<Reply> reply = promise.get_future();
  Handler handler() {
    return [this](const ServerRequest&, Reply reply_to) { promise.set_value(std::move(reply_to)); };
  }
};

TEST(HttpServer, ServesPlainOnLoopbackOnly) {
  for (const auto* address : {"0.0.0.0", "::", "10.0.0.1", "localhost", ""}) {
    ServerConfig config;
    config.address = address;
    EXPECT_FALSE(HttpServer::start(config, {})) << address;
  }
}

TEST(HttpServer, SaysThatAPortIsTaken) {
  const auto first = echo();
  ServerConfig config;
  config.port = first->port();
  const auto second = HttpServer::start(config, {});
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().what.find(std::to_string(first->port())), std::string::npos);
}

TEST(HttpServer, KeepsTheConnection) {
  const auto server = echo();
  RawSocket socket(server->port());
  for (int i = 0; i < 3; ++i) {
    socket.write(kGet);
    EXPECT_EQ(socket.read_until("\r\n\r\n/a").substr(0, 15), "HTTP/1.1 200 OK");
  }
}

TEST(HttpServer, TakesARequestByteByByte) {
  const auto server = echo();
  RawSocket socket(server->port());
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;e\r\nabc\r\n0\r\n\r\n";
  for (const char byte : request) ASSERT_TRUE(socket.write({&byte, 1}));
  EXPECT_TRUE(socket.read_all().ends_with("\r\n\r\n/aabc"));
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  const auto server = echo();
  RawSocket socket(server->port());
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n!";
  ASSERT_TRUE(socket.write(requests));
  for (int i = 0; i < 50; ++i) {
    const auto end = "\r\n\r\n/" + std::to_string(i) + "!";
    EXPECT_EQ(count(socket.read_until(end), "HTTP/1.1 200"), 1U);
  }
}

TEST(HttpServer, ContinuesWhenAsked) {
  const auto server = echo();
  RawSocket socket(server->port());
  socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(socket.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.write("abc");
  EXPECT_TRUE(socket.read_until("/aabc").ends_with("\r\n\r\n/aabc"));
}

TEST(HttpServer, RefusesALargeBodyBeforeItComes) {
  const auto server = echo({.body = 10});
  RawSocket socket(server->port());
  socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 413 "));
}

TEST(HttpServer, LetsTheRefusalOfALargeBodyBeRead) {
  const auto server = echo({.body = 10});
  RawSocket socket(server->port());
  socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n" + std::string(4'000'000, 'x'));
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 413 "));
}

TEST(HttpServer, GivesHeadNoBody) {
  const auto server = echo();
  RawSocket socket(server->port());
  socket.write("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const auto answer = socket.read_all();
  EXPECT_NE(answer.find("Content-Length: 2\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpServer, AnswersFromAnotherThreadLater) {
  Held held;
  const auto server = serve(held.handler());
  RawSocket socket(server->port());
  socket.write(kHealth);
  auto reply = held.reply.get();
  std::thread([reply = std::move(reply)] { reply(ok("later")); }).join();
  EXPECT_TRUE(socket.read_all().ends_with("later"));
}

TEST(HttpServer, TakesOnlyTheFirstAnswer) {
  const auto server = serve([](const ServerRequest&, const Reply& reply) {
    reply(ok("first"));
    reply(ok("second"));
  });
  RawSocket socket(server->port());
  socket.write(kHealth);
  EXPECT_TRUE(socket.read_all().ends_with("\r\n\r\nfirst"));
}

TEST(HttpServer, Answers500WhenTheHandlerForgetsOrThrows) {
  const auto forgetful = serve([](const ServerRequest&, const Reply&) {});
  const auto throwing = serve([](const ServerRequest&, const Reply&) { throw std::runtime_error("Canary"); });
  for (const auto* server : {&forgetful, &throwing}) {
    RawSocket socket((*server)->port());
    socket.write(kHealth);
    const auto answer = socket.read_all();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 "));
    EXPECT_EQ(answer.find("Canary"), std::string::npos);
  }
}

TEST(HttpServer, SendsNoHeaderThatSplitsTheAnswer) {
  const auto server = serve([](const ServerRequest&, const Reply& reply) {
    reply({.status = 200, .headers = {{"A", "b\r\nSet-Cookie: c"}}, .body = {}});
  });
  RawSocket socket(server->port());
  socket.write(kHealth);
  const auto answer = socket.read_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
}

TEST(HttpServer, Answers503WhenTheAnswerTakesTooLong) {
  Held held;
  const auto server = serve(held.handler(), {.answer = 20ms});
  RawSocket socket(server->port());
  socket.write(kGet);
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 503 "));
  held.reply.get()(ok("too late"));
}

TEST(HttpServer, EndsASlowHead) {
  const auto server = echo({.header = 50ms});
  RawSocket socket(server->port());
  const auto begin = std::chrono::steady_clock::now();
  // Drips as long as the server listens: only the time from the first byte counts.
  socket.write("GET /");
  while (std::chrono::steady_clock::now() - begin < 2s) {
    if (!socket.write("a")) break;
    std::array<char, 1> peeked{};
    const timeval patience{.tv_sec = 0, .tv_usec = 5000};
    ::setsockopt(socket.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::recv(socket.fd(), peeked.data(), 1, MSG_PEEK) > 0) break;
  }
  EXPECT_TRUE(socket.read_until("\r\n\r\n").starts_with("HTTP/1.1 408 "));
}

TEST(HttpServer, EndsASlowBody) {
  const auto server = echo({.body_time = 20ms});
  RawSocket socket(server->port());
  socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
  EXPECT_TRUE(socket.read_all().starts_with("HTTP/1.1 408 "));
}

TEST(HttpServer, ClosesIdleConnectionsWithoutAWord) {
  const auto server = echo({.idle = 20ms});
  RawSocket socket(server->port());
  EXPECT_EQ(socket.read_all(), "");
}

TEST(HttpServer, ClosesConnectionsBeyondTheMost) {
  const auto server = echo({.connections = 2});
  RawSocket first(server->port());
  RawSocket second(server->port());
  for (auto* socket : {&first, &second}) {
    socket->write(kGet);
    EXPECT_TRUE(socket->read_until("/a").starts_with("HTTP/1.1 200"));
  }
  RawSocket third(server->port());
  EXPECT_EQ(third.read_all(), "");
}

TEST(HttpServer, Answers100RequestsOnEachOf64Connections) {
  const auto server = echo();
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 64; ++i)
    threads.emplace_back([&server, &good, i] {
      RawSocket socket(server->port());
      for (int k = 0; k < 100; ++k) {
        const auto body = std::to_string(i) + "-" + std::to_string(k) + ";";
        socket.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                     body);
        good += socket.read_until(body).ends_with("\r\n\r\n/a" + body) ? 1 : 0;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 6400);
}

TEST(HttpServer, AnswersRequestsUnderWayWhenStopping) {
  Held held;
  const auto server = serve(held.handler());
  RawSocket idle(server->port());
  RawSocket busy(server->port());
  busy.write(kGet);
  const auto reply = held.reply.get();
  std::thread stopping([&server] { server->stop(); });
  EXPECT_EQ(idle.read_all(), "");  // the stop has begun
  reply(ok("answered"));
  const auto answer = busy.read_all();
  EXPECT_TRUE(answer.ends_with("\r\n\r\nanswered"));
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
  stopping.join();
  EXPECT_FALSE(RawSocket(server->port()).connected());
}

TEST(HttpServer, StopsAtTheDeadlineAndForgetsTheAnswer) {
  Held held;
  const auto server = serve(held.handler(), {}, 20ms);
  RawSocket socket(server->port());
  socket.write(kGet);
  const auto reply = held.reply.get();
  server->stop();
  EXPECT_EQ(socket.read_all(), "");
  reply(ok("too late"));
  server->stop();
}

TEST(HttpServer, HoldsNothingForAnAnswerAfterItsEnd) {
  Held held;
  auto server = serve(held.handler(), {}, 20ms);
  RawSocket socket(server->port());
  socket.write(kGet);
  const auto reply = held.reply.get();
  server.reset();
  reply(ok("nobody listens"));
}

TEST(FindHeader, KnowsNoCase) {
  const ports::HttpHeaders headers{{"A", "1"}, {"content-TYPE", "2"}, {"Content-Type", "3"}};
  EXPECT_EQ(find_header(headers, "Content-Type"), "2");
  EXPECT_EQ(find_header(headers, "B"), "");
}

}  // namespace
}  // namespace gateway::io
