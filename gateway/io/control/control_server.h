#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "gateway/base/document.h"
#include "gateway/base/result.h"

namespace gateway::io {

/// Answers one request. Called on the client's own thread; several at once. What it gives to `progress` is sent if the
/// client keeps up and dropped if not.
using ControlHandler =
    std::function<base::Result<base::Document>(const std::string& operation, const base::Document& arguments,
                                               const std::function<void(const base::Document&)>& progress)>;

struct ControlOptions {
  std::size_t longest_request = std::size_t{1024} * 1024;
  std::size_t most_clients = 32;
  std::chrono::milliseconds idle{300'000};     ///< For a whole request to come.
  std::chrono::milliseconds patience{30'000};  ///< For the client to take more of an answer.
};

/// The control socket of a running gateway: a Unix socket (0600) for this user and root only. One JSON document a line:
///   → {"operation": …, "arguments": {…}}
///   ← {"progress": {…}} any number of times, then {"result": …} or {"error": {"fault": …, "what": …}}
/// A request that cannot be read is answered with an error; one that is too long also ends the connection.
class ControlServer {
 public:
  /// Listens at `path`; fault reject where that cannot be, because a server runs there already, say.
  static base::Result<std::unique_ptr<ControlServer>> start(const std::string& path, ControlHandler handler,
                                                            ControlOptions options = {});

  /// Stops.
  virtual ~ControlServer() = default;

  /// Takes no more, cuts the connections and waits until running requests have ended: make them end first. Removes the
  /// socket. [not a handler]
  virtual void stop() = 0;

 protected:
  ControlServer() = default;
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;
};

}  // namespace gateway::io
