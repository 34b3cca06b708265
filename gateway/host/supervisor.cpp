#include "gateway/host/supervisor.h"

#include <algorithm>
#include <utility>

namespace gateway::host {
namespace {

constexpr std::chrono::milliseconds kDrain{2000};

}  // namespace

Supervisor::Supervisor(std::string id, Make make, std::unique_ptr<GrantedServices> services, RestartPolicy policy,
                       LogSink& log)
    : id_(std::move(id)),
      make_(std::move(make)),
      services_(std::move(services)),
      policy_(std::move(policy)),
      log_(log) {}

Supervisor::~Supervisor() {
  const std::lock_guard lock(calls_);
  if (instance_ && !instance_->lost()) instance_->drain(kDrain);
  instance_.reset();
}

base::Result<About> Supervisor::begin() {
  const std::lock_guard lock(calls_);
  auto made = make_();
  if (!made) return base::Error{made.error().fault, "plugin " + id_ + ": " + made.error().what};
  const std::lock_guard state(state_);
  instance_ = std::move(*made);
  return instance_->about();
}

base::Error Supervisor::quarantined() const {
  return base::broken("plugin " + id_ + " is quarantined after " + std::to_string(policy_.failures) +
                      " failures in a row; the last: " + health().last_fault);
}

base::Result<std::shared_ptr<Instance>> Supervisor::instance() {
  if (services_->stopping()) return base::Error{base::Fault::stop, "plugin " + id_ + " is being stopped"};
  {
    const std::lock_guard state(state_);
    if (instance_ && instance_->lost()) instance_ = nullptr;  // A caller's exception left its call unfinished.
    if (instance_) return instance_;
  }
  if (failures_ >= policy_.failures) return quarantined();
  if (policy_.now() < not_before_) {
    return base::Error{base::Fault::retry, "plugin " + id_ + " is waiting to be started again; " + health().last_fault};
  }
  auto made = make_();
  if (!made) return lose(made.error().what);
  const std::lock_guard state(state_);
  instance_ = std::move(*made);
  health_.state = Health::State::running;
  ++health_.restarts;
  log_.write(LogLevel::info, id_, "it was started again");
  return instance_;
}

base::Error Supervisor::lose(const std::string& why) {
  std::shared_ptr<Instance> gone;  // Ended outside the lock.
  {
    const std::lock_guard state(state_);
    gone = std::exchange(instance_, nullptr);
  }
  gone.reset();
  if (services_->stopping()) return {base::Fault::stop, "plugin " + id_ + ": " + why};
  ++failures_;
  const bool last = failures_ >= policy_.failures;
  auto delay = policy_.first;
  for (unsigned i = 1; i < failures_ && delay < policy_.longest; ++i) delay *= 2;
  delay = std::min(delay, policy_.longest);
  not_before_ = policy_.now() + delay;
  {
    const std::lock_guard state(state_);
    health_.state = last ? Health::State::quarantined : Health::State::backing_off;
    health_.last_fault = why;
  }
  log_.write(
      last ? LogLevel::error : LogLevel::warning, id_,
      why + (last ? "; it is quarantined" : "; it is started again in " + std::to_string(delay.count()) + " ms"));
  if (last) return quarantined();
  return {base::Fault::retry, "plugin " + id_ + ": " + why};
}

Health Supervisor::health() const {
  const std::lock_guard state(state_);
  return health_;
}

void Supervisor::release() {
  const std::lock_guard lock(calls_);
  failures_ = 0;
  not_before_ = policy_.now();
  const std::lock_guard state(state_);
  if (health_.state == Health::State::quarantined) health_.state = Health::State::backing_off;
}

void Supervisor::stop() {
  services_->stopping(true);
  const std::lock_guard state(state_);
  if (instance_) instance_->wake();
}

}  // namespace gateway::host
