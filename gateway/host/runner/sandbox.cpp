#include "gateway/host/runner/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <memory>

namespace gateway::host::sandbox {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// Computing, memory, time, and descriptors that are already open.
constexpr auto kAlways = std::to_array<int>({SCMP_SYS(read),
                                             SCMP_SYS(readv),
                                             SCMP_SYS(pread64),
                                             SCMP_SYS(preadv),
                                             SCMP_SYS(write),
                                             SCMP_SYS(writev),
                                             SCMP_SYS(lseek),
                                             SCMP_SYS(close),
                                             SCMP_SYS(fstat),
                                             SCMP_SYS(fcntl),
                                             SCMP_SYS(fadvise64),
                                             SCMP_SYS(poll),
                                             SCMP_SYS(ppoll),
                                             SCMP_SYS(munmap),
                                             SCMP_SYS(mremap),
                                             SCMP_SYS(madvise),
                                             SCMP_SYS(brk),
                                             SCMP_SYS(futex),
                                             SCMP_SYS(rt_sigreturn),
                                             SCMP_SYS(rt_sigprocmask),
                                             SCMP_SYS(rt_sigaction),
                                             SCMP_SYS(sigaltstack),
                                             SCMP_SYS(clock_gettime),
                                             SCMP_SYS(clock_getres),
                                             SCMP_SYS(nanosleep),
                                             SCMP_SYS(clock_nanosleep),
                                             SCMP_SYS(gettimeofday),
                                             SCMP_SYS(time),
                                             SCMP_SYS(getrandom),
                                             SCMP_SYS(getpid),
                                             SCMP_SYS(gettid),
                                             SCMP_SYS(sched_yield),
                                             SCMP_SYS(restart_syscall),
                                             SCMP_SYS(sched_getaffinity),
                                             SCMP_SYS(sysinfo),
                                             SCMP_SYS(uname),
                                             SCMP_SYS(rseq),
                                             SCMP_SYS(set_robust_list),
                                             SCMP_SYS(membarrier),
                                             SCMP_SYS(getrusage),
                                             SCMP_SYS(exit),
                                             SCMP_SYS(exit_group)});

/// What the dynamic loader does besides.
constexpr auto kLoading =
    std::to_array<int>({SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
                        SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
                        SCMP_SYS(getcwd), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(getdents64),
                        SCMP_SYS(arch_prctl), SCMP_SYS(seccomp), SCMP_SYS(prctl)});

/// What a plugin with its own network does besides. clone3 hides its flags from a filter and is answered ENOSYS.
constexpr auto kNetwork = std::to_array<int>(
    {SCMP_SYS(socket),          SCMP_SYS(connect),        SCMP_SYS(sendto),          SCMP_SYS(recvfrom),
     SCMP_SYS(sendmsg),         SCMP_SYS(recvmsg),        SCMP_SYS(sendmmsg),        SCMP_SYS(recvmmsg),
     SCMP_SYS(shutdown),        SCMP_SYS(bind),           SCMP_SYS(setsockopt),      SCMP_SYS(getsockopt),
     SCMP_SYS(getsockname),     SCMP_SYS(getpeername),    SCMP_SYS(socketpair),      SCMP_SYS(epoll_create1),
     SCMP_SYS(epoll_ctl),       SCMP_SYS(epoll_wait),     SCMP_SYS(epoll_pwait),     SCMP_SYS(eventfd2),
     SCMP_SYS(pipe2),           SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(ioctl),
     SCMP_SYS(set_tid_address), SCMP_SYS(stat),           SCMP_SYS(lstat),           SCMP_SYS(newfstatat),
     SCMP_SYS(access),          SCMP_SYS(getuid),         SCMP_SYS(geteuid),         SCMP_SYS(getgid),
     SCMP_SYS(getegid)});

/// Nobody calls these by accident.
constexpr auto kDeadly =
    std::to_array<int>({SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                        SCMP_SYS(process_vm_writev), SCMP_SYS(mount), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup)});

/// Builds one filter. What it does not name answers EPERM, so that a library that asks in vain goes on without.
class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), ::seccomp_release), good_(context_ != nullptr) {}

  template <typename Calls>
  Filter& allow(const Calls& calls) {
    for (const int call : calls) rule(SCMP_ACT_ALLOW, call, {});
    return *this;
  }
  Filter& rule(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> when) {
    if (!good_) return *this;
    const int done =
        ::seccomp_rule_add_array(context_.get(), action, call, static_cast<unsigned>(when.size()), when.begin());
    good_ = done == 0 || done == -EEXIST;  // Named in two lists.
    return *this;
  }
  base::Result<void> load() {
    if (good_ && ::seccomp_load(context_.get()) == 0) return {};
    return base::broken("the plugin cannot be confined: this system does not take the system call filter");
  }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  bool good_;
};

scmp_arg_cmp equal(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_common(Filter& filter, int border, bool own_network) {
  filter.allow(kAlways);
  for (const int call : kDeadly) filter.rule(SCMP_ACT_KILL_PROCESS, call, {});
  // abort() and raise() on itself; reading its own limits.
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {equal(0, static_cast<std::uint64_t>(::getpid()))});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), {equal(2, 0)});
  if (own_network) {
    filter.allow(kNetwork);
    filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), {masked(0, CLONE_THREAD, CLONE_THREAD)});
    filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), {});
    return;
  }
  const auto fd = static_cast<std::uint64_t>(border);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(sendmsg), {equal(0, fd)});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(recvmsg), {equal(0, fd)});
}

void allow_reading_files(Filter& filter) {
  constexpr std::uint64_t kChanging = O_ACCMODE | O_CREAT | O_TRUNC;
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), {masked(2, kChanging, O_RDONLY)});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(open), {masked(1, kChanging, O_RDONLY)});
}

base::Result<void> set(int resource, rlim_t value) {
  const rlimit limit{value, value};
  if (::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0) return {};
  return base::broken("the plugin cannot be confined: this system does not take its limits");
}

}  // namespace

base::Result<void> detach(int keep) {
  const bool done = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                    ::close_range(static_cast<unsigned>(keep) + 1, ~0U, 0) == 0;
  if (!done) return base::broken("the plugin cannot be confined: this system is too old");
  return set(RLIMIT_CORE, 0);
}

base::Result<void> limit(std::uint64_t memory_bytes, std::uint64_t files, bool own_network) {
  if (auto done = set(RLIMIT_NOFILE, files); !done) return done;
  if (auto done = set(RLIMIT_FSIZE, 0); !done) return done;
  if (!own_network && !kSanitized) {
    if (auto done = set(RLIMIT_NPROC, 0); !done) return done;
  }
  return kSanitized ? base::Result<void>() : set(RLIMIT_AS, memory_bytes);
}

base::Result<void> filter_loading(int border, bool own_network) {
  Filter filter;
  allow_common(filter, border, own_network);
  allow_reading_files(filter);
  return filter.allow(kLoading).load();
}

base::Result<void> filter_running(int border, bool own_network) {
  Filter filter;
  allow_common(filter, border, own_network);
  if (own_network) allow_reading_files(filter);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0)});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
  // fstat() of newer C libraries: of a descriptor, not of a path.
  if (!own_network) filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), {equal(3, AT_EMPTY_PATH)});
  return filter.load();
}

}  // namespace gateway::host::sandbox
