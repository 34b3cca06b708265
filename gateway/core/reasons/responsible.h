#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of whom an act names to answer for its case.
inline constexpr Explanation kResponsible[] = {
    {Code::responsible_not_taken,
     "responsible_not_taken",
     {"Uppgiven ansvarig handläggare godtas inte: {}", "The responsible caseworker named is not taken: {}"},
     {"Uppge någon med rollen deltagaransvarig och uppdrag den dagen vid ärendets kontor i den egna organisationen, i "
      "nästa registrering eller med `case transfer`; det som registrerades gäller ändå",
      "Name somebody with the role deltagaransvarig and an assignment on that day at the case's office of the own "
      "organisation, in the next act or with `case transfer`; what was registered stands all the same"}},
};

}  // namespace gateway::core::reasons
