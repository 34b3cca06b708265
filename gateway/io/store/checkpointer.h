#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Carries the write-ahead log into the database on a thread and a connection of its own, so that no commit waits for
/// it: PASSIVE above `bytes`; where that never catches up, the log is emptied above four times that.
class Checkpointer {
 public:
  Checkpointer(const std::string& path, Database& writer, std::size_t bytes);
  ~Checkpointer();

  /// Looks whether there is enough to do. [writer thread]
  void after_commit();

 private:
  void run();

  Database database_;
  const std::int64_t pages_;
  std::atomic<std::int64_t> log_pages_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool due_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gateway::io::store
