#include "tests/scenario/hostile_site.h"

#include <algorithm>
#include <cstdlib>

namespace gateway::scenario {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using support::Json;
using support::read_file;

namespace {

std::string proc(pid_t process, const std::string& file) {
  return "/proc/" + std::to_string(process) + "/" + file;
}

/// The number behind `name` in /proc/PID/status, in KiB.
std::int64_t status_kib(pid_t process, const std::string& name) {
  const std::string status = read_file(proc(process, "status"));
  const std::size_t at = status.find(name + ":");
  return at == std::string::npos ? 0 : std::atoll(status.c_str() + at + name.size() + 1);
}

}  // namespace

Cost::Cost(pid_t gateway) : processes_(support::descendants(gateway, "sus-gateway-runner")), held_kib_(0) {
  processes_.push_back(gateway);
  for (const pid_t process : processes_) {
    support::write_file(proc(process, "clear_refs"), "5");
    held_kib_ += status_kib(process, "VmRSS");
  }
  cpu_ns_ = cpu_ns();
}

std::int64_t Cost::memory_kib() const {
  std::int64_t peaks = 0;
  for (const pid_t process : processes_) peaks += status_kib(process, "VmHWM");
  return peaks - held_kib_;
}

std::int64_t Cost::cpu_ns() const {
  std::int64_t spent = 0;
  for (const pid_t process : processes_) {
    const fs::path tasks = proc(process, "task");
    std::error_code gone;
    for (const auto& task : fs::directory_iterator(tasks, gone)) {
      spent += std::atoll(read_file(task.path() / "schedstat").c_str());
    }
  }
  return spent;
}

std::int64_t Cost::cpu_ms() const {
  return (cpu_ns() - cpu_ns_) / 1'000'000;
}

HostileSite::HostileSite() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}) {
  site.generate(100, 11, 1);
}

fs::path HostileSite::spoilt(const std::string& name, const std::function<void(const fs::path&)>& spoil) {
  const fs::path copy = site.folder() / ("spoilt-" + name);
  fs::copy(site.folder() / "export-1", copy);
  spoil(copy);
  return copy;
}

void HostileSite::drop(const fs::path& folder, const std::string& name) {
  for (const auto& file : fs::directory_iterator(folder)) {
    if (fs::is_regular_file(file.symlink_status())) {
      fs::last_write_time(file, fs::file_time_type::clock::now() - 1h);
    }
  }
  fs::rename(folder, site.drop_folder() / name);
}

Json HostileSite::set_named(const std::string& name) {
  const support::Answer sets = site.gateway({"sets"});
  for (const Json& set : sets.json.at("rows")) {
    if (set.at("set").get<std::string>().starts_with(name)) return set;
  }
  return Json::object();
}

Json HostileSite::ended(const std::string& name) {
  Json set;
  support::eventually(30s, [&] {
    site.sync();
    set = set_named(name);
    const std::string state = set.value("state", "");
    return state == "failed" || state == "complete";
  });
  return set;
}

std::string HostileSite::report(const std::string& place, const std::string& name) const {
  std::string text;
  if (!fs::exists(site.drop_folder() / place)) return text;
  for (const auto& entry : fs::directory_iterator(site.drop_folder() / place)) {
    const std::string file = entry.path().filename().string();
    if (file.starts_with(name) && file.find(".rapport.") != std::string::npos) text += read_file(entry.path());
  }
  return text;
}

Json HostileSite::serve_good(const std::string& name) {
  drop(spoilt(name, [](const fs::path&) {}), name);
  return ended(name);
}

}  // namespace gateway::scenario
