#pragma once

#include <string>
#include <vector>

#include "gateway/core/catalogue.h"
#include "gateway/core/directory.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// A row of the policy or the catalogue that holds for nobody, for the directory lacks an office that it names.
struct LooseOffice {
  enum class Row { registrar, local_policy, activity };

  Row row = Row::registrar;
  std::string activity;  ///< By its name; empty of the policy's rows.
  std::string offices;   ///< That the row names: of the policy's rows AF's and FK's.
  std::string lacking;   ///< Of these those that the directory lacks.

  friend bool operator==(const LooseOffice&, const LooseOffice&) = default;
};

/// One each of the rows that hold on the day or later, the policy's first, in their order. [pure]
std::vector<LooseOffice> loose_offices(const Policy& policy, const Catalogue& catalogue, const Directory& directory,
                                       base::Date today);

}  // namespace gateway::core
