#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of the signed originals of consents, on their way to FK's archive.
inline constexpr Explanation kArchive[] = {
    {Code::original_not_registered,
     "original_not_registered",
     {"Samtycket är inte registrerat ännu: SUS har inte bekräftat registreringen",
      "The consent is not registered yet: SUS has not acknowledged the registration"},
     {"Sänd originalet till FK:s arkiv när SUS har bekräftat, och ange det då",
      "Send the original to FK's archive once SUS has acknowledged, and say so then"}},
    {Code::original_day,
     "original_day",
     {"Originalet sänds tidigast {}, då samtycket registrerades i SUS, och dagen kan inte ligga framåt i tiden",
      "The original is sent on {} at the earliest, when the consent was registered in SUS, and the day cannot lie "
      "ahead"},
     {"Ange dagen då originalet sändes", "Give the day on which the original was sent"}},
};

}  // namespace gateway::core::reasons
