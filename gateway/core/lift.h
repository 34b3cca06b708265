#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/consent.h"
#include "gateway/core/directory.h"
#include "gateway/core/participation.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// Who says that a person is protected.
enum class Claimer {
  unknown,  ///< Nobody who could be asked: flagged before it was kept who, or by one of several at a node.
  command,  ///< Somebody known, by command.
  source,   ///< A source, in a record.
  sender    ///< At a node: another organisation's gateway.
};

/// That a person is protected, as one of those says who do.
struct ProtectionClaim {
  Claimer by = Claimer::unknown;
  std::string name;  ///< Of the source or of the organisation.
  Protection kind = Protection::unknown;
  base::Instant since{};

  friend bool operator==(const ProtectionClaim&, const ProtectionClaim&) = default;
};

/// How a person's protection stands.
struct ProtectionState {
  bool stands = false;
  std::vector<ProtectionClaim> claims;
  std::optional<base::Date> lifted;  ///< The last day on which it was lifted; it may have been set again since.
};

/// Why `user` of `organisation` may not lift the protection of somebody who is registered at `places`; empty where role
/// AND assignment hold at one of them, or, where nothing is registered by name, anywhere. They name none of the places:
/// where somebody is registered is not told to whoever has no business there.
std::vector<Reason> lift_faults(const Directory& directory, std::string_view user, std::string_view organisation,
                                const std::vector<std::string>& places, base::Date on);

/// Why a caseworker's word does not lift the protection (domain.md §3 n); nothing where it does. What was told by
/// command the same word takes back; a source, and at a node a sender, takes its own claim back itself.
std::optional<Reason> decide_lift(const ProtectionState& state);

/// Whether a consent of `date` is from before the lifting, or of that day: it names nobody (domain.md §3 n).
constexpr bool before_lifting(const std::optional<base::Date>& lifted, const std::optional<base::Date>& date) {
  return lifted && date && *date <= *lifted;
}

/// Whether the person is protected at the node against a sender that says on `lifted` that it says so no more: its own
/// word it takes back, the others' stand.
constexpr bool still_protected(bool is_protected, bool sender_alone, const std::optional<base::Date>& lifted) {
  return is_protected && !(lifted && sender_alone);
}

}  // namespace gateway::core
