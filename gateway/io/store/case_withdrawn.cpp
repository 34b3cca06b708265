// What a consent that was taken back leaves behind (domain.md §3 g, s), and what waits for its exit.
#include <algorithm>

#include "gateway/io/store/cases.h"

namespace gateway::io::store {

void SqliteCases::keep_withdrawal(const KeptCase& kept, base::Instant now) {
  const auto& subject = kept.registration.subject;
  const auto number = subject ? s_.persons.number_of(*subject) : std::nullopt;
  const auto& course = kept.course;
  // Of a wrong person (domain.md §3 r) nothing of a consent stays.
  if (!number || (course && course->discarded)) return;
  std::optional<base::Date> day = kept.standing.withdrawn;
  const core::CaseRow* last = course ? course->last_move() : nullptr;
  if (last != nullptr && last->cause == core::EndCause::consent_withdrawn)
    day = std::max(day, std::optional(last->happened));
  // Of a withdrawal after the end the node tells no day.
  if (!day && course && course->reading_closed) day = s_.clock.day_of(now);
  if (!day || (course && *day < course->consent_date)) return;
  const std::int64_t lane = kept.registration.row;
  withdrawals_.keep(*number, *day, s_.outbox.exit_waits(lane) ? std::optional(lane) : std::nullopt);
}

void SqliteCases::follow_exits(const core::PersonNumber& number, std::int64_t request) {
  for (const std::int64_t lane : withdrawals_.follow(s_.vault.of_person(number), request)) {
    s_.outbox.date_exit(lane, std::nullopt);
  }
}

}  // namespace gateway::io::store
