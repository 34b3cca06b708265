#include "gateway/app/delivery_loop.h"

#include <utility>

namespace gateway::app {

namespace {
/// After a failure of the ledger: long enough not to turn in a circle, short enough to go on soon.
constexpr std::chrono::milliseconds kAfterFailure{1000};
}  // namespace

DeliveryLoop::DeliveryLoop(flow::Surroundings around, flow::Pace pace, std::unique_ptr<ports::Target> target,
                           std::function<void(const base::Error&)> failed)
    : delivery_(std::move(around), pace), target_(std::move(target)), failed_(std::move(failed)) {}

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

void DeliveryLoop::run() {
  flow::Delivery::Event event = flow::Delivery::Wake{};
  while (!stopping()) {
    auto step = delivery_.resume(std::move(event));
    event = flow::Delivery::Wake{};
    if (!step) {
      failed_(step.error());
      rest(kAfterFailure);
    } else if (const auto* push = std::get_if<flow::Delivery::Push>(&*step)) {
      auto answers = target_->push(push->batch);
      if (!answers && answers.error().fault != base::Fault::stop) failed_(answers.error());
      event = flow::Delivery::Answered{std::move(answers)};
    } else {
      rest(std::get<flow::Delivery::Rest>(*step).at_most);
    }
  }
  // The answer to what was under way is kept even at the end.
  if (std::holds_alternative<flow::Delivery::Answered>(event)) {
    if (auto last = delivery_.finish(std::move(std::get<flow::Delivery::Answered>(event))); !last)
      failed_(last.error());
  }
}

void DeliveryLoop::rest(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, at_most, [this] { return poked_ || stopping_; });
  poked_ = false;
}

bool DeliveryLoop::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace gateway::app
