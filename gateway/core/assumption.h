#pragma once

#include <span>
#include <string_view>

namespace gateway::core {

/// What domain.md §3 marks [A]: no source says it, so a dated row of the policy does.
enum class Assumption {
  withdrawn_before_sent,  ///< Row e: what becomes of a consent taken back before the node has acknowledged anything.
  withdrawn_in_finsam,    ///< Row g: how a registration in Finsam ends by a withdrawal.
  withdrawn_after_end,    ///< Row i: who hears of a withdrawal after the end; the node never does.
  cooperation_counted_by  ///< By which offices an anonymous participant of the AF/FK cooperation is counted.
};

/// What can be assumed; each assumption knows only some of them.
enum class Assumed {
  anonymous,     ///< Counted without personal data.
  nothing,       ///< Nothing comes of it.
  out_that_day,  ///< Registered out on that day, reason återkallat samtycke.
  tell_fk,       ///< FK, the controller, is told by somebody (GDPR art. 17).
  both_offices   ///< By AF and FK office together.
};

/// What the gateway can do of it; the first is what holds where no row says anything.
std::span<const Assumed> known_values(Assumption assumption);

std::string_view name(Assumption assumption);
std::string_view name(Assumed value);

}  // namespace gateway::core
