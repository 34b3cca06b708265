// The programs as they are delivered: ingest in two processes, its memory, and a start with what it left behind.
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/rows.h"
#include "tests/bench/statements.h"
#include "tests/support/process.h"

namespace gateway::bench {

namespace {

using support::Process;

std::vector<std::string> gateway_command(const std::filesystem::path& folder, std::vector<std::string> words) {
  std::vector<std::string> all{std::string(GATEWAY_BUILD_DIR) + "/bin/sus-gateway", "--config",
                               (folder / "gateway.toml").string()};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

double children_us() {
  rusage use{};
  ::getrusage(RUSAGE_CHILDREN, &use);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return us(use.ru_utime) + us(use.ru_stime);
}

struct Ran {
  double cpu_us = 0;
  long peak_kib = 0;  ///< Gateway and runner together.
};

/// Runs a command of the gateway to its end.
Ran run(const std::filesystem::path& folder, const std::vector<std::string>& words) {
  const double before = children_us();
  Ran ran;
  Process process(gateway_command(folder, words), {"/dev/null", folder / "out.txt", folder / "err.txt"});
  std::optional<int> code;
  while (!(code = process.wait(std::chrono::milliseconds(20)))) {
    long now = 0;
    for (const pid_t one : family(process.pid())) now += peak_kib(one);
    ran.peak_kib = std::max(ran.peak_kib, now);
  }
  if (*code != 0) throw std::runtime_error(words.front() + " ended with " + std::to_string(*code));
  ran.cpu_us = children_us() - before;
  return ran;
}

/// A gateway that has read an export once.
struct Site {
  explicit Site(const std::filesystem::path& exported) {
    configure(folder.path(), {.in_process = false});
    run(folder.path(), {"directory", "import", (folder.path() / "directory.toml").string()});
    drop(folder.path(), exported, "a");
    first = run(folder.path(), {"sync", "--source", "accorda"});
  }
  Folder folder;
  Ran first;
};

/// Milliseconds from the start of `serve` until it says that it is ready.
double start_ms(const std::filesystem::path& folder) {
  const auto log = folder / "serve.log";
  std::filesystem::remove(log);
  const auto begun = std::chrono::steady_clock::now();
  Process process(gateway_command(folder, {"serve"}), {"/dev/null", log, log});
  const bool ready = support::eventually(std::chrono::seconds(120), [&] {
    std::ifstream file(log);
    const std::string said{std::istreambuf_iterator<char>(file), {}};
    return said.find("serve: ready") != std::string::npos || !process.running();
  });
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  if (!ready || !process.running()) throw std::runtime_error("serve did not become ready");
  process.stop();
  return took.count();
}

}  // namespace

void program_rows(const Wish& wish, Report& report) {
  Folder exports;
  const Export made = write_municipality(exports.path() / "all", 0, wish.size);
  const Export few = write_municipality(exports.path() / "few", 0, 200);
  std::vector<double> again;
  std::vector<double> growth;
  std::vector<double> peak;
  std::vector<double> starts;
  std::vector<double> empty_starts;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        Site large(exports.path() / "all");
        starts.push_back(start_ms(large.folder.path()));
        drop(large.folder.path(), exports.path() / "all", "b");
        again.push_back(large.first.cpu_us / run(large.folder.path(), {"sync", "--source", "accorda"}).cpu_us);
        peak.push_back(static_cast<double>(large.first.peak_kib) / 1024);
        return static_cast<double>(made.registrations) / large.first.cpu_us * 1e6;
      },
      [&] {
        Site small(exports.path() / "few");
        empty_starts.push_back(start_ms(small.folder.path()));
        growth.push_back(static_cast<double>(small.first.peak_kib) / 1024);
        return static_cast<double>(few.registrations) / small.first.cpu_us * 1e6;
      });
  report.add({.name = "CSV ingest, two programs",
              .value = pair.value,
              .unit = "reg/cpu-s",
              .baseline = pair.baseline,
              .against = "the same with 200 participants",
              .ratio = pair.ratio});
  report.add({.name = "repeated sync, two programs",
              .value = median(again),
              .unit = "times",
              .ratio = median(again),
              .goal = Goal{Goal::Of::ratio, true, 5, 10}});
  // A row of each joined file may cost 16 bytes.
  const double joined = 16.0 * 13 / 3 * static_cast<double>(made.participants) / 1048576;
  report.add({.name = "memory growth during ingest, both programs",
              .value = median(peak) - median(growth) - joined,
              .unit = "MiB",
              .baseline = median(growth),
              .against = "the peak with 200 participants; ratio: of peaks",
              .ratio = median(peak) / median(growth),
              .goal = Goal{Goal::Of::value, false, 32, 16}});
  report.add({.name = "start to ready, " + std::to_string(made.registrations) + " registrations",
              .value = median(starts) / 1e3,
              .unit = "s",
              .baseline = median(empty_starts) / 1e3,
              .against = "a start with " + std::to_string(few.registrations),
              .ratio = median(starts) / median(empty_starts),
              .goal = Goal{Goal::Of::value, false, 2, 0.5}});
}

}  // namespace gateway::bench
