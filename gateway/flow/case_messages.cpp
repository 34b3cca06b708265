// What leaves for the node of a decision on a case.
#include "gateway/flow/cooperation.h"

namespace gateway::flow {

namespace {

core::Message exit_message(const core::CaseExit& exit, const base::RegistrationId& id) {
  core::Message message;
  message.kind = exit.kind;
  message.registration = id;
  message.date = exit.date;
  message.code = core::id(exit.code);
  message.not_before = exit.not_before;
  return message;
}

}  // namespace

std::vector<core::Message> messages_of(const core::CooperationAct& act, const base::RegistrationId& id,
                                       const core::CooperationDecision& decision) {
  std::vector<core::Message> messages;
  for (const core::CaseExit& exit : decision.exits) messages.push_back(exit_message(exit, id));
  if (!messages.empty()) return messages;
  if (decision.outcome != core::Outcome::accepted && decision.outcome != core::Outcome::proposed) return messages;
  core::Message message;
  message.kind = act.kind == core::ActKind::request ? core::MessageKind::request : core::MessageKind::act;
  message.registration = id;
  message.place = act.office;
  message.act = act.by;
  message.course = act;
  if (decision.task) message.task = decision.task->id;
  messages.push_back(std::move(message));
  return messages;
}

base::Result<StoredFact> store_fact(ports::Cases& cases, const core::CooperationAct& act,
                                    const base::RegistrationId& id, const core::CooperationDecision& decision,
                                    base::Instant now) {
  // What ended before has no exit: that its consent is withdrawn is told as the act that says so.
  const bool closes = act.kind == core::ActKind::interrupt && decision.exits.empty() && decision.after &&
                      decision.after->reading_closed && decision.standing;
  core::CooperationAct told = act;
  if (closes) {
    told.cause = core::EndCause::consent_withdrawn;
    told.happened = decision.standing->withdrawn;
  }
  ports::DecidedAct decided{act, id, std::nullopt, std::nullopt, {}, decision, {}, {}, now};
  decided.messages = messages_of(told, id, decision);
  std::erase_if(decided.messages, [&](const core::Message& m) { return !closes && !core::identity_free(m.kind); });
  decided.why = core::kept_of_fact(act, decision);
  const auto stopped = cases.store(decided);
  if (!stopped) return stopped.error();
  return StoredFact{*stopped, decided.messages.size()};
}

}  // namespace gateway::flow
