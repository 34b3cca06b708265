#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/host/target_channel.h"
#include "gateway/ports/source.h"

namespace gateway::host {

/// What a plugin says about itself. Whether it is a source or a target may depend on its settings: before `start` it is
/// what it is without any.
struct About {
  std::string id;
  std::string version;
  std::string description;  ///< The JSON object of describe.
  bool source = false;
  bool target = false;
};

/// One live instance of a plugin, in this process or in its own. Calls never overlap, except `wake`. After a call that
/// left it `lost`, nothing but the destructor may be called.
class Instance {
 public:
  using Take = std::function<base::Result<void>(const ports::Page&)>;

  virtual ~Instance() = default;

  virtual const About& about() const = 0;
  virtual base::Result<void> start(std::string_view settings) = 0;
  virtual base::Result<std::string> check() = 0;

  /// An error of `take` comes back as it is.
  virtual base::Result<ports::Pulled> pull(std::string_view stream, std::string_view cursor, const Take& take) = 0;
  virtual base::Result<std::vector<TargetAnswer>> push(std::span<const std::string> items,
                                                       std::chrono::milliseconds timeout) = 0;
  virtual void drain(std::chrono::milliseconds within) = 0;

  /// Whether it hung, died, broke the contract or called itself broken.
  virtual bool lost() const = 0;

  /// Makes a running call look at the stopping flag of its services. [any thread]
  virtual void wake() = 0;
};

}  // namespace gateway::host
