#include "gateway/flow/cooperation.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "gateway/core/assignment/act.h"
#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/local_activity.h"
#include "gateway/core/cooperation/named_responsible.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/sight.h"
#include "gateway/flow/parked_acts.h"
#include "gateway/flow/told_of_person.h"
#include "gateway/flow/under.h"

namespace gateway::flow {

namespace {

constexpr std::size_t kPage = 256;
constexpr std::string_view kSource = "register";

/// What no rule has to judge: there is nobody whom it is about, or no such case.
base::Result<ActAnswer> refused(ports::Cases& cases, const Under& u, const ports::AskedAct& asked,
                                const core::CooperationAct& act, core::Reason reason,
                                const core::LocalActivity* activity = nullptr) {
  core::CooperationDecision decision;
  decision.reasons.push_back(std::move(reason));
  decision.basis = core::basis_of_refusal(act, u.circumstances({}));
  if (activity != nullptr) core::add_activity(decision.basis, *activity);
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

/// What the own organisation has proposed to a case that only the node has, and what waits there still, is not proposed
/// a second time.
base::Result<void> look_for_same(ports::Cases& cases, core::CooperationDecision& decision) {
  if (decision.outcome != core::Outcome::proposed || !decision.task) return {};
  const core::CooperationAct& act = decision.task->act;
  const auto tasks = cases.tasks_of(base::RegistrationId{act.case_id.bytes});
  if (!tasks) return tasks.error();
  if (std::none_of(tasks->begin(), tasks->end(), [&](const auto& task) { return core::asks_for(task, act); }))
    return {};
  decision.outcome = core::Outcome::unchanged;
  decision.reasons.clear();
  decision.task.reset();
  return {};
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

/// What else is kept of whom an act tells a protective fact. Asked for before the act is stored: what links the
/// person's numbers may go with the case.
base::Result<Others> others_told(ports::Transaction& transaction, const core::CooperationAct& act,
                                 const std::optional<core::PersonNumber>& number, const base::RegistrationId& of_case) {
  if (!number || !core::protective(act)) return Others();
  return others_of(transaction, *number, {act.by.user, {}, {}, of_case});
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

  const std::string note_key = request && asked.key.empty() ? core::made_key(act, number->digits()) : std::string();
  const auto known = cases.known(note_key.empty() ? asked.key : note_key);
  if (!known) return known.error();
  // What protects is judged as often as it is told.
  if (*known && !core::protective(act)) return said_before();
  const base::RegistrationId of_case = request ? base::RegistrationId() : base::RegistrationId{act.case_id.bytes};
  auto facts = cases.facts({of_case, number});
  if (!facts) return facts.error();
  core::CaseSituation& situation = facts->situation;
  if (!situation.sex && number) situation.sex = number->sex();
  // Where the number is somebody else's nothing happens to either, whatever is told.
  if (facts->of_another_kind) return refused(cases, u, asked, act, {core::Code::case_unknown});
  // An end is of the case that is open; where there is none, of what waits, and of an ended case after that.
  const bool open = situation.current && situation.current->open();
  if (!request && number && !open && act.case_id.empty()) {
    auto taken = take_back_parked(cases, u, act, *number);
    if (!taken) return taken.error();
    if (*taken) return **taken;
  }
  if (anew != nullptr && anew->deceased) situation.deceased = anew->deceased;
  // What waited was not counted, whoever else was in its year; and without a key nobody said that it came before.
  if (anew != nullptr || asked.key.empty()) situation.counted_years.clear();
  if (!request && act.case_id.empty()) act.case_id = core::CaseId{facts->id.bytes};
  const bool elsewhere = facts->id.bytes != act.case_id.bytes;
  const auto& seen = situation.current;
  if (seen && !elsewhere && !act.seen_version && core::needs_version(act, *seen, facts->told_rows, *u.directory)) {
    act.seen_version = seen->version;
  }
  // Of a case that is elsewhere the node judges, once.
  if (*known && (elsewhere || facts->id.empty())) return said_before();

  // What protects takes effect whatever else is said. Of a case that the actor does not see nothing is told, not even
  // that its office has such an activity.
  const core::LocalActivity* activity = nullptr;
  if (!asked.activity.empty() && !core::protective(act)) {
    const auto& current = situation.current;
    const bool stands_there = current && !elsewhere &&
                              (act.office == current->af_office || act.office == current->fk_office) &&
                              core::act_faults(*u.directory, act.by, act.by.organisation, act.office).empty();
    const std::string_view office = stands_there ? std::string_view(current->af_office) : "";
    auto taken = core::take_activity(act, asked.activity, office, u.rules.catalogue.get());
    activity = taken.row;
    if (taken.refused) return refused(cases, u, asked, act, std::move(*taken.refused), activity);
  }
  const base::RegistrationId fresh = u.around.random.registration();
  core::CooperationDecision decision = core::decide_act(act, situation, u.circumstances(fresh));
  if (activity != nullptr) core::add_activity(decision.basis, *activity);
  if (!request && !situation.current) {
    if (auto looked = look_for_same(cases, decision); !looked) return looked.error();
  }
  if (anew != nullptr && !anew->told && !anew->protects && decision.outcome == core::Outcome::parked &&
      decision.reasons == anew->waited_for) {
    return answer_of(decision);
  }
  const bool takes = core::take_responsible(decision, asked.responsible, act, situation, *u.directory);
  ports::DecidedAct decided{act, fresh, number, std::nullopt, asked.key, decision, {}, {}, u.now};
  if (takes) decided.responsible = asked.responsible;
  decided.note_key = note_key;
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
  const auto others = others_told(transaction, act, dead ? dead : number, decided.id);
  if (!others) return others.error();
  if (const auto stored = cases.store(decided); !stored) return stored.error();
  if (request) {
    if (auto on =
            keep_or_drop(cases, {asked.key, act, asked.person, {}, asked.responsible}, *number, decision, anew, u.now);
        !on) {
      return on.error();
    }
  }
  // Consent that is taken back is so of what waits for it, too.
  if (number && core::protective(act) && act.cause == core::EndCause::consent_withdrawn) {
    core::Consent withdrawn;
    withdrawn.withdrawn = std::min(act.happened.value_or(u.today), u.today);
    Receipt unheard;
    const auto told = decide_parked(transaction, u.around, others->requests, {withdrawn, {}}, unheard);
    if (!told) return told.error();
  }
  // Whoever has died has died in everything that is here, whichever case the act named.
  if (dead && decision.outcome != core::Outcome::rejected) {
    const ProtectiveFact death{false, std::min(act.happened.value_or(u.today), u.today)};
    const ToldIn in{act.by.user, {}, {}, decided.id};
    const auto told = reach_others(transaction, u.around, u.rules, *dead, death, in, *others);
    if (!told) return told.error();
  }
  ActAnswer answer = answer_of(decision);
  if (!elsewhere || request) tell_changes(answer, u, act, situation, decision);
  if (kept) answer.id = decided.id;
  return answer;
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

}  // namespace gateway::flow
