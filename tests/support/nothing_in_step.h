#pragma once

#include <utility>

#include "gateway/ports/in_step.h"

namespace gateway::support {

/// A ledger without a node: its feed has no gap, what is to be sent is only remembered, and nothing was taken before.
class NothingInStep final : public ports::InStep {
 public:
  base::Result<std::optional<ports::FeedGap>> gap() override { return gap_; }
  base::Result<void> keep_gap(const std::optional<ports::FeedGap>& gap) override {
    gap_ = gap;
    return {};
  }
  base::Result<void> send(core::Message message, base::Instant) override {
    sent_.insert(sent_.begin(), {0, std::move(message), "queued", {}, {}});
    return {};
  }
  base::Result<std::vector<ports::SentChanges>> sent() override { return sent_; }
  base::Result<bool> taken(const core::ChangeSetId&, std::string_view) override { return false; }
  base::Result<void> keep_taken(const core::ChangeSetId&, std::string_view, base::Instant) override { return {}; }
  base::Result<void> note_answer(const std::vector<core::Reason>&, base::Instant) override { return {}; }

 private:
  std::optional<ports::FeedGap> gap_;
  std::vector<ports::SentChanges> sent_;
};

}  // namespace gateway::support
