#include "gateway/core/message.h"

#include <array>

namespace gateway::core {

namespace {
constexpr std::array<std::string_view, 12> kNames = {
    "in", "change", "out", "exit", "exit_or_void", "strip", "task", "totals", "request", "act", "reply", "assignments"};
}  // namespace

std::string_view name(MessageKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<MessageKind> parse_message_kind(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<MessageKind>(i);
  }
  return std::nullopt;
}

}  // namespace gateway::core
