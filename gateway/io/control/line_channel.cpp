#include "gateway/io/control/line_channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace gateway::io {

namespace {

using Steady = std::chrono::steady_clock;

base::Error gone() {
  return {base::Fault::stop, "control socket: the other side is gone"};
}

/// Whether `events` came before `until`.
bool wait_for(int fd, short events, Steady::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now());
    pollfd watched{fd, events, 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, left.count())));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

LineChannel::LineChannel(OwnedSocket socket, std::size_t longest) : socket_(std::move(socket)), longest_(longest) {
  const int flags = ::fcntl(socket_.fd(), F_GETFL);
  if (flags >= 0) ::fcntl(socket_.fd(), F_SETFL, flags | O_NONBLOCK);
}

base::Result<std::string> LineChannel::receive(std::chrono::milliseconds idle) {
  const auto until = Steady::now() + idle;
  for (;;) {
    const auto end = received_.find('\n', searched_);
    if (end != std::string::npos && end <= longest_) {
      std::string line = received_.substr(0, end);
      received_.erase(0, end + 1);
      searched_ = 0;
      return line;
    }
    if (received_.size() > longest_) {
      return base::rejected("control socket: a line has more than " + std::to_string(longest_) + " bytes");
    }
    searched_ = received_.size();
    if (!wait_for(socket_.fd(), POLLIN, until)) return gone();
    std::array<char, 65536> buffer{};
    const ssize_t size = ::recv(socket_.fd(), buffer.data(), buffer.size(), 0);
    if (size > 0) {
      received_.append(buffer.data(), static_cast<std::size_t>(size));
    } else if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
      return gone();
    }
  }
}

base::Result<void> LineChannel::flush(std::chrono::milliseconds patience) {
  std::size_t sent = 0;
  auto until = Steady::now() + patience;
  while (sent < waiting_.size()) {
    const ssize_t size = ::send(socket_.fd(), waiting_.data() + sent, waiting_.size() - sent, MSG_NOSIGNAL);
    if (size > 0) {
      sent += static_cast<std::size_t>(size);
      until = Steady::now() + patience;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return gone();
    if (patience.count() == 0) break;
    if (!wait_for(socket_.fd(), POLLOUT, until)) return gone();
  }
  waiting_.erase(0, sent);
  return {};
}

base::Result<void> LineChannel::send(std::string_view line, std::chrono::milliseconds patience) {
  waiting_ += line;
  waiting_ += '\n';
  return flush(patience);
}

base::Result<void> LineChannel::offer(std::string_view line) {
  if (auto flushed = flush(std::chrono::milliseconds(0)); !flushed) return flushed;
  if (!waiting_.empty()) return {};
  return send(line, std::chrono::milliseconds(0));
}

}  // namespace gateway::io
