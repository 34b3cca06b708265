#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of a protection that was, or is to be, lifted.
inline constexpr Explanation kLift[] = {
    {Code::consent_before_lifting,
     "consent_before_lifting",
     {"Samtycket är inte från efter den dag då skyddet hävdes: räknas utan personuppgifter",
      "The consent is not from after the day on which the protection was lifted: counted without personal data"},
     {"Inhämta ett nytt samtycke, om personen ska registreras med namn",
      "Collect a new consent, if the person is to be registered by name"}},
    {Code::protection_still_claimed,
     "protection_still_claimed",
     {"Skyddet står kvar: det sägs fortfarande av {}", "The protection stands: it is still said by {}"},
     {"Läs källan igen när den säger att personen inte är skyddad, och häv sedan; av nodens avsändare tar var och en "
      "tillbaka sitt eget med nästa registrering av personen",
      "Read the source again when it says that the person is not protected, and then lift; of a node's senders each "
      "takes its own back with its next registration of the person"}},
    {Code::protection_not_set,
     "protection_not_set",
     {"Inget skydd att häva", "No protection to lift"},
     {"Ingenting att göra", "Nothing to do"}},
};

}  // namespace gateway::core::reasons
