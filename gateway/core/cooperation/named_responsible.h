#pragma once

#include <string_view>

#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// Whether the caseworker whom an act names becomes the responsible (ansvarig handläggare) of its case in the actor's
/// organisation (domain.md §2: "from the source"), now that the act is decided. They need the role deltagaransvarig and
/// the assignment, on the day of the act, at the case's office of that organisation as it is once the act is done;
/// where it is only proposed of a case, as it is until then, and then whoever proposes acts for that office.
///
/// Where they do not, `decision` is warned of it and nothing else of it changes: an act is not lost for a detail. What
/// protects names nobody, for anybody may tell it. Of what waits for a consent it is asked again when that has come; of
/// what is rejected, unchanged or only counted it is not asked. An empty name asks for nothing. [pure]
bool take_responsible(CooperationDecision& decision, std::string_view responsible, const CooperationAct& act,
                      const CaseSituation& situation, const Directory& directory);

}  // namespace gateway::core
