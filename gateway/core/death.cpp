#include "gateway/core/death.h"

namespace gateway::core {

bool tells_death(const Registration& registration) {
  return registration.stage == Stage::exited && registration.answers.end_reason == id(Code::person_deceased);
}

std::optional<base::Date> died_on(const CooperationCase& of) {
  const CaseRow* last = of.last_move();
  return last != nullptr && last->cause == EndCause::deceased ? std::optional(last->happened) : std::nullopt;
}

}  // namespace gateway::core
