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

/// How soon a message is looked at again that no field list lets through.
constexpr std::chrono::hours kUntilListed{1};

/// What of a person the node may be told today.
struct Sent {
  const Policy& policy;
  base::Date today;

  bool operator()(std::string_view field) const { return policy.sends(Flow::municipality_to_sus, field, today); }
};

void keep(const Sent& sent, std::string_view field, std::string& value) {
  if (!value.empty() && !sent(field)) value.clear();
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

Person listed(Person person, const Sent& sent) {
  keep(sent, "number", person.number);
  keep(sent, "given_name", person.given_name);
  keep(sent, "family_name", person.family_name);
  if (!sent("sex")) person.sex.reset();
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
  const Sent sent{policy, today};
  if (message.kind == MessageKind::in) {
    if (facts.person_protected || registration.stripped) return Stopped{{Code::person_protected}};
    if (!facts.person) return Stopped{{Code::number_missing}};
    // A node can register nobody without a number: where the field list has run out, the message waits for the next.
    if (!sent("number")) return Held{now + kUntilListed};
    return Clearing::pass(listed(message, sent), listed(*facts.person, sent));
  }
  const bool opened = registration.handover == Handover::acknowledged || registration.handover == Handover::unknown;
  if (!opened) return Stopped{{Code::in_not_registered}};
  if (facts.person_protected || registration.stripped) return Clearing::pass(without_answers(message));
  return Clearing::pass(listed(message, sent));
}

}  // namespace gateway::core
