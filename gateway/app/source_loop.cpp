#include "gateway/app/source_loop.h"

#include <algorithm>
#include <utility>

#include "gateway/app/dry_ledger.h"

namespace gateway::app {

namespace {

/// A wait in slices, so that an order is not kept waiting.
constexpr std::chrono::milliseconds kSlice{200};
/// How long `sync` waits for files that are still being written.
constexpr std::chrono::minutes kPatience{2};

}  // namespace

SourceLoop::SourceLoop(Settings settings, std::unique_ptr<ports::Source> source, flow::Surroundings around,
                       std::function<void(const Drained&)> after, std::function<void(const base::Error&)> failed)
    : settings_(std::move(settings)),
      source_(std::move(source)),
      around_(std::move(around)),
      after_(std::move(after)),
      failed_(std::move(failed)) {}

SourceLoop::~SourceLoop() {
  stop();
}

void SourceLoop::start() {
  thread_ = std::thread([this] { run(); });
}

void SourceLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  source_->stop();
  if (thread_.joinable()) thread_.join();
}

base::Result<Drained> SourceLoop::drain(bool dry_run, const PageTaken& taken) {
  std::unique_lock lock(mutex_);
  if (stopping_) return base::Error{base::Fault::stop, "the gateway is stopping"};
  if (!thread_.joinable()) {
    lock.unlock();
    return read_all(dry_run, true, taken);
  }
  if (order_) return base::Error{base::Fault::retry, "source " + settings_.id + " is being read for somebody else"};
  order_.emplace(Order{dry_run, &taken, {}});
  auto answer = order_->answer.get_future();
  lock.unlock();
  changed_.notify_all();
  return answer.get();
}

void SourceLoop::run() {
  auto next = std::chrono::steady_clock::now();
  for (;;) {
    std::optional<Order> order;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) {
        if (order_) order_->answer.set_value(base::Error{base::Fault::stop, "the gateway is stopping"});
        order_.reset();
        return;
      }
      std::swap(order, order_);
    }
    const auto now = std::chrono::steady_clock::now();
    if (!order && now < next) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - now);
      if (source_->wait(std::min(left, kSlice) + std::chrono::milliseconds(1))) next = now;
      continue;
    }
    static const PageTaken silent = [](const std::string&, const Drained&) {};
    auto drained = read_all(order && order->dry_run, order.has_value(), order ? *order->taken : silent);
    if (!drained && drained.error().fault != base::Fault::stop) failed_(drained.error());
    next = std::chrono::steady_clock::now() + settings_.poll;
    if (drained && drained->look_again) next = std::min(next, std::chrono::steady_clock::now() + *drained->look_again);
    if (order) order->answer.set_value(std::move(drained));
  }
}

base::Result<Drained> SourceLoop::read_all(bool dry_run, bool patient, const PageTaken& taken) {
  Drained drained;
  auto read = read_into(drained, dry_run, patient, taken);
  if (!dry_run) after_(drained);
  if (!read) return read.error();
  return drained;
}

base::Result<void> SourceLoop::read_into(Drained& drained, bool dry_run, bool patient, const PageTaken& taken) {
  DryLedger forgetful(around_.ledger);
  flow::Surroundings around{dry_run ? static_cast<ports::Ledger&>(forgetful) : around_.ledger, around_.codec,
                            around_.clock, around_.random, around_.rules};
  flow::Intake intake(around);
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  for (bool again = true; again;) {
    again = false;
    std::optional<std::chrono::milliseconds> wait;
    for (const std::string& stream : settings_.streams) {
      auto pulled = read_stream(stream, intake, dry_run, drained, taken);
      if (!pulled) return pulled.error();
      again = again || pulled->more;
      if (pulled->not_before) wait = std::min(wait.value_or(*pulled->not_before), *pulled->not_before);
    }
    drained.look_again = wait;
    const bool enough = dry_run && drained.counts.read > 0;
    if (again || !patient || enough || !wait || std::chrono::steady_clock::now() > give_up) continue;
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, *wait, [this] { return stopping_; })) {
      return base::Error{base::Fault::stop, "the gateway is stopping"};
    }
    again = true;
  }
  return {};
}

base::Result<ports::Pulled> SourceLoop::read_stream(const std::string& stream, flow::Intake& intake, bool dry_run,
                                                    Drained& drained, const PageTaken& taken) {
  auto cursor = intake.cursor(settings_.id, stream);
  if (!cursor) return cursor.error();
  for (;;) {
    auto pulled = source_->pull(stream, *cursor, [&](const ports::Page& page) -> base::Result<void> {
      auto result = intake.take(settings_.id, page);
      if (!result) return result.error();
      for (const std::string& fault : result->faults) failed_(base::broken(fault));
      *cursor = page.cursor;
      drained.counts.add(result->counts);
      drained.records += result->records;
      for (ports::SetNotice& notice : result->notices) {
        if (notice.state == ports::SetState::begun) {
          drained.expected = drained.records - result->records + static_cast<std::int64_t>(notice.rows);
        } else {
          drained.ended.push_back(std::move(notice));
        }
      }
      taken(settings_.id, drained);
      return {};
    });
    if (!pulled || !pulled->more || dry_run) {
      if (pulled && dry_run) pulled->more = false;
      return pulled;
    }
  }
}

}  // namespace gateway::app
