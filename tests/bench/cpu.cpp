#include "tests/bench/cpu.h"

#include <time.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace gateway::bench {

namespace {

double clock_us(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::filesystem::path task_folder(pid_t process) {
  return "/proc/" + std::to_string(process) + "/task";
}

void add_children(pid_t process, std::vector<pid_t>& all) {
  all.push_back(process);
  std::error_code gone;
  for (const auto& task : std::filesystem::directory_iterator(task_folder(process), gone)) {
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) add_children(child, all);
  }
}

}  // namespace

double own_cpu() {
  return clock_us(CLOCK_PROCESS_CPUTIME_ID);
}

double thread_cpu() {
  return clock_us(CLOCK_THREAD_CPUTIME_ID);
}

double cpu_of(const std::vector<pid_t>& processes) {
  double sum = 0;
  for (const pid_t process : processes) {
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator(task_folder(process), gone)) {
      double nanoseconds = 0;
      if (std::ifstream(task.path() / "schedstat") >> nanoseconds) sum += nanoseconds / 1e3;
    }
  }
  return sum;
}

std::vector<pid_t> family(pid_t ancestor) {
  std::vector<pid_t> all;
  add_children(ancestor, all);
  return all;
}

long peak_kib(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    long kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib;
  }
  return 0;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace gateway::bench
