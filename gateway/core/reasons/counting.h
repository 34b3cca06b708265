#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of what is counted without personal data.
inline constexpr Explanation kCounting[] = {
    {Code::counting_year_closed,
     "counting_year_closed",
     {"Räkneåret {} är stängt: det som räknades då ändras inte mer, och ingen räknas eller registreras i efterhand",
      "The counting year {} is closed: what was counted in it changes no more, and nobody is counted or registered "
      "afterwards"},
     {"Kontrollera startdatum; annars ingenting att göra", "Check the start date; otherwise nothing to do"}},
};

}  // namespace gateway::core::reasons
