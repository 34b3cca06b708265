#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gateway/io/control/control_client.h"
#include "gateway/io/control/control_server.h"
#include "gateway/io/control/unix_socket.h"

namespace gateway::io {
namespace {

using base::Document;
using Progress = std::function<void(const Document&)>;

constexpr std::chrono::seconds kLong{30};

class Control : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "controlXXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    path_ = (folder_ / "control.sock").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<ControlServer> serve(ControlHandler handler, ControlOptions options = {}) {
    auto server = ControlServer::start(path_, std::move(handler), options);
    EXPECT_TRUE(server.has_value()) << (server ? "" : server.error().what);
    return server ? std::move(*server) : nullptr;
  }

  ControlClient client() {
    auto made = ControlClient::connect(path_);
    EXPECT_TRUE(made.has_value() && made->has_value());
    return std::move(**made);
  }

  LineChannel raw() {
    auto socket = connect_to(path_);
    EXPECT_TRUE(socket.has_value() && socket->has_value());
    return {std::move(**socket), std::size_t{64} * 1024 * 1024};
  }

  std::filesystem::path folder_;
  std::string path_;
};

base::Result<Document> echo(const std::string& operation, const Document& arguments, const Progress&) {
  if (operation == "fail") return base::Error{base::Fault::deny, "not you"};
  return Document().set("operation", operation).set("arguments", arguments);
}

TEST_F(Control, AnswersWithWhatTheHandlerSays) {
  const auto server = serve(echo);
  auto asking = client();
  const auto answer = asking.call("list", Document().set("kind", "rejected"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->text("operation"), "list");
  EXPECT_EQ(answer->find("arguments")->text("kind"), "rejected");
  const auto refused = asking.call("fail", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, base::Fault::deny);
  EXPECT_EQ(refused.error().what, "not you");
}

TEST_F(Control, PassesProgressOnInOrder) {
  const auto server =
      serve([](const std::string&, const Document&, const Progress& progress) -> base::Result<Document> {
        for (int i = 1; i <= 3; ++i) progress(Document().set("read", i));
        return Document("done");
      });
  std::vector<std::int64_t> seen;
  auto asking = client();
  const auto answer =
      asking.call("sync", {}, [&seen](const Document& said) { seen.push_back(said.integer_or("read", 0)); });
  ASSERT_TRUE(answer);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_F(Control, TellsThatNoServerRuns) {
  const auto nobody = ControlClient::connect(path_);
  ASSERT_TRUE(nobody);
  EXPECT_FALSE(nobody->has_value());
}

TEST_F(Control, TheSocketIsForItsUserOnlyAndGoesWithTheServer) {
  auto server = serve(echo);
  struct stat made {};
  ASSERT_EQ(::lstat(path_.c_str(), &made), 0);
  EXPECT_EQ(made.st_mode & 07777, 0600u);
  server.reset();
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(Control, ReplacesAStaleSocketButNoLivingOne) {
  {
    auto bound = listen_at(path_);
    ASSERT_TRUE(bound);
  }  // Closed, not removed: what a killed server leaves.
  ASSERT_TRUE(std::filesystem::exists(path_));
  const auto server = serve(echo);
  ASSERT_NE(server, nullptr);
  const auto second = ControlServer::start(path_, echo);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().what.find("already running"), std::string::npos);
  EXPECT_TRUE(client().call("ping", {}));
}

TEST_F(Control, LeavesAFileThatIsNoSocketAlone) {
  std::ofstream(path_) << "something of value";
  EXPECT_FALSE(ControlServer::start(path_, echo));
  EXPECT_TRUE(std::filesystem::is_regular_file(path_));
}

TEST_F(Control, RefusesAPathThatTheSystemWouldCutShort) {
  const auto server = ControlServer::start((folder_ / std::string(120, 'x')).string(), echo);
  ASSERT_FALSE(server);
  EXPECT_NE(server.error().what.find("107"), std::string::npos) << server.error().what;
}

TEST_F(Control, AnswersGarbageAndGoesOn) {
  const auto server = serve(echo);
  auto line = raw();
  for (const std::string garbage : {"", "{", "[]", "null", R"({"operation":1})", R"({"operation":"a","operation":"b"})",
                                    R"({"arguments":{}})", R"({"operation":"a","arguments":[]})",
                                    R"({"operation":"a","else":1})", "\xff\xfe", R"({"operation":"\u0000"})"}) {
    ASSERT_TRUE(line.send(garbage, kLong));
    const auto answer = line.receive(kLong);
    ASSERT_TRUE(answer) << garbage;
    EXPECT_TRUE(answer->starts_with(R"({"error":{"fault":"reject","what":"request:)")) << *answer;
  }
  ASSERT_TRUE(line.send(R"({"operation":"ping"})", kLong));
  EXPECT_EQ(*line.receive(kLong), R"({"result":{"operation":"ping","arguments":{}}})");
}

TEST_F(Control, EndsTheConnectionOfAnOversizeRequest) {
  ControlOptions options;
  options.longest_request = 1000;
  const auto server = serve(echo, options);
  auto line = raw();
  ASSERT_TRUE(line.send(R"({"operation":"a","arguments":{"x":")" + std::string(950, 'x') + "\"}}", kLong));
  EXPECT_TRUE(line.receive(kLong)->starts_with(R"({"result":)"));
  ASSERT_TRUE(line.send(std::string(1001, 'x'), kLong));
  EXPECT_TRUE(line.receive(kLong)->starts_with(R"({"error":{"fault":"reject")"));
  EXPECT_FALSE(line.receive(kLong));
  EXPECT_TRUE(client().call("ping", {}));
}

TEST_F(Control, ServesManyClientsAtOnce) {
  std::atomic<int> inside{0};
  std::promise<void> all;
  auto ready = all.get_future().share();
  const auto server =
      serve([&](const std::string& operation, const Document&, const Progress&) -> base::Result<Document> {
        if (++inside == 8) all.set_value();
        if (ready.wait_for(kLong) != std::future_status::ready) return base::broken("not at once");
        return Document(operation);
      });
  std::vector<std::future<bool>> answers;
  for (int i = 0; i < 8; ++i) {
    answers.push_back(std::async(std::launch::async, [this, i] {
      const auto answer = client().call("op" + std::to_string(i), {});
      return answer && *answer->string() == "op" + std::to_string(i);
    }));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
}

TEST_F(Control, AClientThatDoesNotReadHoldsNobodyUp) {
  const std::string big(std::size_t{1024} * 1024, 'x');
  std::counting_semaphore<> offered{0};
  const auto server =
      serve([&](const std::string& operation, const Document&, const Progress& progress) -> base::Result<Document> {
        if (operation == "flood") {
          for (int i = 0; i < 20; ++i) progress(Document(big));
          offered.release();
        }
        return Document(operation);
      });
  auto slow = raw();
  ASSERT_TRUE(slow.send(R"({"operation":"flood"})", kLong));
  ASSERT_TRUE(offered.try_acquire_for(kLong)) << "progress waited for the reader";
  EXPECT_TRUE(client().call("ping", {}));
  // What it reads at last is whole lines, and the answer among them.
  std::string last;
  for (auto line = slow.receive(kLong); line; line = slow.receive(kLong)) {
    last = *line;
    EXPECT_TRUE(last.starts_with("{\"") && last.ends_with("}"));
    if (last.starts_with("{\"result\"")) break;
  }
  EXPECT_EQ(last, R"({"result":"flood"})");
}

TEST_F(Control, AClientThatVanishesMidAnswerCostsOnlyItself) {
  std::binary_semaphore entered{0};
  std::binary_semaphore leave{0};
  std::binary_semaphore finished{0};
  const auto server =
      serve([&](const std::string& operation, const Document&, const Progress& progress) -> base::Result<Document> {
        if (operation != "long") return Document(operation);
        entered.release();
        leave.acquire();
        progress(Document("nobody listens"));
        finished.release();
        return Document(std::string(std::size_t{1024} * 1024, 'x'));
      });
  {
    auto vanishing = raw();
    ASSERT_TRUE(vanishing.send(R"({"operation":"long"})", kLong));
    ASSERT_TRUE(entered.try_acquire_for(kLong));
  }
  leave.release();
  ASSERT_TRUE(finished.try_acquire_for(kLong)) << "the work goes on";
  EXPECT_TRUE(client().call("ping", {}));
}

TEST_F(Control, TurnsAwayMoreClientsThanItHolds) {
  ControlOptions options;
  options.most_clients = 1;
  const auto server = serve(echo, options);
  auto first = client();
  ASSERT_TRUE(first.call("ping", {}));
  const auto answer = client().call("ping", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, base::Fault::retry);
  EXPECT_TRUE(first.call("ping", {}));
}

TEST_F(Control, ADefectInAHandlerIsAnAnswer) {
  const auto server = serve([](const std::string&, const Document&, const Progress&) -> base::Result<Document> {
    throw std::runtime_error("inner detail");
  });
  const auto answer = client().call("ping", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, base::Fault::broken);
  EXPECT_EQ(answer.error().what.find("inner detail"), std::string::npos);
}

TEST_F(Control, StoppingTellsAWaitingClient) {
  auto server = serve(echo);
  auto waiting = client();
  ASSERT_TRUE(waiting.call("ping", {}));
  server->stop();
  const auto answer = waiting.call("ping", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, base::Fault::retry);
}

TEST_F(Control, RefusesAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be another user";
  const auto server = serve(echo);
  ASSERT_EQ(::chmod(folder_.c_str(), 0755), 0);
  ASSERT_EQ(::chmod(path_.c_str(), 0666), 0);
  std::string answer;
  std::thread other([&] {
    // The bare system call changes this thread's user only.
    if (::syscall(SYS_setresuid, -1, 65534, -1) != 0) return;
    auto line = raw();
    const auto said = line.receive(kLong);
    if (said) answer = *said;
  });
  other.join();
  EXPECT_TRUE(answer.starts_with(R"({"error":{"fault":"deny")")) << answer;
}

}  // namespace
}  // namespace gateway::io
