#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "gateway/flow/feed.h"

namespace gateway::app {

/// Keeps the own offices' cases in step with the node, in a thread of its own.
class FollowLoop {
 public:
  /// `source` yields the node's feed; it is asked every `interval`, and at once when poked.
  FollowLoop(flow::Surroundings around, std::unique_ptr<ports::Source> source, std::chrono::milliseconds interval,
             std::function<void(const base::Error&)> failed);
  ~FollowLoop();

  void start();
  void stop();

  /// Waits until a reading that began after this call has come to the end of the feed, or failed, or until `latest`.
  void wait_caught_up(std::chrono::steady_clock::time_point latest);

 private:
  void run();
  base::Result<void> read();

  flow::Follow follow_;
  std::unique_ptr<ports::Source> source_;
  std::chrono::milliseconds interval_;
  std::function<void(const base::Error&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool poked_ = false;
  std::uint64_t asked_ = 0;     ///< Counts `wait_caught_up` calls …
  std::uint64_t answered_ = 0;  ///< … and how many of them a reading has answered.
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gateway::app
