#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of what the policy and its code lists do not know.
inline constexpr Explanation kPolicy[] = {
    {Code::code_unknown,
     "code_unknown",
     {"Koden i fältet {} finns inte i den kodlista som gällde",
      "The code in the field {} is not in the list that held"},
     {"Ange en kod som står i kodlistan (config/codes), i kommandot eller genom kolumnmappningen, eller lägg till "
      "koden där med giltighet",
      "Give a code that stands in the code list (config/codes), in the command or by the column mapping, or add the "
      "code there with its validity"}},
};

}  // namespace gateway::core::reasons
