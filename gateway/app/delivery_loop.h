#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "gateway/flow/delivery.h"

namespace gateway::app {

/// Sends what is due, in a thread of its own.
class DeliveryLoop {
 public:
  DeliveryLoop(flow::Surroundings around, flow::Pace pace, std::unique_ptr<ports::Target> target,
               std::function<void(const base::Error&)> failed);
  ~DeliveryLoop();

  base::Result<void> start();
  void stop();

  /// Something may have become due. [any thread]
  void poke();

 private:
  void run();
  void rest(std::chrono::milliseconds at_most);
  bool stopping();

  flow::Delivery delivery_;
  std::unique_ptr<ports::Target> target_;
  std::function<void(const base::Error&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool poked_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gateway::app
