#include "gateway/app/delivery_loop.h"

#include <utility>

namespace gateway::app {

namespace {
/// After a failure of the ledger: long enough not to turn in a circle, short enough to go on soon.
constexpr std::chrono::milliseconds kAfterFailure{1000};
}  // namespace

DeliveryLoop::DeliveryLoop(flow::Surroundings around, flow::Pace pace, core::Abilities abilities,
                           std::unique_ptr<ports::Target> target, std::function<void(const base::Error&)> failed)
    : delivery_(std::move(around), pace, abilities), target_(std::move(target)), failed_(std::move(failed)) {}

DeliveryLoop::~DeliveryLoop() {
  stop();
}

base::Result<void> DeliveryLoop::start() {
  if (auto begun = delivery_.begin(); !begun) return begun;
  thread_ = std::thread([this] { run(); });
  return {};
}

void DeliveryLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  target_->stop();
  if (thread_.joinable()) thread_.join();
}

void DeliveryLoop::poke() {
  {
    const std::lock_guard lock(mutex_);
    poked_ = true;
  }
  changed_.notify_all();
}

void DeliveryLoop::wait_idle(std::chrono::steady_clock::time_point latest) {
  std::unique_lock lock(mutex_);
  if (!thread_.joinable()) return;
  const std::uint64_t mine = ++asked_;
  poked_ = true;
  changed_.notify_all();
  const auto done = [&] { return idle_ >= mine || stopping_; };
  // A wait until the end of time overflows where it is turned into another clock's.
  if (latest == std::chrono::steady_clock::time_point::max()) return changed_.wait(lock, done);
  changed_.wait_until(lock, latest, done);
}

void DeliveryLoop::run() {
  flow::Delivery::Event event = flow::Delivery::Wake{};
  std::uint64_t seen = 0;
  while (next_look(seen)) {
    auto step = delivery_.resume(std::move(event));
    event = flow::Delivery::Wake{};
    if (!step) {
      failed_(step.error());
      rest(kAfterFailure, seen);
    } else if (const auto* push = std::get_if<flow::Delivery::Push>(&*step)) {
      auto answers = target_->push(push->batch);
      if (!answers && answers.error().fault != base::Fault::stop) failed_(answers.error());
      event = flow::Delivery::Answered{std::move(answers)};
    } else {
      rest(std::get<flow::Delivery::Rest>(*step).at_most, seen);
    }
  }
  // The answer to what was under way is kept even at the end.
  if (std::holds_alternative<flow::Delivery::Answered>(event)) {
    if (auto last = delivery_.finish(std::move(std::get<flow::Delivery::Answered>(event))); !last)
      failed_(last.error());
  }
}

void DeliveryLoop::rest(std::chrono::milliseconds at_most, std::uint64_t seen) {
  std::unique_lock lock(mutex_);
  idle_ = seen;
  changed_.notify_all();
  changed_.wait_for(lock, at_most, [this] { return poked_ || stopping_; });
}

bool DeliveryLoop::next_look(std::uint64_t& seen) {
  const std::lock_guard lock(mutex_);
  poked_ = false;
  seen = asked_;
  return !stopping_;
}

}  // namespace gateway::app
