#include "gateway/core/clear.h"

#include "gateway/core/assignment/act.h"

namespace gateway::core {

struct Clearing {
  static Clearance pass(Message message, std::optional<Person> person = std::nullopt) {
    return Cleared(std::move(message), std::move(person));
  }
};

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

void keep(const Policy& policy, std::string_view field, std::string& value) {
  if (!policy.sends(field)) value.clear();
}

Message listed(Message message, const Policy& policy) {
  keep(policy, "education", message.answers.education);
  keep(policy, "income_source_before", message.answers.income_source_before);
  keep(policy, "employment_before", message.answers.employment_before);
  keep(policy, "end_reason", message.answers.end_reason);
  keep(policy, "income_source_after", message.answers.income_source_after);
  keep(policy, "employment_after", message.answers.employment_after);
  return message;
}

Person listed(Person person, const Policy& policy) {
  keep(policy, "number", person.number);
  keep(policy, "given_name", person.given_name);
  keep(policy, "family_name", person.family_name);
  if (!policy.sends("sex")) person.sex.reset();
  return person;
}

/// Why the act was not one its user might do, on the day it was done.
std::vector<Reason> act_faults(const Directory& directory, const Message& message) {
  return core::act_faults(directory, message.act, message.act.organisation, message.place);
}

}  // namespace

Clearance clear(const Message& message, const ClearFacts& facts, const Directory& directory, const Policy& policy,
                base::Date today, base::Instant now) {
  if (message.not_before && now < *message.not_before) return Held{*message.not_before};
  if (identity_free(message.kind)) return Clearing::pass(bare(message));
  if (message.kind == MessageKind::totals) return Clearing::pass(message);
  if (!facts.registration || facts.registration->stage == Stage::voided) return Stopped{{Code::registration_voided}};
  const Registration& registration = *facts.registration;
  if (registration.stage == Stage::exited) return Stopped{{Code::already_out}};
  if (message.kind == MessageKind::task) return Clearing::pass(without_answers(message));

  const Consent recorded{ConsentAnswer::given, registration.consent_form, registration.consent_date, std::nullopt};
  const ConsentView consent = weigh_consent(recorded, false, facts.standing, policy, today);
  if (consent.state != ConsentState::given) return Stopped{{Code::consent_withdrawn}};
  if (const auto faults = act_faults(directory, message); !faults.empty()) return Stopped{faults.front()};
  if (message.kind == MessageKind::in) {
    if (facts.person_protected || registration.stripped) return Stopped{{Code::person_protected}};
    if (!facts.person) return Stopped{{Code::number_missing}};
    return Clearing::pass(listed(message, policy), listed(*facts.person, policy));
  }
  const bool opened = registration.handover == Handover::acknowledged || registration.handover == Handover::unknown;
  if (!opened) return Stopped{{Code::in_not_registered}};
  if (facts.person_protected || registration.stripped) return Clearing::pass(without_answers(message));
  return Clearing::pass(listed(message, policy));
}

}  // namespace gateway::core
