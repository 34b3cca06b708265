#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "gateway/host/descriptor.h"
#include "tests/abi/support.h"

namespace border {
namespace {

/// A crash, a hang or a flood costs one instance.
class Isolation : public PluginTest {};

TEST_F(Isolation, TurnsACrashIntoRetryAndThenQuarantine) {
  auto how = config("segfault");
  how.restart.failures = 3;
  how.restart.first = std::chrono::seconds(1);
  const auto plugin = started(how);
  const auto source = plugin->source();
  const auto first = pull(*source, "s");
  ASSERT_FALSE(first.has_value());
  EXPECT_EQ(first.error().fault, base::Fault::retry);
  EXPECT_EQ(first.error().what, "plugin segfault: its process was ended by signal 11 (Segmentation fault)");
  EXPECT_EQ(plugin->state().state, host::Health::State::backing_off);
  EXPECT_EQ(plugin->state().restarts, 0U);

  expect_says(pull(*source, "s").error().what, "is waiting to be started again");  // The second has not passed.
  clock.pass(std::chrono::milliseconds(1000));
  EXPECT_EQ(pull(*source, "s").error().fault, base::Fault::retry);
  EXPECT_EQ(plugin->state().restarts, 1U);

  clock.pass(std::chrono::milliseconds(1999));  // Now it is two.
  expect_says(pull(*source, "s").error().what, "is waiting to be started again");
  clock.pass(std::chrono::milliseconds(1));
  const auto last = pull(*source, "s");
  EXPECT_EQ(last.error().fault, base::Fault::broken);
  EXPECT_EQ(plugin->state().state, host::Health::State::quarantined);
  EXPECT_EQ(plugin->state().last_fault, "its process was ended by signal 11 (Segmentation fault)");
  clock.pass(std::chrono::hours(24));
  EXPECT_EQ(pull(*source, "s").error().fault, base::Fault::broken);
  EXPECT_TRUE(log.has("it is quarantined"));
}

TEST_F(Isolation, EndsACallThatNeverReturns) {
  auto how = config("never_returns");
  how.call_timeout = std::chrono::milliseconds(300);
  const auto plugin = started(how);
  const auto source = plugin->source();
  const auto ended = pull(*source, "after a page");
  ASSERT_FALSE(ended.has_value());
  EXPECT_EQ(ended.error().fault, base::Fault::retry);
  expect_says(ended.error().what, "made no progress");
  EXPECT_EQ(pages.size(), 1U);
}

TEST_F(Isolation, EndsACallThatDoesNotStop) {
  auto how = config("never_returns");
  how.stop_grace = std::chrono::milliseconds(50);
  const auto plugin = started(how);
  const auto source = plugin->source();
  std::thread stopper;
  const auto ended = source->pull("after a page", "", [&](const ports::Page&) {
    stopper = std::thread([&] { source->stop(); });
    return base::Result<void>();
  });
  stopper.join();
  ASSERT_FALSE(ended.has_value());
  EXPECT_EQ(ended.error().fault, base::Fault::stop);
  EXPECT_EQ(pull(*source, "s").error().fault, base::Fault::stop);
}

TEST_F(Isolation, EndsFloods) {
  const std::map<std::string, std::string> floods = {{"records", "a page of more than 256 records"},
                                                     {"record", "a record of more than 1 MiB"},
                                                     {"page", "a page of more than 16 MiB"},
                                                     {"border", "a frame larger than 64 MiB or of no known kind"}};
  for (const auto& [stream, what] : floods) {
    const auto plugin = started(config("floods"));
    const auto ended = pull(*plugin->source(), stream);
    ASSERT_FALSE(ended.has_value()) << stream;
    EXPECT_EQ(ended.error().fault, base::Fault::retry);
    expect_says(ended.error().what, what);
    EXPECT_EQ(plugin->state().state, host::Health::State::backing_off);
  }
  EXPECT_TRUE(pages.empty());
}

TEST_F(Isolation, CountsLogLinesBeyondAThousandAndKeepsThemOnOneLine) {
  const auto plugin = started(config("floods"));
  EXPECT_TRUE(pull(*plugin->source(), "log").has_value());
  EXPECT_EQ(log.lines.size(), 1000U);
  EXPECT_EQ(log.lines[0], "floods: line feed");
  EXPECT_TRUE(pull(*plugin->source(), "none").has_value());
  EXPECT_EQ(log.lines.back(), "floods: 2000 log lines were dropped");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(Isolation, LimitsMemory) {
  auto how = config("floods");
  how.limits.memory_bytes = 128ULL * 1024 * 1024;
  const auto plugin = started(how);
  expect_says(pull(*plugin->source(), "memory").error().what, "no more memory");
}
#endif

TEST_F(Isolation, LimitsProcessorTime) {
  auto how = config("never_returns");
  how.limits.cpu_seconds = 0;  // And the second that has begun.
  const auto plugin = started(how);
  expect_says(pull(*plugin->source(), "s").error().what, "its process was ended by signal 24");
}

TEST_F(Isolation, LeavesNothingToOpenConnectOrStart) {
  const auto plugin = started(config("escapes"));
  const auto source = plugin->source();
  for (const std::string call : {"open", "create", "socket", "fork", "kill", "code"}) {
    EXPECT_EQ(pull(*source, call).error().what, call + ": refused");
  }
  EXPECT_EQ(pull(*source, "environment").error().what, "environment: empty");
  EXPECT_EQ(pull(*source, "descriptors").error().what, "descriptors: none");
  EXPECT_EQ(plugin->state().state, host::Health::State::running);
  expect_says(pull(*source, "exec").error().what, "its process was ended by signal 31");
}

TEST_F(Isolation, LeavesSocketsOnlyToAPluginWithItsOwnNetwork) {
  auto how = config("escapes");
  how.own_network = true;
  const auto plugin = started(how);
  const auto source = plugin->source();
  EXPECT_EQ(pull(*source, "socket").error().what, "socket: done");
  EXPECT_EQ(pull(*source, "create").error().what, "create: refused");
  EXPECT_EQ(pull(*source, "fork").error().what, "fork: refused");
}

TEST_F(Isolation, EndsItsProcessWithThePlugin) {
  const auto children = [] {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
      std::FILE* const file = std::fopen((entry.path() / "children").c_str(), "r");
      int pid = 0;
      while (file != nullptr && std::fscanf(file, "%d", &pid) == 1) ++count;
      if (file != nullptr) std::fclose(file);
    }
    return count;
  };
  {
    const auto plugin = started(config("pages"));
    EXPECT_EQ(children(), 1U);
  }
  EXPECT_EQ(children(), 0U);
}

TEST_F(Isolation, EndsItsProcessWithAGatewayThatIsKilled) {
  // The holder runs in the shell's place, so that its process id is known and its runner is its only child.
  std::FILE* const holder = ::popen("echo $$; exec " GATEWAY_BUILD_DIR "/bin/abi_holder never_returns", "r");
  ASSERT_NE(holder, nullptr);
  int pid = 0;
  std::array<char, 16> word{};
  ASSERT_EQ(std::fscanf(holder, "%d %15s", &pid, word.data()), 2);
  ASSERT_STREQ(word.data(), "pulling");
  int runner = 0;
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
    std::ifstream(task.path() / "children") >> runner;
    if (runner != 0) break;
  }
  ASSERT_NE(runner, 0);
  const host::Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, runner, 0)));
  ASSERT_TRUE(handle);
  ASSERT_EQ(::kill(pid, SIGKILL), 0);
  pollfd ended{handle.fd(), POLLIN, 0};
  EXPECT_EQ(::poll(&ended, 1, 20000), 1);
  ::pclose(holder);
}

TEST_F(Isolation, EndsAnInstanceWhoseCallerThrew) {
  const auto plugin = started(config("pages"));
  const auto source = plugin->source();
  EXPECT_THROW(static_cast<void>(source->pull(
                   "numbers", "",
                   [](const ports::Page&) -> base::Result<void> { throw std::runtime_error("from the caller"); })),
               std::runtime_error);
  EXPECT_TRUE(pull(*source, "numbers").has_value());
  EXPECT_EQ(pages.size(), 10U);
}

TEST_F(Isolation, KeepsExceptionsAndTheirTextsInside) {
  for (const auto isolation : {host::PluginConfig::Isolation::process, host::PluginConfig::Isolation::thread}) {
    auto how = config("throws");
    how.isolation = isolation;
    const auto plugin = started(how);
    const auto source = plugin->source();
    EXPECT_EQ(pull(*source, "failure").error().what, "line 7 is too long");
    const auto thrown = pull(*source, "s");
    EXPECT_EQ(thrown.error().fault, base::Fault::retry);
    EXPECT_EQ(thrown.error().what, "plugin throws: the plugin failed with an unexpected exception");
    EXPECT_FALSE(log.has("canary"));
    clock.pass(std::chrono::seconds(1));
    EXPECT_EQ(plugin->check().error().fault, base::Fault::retry);
  }
}

}  // namespace
}  // namespace border
