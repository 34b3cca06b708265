#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::architecture {

/// app → console → api → flow | report | host | io → ports → core → base, never sideways (design §2).
constexpr std::string_view kArrows = "app -> console -> api -> flow | report | host | io -> ports -> core -> base";

bool is_room(std::string_view room);

/// Whether `room` may know `other`; itself, always.
bool may_know(std::string_view room, std::string_view other);

/// base, core, ports, flow and report: no I/O, no threads, no clock, standard library only.
bool is_pure(std::string_view room);

}  // namespace gateway::architecture
