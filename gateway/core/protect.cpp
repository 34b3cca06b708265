#include "gateway/core/protect.h"

#include "gateway/core/cooperation/faults.h"

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

/// §3 i: of a withdrawal after the end nothing is sent. FK, which is the controller, is told by somebody here.
void tell_fk(Decision& decision, const ProtectiveFacts& facts, base::Date date, const Circumstances& c) {
  if (facts.fk_told || decision.registration->kind == RegistrationKind::task) return;
  if (part_of(c.directory, c.organisation) == Part::fk) return;
  if (c.policy.assumed(Assumption::withdrawn_after_end, c.today) != Assumed::tell_fk) return;
  decision.for_fk = date;
}

/// Ends the registration by withdrawal or death: what never left is counted, what may have left gets one exit, what the
/// node had ended before that day is left as it is (§3 i).
void end(Decision& decision, const ProtectiveFacts& facts, Code cause, base::Date date,
         std::optional<base::Instant> not_before, const Circumstances& c) {
  Registration& registration = *decision.registration;
  if (registration.handover == Handover::nothing) {
    count_instead(decision, facts.sex, cause, date);
    return;
  }
  const bool out = registration.stage == Stage::out && registration.end && date >= *registration.end;
  if (out && registration.out_acknowledged) {
    if (cause == Code::consent_withdrawn) tell_fk(decision, facts, date, c);
    return;
  }
  registration.stage = Stage::exited;
  const bool known = registration.handover == Handover::acknowledged;
  decision.stop = Stop::all;
  Message exit = message_of(known ? MessageKind::exit : MessageKind::exit_or_void, registration,
                            out ? *registration.end : date, cause);
  // Whether the node has it must be known now (§3 f); only an exit of what it surely has can wait for its date.
  if (known) exit.not_before = not_before;
  decision.messages.push_back(std::move(exit));
}

void hide(Decision& decision, const ProtectiveFacts& facts, const Circumstances& c) {
  Registration& registration = *decision.registration;
  if (registration.stripped || registration.kind == RegistrationKind::task) return;
  if (registration.handover == Handover::nothing) {
    count_instead(decision, facts.sex, Code::person_protected, std::nullopt);
    return;
  }
  registration.stripped = true;
  if (registration.handover == Handover::unknown) decision.stop = Stop::opening;
  decision.messages.push_back(message_of(MessageKind::strip, registration, c.today, Code::person_protected));
}

/// Whether the identity is gone with the consent, or nothing ever had it. A death alone leaves the name where it is.
bool taken_back(const Registration& registration, const ConsentView& consent, bool dead) {
  if (registration.stage == Stage::voided) return true;
  return registration.stage == Stage::exited && consent.state == ConsentState::withdrawn && !dead;
}

}  // namespace

void count_instead(Decision& decision, std::optional<Sex> sex, Code cause, std::optional<base::Date> date) {
  Registration& registration = *decision.registration;
  registration.stage = Stage::voided;
  decision.stop = Stop::all;
  if (registration.kind != RegistrationKind::participation || !sex) return;
  decision.note = Note{registration.place, registration.start.year(), *sex, cause, date};
  decision.counts.push_back({registration.place, registration.start.year(), *sex, 1});
}

void apply_protective_facts(Decision& decision, const ProtectiveFacts& facts, const Circumstances& c) {
  Registration& registration = *decision.registration;
  if (registration.stage == Stage::voided) return;
  if (registration.stage == Stage::exited) {
    const bool told_now = facts.standing.withdrawal_assumed && facts.consent.state == ConsentState::withdrawn &&
                          !facts.consent.date_assumed;
    if (told_now) decision.exit_date = facts.consent.date;
    if (facts.is_protected && !taken_back(registration, facts.consent, facts.deceased.has_value()))
      hide(decision, facts, c);
    return;
  }
  if (facts.consent.state == ConsentState::withdrawn) {
    std::optional<base::Instant> not_before;
    if (facts.consent.date_assumed) {
      not_before = c.now + std::chrono::days(c.policy.threshold(Threshold::withdrawal_wait_days, c.today));
    }
    end(decision, facts, Code::consent_withdrawn, *facts.consent.date, not_before, c);
  } else if (facts.deceased) {
    end(decision, facts, Code::person_deceased, *facts.deceased, std::nullopt, c);
  }
  if (facts.is_protected && !taken_back(registration, facts.consent, facts.deceased.has_value()))
    hide(decision, facts, c);
}

}  // namespace gateway::core
