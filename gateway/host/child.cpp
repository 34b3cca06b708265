#include "gateway/host/child.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "gateway/host/descriptor.h"

namespace gateway::host {

void Child::allow_cpu(std::uint64_t seconds) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return;
  const rlimit limit{static_cast<rlim_t>(used.tv_sec) + seconds + 1, RLIM_INFINITY};
  ::prlimit(pid_, RLIMIT_CPU, &limit, nullptr);
}

bool Child::collect(int options) {
  int status = 0;
  pid_t got = -1;
  do {
    got = ::waitpid(pid_, &status, options);
  } while (got < 0 && errno == EINTR);
  if (got == 0) return false;
  collected_ = true;
  if (got < 0) {
    ending_ = "ended";
  } else if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* const text = ::sigdescr_np(signal);
    ending_ = "was ended by signal " + std::to_string(signal) + " (" + (text == nullptr ? "unknown" : text) + ")";
  } else {
    ending_ = "ended with code " + std::to_string(WEXITSTATUS(status));
  }
  return true;
}

bool Child::ended(std::chrono::milliseconds within) {
  if (collected_) return true;
  const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  if (!handle) return collect(WNOHANG);
  pollfd ready{handle.fd(), POLLIN, 0};
  while (::poll(&ready, 1, static_cast<int>(within.count())) < 0 && errno == EINTR) {
  }
  return collect(WNOHANG);
}

void Child::kill() {
  if (collected_) return;
  ::kill(pid_, SIGKILL);
  collect(0);
}

}  // namespace gateway::host
