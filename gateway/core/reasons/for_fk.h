#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of what FK, the controller of what rests in SUS, must be told by somebody.
inline constexpr Explanation kForFk[] = {
    {Code::withdrawal_for_fk,
     "withdrawal_for_fk",
     {"Samtycket återkallades {}, efter utregistreringen: inget skickas, och FK ska underrättas",
      "The consent was withdrawn on {}, after the registration out: nothing is sent, and FK is to be told"},
     {"Underrätta FK, som är personuppgiftsansvarig, med registreringens id (GDPR art. 17) och säg sedan till med "
      "kommandot consent fk-told",
      "Tell FK, the controller, by the registration's id (GDPR art. 17), and then say so with the command consent "
      "fk-told"}},
};

}  // namespace gateway::core::reasons
