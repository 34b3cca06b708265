#include "gateway/core/wrong.h"

#include <algorithm>

#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/protection.h"
#include "gateway/core/explain/facts_used.h"
#include "gateway/core/explain/tell_fact.h"
#include "gateway/core/incident.h"

namespace gateway::core {

namespace {

/// The person's other proposals are not called wrong with this one.
std::vector<CooperationTask> own_tasks(const CaseSituation& situation) {
  const auto own = static_cast<std::ptrdiff_t>(situation.open_tasks.size() - situation.tasks_elsewhere);
  return {situation.open_tasks.begin(), situation.open_tasks.begin() + own};
}

}  // namespace

std::optional<Code> wrong_cause(std::string_view code) {
  for (const Code cause : {Code::wrong_person, Code::registered_without_consent}) {
    if (code == id(cause)) return cause;
  }
  return std::nullopt;
}

bool lifts_bar(const Incident& incident) {
  return state(incident) == IncidentState::closed && incident.close_reason == "mistaken";
}

Decision decide_wrong(const Situation& situation, Code cause, const Circumstances& c) {
  Decision decision;
  decision.basis = facts_told({}, c);
  decision.wrong = cause;
  tell_fact(decision, situation, {{cause}});
  decision.protection_seen = situation.person_protected;
  decision.deceased = situation.deceased;
  decision.standing = situation.standing;
  // A yes that was told is the one that was wrong; only a new one mends it.
  decision.standing->told.reset();
  decision.registration = situation.registration;
  Registration& registration = *decision.registration;
  const bool exit_waits = registration.stage == Stage::exited;
  registration.stage = Stage::voided;
  decision.stop = Stop::all;
  if (registration.handover == Handover::nothing || registration.handover == Handover::refused) return decision;
  // An exit that waits for the day of a withdrawal would hold up this one behind it.
  if (exit_waits) decision.exit_date = c.today;
  Message message;
  message.kind = registration.handover == Handover::acknowledged ? MessageKind::exit : MessageKind::exit_or_void;
  message.registration = registration.id;
  message.date = c.today;
  message.code = id(cause);
  decision.messages.push_back(std::move(message));
  return decision;
}

CooperationDecision decide_wrong_case(const CaseSituation& of_person, Code cause, const Act& by,
                                      const CaseCircumstances& c) {
  CaseSituation situation = of_person;
  situation.open_tasks = own_tasks(of_person);
  CooperationDecision decision;
  decision.basis = basis_of_fact(situation, c);
  decision.outcome = Outcome::unchanged;
  decision.standing = situation.standing;
  if (situation.current && situation.current->form == CaseForm::anonymous) return decision;
  const bool waits = situation.current || !situation.open_tasks.empty();
  if (!waits) return decision;
  decision.outcome = Outcome::accepted;
  decision.stop = Stop::all;
  decision.erase_person = true;
  retract_tasks(decision, situation, by);
  MessageKind kind = MessageKind::exit_or_void;
  if (const auto& current = situation.current) {
    decision.after = of_wrong_person(*current);
    decision.after->exited = true;
    if (current->handover == Handover::nothing) {
      // Nobody else has heard of it: it goes as one goes that is only counted, uncounted.
      decision.after->form = CaseForm::anonymous;
      decision.after->rows.clear();
      decision.reasons = {{cause}};  // Of what is stopped; no exit tells it.
      return decision;
    }
    if (current->exited) decision.exit_date = c.today;
    if (current->handover == Handover::acknowledged) kind = MessageKind::exit;
  }
  decision.exits.push_back({kind, c.today, cause, std::nullopt});
  return decision;
}

bool may_call_wrong(const Directory& directory, const CaseSituation& situation, std::string_view owner,
                    std::string_view organisation) {
  if (organisation.empty()) return false;
  const auto has = [&](const std::string& id) {
    const Office* office = directory.office(id);
    return office != nullptr && office->organisation == organisation;
  };
  if (owner == organisation) return true;
  if (const auto& current = situation.current) return has(current->af_office) || has(current->fk_office);
  const std::vector<CooperationTask> own = own_tasks(situation);
  return std::any_of(own.begin(), own.end(),
                     [&](const CooperationTask& task) { return has(task.act.af_office) || has(task.act.fk_office); });
}

}  // namespace gateway::core
