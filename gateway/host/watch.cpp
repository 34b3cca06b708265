#include "gateway/host/watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace gateway::host {

Watch::Watch(std::vector<std::string> folders)
    : missing_(std::move(folders)),
      events_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  (void)add_missing();  // The first look sees what is there.
}

bool Watch::add_missing() {
  const auto there = std::erase_if(missing_, [this](const std::string& folder) {
    return ::inotify_add_watch(events_.fd(), folder.c_str(), IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR) >=
           0;
  });
  return there > 0;
}

bool Watch::read_news() {
  bool news = false;
  alignas(inotify_event) std::array<char, 16384> buffer;
  for (;;) {
    const auto got = ::read(events_.fd(), buffer.data(), buffer.size());
    if (got <= 0) return news;
    // Whatever it is: a look is the truth. Sub-folders made by ourselves (work/, done/) cost one look more, once.
    news = true;
  }
}

bool Watch::wait(std::chrono::milliseconds at_most) {
  using Clock = std::chrono::steady_clock;
  if (add_missing()) return true;
  const auto until = Clock::now() + at_most;
  std::array<pollfd, 2> ready{pollfd{stop_.fd(), POLLIN, 0}, pollfd{events_.fd(), POLLIN, 0}};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return read_news();
    const int count = ::poll(ready.data(), ready.size(), static_cast<int>(std::min<long long>(left, 3'600'000)));
    if (count < 0 && errno != EINTR) return false;
    if (count > 0 && ready[0].revents != 0) return false;
    if (count > 0 && read_news()) return true;
  }
}

void Watch::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(stop_.fd(), &one, sizeof one);
}

}  // namespace gateway::host
