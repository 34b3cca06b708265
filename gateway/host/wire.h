#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/host/descriptor.h"
#include "gateway/host/message.h"

namespace gateway::host {

/// One frame: a kind, a payload and at most one descriptor.
struct Frame {
  Kind kind = Kind::done;
  std::string_view payload;  ///< Until the next is received into it.
  Descriptor descriptor;

  std::vector<char> room;  ///< Where payloads are received, one after the other; it only grows.
};

/// Frames over a stream socket: 8 bytes of head (payload size, kind), then the payload. One side of it belongs to one
/// thread at a time.
class Wire {
 public:
  using Clock = std::chrono::steady_clock;

  /// Why nothing was sent or received.
  enum class Loss { none, closed, silent, flood };

  explicit Wire(Descriptor socket) : socket_(std::move(socket)) {}

  /// `until` is the latest moment; without it the call waits as long as it takes.
  Loss send(Kind kind, std::string_view payload, std::optional<Clock::time_point> until, int descriptor = -1);
  Loss receive(Frame& frame, std::optional<Clock::time_point> until);

  /// Waits for something to read. `wake` is another descriptor to watch; true when it is the one that is ready.
  bool woken(int wake, std::optional<Clock::time_point> until);

  void close() { socket_.reset(); }

 private:
  Loss wait(short events, std::optional<Clock::time_point> until);
  Loss receive_bytes(char* to, std::size_t size, std::optional<Clock::time_point> until, Descriptor* descriptor);

  Descriptor socket_;
};

}  // namespace gateway::host
