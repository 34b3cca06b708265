#pragma once

#include <chrono>
#include <memory>

#include "gateway/host/target_channel.h"
#include "gateway/ports/target.h"

namespace gateway::app {

/// What a target says of itself in `cannot` (contracts/abi/README.md). Reject: a word that this gateway does not know.
base::Result<core::Abilities> abilities_of(const std::string& description);

/// What a plugin's answer says of one message. One that cannot be understood says nothing, and one that asks for it
/// again no more: the message is sent again, and recognised.
ports::PushAnswer push_answer(const host::TargetAnswer& answer, const ports::Codec& codec);

/// A plugin's target as the flow knows it: cleared messages become documents, the plugin's answers typed ones.
class PluginTarget final : public ports::Target {
 public:
  PluginTarget(std::unique_ptr<host::TargetChannel> channel, const ports::Codec& codec,
               std::chrono::milliseconds timeout)
      : channel_(std::move(channel)), codec_(codec), timeout_(timeout) {}

  base::Result<std::vector<ports::PushAnswer>> push(std::span<const core::Cleared> batch) override;
  void stop() override { channel_->stop(); }

 private:
  std::unique_ptr<host::TargetChannel> channel_;
  const ports::Codec& codec_;
  std::chrono::milliseconds timeout_;
};

}  // namespace gateway::app
