#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/host/answer.h"

namespace gateway::host {

/// What became of one delivered item.
struct TargetAnswer {
  Answer answer = Answer::retry;
  std::optional<std::chrono::milliseconds> not_before;  ///< Asked to wait at least this long before the next attempt.
  std::string document;                                 ///< The receiving system's own answer as JSON; may be empty.
};

/// The way to a plugin's target. Calls never overlap. [worker]
class TargetChannel {
 public:
  virtual ~TargetChannel() = default;

  /// Hands over at most 256 JSON documents, together at most 16 MiB, and waits for an answer to each, `timeout` at
  /// most. An error says nothing about any item: retry when the plugin hung or died (nobody knows what arrived), broken
  /// when it is quarantined, stop after `stop`, reject when the batch is too large.
  virtual base::Result<std::vector<TargetAnswer>> push(std::span<const std::string> items,
                                                       std::chrono::milliseconds timeout) = 0;

  /// Makes a running `push` end soon. [any thread]
  virtual void stop() = 0;
};

}  // namespace gateway::host
