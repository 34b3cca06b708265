#pragma once

#include <string>

#include "gateway/base/date.h"
#include "gateway/base/id.h"

namespace gateway::ports {

/// Something registered, with both its dates: in or out of an insats, or a row of a case. Names nobody.
struct BothDates {
  base::RegistrationId registration;  ///< Or the case.
  std::string place;                  ///< The insats, or the office that registered it.
  base::Date happened;
  base::Date registered;
};

}  // namespace gateway::ports
