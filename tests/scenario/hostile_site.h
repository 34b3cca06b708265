#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "tests/support/site.h"

namespace gateway::scenario {

/// What the gateway and its plugins' processes have used since `Cost` was made.
class Cost {
 public:
  /// Of a gateway that runs. Forgets the peaks of memory that its processes had.
  explicit Cost(pid_t gateway);

  /// How much more memory than then they held together at their peaks, in KiB.
  std::int64_t memory_kib() const;
  /// The processor time they took together, in milliseconds.
  std::int64_t cpu_ms() const;

 private:
  std::int64_t sum(const std::string& file, const std::string& before) const;
  std::int64_t cpu_ns() const;

  std::vector<pid_t> processes_;
  std::int64_t held_kib_;
  std::int64_t cpu_ns_;
};

/// A demo municipality whose deliveries can be spoilt.
class HostileSite {
 public:
  HostileSite();

  /// A copy of day 1 as a folder beside the drop folder, with `spoil` at work on it.
  std::filesystem::path spoilt(const std::string& name, const std::function<void(const std::filesystem::path&)>& spoil);
  /// Drops it, as if it had been lying there for an hour.
  void drop(const std::filesystem::path& folder, const std::string& name);

  /// The newest set whose name begins so; an empty object where there is none.
  support::Json set_named(const std::string& name);
  /// Syncs until the set has reached one of these states, half a minute at most; its row.
  support::Json ended(const std::string& name);
  /// The files of a report that lies in `place` beside its set.
  std::string report(const std::string& place, const std::string& name) const;
  /// Drops a good delivery; its row when it has ended.
  support::Json serve_good(const std::string& name);

  support::Site site;
};

}  // namespace gateway::scenario
