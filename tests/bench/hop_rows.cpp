// What it costs a record to cross the border of a plugin, as a thread and as a process.
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "gateway/host/plugin.h"
#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/no_services.h"
#include "tests/bench/rows.h"

namespace gateway::bench {

namespace {

// As the plugin has them.
constexpr std::size_t kPages = 64;
constexpr std::size_t kRecords = 256;
constexpr std::size_t kSize = 640;
constexpr double kAll = kPages * kRecords;

volatile std::size_t sink = 0;

/// Nanoseconds a record, of this process and the plugin's.
class Hop {
 public:
  explicit Hop(host::PluginConfig::Isolation isolation) {
    host::PluginConfig config;
    config.library = std::string(GATEWAY_BUILD_DIR) + "/tests/bench/hop.so";
    config.id = "hop";
    config.isolation = isolation;
    plugin_ = need(host::Plugin::start(std::move(config), http_, log_));
    source_ = plugin_->source();
  }

  double pull() {
    const double begun = cpu();
    for (std::size_t i = 0; i < kTurns; ++i) {
      need(source_->pull("hop", "", [](const ports::Page& page) -> base::Result<void> {
        sink = sink + page.records.size();
        return {};
      }));
    }
    return (cpu() - begun) * 1e3 / kAll / static_cast<double>(kTurns);
  }

 private:
  static constexpr std::size_t kTurns = 20;
  static double cpu() { return cpu_of(family(getpid())); }

  NoHttp http_;
  NoLog log_;
  std::unique_ptr<host::Plugin> plugin_;
  std::unique_ptr<ports::Source> source_;
};

__attribute__((noinline)) base::Result<void> take(const ports::Page& page) {
  sink = sink + page.records.size();
  return {};
}

/// The same pages handed over by a plain function.
double plain_call() {
  const std::string record(kSize, 'x');
  const double begun = thread_cpu();
  constexpr std::size_t kTurns = 20;
  for (std::size_t i = 0; i < kTurns * kPages; ++i) {
    ports::Page page{"hop", {}, "1"};
    page.records.reserve(kRecords);
    for (std::size_t n = 0; n < kRecords; ++n) page.records.emplace_back(record);
    need(take(page));
  }
  return (thread_cpu() - begun) * 1e3 / kAll / static_cast<double>(kTurns);
}

void read_all(int socket, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(socket, into, size);
    if (got <= 0) throw std::runtime_error("the plain socket ended");
    into += got;
    size -= static_cast<std::size_t>(got);
  }
}

/// The same bytes from another process through a plain Unix socket, a page at a time, each answered by a byte.
double plain_socket() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) throw std::runtime_error("no socket pair");
  constexpr std::size_t kTurns = 20;
  std::string page(kRecords * kSize, 'x');
  const pid_t child = ::fork();
  if (child == 0) {
    char answer = 0;
    for (;;) {
      for (std::size_t sent = 0; sent < page.size();) {
        const ssize_t went = ::write(ends[1], page.data() + sent, page.size() - sent);
        if (went <= 0) _exit(0);
        sent += static_cast<std::size_t>(went);
      }
      if (::read(ends[1], &answer, 1) != 1) _exit(0);
    }
  }
  ::close(ends[1]);
  const auto cpu = [&] { return thread_cpu() + cpu_of({child}); };
  const double begun = cpu();
  const char answer = 0;
  for (std::size_t i = 0; i < kTurns * kPages; ++i) {
    read_all(ends[0], page.data(), page.size());
    if (::write(ends[0], &answer, 1) != 1) throw std::runtime_error("the plain socket ended");
  }
  const double took = cpu() - begun;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  return took * 1e3 / kAll / static_cast<double>(kTurns);
}

}  // namespace

void hop_rows(const Wish& wish, Report& report) {
  std::vector<double> beyond;
  {
    Hop thread(host::PluginConfig::Isolation::thread);
    double ours = 0;
    const Pair pair = by_turns(
        wish.times, [&] { return ours = thread.pull(); },
        [&] {
          const double plain = plain_call();
          beyond.push_back(ours - plain);
          return plain;
        });
    report.add({.name = "plugin hop in process, beyond a plain call",
                .value = median(beyond),
                .unit = "ns/record",
                .baseline = pair.baseline,
                .against = "the same pages handed over by a function",
                .ratio = pair.ratio,
                .goal = Goal{Goal::Of::value, false, 20, 5}});
  }
  Hop process(host::PluginConfig::Isolation::process);
  const Pair pair = by_turns(
      wish.times, [&] { return process.pull(); }, plain_socket);
  report.add({.name = "plugin hop out of process",
              .value = pair.value,
              .unit = "ns/record",
              .baseline = pair.baseline,
              .against = "a plain Unix socket, the same bytes",
              .ratio = pair.ratio,
              .goal = Goal{Goal::Of::ratio, false, 2, 1.3}});
}

}  // namespace gateway::bench
