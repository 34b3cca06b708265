#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"
#include "gateway/core/message.h"

namespace gateway::ports {

/// Why the node's feed is not all here.
enum class GapReason {
  asked,       ///< Somebody asked for all of it anew.
  unreadable,  ///< A document could not be read.
  not_stored   ///< A case could not be stored.
};

/// That the node's feed has a gap: something that it told is not here, until a whole new reading has closed it.
struct FeedGap {
  base::Instant since{};
  std::string cursor;  ///< Behind the page it was first found in; empty where it was asked for.
  std::string about;   ///< The case; empty where the document could not be read.
  GapReason reason = GapReason::asked;
  std::int64_t readings = 0;  ///< New readings that did not close it.
  base::Instant next{};       ///< When the next one may begin.
  bool reading = false;       ///< One is under way.

  friend bool operator==(const FeedGap&, const FeedGap&) = default;
};

/// Changed assignments that were told the node, and what became of that.
struct SentChanges {
  std::int64_t sequence = 0;  ///< Its place in the outbox.
  core::Message message;
  std::string state;                  ///< As QueuedMessage says it.
  std::vector<core::Reason> reasons;  ///< Why it is in that state.
  base::Instant changed{};            ///< When it came to that state.
};

/// What keeps a gateway and the node in step, in the one transaction of the one writer. [writer thread]
class InStep {
 public:
  virtual ~InStep() = default;

  // Gateway: the feed
  virtual base::Result<std::optional<FeedGap>> gap() = 0;
  /// Marks the feed, or takes the mark away.
  virtual base::Result<void> keep_gap(const std::optional<FeedGap>& gap) = 0;

  // Gateway: changed assignments
  /// Puts a message of kind assignments into the outbox, behind all of its kind; one without an id gets a random one.
  virtual base::Result<void> send(core::Message message, base::Instant now) = 0;
  /// The last thousand, newest first; and more, down to the oldest that the node has not taken and none has replaced.
  virtual base::Result<std::vector<SentChanges>> sent() = 0;

  // Node: changed assignments
  /// Whether the sender's set of this id was taken before.
  virtual base::Result<bool> taken(const core::ChangeSetId& id, std::string_view sender) = 0;
  virtual base::Result<void> keep_taken(const core::ChangeSetId& id, std::string_view sender, base::Instant now) = 0;
  /// Keeps in the audit what was answered to one.
  virtual base::Result<void> note_answer(const std::vector<core::Reason>& reasons, base::Instant now) = 0;
};

}  // namespace gateway::ports
