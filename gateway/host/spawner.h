#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>

#include "gateway/base/result.h"
#include "gateway/host/descriptor.h"

namespace gateway::host {

/// Starts runners from one thread that lives as long as the gateway. A runner asks to die with its parent, and to Linux
/// the parent is the thread: started from a worker, it would die when that worker ends. [any thread]
class Spawner {
 public:
  static Spawner& shared();

  /// Runs `runner library` with `socket` as descriptor 3, no environment and nothing else open but /dev/null.
  base::Result<pid_t> spawn(const std::string& runner, const std::string& library, const Descriptor& socket);

 private:
  Spawner();
  ~Spawner();
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<std::function<void()>> tasks_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace gateway::host
