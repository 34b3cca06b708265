#include "gateway/core/settle.h"

#include <algorithm>
#include <utility>

namespace gateway::core {

Decision settle(const Message& message, Admitted answer, const Registration& registration, std::optional<Sex> sex) {
  Decision decision;
  Registration after = registration;
  if (answer == Admitted::voided) {
    after.stage = Stage::voided;
    decision.stop = Stop::all;
    const bool counted = registration.stage == Stage::voided;
    if (registration.kind == RegistrationKind::participation && sex && !counted) {
      const bool hidden = message.kind == MessageKind::strip;
      const bool died = message.code == id(Code::person_deceased);
      const Code cause = hidden ? Code::person_protected : died ? Code::person_deceased : Code::consent_withdrawn;
      const int year = registration.start.year();
      decision.note = Note{registration.place, year, *sex, cause, hidden ? std::nullopt : message.date};
      decision.counts.push_back({registration.place, year, *sex, 1});
    }
  } else if (answer == Admitted::accepted || answer == Admitted::proposed) {
    // A node that keeps a proposal has its person, too.
    if (opens(message.kind) || identity_free(message.kind)) after.handover = Handover::acknowledged;
    if (message.kind == MessageKind::out) after.out_acknowledged = true;
  } else if (opens(message.kind)) {
    after.handover = Handover::refused;
    decision.stop = Stop::all;
  }
  decision.registration = std::move(after);
  return decision;
}

std::optional<CaseNote> settle_count(CooperationCase& of, MessageKind message, Admitted answer,
                                     const std::vector<Reason>& reasons) {
  const bool refused = answer == Admitted::rejected;
  if (refused && !opens(message)) return std::nullopt;  // Says nothing of whether the case is there.
  std::optional<CaseNote> note = std::exchange(of.if_void, std::nullopt);
  const bool by_name = std::any_of(reasons.begin(), reasons.end(), [](const Reason& reason) {
    return reason.code == Code::case_open || reason.code == Code::number_known_by_other_id;
  });
  return (refused && !by_name) || answer == Admitted::voided ? std::move(note) : std::nullopt;
}

}  // namespace gateway::core
