#include "gateway/io/control/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace gateway::io {

namespace {

base::Error failed(const std::string& path, std::string_view doing) {
  return base::rejected("control socket " + path + ": " + std::string(doing) + ": " + std::strerror(errno));
}

base::Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty()) return base::rejected("control socket: the path is empty");
  if (path.size() >= sizeof address.sun_path || path.find('\0') != std::string::npos) {
    return base::rejected("control socket: the path has " + std::to_string(path.size()) + " bytes, the system allows " +
                          std::to_string(sizeof address.sun_path - 1) + "; configure a shorter one");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

base::Result<OwnedSocket> new_socket(const std::string& path) {
  OwnedSocket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.open()) return failed(path, "cannot make a socket");
  return socket;
}

/// Removes what a server left behind that did not end in order.
base::Result<void> clear_way(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return {};
    return failed(path, "cannot look at it");
  }
  if (!S_ISSOCK(found.st_mode) || found.st_uid != ::geteuid()) {
    return base::rejected("control socket " + path + ": something else is there; remove it or configure another path");
  }
  const auto other = connect_to(path);
  if (!other) return other.error();
  if (*other) return base::rejected("control socket " + path + ": a server is already running");
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed(path, "cannot replace it");
  return {};
}

}  // namespace

OwnedSocket& OwnedSocket::operator=(OwnedSocket&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void OwnedSocket::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

base::Result<OwnedSocket> listen_at(const std::string& path) {
  const auto address = address_of(path);
  if (!address) return address.error();
  if (auto cleared = clear_way(path); !cleared) return cleared.error();
  auto socket = new_socket(path);
  if (!socket) return socket;
  // Linux takes the mode of the file from the socket, so there is no moment in which others could connect.
  if (::fchmod(socket->fd(), S_IRUSR | S_IWUSR) != 0) return failed(path, "cannot set its mode");
  if (::bind(socket->fd(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return failed(path, "cannot bind");
  }
  if (::listen(socket->fd(), 64) != 0) return failed(path, "cannot listen");
  return socket;
}

base::Result<std::optional<OwnedSocket>> connect_to(const std::string& path) {
  const auto address = address_of(path);
  if (!address) return address.error();
  auto socket = new_socket(path);
  if (!socket) return socket.error();
  if (::connect(socket->fd(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0) {
    return std::optional<OwnedSocket>(std::move(*socket));
  }
  if (errno == ENOENT || errno == ECONNREFUSED) return std::optional<OwnedSocket>();
  if (errno == EACCES || errno == EPERM) {
    return base::Error{base::Fault::deny, "control socket " + path + ": this user may not connect to the server"};
  }
  return failed(path, "cannot connect");
}

std::optional<uid_t> peer_user(int fd) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return credentials.uid;
}

}  // namespace gateway::io
