#pragma once

#include <string>

#include "gateway/base/date.h"

namespace gateway::core {

/// How a local policy acts. All are off by default.
enum class Strictness { off, warn, reject };

/// An agreement between two offices that AF may register what is FK's to register.
struct LocalAgreement {
  std::string af_office;
  std::string fk_office;
  base::Period valid;
  std::string source;
};

}  // namespace gateway::core
