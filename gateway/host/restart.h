#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace gateway::host {

/// How a plugin that fails is started again.
struct RestartPolicy {
  std::chrono::milliseconds first{1000};  ///< After the first failure; doubled by each that follows.
  std::chrono::milliseconds longest{std::chrono::minutes(5)};
  unsigned failures = 6;  ///< In a row, until it is quarantined.
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// How a plugin is, for `/readyz`, `plugin list` and the console.
struct Health {
  enum class State { running, backing_off, quarantined };
  State state = State::running;
  unsigned restarts = 0;   ///< Times it was started again, in all.
  std::string last_fault;  ///< One sentence about the last failure; empty when there was none.
};

/// The state's name as written in logs and JSON.
constexpr const char* name(Health::State state) {
  switch (state) {
    case Health::State::running:
      return "running";
    case Health::State::backing_off:
      return "backing_off";
    case Health::State::quarantined:
      break;
  }
  return "quarantined";
}

}  // namespace gateway::host
