#include "gateway/host/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include "gateway/host/limits.h"

namespace gateway::host {
namespace {

struct Head {
  std::uint32_t size = 0;
  std::uint8_t kind = 0;
  std::array<std::uint8_t, 3> reserved{};
};
static_assert(sizeof(Head) == 8);

/// Room is made for so many bytes that have only been announced.
constexpr std::size_t kBelieved = 1024UL * 1024;

int left(std::optional<Wire::Clock::time_point> until) {
  if (!until) return -1;
  const auto time = std::chrono::ceil<std::chrono::milliseconds>(*until - Wire::Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(time, 0, INT_MAX));
}

}  // namespace

Wire::Loss Wire::wait(short events, std::optional<Clock::time_point> until) {
  pollfd ready{socket_.fd(), events, 0};
  for (;;) {
    const int count = ::poll(&ready, 1, left(until));
    if (count > 0) return Loss::none;
    if (count == 0) return Loss::silent;
    if (errno != EINTR) return Loss::closed;
  }
}

bool Wire::woken(int wake, std::optional<Clock::time_point> until) {
  std::array<pollfd, 2> ready{pollfd{socket_.fd(), POLLIN, 0}, pollfd{wake, POLLIN, 0}};
  while (::poll(ready.data(), ready.size(), left(until)) < 0 && errno == EINTR) {
  }
  return ready[1].revents != 0;
}

Wire::Loss Wire::send(Kind kind, std::string_view payload, std::optional<Clock::time_point> until, int descriptor) {
  if (payload.size() > kFrameBytes) return Loss::flood;
  Head head{static_cast<std::uint32_t>(payload.size()), static_cast<std::uint8_t>(kind), {}};
  std::array<iovec, 2> parts{iovec{&head, sizeof head}, iovec{const_cast<char*>(payload.data()), payload.size()}};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  if (descriptor >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* const rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
  }
  std::size_t to_send = sizeof head + payload.size();
  while (to_send > 0) {
    const auto sent = ::sendmsg(socket_.fd(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return Loss::closed;
      if (const auto loss = wait(POLLOUT, until); loss != Loss::none) return loss;
      continue;
    }
    to_send -= static_cast<std::size_t>(sent);
    message.msg_control = nullptr;  // The descriptor went with the first byte.
    message.msg_controllen = 0;
    auto gone = static_cast<std::size_t>(sent);
    for (auto& part : parts) {
      const auto step = std::min(gone, part.iov_len);
      part.iov_base = static_cast<char*>(part.iov_base) + step;
      part.iov_len -= step;
      gone -= step;
    }
  }
  return Loss::none;
}

Wire::Loss Wire::receive_bytes(char* to, std::size_t size, std::optional<Clock::time_point> until,
                               Descriptor* descriptor) {
  while (size > 0) {
    iovec part{to, size};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor != nullptr) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
    }
    const auto got = ::recvmsg(socket_.fd(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (const auto loss = wait(POLLIN, until); loss != Loss::none) return loss;
      continue;
    }
    if (got <= 0) return Loss::closed;
    for (auto* rights = CMSG_FIRSTHDR(&message); rights != nullptr; rights = CMSG_NXTHDR(&message, rights)) {
      if (rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS || descriptor == nullptr) {
        continue;
      }
      int passed = -1;
      std::memcpy(&passed, CMSG_DATA(rights), sizeof passed);
      *descriptor = Descriptor(passed);
    }
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return Loss::none;
}

Wire::Loss Wire::receive(Frame& frame, std::optional<Clock::time_point> until) {
  Head head;
  frame.descriptor.reset();
  if (const auto loss = receive_bytes(reinterpret_cast<char*>(&head), sizeof head, until, &frame.descriptor);
      loss != Loss::none) {
    return loss;
  }
  if (head.size > kFrameBytes || head.kind > static_cast<std::uint8_t>(Kind::answer)) return Loss::flood;
  frame.kind = static_cast<Kind>(head.kind);
  frame.payload = {};
  for (std::size_t had = 0; had < head.size;) {
    const auto step = std::min(kBelieved, head.size - had);
    if (frame.room.size() < had + step) frame.room.resize(had + step);
    if (const auto loss = receive_bytes(frame.room.data() + had, step, until, nullptr); loss != Loss::none) {
      return loss;
    }
    had += step;
  }
  frame.payload = {frame.room.data(), head.size};
  return Loss::none;
}

}  // namespace gateway::host
