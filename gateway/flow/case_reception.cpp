#include "gateway/flow/case_reception.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "gateway/core/cooperation/answer_task.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/protection.h"
#include "gateway/core/cooperation/record_task.h"
#include "gateway/core/lift.h"
#include "gateway/core/wrong.h"
#include "gateway/flow/wrong_incident.h"

namespace gateway::flow {

namespace {

using core::Admitted;
using core::MessageKind;
using ports::NodeAnswer;
using MaybeAnswer = base::Result<std::optional<NodeAnswer>>;

NodeAnswer answer_of(const core::CooperationDecision& decision, const core::CaseSituation& situation,
                     const core::CooperationAct& act) {
  const auto& tasks = situation.open_tasks;
  const bool waits =
      std::any_of(tasks.begin(), tasks.end(), [&](const auto& task) { return core::asks_for(task, act); });
  switch (decision.outcome) {
    case core::Outcome::accepted:
      return {Admitted::accepted, {}};
    case core::Outcome::unchanged:
      // The same again: what was accepted then, or still waits.
      return {situation.current && !waits ? Admitted::accepted : Admitted::proposed, {}};
    case core::Outcome::proposed:
      return {Admitted::proposed, {}};
    default:
      return {Admitted::rejected, decision.reasons};
  }
}

/// One message about a case.
class CaseGate {
 public:
  CaseGate(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
           const core::Directory& directory, const std::string& sender, const core::Incoming& incoming)
      : transaction_(transaction),
        around_(around),
        rules_(rules),
        directory_(directory),
        sender_(sender),
        incoming_(incoming),
        message_(incoming.message),
        now_(around.clock.now()),
        today_(day_of(message_.act, around.clock)) {}

  MaybeAnswer act() {
    if (message_.act.organisation != sender_) return foreign();
    std::optional<core::PersonNumber> number;
    if (message_.kind == MessageKind::request) {
      if (!incoming_.person) return refused({core::Code::number_missing});
      auto parsed = core::PersonNumber::parse(incoming_.person->number, today_);
      if (const auto* code = std::get_if<core::Code>(&parsed)) return refused({*code});
      number = std::get<core::PersonNumber>(std::move(parsed));
    }
    const auto known = transaction_.node_situation(incoming_, sender_);
    if (!known) return known.error();
    if (known->voided) return refused({core::Code::registration_voided});
    if (message_.lifted && *message_.lifted > message_.act.on) return refused({core::Code::field_fault, "lifted"});
    if (number && known->registration && known->registration->kind != core::RegistrationKind::cooperation) {
      return refused({core::Code::number_known_by_other_id});
    }
    auto facts = transaction_.cases().facts({message_.registration, number});
    if (!facts) return facts.error();
    // It came, and was given up meanwhile: whoever proposed it hears so by the feed.
    if (number && known->registration && facts->id != message_.registration) {
      return std::optional(NodeAnswer{Admitted::proposed, {}});
    }
    // A request that comes again finds what it has become.
    if (number && facts->id == message_.registration) return came_again(*facts, *number);
    if (!facts->situation.sex && number) facts->situation.sex = number->sex();
    facts->situation.person_protected =
        core::still_protected(facts->situation.person_protected, known->sender_alone, message_.lifted);
    facts->situation.lifted = std::max(facts->situation.lifted, message_.lifted);
    core::CaseCircumstances c = circumstances();
    if (message_.task) {
      const auto kept = transaction_.cases().task(*message_.task);
      if (!kept) return kept.error();
      // It came before, and the sender has not heard so.
      if (*kept && (*kept)->id == message_.registration && (*kept)->task.act.by == message_.act) {
        return std::optional(NodeAnswer{Admitted::proposed, {}});
      }
      if (!*kept) c.new_task = *message_.task;
    }
    core::CooperationDecision decision = core::decide_act(*message_.course, facts->situation, c);
    // Its own word the sender may take back with what would stand by itself; the others' stand.
    const bool stood = decision.outcome == core::Outcome::accepted || decision.outcome == core::Outcome::proposed ||
                       decision.reasons == std::vector<core::Reason>{{core::Code::person_protected}};
    if (number && message_.lifted && stood) {
      auto taken = transaction_.take_back(*number, sender_, *message_.lifted, now_);
      if (!taken) return taken.error();
    }
    if (decision.outcome == core::Outcome::anonymous) {
      // Who says no is counted at home; nothing of it comes here (domain.md §3 c). Whom the node alone knows as
      // protected or dead is counted there, too: it is told (§3 k, q).
      const core::Code cause = decision.reasons.empty() ? core::Code::not_stored : decision.reasons.front().code;
      const auto& died = facts->situation.deceased;
      if (cause == core::Code::person_deceased && died) return refused({cause, died->text()});
      return refused({cause == core::Code::person_protected ? cause : core::Code::person_without_consent});
    }
    NodeAnswer answer = answer_of(decision, facts->situation, *message_.course);
    // The feed tells nothing of a case that is nowhere: of one that does not go on the answer is the same (§2).
    const bool over = decision.task && core::answered(decision.task->state);
    if (over && message_.kind == MessageKind::act) answer.reasons = {{core::Code::case_unknown}};
    const core::CooperationAct& act = *message_.course;
    if (auto stored = keep(act, message_.registration, number, decision, core::kept_of(act, decision)); !stored) {
      return stored.error();
    }
    return std::optional(std::move(answer));
  }

  MaybeAnswer reply() {
    if (message_.act.organisation != sender_) return foreign();
    auto kept = transaction_.cases().task(message_.reply->task);
    if (!kept) return kept.error();
    if (!*kept) return refused({core::Code::registration_unknown});
    ports::KeptTask& task = **kept;
    // Of a task that names no case the confirmation is the case's: it says which one the caseworker recognised.
    const bool recognised = message_.reply->event == core::TaskEvent::confirm && core::names_no_case(task.task);
    if (!recognised && task.id != message_.registration) return refused({core::Code::registration_unknown});
    // The same answer again, word for word: the sender has not heard that it was taken.
    const auto& steps = task.task.steps;
    if (!steps.empty() && steps.back().event == message_.reply->event && steps.back().by == message_.act) {
      return std::optional(NodeAnswer{Admitted::accepted, {}});
    }
    auto facts = transaction_.cases().facts({message_.registration, std::nullopt});
    if (!facts) return facts.error();
    if (recognised) task.task.act.case_id = core::CaseId{message_.registration.bytes};
    const core::CaseCircumstances c = circumstances();
    core::TaskDecision decided;
    switch (message_.reply->event) {
      case core::TaskEvent::confirm:
        decided = core::confirm(task.task, message_.act, facts->situation, c);
        break;
      case core::TaskEvent::reject:
        decided = core::reject(task.task, message_.act, message_.reply->reason, c);
        break;
      default:
        decided =
            core::retract(task.task, message_.act, c, facts->situation.current ? &*facts->situation.current : nullptr);
        break;
    }
    if (decided.decision) {
      // What the rules do not take may all the same have told of a protective fact.
      auto stored = keep(task.task.act, message_.registration, std::nullopt, *decided.decision, std::nullopt);
      if (!stored) return stored.error();
    }
    if (!decided.done) return refused(std::move(decided.reasons));
    task.why = core::kept_of(decided);
    task.task = std::move(decided.task);
    // Nothing at the node ties the case to the record that somebody else has of the person.
    if (recognised) task.task.act.case_id = {};
    if (auto stored = transaction_.cases().store(task, {}, now_); !stored) return stored.error();
    return std::optional(NodeAnswer{Admitted::accepted, {}});
  }

  /// Consent taken back, a death, protection: from any known party, without authority. That it was registered wrongly
  /// only a party to it can know.
  MaybeAnswer protective() {
    const base::RegistrationId& own = message_.registration;
    const auto facts = transaction_.cases().facts({own, std::nullopt});
    if (!facts) return facts.error();
    if (facts->id.empty()) return std::optional<NodeAnswer>();
    if (core::wrong_cause(message_.code)) {
      const auto known = transaction_.node_situation(incoming_, sender_);
      if (!known) return known.error();
      if (!core::may_call_wrong(directory_, facts->situation, known->owner, sender_)) {
        return refused({core::Code::registration_unknown});
      }
    }
    auto ids = cases_of_person();
    if (!ids) return ids.error();
    if (std::find(ids->begin(), ids->end(), own) == ids->end()) ids->push_back(own);
    if (auto told = protect_all(*ids); !told) return told.error();
    return std::optional(NodeAnswer{Admitted::accepted, {}});
  }

  /// What a fact reaches beside the registration that it was told of: a death or protection all that the person has, a
  /// withdrawal what waits on no later consent. To be asked before anything is erased.
  base::Result<std::vector<base::RegistrationId>> cases_of_person() {
    if (core::wrong_cause(message_.code)) return std::vector<base::RegistrationId>();
    const bool withdrawn = message_.code == core::id(core::Code::consent_withdrawn);
    return transaction_.cases().of_same_person(message_.registration, withdrawn);
  }

  base::Result<void> protect_all(const std::vector<base::RegistrationId>& ids) {
    for (const base::RegistrationId& id : ids) {
      if (auto done = protect(id); !done) return done.error();
    }
    return {};
  }

 private:
  base::Result<void> protect(const base::RegistrationId& id) {
    auto facts = transaction_.cases().facts({id, std::nullopt});
    if (!facts) return facts.error();
    if (facts->id.empty()) return {};
    core::CooperationAct told;
    told.kind = core::ActKind::interrupt;
    told.case_id = core::CaseId{id.bytes};
    told.by = {{}, sender_, now_, today_};
    core::CooperationDecision decision;
    if (const auto cause = core::wrong_cause(message_.code)) {
      decision = core::decide_wrong_case(facts->situation, *cause, told.by, circumstances());
      if (decision.outcome == core::Outcome::unchanged) return {};
      const auto opened =
          open_incident(transaction_, {id, *cause, core::Handover::acknowledged, now_, sender_, {}, {}, {}, {}, {}});
      if (!opened) return opened.error();
      if (!*opened) return {};
    } else {
      // Nothing of this has happened later than today.
      const base::Date on = std::min(message_.date.value_or(today_), today_);
      core::note_fact(facts->situation, message_.code, on);
      decision = core::decide_case_fact(facts->situation, sender_, circumstances());
    }
    return keep(told, id, std::nullopt, decision, core::kept_of_fact(told, decision));
  }

  static MaybeAnswer refused(std::vector<core::Reason> reasons) {
    return std::optional(NodeAnswer{Admitted::rejected, std::move(reasons)});
  }
  static MaybeAnswer refused(core::Reason reason) { return refused(std::vector<core::Reason>{std::move(reason)}); }
  MaybeAnswer foreign() const { return refused({core::Code::user_of_other_organisation, message_.act.user}); }

  core::CaseCircumstances circumstances() const {
    return {directory_,
            *rules_.policy,
            today_,
            now_,
            core::CaseId{message_.registration.bytes},
            core::TaskId{around_.random.registration().bytes}};
  }

  MaybeAnswer came_again(const ports::CaseFacts& facts, const core::PersonNumber& number) {
    const auto whose = transaction_.cases().of_person(number);
    if (!whose) return whose.error();
    for (const base::RegistrationId& id : *whose) {
      if (id != facts.id) continue;
      return std::optional(NodeAnswer{facts.situation.current ? Admitted::accepted : Admitted::proposed, {}});
    }
    return refused({core::Code::number_known_by_other_id});
  }

  base::Result<void> keep(const core::CooperationAct& act, const base::RegistrationId& id,
                          const std::optional<core::PersonNumber>& number, core::CooperationDecision& decision,
                          std::optional<core::ActDecision> why) {
    if (decision.after) decision.after->handover = core::Handover::acknowledged;
    ports::DecidedAct decided{act, id, number, std::nullopt, {}, decision, {}, sender_, now_};
    decided.why = std::move(why);
    const bool by_name = decision.after || decision.task;
    if (number && by_name && !decision.erase_person) {
      decided.person = incoming_.person;
      decided.person->number = number->digits();
      decided.person->sex = number->sex();
    }
    const auto stored = transaction_.cases().store(decided);
    return stored ? base::Result<void>() : stored.error();
  }

  ports::Transaction& transaction_;
  const Surroundings& around_;
  const Rules& rules_;
  const core::Directory& directory_;
  const std::string& sender_;
  const core::Incoming& incoming_;
  const core::Message& message_;
  base::Instant now_;
  base::Date today_;
};

}  // namespace

base::Date day_of(const core::Act& act, const ports::Clock& clock) {
  constexpr std::chrono::minutes kClocksApart{2};
  const base::Instant now = clock.now();
  return clock.day_of(std::clamp(act.at, now, now + kClocksApart));
}

base::Result<std::optional<ports::NodeAnswer>> admit_case(ports::Transaction& transaction, const Surroundings& around,
                                                          const Rules& rules, const core::Directory& directory,
                                                          const std::string& sender, const core::Incoming& incoming) {
  CaseGate gate(transaction, around, rules, directory, sender, incoming);
  switch (incoming.message.kind) {
    case MessageKind::request:
    case MessageKind::act:
      return gate.act();
    case MessageKind::reply:
      return gate.reply();
    case MessageKind::exit:
    case MessageKind::exit_or_void:
    case MessageKind::strip:
      return gate.protective();
    default:
      return std::optional<ports::NodeAnswer>();
  }
}

base::Result<std::vector<base::RegistrationId>> cases_beside(ports::Transaction& transaction,
                                                             const Surroundings& around, const Rules& rules,
                                                             const core::Directory& directory,
                                                             const std::string& sender,
                                                             const core::Incoming& incoming) {
  // Consent is taken back of one form of cooperation.
  const bool withdrawn = incoming.message.code == core::id(core::Code::consent_withdrawn);
  if (withdrawn || !core::identity_free(incoming.message.kind)) return std::vector<base::RegistrationId>();
  return CaseGate(transaction, around, rules, directory, sender, incoming).cases_of_person();
}

base::Result<void> protect_cases(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                 const core::Directory& directory, const std::string& sender,
                                 const core::Incoming& incoming, const std::vector<base::RegistrationId>& ids) {
  return CaseGate(transaction, around, rules, directory, sender, incoming).protect_all(ids);
}

}  // namespace gateway::flow
