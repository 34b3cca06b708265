#pragma once

#include <string>

namespace gateway::bench {

/// A record as the Accorda plugin writes it of the municipality's files: gateway.participation/1, for SUS, with
/// consent.
std::string record(std::size_t number);

}  // namespace gateway::bench
