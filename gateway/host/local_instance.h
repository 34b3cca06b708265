#pragma once

#include <memory>

#include "gateway/host/c_services.h"
#include "gateway/host/instance.h"
#include "gateway/host/library.h"

namespace gateway::host {

/// An instance in this process, called on the caller's thread: what the runner holds, and what a trusted plugin is by
/// configuration. Nothing here can end a call that hangs or survive one that crashes.
class LocalInstance : public Instance {
 public:
  /// Makes an instance and lets it describe itself. `services` outlive it. Reject: no instance, or an invalid describe.
  static base::Result<std::unique_ptr<LocalInstance>> make(const Library& library, Services& services);
  ~LocalInstance() override;

  const About& about() const override { return about_; }
  base::Result<void> start(std::string_view settings) override;
  base::Result<std::string> check() override;
  base::Result<ports::Pulled> pull(std::string_view stream, std::string_view cursor, const Take& take) override;
  base::Result<std::vector<TargetAnswer>> push(std::span<const std::string> items,
                                               std::chrono::milliseconds timeout) override;
  void drain(std::chrono::milliseconds within) override;
  bool lost() const override { return lost_; }
  void wake() override {}  // Services answer `stopping` directly.

 private:
  explicit LocalInstance(Services& services) : c_services_(services) {}

  template <typename Interface>
  const Interface* find(const char* id) const;
  void ask_roles();
  base::Error failed(const sus_outcome& outcome);
  base::Error broke(std::string what);

  CServices c_services_;
  const sus_plugin* plugin_ = nullptr;
  About about_;
  bool lost_ = false;
};

}  // namespace gateway::host
