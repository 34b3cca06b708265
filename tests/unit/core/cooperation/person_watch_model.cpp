#include <algorithm>

#include "gateway/core/clear.h"
#include "tests/unit/core/cooperation/field_model.h"
#include "tests/unit/core/cooperation/person_watch.h"

namespace gateway::core::made {

namespace {

bool points(const FieldAnswers& answers) {
  return std::any_of(answers.begin(), answers.end(), [](const auto& answer) { return identifies(answer.first); });
}

/// The registration that a case is, as the ledger keeps it.
Registration registration_of(const CooperationCase& of) {
  Registration made;
  made.id.bytes = of.id.bytes;
  made.kind = RegistrationKind::cooperation;
  made.consent_form = of.consent_form;
  made.consent_date = of.consent_date;
  const bool over = ended(of.state) || of.discarded;
  made.stage = of.form == CaseForm::anonymous ? Stage::voided
               : of.exited                    ? Stage::exited
               : over                         ? Stage::out
                                              : Stage::in;
  made.handover = of.handover;
  made.stripped = of.stripped;
  return made;
}

/// The latest no or withdrawal that is known.
std::optional<base::Date> latest_no(const Standing& standing) {
  return std::max(standing.withdrawn, standing.declined);
}

}  // namespace

void PersonWatch::decided(const Desk& desk, const CooperationAct* act) {
  const CooperationDecision& last = desk.last;
  if (last.after) {
    const CaseId id = last.after->id;
    const bool opened = last.outcome == Outcome::accepted && act != nullptr && act->kind == ActKind::request;
    if (opened) named_.insert(id);
    if (last.erase_person) named_.erase(id);
    forget(id, last.stop);
    exits(id, last.exits);
    if (act != nullptr && last.outcome == Outcome::accepted && last.after->form == CaseForm::named) {
      waiting_.push_back({*act, id});
    }
  }
  for (const CooperationTask& task : last.changed_tasks) {
    const bool by_fact = task.state == TaskState::retracted && !task.steps.empty() && task.steps.back().by.user.empty();
    const CooperationAct& kept = task.act;
    if (by_fact && (!kept.answers.empty() || kept.consent || !kept.af_office.empty() || kept.happened)) {
      tell("a task that a fact took back keeps what it said");
    }
  }
}

void PersonWatch::replaced(const CooperationCase& before) {
  if (before.form == CaseForm::named) earlier_.push_back(before);
}

void PersonWatch::forget(const CaseId& id, Stop stop) {
  if (stop == Stop::nothing) return;
  std::erase_if(waiting_, [&](const Waiting& one) {
    return one.of == id && (stop == Stop::all || one.act.kind == ActKind::request);
  });
}

void PersonWatch::exits(const CaseId& id, const std::vector<CaseExit>& exits) {
  for (const CaseExit& exit : exits) exits_[id] += exit.kind == MessageKind::strip ? 0 : 1;
  if (exits_[id] > 1) tell("more than one exit of a case");
}

void PersonWatch::take_facts(const Desk& desk) {
  for (CooperationCase& one : earlier_) {
    CaseSituation situation = desk.situation;
    situation.current = one;
    situation.open_tasks.clear();
    situation.note.reset();
    const CooperationDecision decision = decide_case_fact(situation, desk.circumstances());
    if (!decision.after) continue;
    one = *decision.after;
    if (decision.erase_person) named_.erase(one.id);
    forget(one.id, decision.stop);
    exits(one.id, decision.exits);
    if (desk.situation.person_protected && named_.contains(one.id)) tell("an earlier case names a protected person");
  }
}

void PersonWatch::send(const Desk& desk) {
  for (const Waiting& one : std::exchange(waiting_, {})) {
    const CooperationCase* of = desk.situation.current && desk.now().id == one.of ? &desk.now() : nullptr;
    for (const CooperationCase& earlier : earlier_) {
      if (earlier.id == one.of) of = &earlier;
    }
    if (of == nullptr) continue;
    Message message;
    message.kind = one.act.kind == ActKind::request ? MessageKind::request : MessageKind::act;
    message.registration.bytes = one.of.bytes;
    message.place = one.act.office;
    message.act = one.act.by;
    message.course = one.act;
    ClearFacts facts;
    facts.registration = registration_of(*of);
    facts.person_protected = desk.situation.person_protected;
    facts.lifted = desk.situation.lifted;
    facts.standing = desk.situation.standing;
    if (named_.contains(one.of)) facts.person = person();
    const Clearance clearance = clear(message, facts, desk.directory, desk.policy, desk.today, noon(desk.today));
    const auto* cleared = std::get_if<Cleared>(&clearance);
    if (cleared == nullptr) continue;
    ++sent_;
    look_at(cleared->message(), cleared->person(), *of, desk.situation);
  }
}

void PersonWatch::look_at(const Message& leaving, const std::optional<Person>& person, const CooperationCase& of,
                          const CaseSituation& situation) {
  const bool hidden = of.stripped || situation.person_protected;
  const auto no = latest_no(situation.standing);
  const bool gone = of.reading_closed || (no && *no >= *of.consent_date);
  if (person && (hidden || leaving.kind != MessageKind::request)) tell("a message names somebody protected");
  if (person && (situation.lifted && *of.consent_date <= *situation.lifted)) {
    tell("a message names somebody on a consent of before the lifting");
  }
  if (hidden && points(leaving.course->answers)) tell("a message points at somebody protected");
  if (gone && !protective(*leaving.course)) tell("a message uses a consent that was taken back");
}

void PersonWatch::look_at(const CooperationCase& one) {
  const bool hidden = one.stripped || one.form == CaseForm::anonymous;
  const bool gone = hidden || one.reading_closed;
  if (gone && named_.contains(one.id)) tell("a name rests beside a case that must not have one");
  if (!gone && !named_.contains(one.id)) tell("a name is gone of a case that goes on");
  for (const CaseRow& row : one.rows) {
    if (hidden && points(row.answers)) tell("a row of a protected person points at it");
    if (one.reading_closed && !row.answers.empty())
      tell("a row keeps what was answered on a consent that was taken back");
  }
  if (one.form == CaseForm::anonymous && (!one.rows.empty() || one.consent_date || !one.consent_form.empty())) {
    tell("what is counted keeps a course");
  }
}

void PersonWatch::look(const Desk& desk) {
  if (desk.situation.current) look_at(desk.now());
  for (const CooperationCase& one : earlier_) look_at(one);
  for (const CooperationTask& task : desk.situation.open_tasks) {
    const bool of_current = desk.situation.current && task.act.case_id == desk.now().id;
    const bool hidden = of_current && (desk.now().stripped || desk.now().form == CaseForm::anonymous);
    if (hidden && !answered(task.state) && points(task.act.answers)) tell("a task points at a protected person");
  }
}

}  // namespace gateway::core::made
