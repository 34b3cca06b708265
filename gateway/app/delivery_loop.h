#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "gateway/flow/delivery.h"

namespace gateway::app {

/// Sends what is due, in a thread of its own.
class DeliveryLoop {
 public:
  DeliveryLoop(flow::Surroundings around, flow::Pace pace, core::Abilities abilities,
               std::unique_ptr<ports::Target> target, std::function<void(const base::Error&)> failed);
  ~DeliveryLoop();

  base::Result<void> start();
  void stop();

  /// Something may have become due. [any thread]
  void poke();

  /// Waits until a look that began after this call found nothing to send now, or until `latest`. [any thread but the
  /// loop's]
  void wait_idle(std::chrono::steady_clock::time_point latest);

 private:
  void run();
  void rest(std::chrono::milliseconds at_most, std::uint64_t seen);
  bool next_look(std::uint64_t& seen);

  flow::Delivery delivery_;
  std::unique_ptr<ports::Target> target_;
  std::function<void(const base::Error&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool poked_ = false;
  std::uint64_t asked_ = 0;  ///< Counts `wait_idle` calls …
  std::uint64_t idle_ = 0;   ///< … and how many of them a look has answered.
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gateway::app
