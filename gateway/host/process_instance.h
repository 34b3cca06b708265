#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gateway/host/child.h"
#include "gateway/host/instance.h"
#include "gateway/host/limits.h"
#include "gateway/host/services.h"
#include "gateway/host/wire.h"

namespace gateway::host {

/// An instance in a process of its own (`sus-gateway-runner`). Whatever it does, a call here ends.
class ProcessInstance : public Instance {
 public:
  struct Options {
    std::string runner;
    std::string library;
    Limits limits;
    bool own_network = false;
    std::chrono::milliseconds call_timeout{60000};  ///< Without progress: a pull's clock starts anew at each page.
    std::chrono::milliseconds stop_grace{5000};     ///< For unwinding once `services.stopping()`.
  };

  /// Starts the process, loads the library there and lets it describe itself. `services` outlive it.
  /// Reject: refused by the runner, with its sentence; broken: died or hung meanwhile.
  static base::Result<std::unique_ptr<ProcessInstance>> make(const Options& options, Services& services);
  ~ProcessInstance() override;

  const About& about() const override { return about_; }
  base::Result<void> start(std::string_view settings) override;
  base::Result<std::string> check() override;
  base::Result<ports::Pulled> pull(std::string_view stream, std::string_view cursor, const Take& take) override;
  base::Result<std::vector<TargetAnswer>> push(std::span<const std::string> items,
                                               std::chrono::milliseconds timeout) override;
  void drain(std::chrono::milliseconds within) override;
  bool lost() const override { return lost_; }
  void wake() override;

 private:
  struct Call;

  ProcessInstance(const Options& options, Services& services, Descriptor socket, pid_t pid, Descriptor wake);

  /// Makes a call and serves the plugin until it is done; the frame's payload behind the ending.
  base::Result<std::string> call(Kind kind, const Writer& payload, std::chrono::milliseconds timeout,
                                 Call* pages = nullptr);
  std::optional<base::Error> take_page(const Frame& frame, Call& pages, Wire::Clock::time_point& until);
  std::optional<base::Error> serve(const Frame& frame, Wire::Clock::time_point until);
  base::Error lose(Wire::Loss loss);
  base::Error broke(const std::string& how);

  Options options_;
  Services& services_;
  Wire wire_;
  Child child_;
  Descriptor wake_;
  About about_;
  bool lost_ = false;
};

}  // namespace gateway::host
