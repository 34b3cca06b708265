#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "gateway/host/services.h"

namespace gateway::host {

/// The services as the gateway grants them to one plugin: declared endpoints and folders, nothing else. [any thread]
class GrantedServices : public Services {
 public:
  struct Grant {
    std::string plugin;                            ///< The configured id, for log lines.
    std::map<std::string, std::string> endpoints;  ///< Declared name -> the name that the HttpClient knows.
    std::map<std::string, std::string> folders;    ///< Declared name -> path.
    std::chrono::milliseconds http_timeout{30000};
    std::function<base::Instant()> now;
  };

  /// Log lines of one call beyond this are counted, not written.
  static constexpr std::uint32_t kLinesPerCall = 1000;

  /// `http` and `log` outlive the services.
  GrantedServices(Grant grant, ports::HttpClient& http, LogSink& log);

  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                         std::chrono::milliseconds timeout) override;
  base::Result<std::vector<FolderEntry>> list(std::string_view folder, std::string_view path) override;
  base::Result<Descriptor> open(std::string_view folder, std::string_view path) override;
  base::Result<void> rename(std::string_view folder, std::string_view from, std::string_view to) override;
  void log(LogLevel level, std::string_view message) override;
  base::Instant now() override { return grant_.now(); }
  bool stopping() override { return stopping_; }

  /// Whether calls should end; asked by plugins between units of work.
  void stopping(bool value) { stopping_ = value; }

  /// A new call begins: says how many lines of the last one were dropped.
  void begin_call();

 private:
  base::Result<const Folder*> folder(std::string_view name) const;

  Grant grant_;
  ports::HttpClient& http_;
  LogSink& log_;
  std::map<std::string, Folder, std::less<>> folders_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint32_t> lines_{0};
};

}  // namespace gateway::host
