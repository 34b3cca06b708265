#include "gateway/flow/cooperation.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/cooperation/local_activity.h"
#include "gateway/core/cooperation/record_task.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/flow/parked_acts.h"
#include "gateway/flow/told_of_person.h"

namespace gateway::flow {

namespace {

constexpr std::size_t kPage = 256;
constexpr std::string_view kSource = "register";

template <typename To>
To id_of(const base::RegistrationId& id) {
  return To{id.bytes};
}

/// What is decided under, by the rules now.
struct Under {
  Under(const Surroundings& around_, std::shared_ptr<const core::Directory> directory_)
      : around(around_),
        rules(around_.rules()),
        directory(std::move(directory_)),
        now(around_.clock.now()),
        today(around_.clock.day_of(now)) {}

  core::CaseCircumstances circumstances(const base::RegistrationId& new_case) const {
    return {*directory,
            *rules.policy,
            today,
            now,
            id_of<core::CaseId>(new_case),
            id_of<core::TaskId>(around.random.registration()),
            false};
  }

  const Surroundings& around;
  Rules rules;
  std::shared_ptr<const core::Directory> directory;
  base::Instant now;
  base::Date today;
};

base::Result<Under> under(ports::Transaction& transaction, const Surroundings& around) {
  auto directory = transaction.directory();
  if (!directory) return directory.error();
  return Under(around, std::move(*directory));
}

/// The node has told whether there is consent, never by which form: any that covers registration stands for it here.
/// The node weighs the true one.
void take_told_consent(core::CooperationAct& act, const core::Policy& policy, base::Date today) {
  if (!act.consent || !act.consent->consent.form.empty()) return;
  const base::Date on = act.consent->consent.date.value_or(today);
  for (const core::ConsentForm& form : policy.forms) {
    if (policy.covers_registration(form.name, core::CooperationForm::af_fk, on)) act.consent->consent.form = form.name;
  }
}

/// What no rule has to judge: there is nobody whom it is about, or no such case.
base::Result<ActAnswer> refused(ports::Cases& cases, const Under& u, const ports::AskedAct& asked,
                                const core::CooperationAct& act, core::Reason reason) {
  core::CooperationDecision decision;
  decision.reasons.push_back(std::move(reason));
  decision.basis = core::basis_of_refusal(act, u.circumstances({}));
  ports::DecidedAct decided{act, {}, std::nullopt, std::nullopt, asked.key, decision, {}, {}, u.now};
  decided.why = core::kept_of(act, decision);
  if (const auto stored = cases.store(decided); !stored) return stored.error();
  ActAnswer answer;
  answer.reasons = std::move(decision.reasons);
  return answer;
}

/// What cannot be stored is told to whoever asked, and kept nowhere.
ActAnswer not_stored() {
  ActAnswer answer;
  answer.reasons.push_back({core::Code::not_stored});
  return answer;
}

ActAnswer said_before() {
  ActAnswer answer;
  answer.outcome = core::Outcome::unchanged;
  return answer;
}

ActAnswer answer_of(const core::CooperationDecision& decision) {
  ActAnswer answer;
  answer.outcome = decision.outcome;
  answer.reasons = decision.reasons;
  answer.warnings = decision.warnings;
  answer.missing = decision.missing;
  if (decision.after) answer.state = decision.after->state;
  return answer;
}

/// What an act does to figures and answers, where whoever asks may see the case; of a request all of it is their own.
void tell_changes(ActAnswer& answer, const Under& u, const core::CooperationAct& act,
                  const core::CaseSituation& situation, const core::CooperationDecision& decision) {
  const auto& current = situation.current;
  const bool own =
      act.kind == core::ActKind::request && !(current && decision.after && decision.after->id == current->id);
  const bool sees = current && core::may_see(*u.directory, act.by.user, *current, u.today);
  if (own || sees) answer.figures = core::figure_changes(decision, situation);
  const bool taken = decision.outcome == core::Outcome::accepted || decision.outcome == core::Outcome::proposed;
  if (sees && taken) answer.changes = core::answer_changes(act, *current);
}

/// Whose death an act tells, where it does: by their number, or by that of the case.
std::optional<core::PersonNumber> dead_in(ports::Transaction& transaction, const core::CooperationAct& act,
                                          const std::optional<core::PersonNumber>& number) {
  if (!core::protective(act) || act.cause != core::EndCause::deceased) return std::nullopt;
  if (number) return number;
  auto known = transaction.whose(base::RegistrationId{act.case_id.bytes});
  // What is damaged in the person's row keeps nobody alive in the case.
  return known ? std::move(*known) : std::nullopt;
}

base::Result<ActAnswer> act_one(ports::Transaction& transaction, const Under& u, const ports::AskedAct& asked,
                                const Anew* anew = nullptr) {
  core::CooperationAct act = asked.act;
  act.by.organisation = u.rules.organisation;
  if (act.by.at == base::Instant{} || act.by.at > u.now) act.by.at = u.now;
  act.by.on = u.around.clock.day_of(act.by.at);
  ports::Cases& cases = transaction.cases();
  std::optional<core::PersonNumber> number;
  if (asked.person && !asked.person->number.empty()) {
    auto parsed = core::PersonNumber::parse(asked.person->number, u.today);
    if (const auto* code = std::get_if<core::Code>(&parsed)) return refused(cases, u, asked, act, {*code});
    number = std::get<core::PersonNumber>(std::move(parsed));
  }
  const bool request = act.kind == core::ActKind::request;
  if (request && !number) return refused(cases, u, asked, act, {core::Code::number_missing});

  const auto known = cases.known(asked.key);
  if (!known) return known.error();
  // What protects is judged as often as it is told.
  if (*known && !core::protective(act)) return said_before();
  auto facts = cases.facts({base::RegistrationId{act.case_id.bytes}, number});
  if (!facts) return facts.error();
  core::CaseSituation& situation = facts->situation;
  if (!situation.sex && number) situation.sex = number->sex();
  if (facts->of_another_kind) return refused(cases, u, asked, act, {core::Code::case_unknown});
  if (!request && number && facts->id.empty() && act.case_id.empty()) {
    auto taken = take_back_parked(cases, *u.directory, act, *number, u.now);
    if (!taken) return taken.error();
    if (*taken) return **taken;
  }
  if (anew != nullptr && anew->deceased) situation.deceased = anew->deceased;
  if (!request && act.case_id.empty()) act.case_id = core::CaseId{facts->id.bytes};
  const bool elsewhere = facts->id.bytes != act.case_id.bytes;
  // Of a case that is elsewhere the node judges, once.
  if (*known && (elsewhere || facts->id.empty())) return said_before();

  if (!asked.activity.empty()) {
    const std::string_view office = situation.current ? std::string_view(situation.current->af_office) : "";
    if (auto reason = core::take_activity(act, asked.activity, office, u.rules.catalogue.get())) {
      return refused(cases, u, asked, act, std::move(*reason));
    }
  }
  const base::RegistrationId fresh = u.around.random.registration();
  core::CooperationDecision decision = core::decide_act(act, situation, u.circumstances(fresh));
  if (anew != nullptr && !anew->told && !anew->protects && decision.outcome == core::Outcome::parked &&
      decision.reasons == anew->waited_for) {
    return answer_of(decision);
  }
  ports::DecidedAct decided{act, fresh, number, std::nullopt, asked.key, decision, {}, {}, u.now};
  if (!request) decided.id = base::RegistrationId{act.case_id.bytes};
  if (decision.after) decided.id = base::RegistrationId{decision.after->id.bytes};
  decided.messages = messages_of(act, decided.id, decision);
  decided.why = core::kept_of(act, decision);
  const bool kept = !decided.messages.empty() || decision.after;
  if (kept && request && asked.person) {
    decided.person = asked.person;
    decided.person->number = number->digits();
    decided.person->sex = number->sex();
  }
  const auto dead = dead_in(transaction, act, number);
  if (const auto stored = cases.store(decided); !stored) return stored.error();
  if (request) {
    if (auto on = keep_or_drop(cases, {asked.key, act, asked.person}, *number, decision, anew, u.now); !on) {
      return on.error();
    }
  }
  // Consent that is taken back is so of what waits for it, too.
  if (number && core::protective(act) && act.cause == core::EndCause::consent_withdrawn) {
    core::Consent withdrawn;
    withdrawn.withdrawn = std::min(act.happened.value_or(u.today), u.today);
    Receipt unheard;
    const auto told = decide_parked_of(transaction, u.around, *number, {withdrawn, {}}, unheard);
    if (!told) return told.error();
  }
  // Whoever has died has died in everything that is here, whichever case the act named.
  if (dead && decision.outcome != core::Outcome::rejected) {
    const ProtectiveFact death{false, std::min(act.happened.value_or(u.today), u.today)};
    const auto told = reach_others(transaction, u.around, u.rules, *dead, death, {act.by.user, {}, {}, decided.id});
    if (!told) return told.error();
  }
  ActAnswer answer = answer_of(decision);
  if (!elsewhere || request) tell_changes(answer, u, act, situation, decision);
  if (kept) answer.id = decided.id;
  return answer;
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
  bool recognised = false;             ///< The case is the caseworker's word: the task itself names none.
  std::optional<core::Reason> reason;  ///< Why it can be weighed against none.
};

base::Result<Weighed> weighed(ports::Cases& cases, const Under& u, const ports::KeptTask& kept, const core::Act& by,
                              const std::optional<base::RegistrationId>& of) {
  Weighed result{kept.task, {}, false, std::nullopt};
  auto facts = cases.facts({kept.id, std::nullopt});
  if (!facts) return facts.error();
  // Of a record, another party's or of the own source.
  const bool of_record = facts->of_another_kind || (facts->id == kept.id && !facts->situation.current);
  const bool nameless = kept.task.act.kind != core::ActKind::request && of_record;
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
  take_told_consent(result.task.act, *u.rules.policy, u.today);
  return result;
}

base::Error no_such_task() {
  return base::rejected(
      "ingen uppgift har det id:t vid ett kontor där användaren har roll och uppdrag / there is no task of this id at "
      "an office where the user has role and assignment");
}

}  // namespace

base::Result<ActAnswer> decide_anew(ports::Transaction& transaction, const Surroundings& around,
                                    const ports::AskedAct& asked, const Anew& anew) {
  const auto u = under(transaction, around);
  if (!u) return u.error();
  return act_one(transaction, *u, asked, &anew);
}

base::Result<std::vector<ActAnswer>> Cooperation::act(std::vector<ports::AskedAct> asked, bool dry_run) {
  std::vector<ActAnswer> answers;
  for (std::size_t from = 0; from < asked.size(); from += kPage) {
    const std::span page = std::span(asked).subspan(from, std::min(kPage, asked.size() - from));
    std::vector<ActAnswer> of_page;
    auto stored = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
      of_page.clear();
      const auto u = under(transaction, around_);
      if (!u) return u.error();
      ports::PageCounts counts;
      for (const ports::AskedAct& one : page) {
        ActAnswer answer;
        auto done = transaction.attempt([&]() -> base::Result<void> {
          auto decided = act_one(transaction, *u, one);
          if (!decided) return decided.error();
          answer = std::move(*decided);
          return {};
        });
        if (!done && done.error().fault != base::Fault::reject) return done;
        // What the ledger holds of just this is damaged: it holds up nobody else.
        if (!done) answer = not_stored();
        counts.add(answer.outcome);
        of_page.push_back(std::move(answer));
      }
      if (dry_run) return base::Error{base::Fault::stop, "a dry run stores nothing"};
      return transaction.store_page(kSource, {}, {}, {}, counts, u->now);
    });
    const bool rehearsed = dry_run && !stored && stored.error().fault == base::Fault::stop;
    if (!stored && !rehearsed) return stored.error();
    std::move(of_page.begin(), of_page.end(), std::back_inserter(answers));
  }
  return answers;
}

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
    if (!core::may_see(*u->directory, by, (*kept)->task)) return no_such_task();
    auto against = weighed(transaction.cases(), *u, **kept, by, of);
    if (!against) return against.error();
    const core::CaseCircumstances c = u->circumstances((*kept)->id);
    core::TaskDifference difference;
    if (against->reason) {
      difference.reasons.push_back(*against->reason);
    } else {
      difference = core::difference(against->task, by, against->situation, c);
    }
    const bool may_answer = core::may_answer(against->task, by, c);
    shown = ShownTask{std::move(**kept), std::move(difference), may_answer, std::nullopt};
    const core::CaseSituation& situation = against->situation;
    const auto& current = situation.current;
    if (!may_answer || situation.person_protected || (current && current->reading_closed)) return {};
    if (core::names_no_case(shown->kept.task)) return {};  // Nor whom it is about, where the own source knows it.
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
    if (!core::may_see(*u->directory, by, task.task)) return no_such_task();
    const core::CaseCircumstances c = u->circumstances(task.id);
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
      decided = core::retract(task.task, by, c);
    }
    answer.done = decided.done;
    answer.reasons = std::move(decided.reasons);
    if (!decided.done) return {};
    // The case itself changes when the node has confirmed, and tells so.
    task.why = core::kept_of(decided);
    task.task = std::move(decided.task);
    core::Message message = reply_message(task, reply, by);
    if (recognised) message.registration = *of;
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
