#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "gateway/base/result.h"

namespace gateway::io {

/// A file descriptor that is closed with its owner.
class OwnedSocket {
 public:
  OwnedSocket() = default;
  explicit OwnedSocket(int fd) : fd_(fd) {}
  OwnedSocket(OwnedSocket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  OwnedSocket& operator=(OwnedSocket&& other) noexcept;
  ~OwnedSocket() { close(); }

  int fd() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void close();

 private:
  int fd_ = -1;
};

/// A socket bound to `path`, mode 0600 from its first moment, listening. A socket that nobody listens on is replaced;
/// one that somebody does, or a file that is no socket of ours, is left alone and refused.
base::Result<OwnedSocket> listen_at(const std::string& path);

/// Connects to `path`; nothing where no server listens there.
base::Result<std::optional<OwnedSocket>> connect_to(const std::string& path);

/// The user on the other side, as the kernel says (SO_PEERCRED).
std::optional<uid_t> peer_user(int fd);

}  // namespace gateway::io
