#include "gateway/host/granted_services.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::host {
namespace {

constexpr std::size_t kLineBytes = 2000;

/// A plugin chooses its own words: they must not be able to look like another line or steer a terminal.
std::string printable(std::string_view message) {
  std::string line(message.substr(0, kLineBytes));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return line;
}

}  // namespace

GrantedServices::GrantedServices(Grant grant, ports::HttpClient& http, LogSink& log)
    : grant_(std::move(grant)), http_(http), log_(log) {
  for (const auto& [name, path] : grant_.folders) folders_.emplace(name, Folder(name, path));
  if (!grant_.now) {
    grant_.now = [] {
      return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
  }
}

base::Result<ports::HttpResponse> GrantedServices::send(std::string_view endpoint, const ports::HttpRequest& request,
                                                        std::chrono::milliseconds timeout) {
  const auto found = grant_.endpoints.find(std::string(endpoint));
  if (found == grant_.endpoints.end()) {
    return base::rejected("plugin " + grant_.plugin + " asked for an endpoint that is not configured for it");
  }
  if (timeout <= std::chrono::milliseconds(0)) timeout = grant_.http_timeout;
  return http_.send(found->second, request, std::min(timeout, grant_.http_timeout));
}

base::Result<const Folder*> GrantedServices::folder(std::string_view name) const {
  const auto found = folders_.find(name);
  if (found == folders_.end()) {
    return base::rejected("plugin " + grant_.plugin + " asked for a folder that is not configured for it");
  }
  return &found->second;
}

base::Result<std::vector<FolderEntry>> GrantedServices::list(std::string_view name, std::string_view path) {
  const auto found = folder(name);
  if (!found) return found.error();
  return (*found)->list(path);
}

base::Result<Descriptor> GrantedServices::open(std::string_view name, std::string_view path) {
  const auto found = folder(name);
  if (!found) return found.error();
  return (*found)->open(path);
}

base::Result<void> GrantedServices::rename(std::string_view name, std::string_view from, std::string_view to) {
  const auto found = folder(name);
  if (!found) return found.error();
  return (*found)->rename(from, to);
}

void GrantedServices::log(LogLevel level, std::string_view message) {
  if (lines_++ >= kLinesPerCall) return;
  log_.write(std::min(level, LogLevel::error), grant_.plugin, printable(message));
}

void GrantedServices::begin_call() {
  const auto lines = lines_.exchange(0);
  if (lines <= kLinesPerCall) return;
  log_.write(LogLevel::warning, grant_.plugin, std::to_string(lines - kLinesPerCall) + " log lines were dropped");
}

}  // namespace gateway::host
