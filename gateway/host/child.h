#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace gateway::host {

/// A runner's process, ended and collected at the latest with this object.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { kill(); }

  /// From now on at most `seconds` of processor time, on top of what it has used.
  void allow_cpu(std::uint64_t seconds);

  /// Waits for it to end by itself; true when it has, and `ending` says how in a few words.
  bool ended(std::chrono::milliseconds within);
  const std::string& ending() const { return ending_; }

  /// Ends it now.
  void kill();

 private:
  bool collect(int options);

  pid_t pid_;
  bool collected_ = false;
  std::string ending_;
};

}  // namespace gateway::host
