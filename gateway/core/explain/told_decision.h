#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/document.h"
#include "gateway/core/explain/basis.h"
#include "gateway/core/explain/fact_outcome.h"
#include "gateway/core/message.h"

namespace gateway::core {

enum class Admitted;
struct Admission;
struct Incoming;
struct NodeSituation;
class Directory;
struct Policy;

/// A decision that no reading of a record made, coded so that it can be explained: at a gateway what a fact did, at a
/// node what a message was answered. Recognises nobody.
struct ToldDecision {
  base::RegistrationId registration;   ///< Empty where nothing was registered.
  std::optional<MessageKind> message;  ///< At a node; none of a fact.
  Admitted admitted{};                 ///< Of a message.
  FactOutcome fact;                    ///< Of a message only the reasons: why it was refused.
  Basis basis;

  friend bool operator==(const ToldDecision&, const ToldDecision&) = default;
};

/// What is left of a basis where the facts must go: the policy and the day.
Basis bare(const Basis& basis);

/// What a node keeps of its answer to a message of a registration; nothing of totals, of what comes again and changes
/// nothing, and of what a stranger sends under another's id. Of what is refused and registers nobody, or destroyed, it
/// keeps no fact, and of a refusal no word of the sender. [pure]
std::optional<ToldDecision> kept_of(const Incoming& incoming, const NodeSituation& situation,
                                    const Admission& admission, const Directory& directory, const Policy& policy,
                                    std::string_view sender, base::Date today);

/// Why it was decided so, in the shape of `explain` (explain.h). Of its one unit the event is fact, or the message's
/// kind; the outcome what the fact did, or how the message was taken. [pure]
base::Document explain(const ToldDecision& told, const Policy& policy, base::Date today);

/// A stable name.

/// Whether an earlier answer of the same record or registration makes the newer one needless: it told the same. [pure]
bool told_already(const ToldDecision& earlier, const ToldDecision& newer);
/// Whether the newer one takes the earlier one's place: nothing came of that. [pure]
bool replaces(const ToldDecision& earlier, const ToldDecision& newer);

}  // namespace gateway::core
