#pragma once

#include <sys/types.h>

#include <vector>

namespace gateway::bench {

/// Processor time of this process so far, in µs, all its threads, those that ended too.
double own_cpu();

/// Of this thread, in µs.
double thread_cpu();

/// Of other processes' living threads, in µs, by /proc/PID/task/*/schedstat.
double cpu_of(const std::vector<pid_t>& processes);

/// A process and all its living descendants.
std::vector<pid_t> family(pid_t ancestor);

/// The largest resident memory that a process has had, in KiB; 0 where it is gone.
long peak_kib(pid_t process);

double median(std::vector<double> values);

}  // namespace gateway::bench
