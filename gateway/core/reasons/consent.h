#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of whose consent it is (consent_use.h).
inline constexpr Explanation kConsent[] = {
    {Code::consent_used,
     "consent_used",
     {"Väntar på eget samtycke: samtycket av den {} hör till en annan registrering av personen, som är avslutad eller "
      "inte pågår samtidigt",
      "Waits for a consent of its own: the consent of {} belongs to another registration of the person, which has "
      "ended "
      "or does not run at the same time"},
     {"Inhämta ett nytt samtycke för den här insatsen; gäller samtycket ändå den, säger handläggaren det med consent "
      "give för postens source och key",
      "Collect a new consent for this insats; where the consent is for it all the same, the caseworker says so with "
      "consent give for the record's source and key"}},
};

}  // namespace gateway::core::reasons
