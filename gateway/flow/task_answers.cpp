// What is done to tasks: shown, answered, fallen due.
#include <algorithm>
#include <utility>

#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/record_task.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/flow/cooperation.h"
#include "gateway/flow/under.h"

namespace gateway::flow {

namespace {

constexpr std::size_t kPage = 256;

/// Any form that covers the purpose, where the node has told that there is consent and, as always, not by which form.
/// The node weighs the true one.
void take_told_consent(std::optional<core::CaseConsent>& consent, std::string_view purpose, const core::Policy& policy,
                       base::Date today) {
  if (!consent || !consent->consent.form.empty()) return;
  const base::Date on = consent->consent.date.value_or(today);
  for (const core::ConsentForm& form : policy.forms) {
    if (policy.covers(form.name, purpose, core::CooperationForm::af_fk, on)) consent->consent.form = form.name;
  }
}

core::Message reply_message(const ports::KeptTask& kept, const core::TaskReply& reply, const core::Act& by) {
  core::Message message;
  message.kind = core::MessageKind::reply;
  message.registration = kept.id;
  message.act = by;
  message.reply = reply;
  message.place = reply.event == core::TaskEvent::retract ? kept.task.act.office : kept.task.office;
  return message;
}

/// What a task is weighed against: the case it is about, or the one that somebody has recognised in it.
struct Weighed {
  core::CooperationTask task;
  core::CaseSituation situation;
  bool of_record = false;              ///< It comes of a record and names no case.
  bool recognised = false;             ///< The case is the caseworker's word: the task itself names none.
  std::optional<core::Reason> reason;  ///< Why it can be weighed against none.
};

base::Result<Weighed> weighed(ports::Cases& cases, const Under& u, const ports::KeptTask& kept, const core::Act& by,
                              const std::optional<base::RegistrationId>& of) {
  Weighed result{kept.task, {}, false, false, std::nullopt};
  auto facts = cases.facts({kept.id, std::nullopt});
  if (!facts) return facts.error();
  // Of a record, another party's or of the own source.
  const bool of_record = facts->of_another_kind || (facts->id == kept.id && !facts->situation.current);
  const bool nameless = kept.task.act.kind != core::ActKind::request && of_record;
  result.of_record = nameless;
  if (!nameless && of && *of != kept.id) {
    return base::rejected(
        "uppgiften säger vilket ärende den gäller: utelämna ärendenumret / the task says which case it is about: leave "
        "the case number out");
  }
  if (nameless && !of) result.reason = core::Reason{core::Code::task_names_no_case};
  if (nameless && of) {
    facts = cases.facts({*of, std::nullopt});
    if (!facts) return facts.error();
    const auto& course = facts->situation.current;
    const bool seen = course && core::may_see(*u.directory, by.user, *course, u.today);
    if (!seen) result.reason = core::Reason{core::Code::case_unknown};
    result.recognised = true;
    result.task.act.case_id = id_of<core::CaseId>(*of);
  }
  result.situation = std::move(facts->situation);
  take_told_consent(result.task.act.consent, "registration", *u.rules.policy, u.today);
  take_told_consent(result.task.act.mapping_consent, core::kMapping, *u.rules.policy, u.today);
  return result;
}

/// The case that the task is about as it stands, where it is one of the cooperation: its proposals are also those of
/// the office that it has come to since.
base::Result<std::optional<core::CooperationCase>> course_of(ports::Cases& cases, const ports::KeptTask& task) {
  auto facts = cases.facts({task.id, std::nullopt});
  if (!facts) return facts.error();
  return std::move(facts->situation.current);
}

base::Error no_such_task() {
  return base::rejected(
      "ingen uppgift har det id:t vid ett kontor där användaren har roll och uppdrag / there is no task of this id at "
      "an office where the user has role and assignment");
}

}  // namespace

base::Result<ShownTask> Cooperation::show(const core::TaskId& task, const std::string& user,
                                          const std::optional<base::RegistrationId>& of) {
  std::optional<ShownTask> shown;
  auto looked = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto u = under(transaction, around_);
    if (!u) return u.error();
    auto kept = transaction.cases().task(task);
    if (!kept) return kept.error();
    if (!*kept) return no_such_task();
    const core::Act by{user, u->rules.organisation, u->now, u->today};
    const core::CaseCircumstances c = u->circumstances((*kept)->id);
    const auto course = course_of(transaction.cases(), **kept);
    if (!course) return course.error();
    const bool own = *course && core::may_retract((*kept)->task, by, c, &**course);
    if (!own && !core::may_see(*u->directory, by, (*kept)->task)) return no_such_task();
    if (core::answered((*kept)->task.state)) {
      shown = ShownTask{std::move(**kept), {}, false, std::nullopt};
      return {};
    }
    auto against = weighed(transaction.cases(), *u, **kept, by, of);
    if (!against) return against.error();
    core::TaskDifference difference;
    if (against->reason) {
      difference.reasons.push_back(*against->reason);
    } else {
      difference = core::difference(against->task, by, against->situation, c);
    }
    const bool may_answer = core::may_answer(against->task, by, c);
    // What another organisation answers nothing here is in the way of.
    const core::Office* answers = u->directory->office((*kept)->task.office);
    if (answers == nullptr || answers->organisation != u->rules.organisation) difference.reasons.clear();
    shown = ShownTask{std::move(**kept), std::move(difference), may_answer, std::nullopt};
    const core::CaseSituation& situation = against->situation;
    const auto& current = situation.current;
    if (!may_answer || situation.person_protected || (current && current->reading_closed)) return {};
    if (against->of_record) return {};  // Nor whom it is about, where the own source knows it.
    auto person = transaction.cases().person(shown->kept.id);
    if (!person) return person.error();
    shown->person = std::move(*person);
    return {};
  });
  if (!looked) return looked.error();
  return std::move(*shown);
}

base::Result<ReplyAnswer> Cooperation::reply(const core::TaskReply& reply, const std::string& user,
                                             const std::optional<base::RegistrationId>& of) {
  ReplyAnswer answer;
  auto done = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    answer = {};
    const auto u = under(transaction, around_);
    if (!u) return u.error();
    auto kept = transaction.cases().task(reply.task);
    if (!kept) return kept.error();
    if (!*kept) return no_such_task();
    ports::KeptTask& task = **kept;
    const core::Act by{user, u->rules.organisation, u->now, u->today};
    const core::CaseCircumstances c = u->circumstances(task.id);
    const auto known = course_of(transaction.cases(), task);
    if (!known) return known.error();
    const core::CooperationCase* course = *known ? &**known : nullptr;
    const bool retracts = reply.event == core::TaskEvent::retract;
    const bool own = retracts && course != nullptr && core::may_retract(task.task, by, c, course);
    if (!own && !core::may_see(*u->directory, by, task.task)) return no_such_task();
    core::TaskDecision decided;
    bool recognised = false;
    if (reply.event == core::TaskEvent::confirm) {
      const auto against = weighed(transaction.cases(), *u, task, by, of);
      if (!against) return against.error();
      if (against->reason) {
        answer.reasons.push_back(*against->reason);
        return {};
      }
      recognised = against->recognised;
      decided = core::confirm(against->task, by, against->situation, c);
    } else if (reply.event == core::TaskEvent::reject) {
      decided = core::reject(task.task, by, reply.reason, c);
    } else {
      decided = core::retract(task.task, by, c, course);
    }
    answer.done = decided.done;
    answer.reasons = std::move(decided.reasons);
    if (!decided.done) return {};
    // The case itself changes when the node has confirmed, and tells so.
    task.why = core::kept_of(decided);
    task.task = std::move(decided.task);
    core::Message message = reply_message(task, reply, by);
    if (recognised) message.registration = *of;
    if (own) message.place = core::office_to_retract(task.task, by, c, course);
    return transaction.cases().store(task, {std::move(message)}, u->now);
  });
  if (!done) return done.error();
  return answer;
}

base::Result<std::size_t> Cooperation::fall_due() {
  std::size_t fallen = 0;
  auto done = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    fallen = 0;
    const base::Instant now = around_.clock.now();
    const base::Date today = around_.clock.day_of(now);
    auto overdue = transaction.cases().overdue(today, kPage);
    if (!overdue) return overdue.error();
    for (ports::KeptTask& kept : *overdue) {
      core::TaskDecision decided = core::fall_due(kept.task, today, now);
      if (!decided.done) continue;
      kept.task = std::move(decided.task);
      if (auto stored = transaction.cases().store(kept, {}, now); !stored) return stored;
      ++fallen;
    }
    return {};
  });
  if (!done) return done.error();
  return fallen;
}

}  // namespace gateway::flow
