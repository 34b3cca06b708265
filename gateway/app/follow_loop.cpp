#include "gateway/app/follow_loop.h"

#include <utility>

namespace gateway::app {

namespace {
constexpr std::string_view kStream = "feed";
}  // namespace

FollowLoop::FollowLoop(flow::Surroundings around, std::unique_ptr<ports::Source> source,
                       std::chrono::milliseconds interval, std::function<void(const base::Error&)> failed)
    : follow_(std::move(around)), source_(std::move(source)), interval_(interval), failed_(std::move(failed)) {}

FollowLoop::~FollowLoop() {
  stop();
}

void FollowLoop::start() {
  thread_ = std::thread([this] { run(); });
}

void FollowLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  source_->stop();
  if (thread_.joinable()) thread_.join();
}

void FollowLoop::wait_caught_up(std::chrono::steady_clock::time_point latest) {
  std::unique_lock lock(mutex_);
  if (!thread_.joinable()) return;
  const std::uint64_t mine = ++asked_;
  poked_ = true;
  changed_.notify_all();
  const auto done = [&] { return answered_ >= mine || stopping_; };
  // A wait until the end of time overflows where it is turned into another clock's.
  if (latest == std::chrono::steady_clock::time_point::max()) return changed_.wait(lock, done);
  changed_.wait_until(lock, latest, done);
}

void FollowLoop::run() {
  for (;;) {
    std::uint64_t seen = 0;
    {
      std::unique_lock lock(mutex_);
      if (stopping_) return;
      poked_ = false;
      seen = asked_;
    }
    if (const auto done = read(); !done && done.error().fault != base::Fault::stop) failed_(done.error());
    std::unique_lock lock(mutex_);
    answered_ = seen;
    changed_.notify_all();
    changed_.wait_for(lock, interval_, [this] { return poked_ || stopping_; });
  }
}

base::Result<void> FollowLoop::read() {
  if (auto begun = follow_.begin(); !begun) return begun;
  for (bool more = true; more;) {
    const auto cursor = follow_.cursor();
    if (!cursor) return cursor.error();
    const auto pulled = source_->pull(kStream, *cursor, [this](const ports::Page& page) -> base::Result<void> {
      const auto faults = follow_.take(page);
      if (!faults) return faults.error();
      for (const std::string& fault : *faults) failed_(base::broken(fault));
      return {};
    });
    if (!pulled) return pulled.error();
    const auto behind = follow_.cursor();
    if (!behind) return behind.error();
    more = pulled->more;
    // A feed that says that there is more and stands still is asked again in its time.
    if (more && *behind == *cursor) return {};
  }
  return follow_.caught_up();
}

}  // namespace gateway::app
