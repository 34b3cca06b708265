#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "gateway/host/granted_services.h"
#include "gateway/host/instance.h"
#include "gateway/host/restart.h"

namespace gateway::host {

/// Keeps one plugin at work: what loses an instance costs that instance; the next call gets a new one, after a back-off
/// that doubles, until the plugin is quarantined. [any thread; calls wait for one another]
class Supervisor {
 public:
  /// Makes a started instance.
  using Make = std::function<base::Result<std::unique_ptr<Instance>>()>;

  Supervisor(std::string id, Make make, std::unique_ptr<GrantedServices> services, RestartPolicy policy, LogSink& log);
  ~Supervisor();

  /// The first instance. Its error is the caller's: nothing is tried again.
  base::Result<About> begin();

  /// Makes a call. Error: what the plugin answered; retry while it is away; broken once quarantined; stop after `stop`.
  template <typename T, typename Use>
  base::Result<T> call(Use use) {
    const std::lock_guard lock(calls_);
    const auto found = instance();
    if (!found) return found.error();
    services_->begin_call();
    auto result = use(**found);
    if ((*found)->lost()) return lose(result ? "it failed" : result.error().what);
    if (result) failures_ = 0;
    return result;
  }

  Health health() const;

  /// Ends a quarantine or a back-off: the next call starts the plugin again. Waits for a running call.
  void release();

  /// Ends what is running and refuses all further calls. [any thread]
  void stop();
  bool stopping() const { return services_->stopping(); }

 private:
  base::Result<std::shared_ptr<Instance>> instance();
  base::Error lose(const std::string& why);
  base::Error quarantined() const;

  const std::string id_;
  const Make make_;
  const std::unique_ptr<GrantedServices> services_;
  const RestartPolicy policy_;
  LogSink& log_;

  std::mutex calls_;  // Held for a whole call; guards what is not health.
  unsigned failures_ = 0;
  std::chrono::steady_clock::time_point not_before_{};

  mutable std::mutex state_;  // Held for moments.
  std::shared_ptr<Instance> instance_;
  Health health_;
};

}  // namespace gateway::host
