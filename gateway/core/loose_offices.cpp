#include "gateway/core/loose_offices.h"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace gateway::core {

std::vector<LooseOffice> loose_offices(const Policy& policy, const Catalogue& catalogue, const Directory& directory,
                                       base::Date today) {
  std::vector<LooseOffice> loose;
  const auto look = [&](LooseOffice::Row row, const std::string& activity, const base::Period& valid,
                        std::initializer_list<std::string_view> offices) {
    if (valid.to && *valid.to < today) return;
    std::string all;
    std::string lacking;
    for (const std::string_view office : offices) {
      if (office.empty()) continue;  // Every office.
      all.append(all.empty() ? "" : ", ").append(office);
      if (directory.office(office) == nullptr) lacking.append(lacking.empty() ? "" : ", ").append(office);
    }
    if (!lacking.empty()) loose.push_back({row, activity, std::move(all), std::move(lacking)});
  };
  for (const LocalAgreement& row : policy.agreements) {
    look(LooseOffice::Row::registrar, {}, row.valid, {row.af_office, row.fk_office});
  }
  for (const LocalPolicyRow& row : policy.local_policies) {
    look(LooseOffice::Row::local_policy, {}, row.valid, {row.af_office, row.fk_office});
  }
  for (const LocalActivity& row : catalogue.activities) {
    look(LooseOffice::Row::activity, row.name, row.valid, {row.office});
  }
  return loose;
}

}  // namespace gateway::core
