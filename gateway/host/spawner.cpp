#include "gateway/host/spawner.h"

#include <fcntl.h>
#include <spawn.h>

#include <csignal>
#include <cstring>
#include <future>

namespace gateway::host {
namespace {

constexpr int kRunnerSocket = 3;

base::Result<pid_t> spawn_here(const std::string& runner, const std::string& library, int socket) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  for (int fd = 0; fd < kRunnerSocket; ++fd) {
    ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
  }
  ::posix_spawn_file_actions_adddup2(&actions, socket, kRunnerSocket);
  sigset_t none;
  sigset_t all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  // Its own session: an interrupt from the terminal is for the gateway, which then ends its plugins in order.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  char* const arguments[] = {const_cast<char*>(runner.c_str()), const_cast<char*>(library.c_str()), nullptr};
  char* const environment[] = {nullptr};
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, runner.c_str(), &actions, &attributes, arguments, environment);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) return base::broken("the plugin runner " + runner + " cannot be started: " + std::strerror(failed));
  return pid;
}

}  // namespace

Spawner& Spawner::shared() {
  static Spawner spawner;
  return spawner;
}

Spawner::Spawner() : thread_([this] { work(); }) {}

Spawner::~Spawner() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Spawner::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    const auto task = std::move(tasks_.front());
    tasks_.pop();
    lock.unlock();
    task();
    lock.lock();
  }
}

base::Result<pid_t> Spawner::spawn(const std::string& runner, const std::string& library, const Descriptor& socket) {
  // Above the descriptors that the child replaces, wherever the caller's stands.
  const Descriptor high(::fcntl(socket.fd(), F_DUPFD_CLOEXEC, 10));
  if (!high) return base::broken("no descriptor left for a plugin runner");
  std::promise<base::Result<pid_t>> promise;
  auto done = promise.get_future();
  {
    const std::lock_guard lock(mutex_);
    tasks_.emplace([&] { promise.set_value(spawn_here(runner, library, high.fd())); });
  }
  changed_.notify_one();
  return done.get();
}

}  // namespace gateway::host
