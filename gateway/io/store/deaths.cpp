#include "gateway/io/store/deaths.h"

#include <algorithm>

#include "gateway/core/death.h"
#include "gateway/io/store/case_rows.h"

namespace gateway::io::store {

void take_back_death(Database& database, Persons& persons, Registrations& registrations, const KeptRegistration& told) {
  std::optional<base::Date> left;
  const auto also = [&left](base::Date on) { left = left ? std::min(*left, on) : on; };
  for (const KeptRegistration& one : registrations.of(*told.subject)) {
    if (one.row != told.row && core::tells_death(one.value) && one.value.end) also(*one.value.end);
  }
  for (const KeptCase& one : CaseRows(database).of(*told.subject)) {
    const bool counts = one.course && !one.course->discarded && one.registration.row != told.row;
    const auto on = counts ? core::died_on(*one.course) : std::nullopt;
    if (!on) continue;
    // What the case was ended for was told with the same exit; who told it is named only if it has a part in the case.
    const core::Act& by = one.course->last_move()->by;
    const bool named = !by.organisation.empty();
    const bool of_it = by.user.empty() && (!named || by.organisation == told.owner) && on == told.value.end;
    if (!of_it) also(*on);
  }
  persons.lives_until(*told.subject, left);
}

}  // namespace gateway::io::store
