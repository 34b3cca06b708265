#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/host/descriptor.h"

namespace gateway::host {

/// Tells when something new stands in a folder, by inotify. Only a hint: the rescan after `at_most` is the truth.
class Watch {
 public:
  /// A folder that is not there yet is looked for again at each wait.
  explicit Watch(std::vector<std::string> folders);

  /// Returns when a file was created, closed after writing or moved in since the last wait, or a folder came that was
  /// not there; after `at_most`; or at `stop`. Whether there is something new, told once.
  [[nodiscard]] bool wait(std::chrono::milliseconds at_most);

  /// Ends this wait and all that follow. [any thread]
  void stop();

 private:
  /// Whether a folder is there by now: what came with it was not seen coming.
  bool add_missing();
  bool read_news();

  std::vector<std::string> missing_;
  Descriptor events_;
  Descriptor stop_;
};

}  // namespace gateway::host
