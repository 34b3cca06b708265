#include "gateway/core/clear.h"

#include "gateway/core/assignment/act.h"
#include "gateway/core/assignment/giver.h"
#include "gateway/core/clearing.h"
#include "gateway/core/follow_up.h"
#include "gateway/core/lift.h"

namespace gateway::core {

namespace {

/// What an exit or a strip says: which registration, when, why. Nothing else.
Message bare(const Message& message) {
  Message bare;
  bare.kind = message.kind;
  bare.registration = message.registration;
  bare.date = message.date;
  bare.code = message.code;
  return bare;
}

/// Under a stripped registration the course goes on: dates only.
Message without_answers(Message message) {
  message.answers = {};
  message.consent_form.clear();
  message.consent_date.reset();
  return message;
}

Message listed(Message message, const Sent& sent) {
  keep(sent, "education", message.answers.education);
  keep(sent, "income_source_before", message.answers.income_source_before);
  keep(sent, "employment_before", message.answers.employment_before);
  keep(sent, "end_reason", message.answers.end_reason);
  keep(sent, "income_source_after", message.answers.income_source_after);
  keep(sent, "employment_after", message.answers.employment_after);
  return message;
}

/// Why the act was not one its user might do, on the day it was done.
std::vector<Reason> act_faults(const Directory& directory, const Message& message) {
  return core::act_faults(directory, message.act, message.act.organisation, message.place);
}

/// Assignments leave whatever this directory says of whoever gave them, for the node decides by its own; but nothing
/// that was made before its giver was removed for cause.
Clearance of_assignments(const Message& message, const Directory& directory) {
  if (!message.assignments) return Clearing::pass(message);
  const Act& act = message.act;
  for (const ToldChange& told : message.assignments->changes) {
    for (Reason& fault : giver_faults(told.change, act.user, directory, act.on, act.at)) {
      if (fault.code == Code::removed_for_cause) return Stopped{std::move(fault)};
    }
  }
  return Clearing::pass(message);
}

}  // namespace

Clearance clear(const Message& message, const ClearFacts& facts, const Directory& directory, const Policy& policy,
                base::Date today, base::Instant now) {
  if (message.not_before && now < *message.not_before) return Held{*message.not_before};
  if (identity_free(message.kind)) return Clearing::pass(bare(message));
  if (message.kind == MessageKind::totals) return Clearing::pass(message);
  if (message.kind == MessageKind::assignments) return of_assignments(message, directory);
  if (!facts.registration || facts.registration->stage == Stage::voided) return Stopped{{Code::registration_voided}};
  const Registration& registration = *facts.registration;
  // What a registrar is left to complete after an exit is answered all the same.
  if (registration.stage == Stage::exited && message.kind != MessageKind::reply) return Stopped{{Code::already_out}};
  if (message.kind >= MessageKind::request) return clear_act(message, facts, directory, policy, today, now);
  if (message.kind == MessageKind::task) return Clearing::pass(without_answers(message));

  // Nobody begins by name who only is counted, whatever was decided once. What may have begun goes on to its end.
  if (message.kind == MessageKind::in && registration.handover == Handover::nothing) {
    const auto registering = registering_in(directory, policy, registration.place, registration.start);
    if (registering == Registering::counts) return Stopped{{Code::form_counts_only, registration.place}};
    if (!registering) return Held{now + kUntilPossible, Reason{Code::cooperation_form_unknown, registration.place}};
  }
  const Consent recorded = recorded_consent(registration.consent_form, registration.consent_date);
  const ConsentView consent = weigh_consent(recorded, false, facts.standing, policy, CooperationForm::finsam, today);
  if (consent.state != ConsentState::given) return Stopped{{Code::consent_withdrawn}};
  if (const auto faults = act_faults(directory, message); !faults.empty()) return Stopped{faults.front()};
  const Sent sent{policy, Flow::municipality_to_sus, today};
  if (message.kind == MessageKind::in) {
    if (facts.person_protected || registration.stripped) return Stopped{{Code::person_protected}};
    if (before_lifting(facts.lifted, registration.consent_date)) return Stopped{{Code::consent_before_lifting}};
    if (!facts.person) return Stopped{{Code::number_missing}};
    // A node can register nobody without a number: where the field list has run out, the message waits for the next.
    if (!sent("number")) return Held{now + kUntilPossible};
    Message leaving = listed(message, sent);
    leaving.consent_confirmed = consent.confirmed_by_caseworker;
    leaving.lifted = facts.lifted;
    return Clearing::pass(std::move(leaving), listed(*facts.person, sent));
  }
  const bool opened = registration.handover == Handover::acknowledged || registration.handover == Handover::unknown;
  if (!opened) return Stopped{{Code::in_not_registered}};
  if (facts.person_protected || registration.stripped) return Clearing::pass(without_answers(message));
  return Clearing::pass(listed(message, sent));
}

}  // namespace gateway::core
