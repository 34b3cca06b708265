#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of a consent that comes with a request or a rebooking.
inline constexpr Explanation kMapping[] = {
    {Code::mapping_consent_not_counted,
     "mapping_consent_not_counted",
     {"Samtycket till gemensam kartläggning räknas inte: {}", "The consent to joint mapping does not count: {}"},
     {"Bifoga vid ombokning ett skriftligt ja på en blankett som gäller utbyte av uppgifter, daterat efter det förra "
      "samarbetets slut och senast den dagen; det som registrerades gäller ändå",
      "Attach with a rebooking a written yes on a form that covers the exchange of information, dated after the end of "
      "the last cooperation and not later than that day; what was registered stands all the same"}},
    {Code::no_belongs_elsewhere,
     "no_belongs_elsewhere",
     {"Att samtycket är nekat eller återkallat registreras inte så i ett pågående ärende",
      "That consent is declined or taken back is not registered in this way in an open case"},
     {"Registrera avbrutet samarbete med orsaken återkallat samtycke, eller ange det med `consent withdraw`; det "
      "gäller "
      "genast",
      "Register an interrupted cooperation for withdrawn consent, or say it with `consent withdraw`; it holds at "
      "once"}},
};

}  // namespace gateway::core::reasons
