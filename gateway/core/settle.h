#pragma once

#include "gateway/core/admit.h"
#include "gateway/core/decision.h"

namespace gateway::core {

/// What the node's answer to a message does at the gateway that sent it: how far the registration has come, and what
/// stops or is counted instead. Has no units. A registration in that never got to the node because it was withdrawn or
/// protected meanwhile (the node answers `voided`) is counted anonymously (domain.md §3 f). [pure]
Decision settle(const Message& message, Admitted answer, const Registration& registration, std::optional<Sex> sex);

}  // namespace gateway::core
