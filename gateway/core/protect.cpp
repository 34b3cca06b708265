#include "gateway/core/protect.h"

namespace gateway::core {

namespace {

Message message_of(MessageKind kind, const Registration& registration, base::Date date, Code code) {
  Message message;
  message.kind = kind;
  message.registration = registration.id;
  message.date = date;
  message.code = id(code);
  return message;
}

/// What never reached the node is counted instead of registered; a task is somebody else's to count.
void count_instead(Decision& decision, const Situation& situation, Code cause, std::optional<base::Date> date) {
  Registration& registration = *decision.registration;
  registration.stage = Stage::voided;
  decision.stop = Stop::all;
  if (registration.kind == RegistrationKind::task || !situation.sex) return;
  decision.note = Note{registration.place, registration.start.year(), *situation.sex, cause, date};
  decision.counts.push_back({registration.place, registration.start.year(), *situation.sex, 1});
}

void withdraw(Decision& decision, const Situation& situation, const ConsentView& consent, const Circumstances& c) {
  Registration& registration = *decision.registration;
  const base::Date date = *consent.date;
  if (registration.handover == Handover::nothing) {
    count_instead(decision, situation, Code::consent_withdrawn, date);
    return;
  }
  const bool ended_before = registration.stage == Stage::out && registration.end && date >= *registration.end;
  const bool known = registration.handover == Handover::acknowledged;
  registration.stage = Stage::exited;
  decision.stop = Stop::all;
  if (known && ended_before) return;  // §3 i: nothing is sent
  Message exit =
      message_of(known ? MessageKind::exit : MessageKind::exit_or_void, registration, date, Code::consent_withdrawn);
  if (consent.date_assumed) exit.not_before = c.now + c.policy.withdrawal_date_wait;
  decision.messages.push_back(std::move(exit));
}

void hide(Decision& decision, const Situation& situation, const Circumstances& c) {
  Registration& registration = *decision.registration;
  if (registration.stripped || registration.kind == RegistrationKind::task) return;
  if (registration.handover == Handover::nothing) {
    count_instead(decision, situation, Code::person_protected, std::nullopt);
    return;
  }
  registration.stripped = true;
  if (registration.handover == Handover::unknown) decision.stop = Stop::opening;
  decision.messages.push_back(message_of(MessageKind::strip, registration, c.today, Code::person_protected));
}

}  // namespace

void apply_protective_facts(Decision& decision, const Situation& situation, const ConsentView& consent,
                            bool is_protected, std::optional<base::Date> deceased, const Circumstances& c) {
  Registration& registration = *decision.registration;
  if (registration.stage == Stage::voided) return;
  if (registration.stage == Stage::exited) {
    const bool told_now =
        situation.standing.withdrawal_assumed && consent.state == ConsentState::withdrawn && !consent.date_assumed;
    if (told_now) decision.exit_date = consent.date;
    return;
  }
  if (consent.state == ConsentState::withdrawn) {
    withdraw(decision, situation, consent, c);
    return;
  }
  if (is_protected) hide(decision, situation, c);
  if (deceased && registration.stage == Stage::in) {
    registration.stage = Stage::exited;
    decision.messages.push_back(message_of(MessageKind::exit, registration, *deceased, Code::person_deceased));
  }
}

}  // namespace gateway::core
