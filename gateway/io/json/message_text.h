#pragma once

#include <optional>
#include <string>

#include "gateway/core/clear.h"
#include "gateway/ports/codec.h"

namespace gateway::io {

/// The document gateway.message/1.
std::string message_text(const core::Message& message, const std::optional<core::Person>& person);

/// The document gateway.answer/1.
std::string answer_text(const ports::NodeAnswer& answer);

}  // namespace gateway::io
