#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of activities that an act calls by an office's own name.
inline constexpr Explanation kActivity[] = {
    {Code::activity_unknown,
     "activity_unknown",
     {"Begreppskatalogen har ingen sådan aktivitet vid arbetsförmedlingskontoret den dagen",
      "The concept catalogue has no such activity at the AF office on that day"},
     {"Se catalogue; för in aktiviteten där, eller säg i stället vad den är (to)",
      "See catalogue; enter the activity there, or say what it is instead (to)"}},
    {Code::activity_contradicted,
     "activity_contradicted",
     {"Aktiviteten är av ett annat slag än det som registreras",
      "The activity is of another kind than what is registered"},
     {"Rätta aktiviteten eller insatstypen (to); bara planering, start och byte av insats har en aktivitet",
      "Correct the activity or the state (to); only planning, start and turn of an insats have an activity"}},
};

}  // namespace gateway::core::reasons
