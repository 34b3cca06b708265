#pragma once

#include <optional>
#include <string_view>

#include "gateway/core/cooperation/register.h"
#include "gateway/core/decide.h"

namespace gateway::core {

struct Incident;

// Row r of domain.md §3: the wrong person, or somebody who had not consented, was registered. The identity is destroyed
// here and at the node at once, nothing of it counts, and only the registration's id stays as a trace. What is told of
// it is an exit with the cause as its code. Causes: wrong_person | registered_without_consent.

/// The cause that an exit's code says, where the registration should never have been.
std::optional<Code> wrong_cause(std::string_view code);

/// Whether the record may register the person again: the incident is closed because it was told by mistake. Nothing
/// else lifts the bar of the wrong person: a consent, told of all that somebody has, does not make them the right one.
bool lifts_bar(const Incident& incident);

/// Destroys a registration, whatever its stage: all that is queued stops, and what the node has or may have is told to
/// it. Nothing is counted instead. `situation` has one. Needs no authority. [pure]
Decision decide_wrong(const Situation& situation, Code cause, const Circumstances& circumstances);

/// The same for a case of the AF/FK cooperation or a proposal of one: the parties learn by the feed that the case is
/// out of every figure and closed for reading. Unchanged where it was counted anonymously, for nobody is named there.
/// [pure]
CooperationDecision decide_wrong_case(const CaseSituation& situation, Code cause, const Act& by,
                                      const CaseCircumstances& circumstances);

/// Whether a node takes it from `organisation` that the case or proposal is a wrong one: from whoever registered it
/// (`owner`), or has its AF or FK office. Nobody else knows, and nobody else learns that it is there. [pure]
bool may_call_wrong(const Directory& directory, const CaseSituation& situation, std::string_view owner,
                    std::string_view organisation);

}  // namespace gateway::core
