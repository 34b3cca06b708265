#include "gateway/core/assignment/act.h"
#include "gateway/core/clearing.h"
#include "gateway/core/lift.h"

namespace gateway::core {

Clearance clear_act(const Message& message, const ClearFacts& facts, const Directory& directory, const Policy& policy,
                    base::Date today, base::Instant now) {
  const Registration& registration = *facts.registration;
  const bool request = message.kind == MessageKind::request;
  // A proposal is somebody's who acts for no office; whoever answers it acts for one.
  if (!message.place.empty()) {
    const auto faults = act_faults(directory, message.act, message.act.organisation, message.place);
    if (!faults.empty()) return Stopped{faults.front()};
  }
  if (message.kind == MessageKind::reply) return Clearing::pass(message);

  const bool hidden = facts.person_protected || registration.stripped;
  const Sent sent{policy, Flow::agency_to_sus, today};
  Message leaving = message;
  if (!request) {
    // What tells that consent ended is no use of it (domain.md §3 i).
    const bool uses_consent = !protective(*message.course);
    if (uses_consent && taken_back(facts.standing, registration.consent_date, today)) {
      return Stopped{{Code::consent_withdrawn}};
    }
    if (registration.handover == Handover::nothing || registration.handover == Handover::refused) {
      return Stopped{{Code::in_not_registered}};
    }
    const bool moves = message.course->kind == ActKind::change_office;
    if (moves && facts.insats_active && !facts.target.change_office_while_active) {
      return Held{now + kUntilPossible, Reason{Code::target_cannot_move_active}};
    }
    keep_listed(leaving.course->answers, sent, hidden);
    return Clearing::pass(std::move(leaving));
  }
  const Consent recorded = recorded_consent(registration.consent_form, registration.consent_date);
  if (weigh_consent(recorded, false, facts.standing, policy, CooperationForm::af_fk, today).state !=
      ConsentState::given) {
    return Stopped{{Code::consent_withdrawn}};
  }
  if (hidden) return Stopped{{Code::person_protected}};
  if (before_lifting(facts.lifted, registration.consent_date)) return Stopped{{Code::consent_before_lifting}};
  if (!facts.person) return Stopped{{Code::number_missing}};
  if (!sent("number")) return Held{now + kUntilPossible};
  keep_listed(leaving.course->answers, sent, false);
  leaving.lifted = facts.lifted;
  return Clearing::pass(std::move(leaving), listed(*facts.person, sent));
}

}  // namespace gateway::core
