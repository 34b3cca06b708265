#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of what the policy and its code lists do not know.
inline constexpr Explanation kPolicy[] = {
    {Code::code_unknown,
     "code_unknown",
     {"Koden i fältet {} finns inte i den kodlista som gällde",
      "The code in the field {} is not in the list that held"},
     {"Rätta fältet eller kolumnmappningen, eller lägg till koden i kodlistan med giltighet",
      "Correct the field or the column mapping, or add the code to the code list with its validity"}},
};

}  // namespace gateway::core::reasons
