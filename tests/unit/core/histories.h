#pragma once

#include <cstdlib>

namespace gateway::core::made {

/// A number that the environment may give in the place of a test's own: GATEWAY_HISTORIES, GATEWAY_SEED.
inline unsigned from_environment(const char* name, unsigned otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

}  // namespace gateway::core::made
