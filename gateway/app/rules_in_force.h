#pragma once

#include <mutex>

#include "gateway/flow/rules.h"

namespace gateway::app {

/// The rules that hold now, replaced as a whole. [any thread]
class RulesInForce {
 public:
  explicit RulesInForce(flow::Rules rules) : rules_(std::move(rules)) {}

  flow::Rules now() const {
    const std::lock_guard lock(mutex_);
    return rules_;
  }
  void replace(flow::Rules rules) {
    const std::lock_guard lock(mutex_);
    rules_ = std::move(rules);
  }

 private:
  mutable std::mutex mutex_;
  flow::Rules rules_;
};

}  // namespace gateway::app
