#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/policy.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// Whether a standing mandate lets the nightly run register in a user's name, or a caseworker has confirmed this one
/// registration in its place. The numbers stand in decisions that are kept (Fact::mandate).
enum class MandateState : std::uint8_t { missing, counts, giver_may_not, giver_removed, not_renewed, confirmed };

struct MandateView {
  MandateState state = MandateState::missing;
  const Mandate* mandate = nullptr;  ///< The one that counts, else the newest that would hold; null where none does.
};

/// The user's mandate in an insats on a day. It counts if the policy of its first day let its giver give it, and the
/// giver had role AND assignment on that day: giving is an act, and an act stands if both held when it was done
/// (domain.md §2). So it goes on counting when the giver has left or lost the role: a removal ends new acts, not what
/// was given. A removal *for cause* is stricter: of an assignment to that insats, it ends what the giver has given
/// there from its day on, also where the giver is assigned anew. [pure]
MandateView mandate_of(const Directory& directory, const Policy& policy, const User& user, std::string_view insats,
                       base::Date on);

/// Why the nightly run may not register by the mandate; nothing where it counts.
std::optional<Reason> mandate_fault(const MandateView& view, const User& user, std::string_view insats);

/// A mandate that does not count.
struct MandateFinding {
  const Mandate* mandate = nullptr;  ///< Of the directory asked about.
  Reason reason;
};

/// The mandates, each by itself, that do not count on a day on which they would hold, or that will not when they begin.
std::vector<MandateFinding> mandate_findings(const Directory& directory, const Policy& policy, base::Date on);

}  // namespace gateway::core
