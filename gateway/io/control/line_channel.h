#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/base/result.h"
#include "gateway/io/control/unix_socket.h"

namespace gateway::io {

/// Lines over a connected socket, each ended by a newline. [one thread]
class LineChannel {
 public:
  /// `longest`: bytes of a received line.
  LineChannel(OwnedSocket socket, std::size_t longest);

  /// The next line without its newline. Faults: stop (the other side is gone, or nothing whole came in `idle`),
  /// reject (too long).
  base::Result<std::string> receive(std::chrono::milliseconds idle);

  /// Sends a line whole. Fault stop where the other side is gone or takes nothing for `patience`.
  base::Result<void> send(std::string_view line, std::chrono::milliseconds patience);

  /// Sends a line if the other side keeps up, else drops it: never waits. Fault stop where the other side is gone.
  base::Result<void> offer(std::string_view line);

  int fd() const { return socket_.fd(); }

 private:
  /// Sends what waits, as far as it goes within `patience`.
  base::Result<void> flush(std::chrono::milliseconds patience);

  OwnedSocket socket_;
  std::size_t longest_;
  std::string received_;
  std::size_t searched_ = 0;  ///< So far there is no newline in `received_`.
  std::string waiting_;
};

}  // namespace gateway::io
