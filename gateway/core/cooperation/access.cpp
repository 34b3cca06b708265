#include "gateway/core/cooperation/access.h"

#include "gateway/core/authority.h"

namespace gateway::core {

bool may_review_access(const Directory& directory, std::string_view organisation, std::string_view user,
                       base::Date today) {
  return is_data_protection_officer(directory, user, organisation, today);
}

}  // namespace gateway::core
