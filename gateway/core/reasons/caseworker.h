#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of who answers for what runs.
inline constexpr Explanation kCaseworker[] = {
    {Code::responsible_missing,
     "responsible_missing",
     {"Behöver ny ansvarig: {}", "Needs a new responsible: {}"},
     {"En handläggare med uppdrag på stället tar över eller lämnar över med `case transfer`, eller registrerar en post "
      "som "
      "väntar med `proposal confirm`; `case list --needs-responsible` visar vilka",
      "A caseworker with an assignment there takes over or hands over with `case transfer`, or registers a record that "
      "waits with `proposal confirm`; `case list --needs-responsible` shows which"}},
};

}  // namespace gateway::core::reasons
