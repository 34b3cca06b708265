#include "gateway/core/cooperation/access.h"

namespace gateway::core {

bool may_review_access(const Directory& directory, std::string_view organisation, std::string_view user,
                       base::Date today) {
  const User* known = directory.user(user);
  return known != nullptr && known->organisation == organisation &&
         directory.has_role(*known, "dataskyddsombud", today);
}

}  // namespace gateway::core
