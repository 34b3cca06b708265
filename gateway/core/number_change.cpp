#include "gateway/core/number_change.h"

#include <algorithm>

namespace gateway::core {

std::vector<bool> follow_number(const std::vector<NumberedRegistration>& of_person) {
  const bool held = std::any_of(of_person.begin(), of_person.end(), [](const NumberedRegistration& one) {
    return !one.told && one.same_origin && one.runs;
  });
  std::vector<bool> goes;
  goes.reserve(of_person.size());
  for (const NumberedRegistration& one : of_person) {
    goes.push_back(one.told || (!held && one.same_origin && !one.stays));
  }
  return goes;
}

}  // namespace gateway::core
