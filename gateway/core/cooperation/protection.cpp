#include "gateway/core/cooperation/protection.h"

#include <algorithm>

#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/counting.h"

namespace gateway::core {

namespace {

/// Nothing of the person is left to leave, and its exit may still wait for the date.
bool exited_by_withdrawal(const CooperationCase& of) {
  const CaseRow* last = of.last_move();
  return of.exited && last != nullptr && last->cause == EndCause::consent_withdrawn;
}

/// One case, its protective facts and what follows from them.
class Protecting {
 public:
  Protecting(CooperationDecision& decision, const CaseSituation& s, const Act& by, const std::string& office,
             const CaseCircumstances& c)
      : decision_(decision), it_(*decision.after), s_(s), by_(by), office_(office), c_(c) {}

  void withdraw(const ConsentView& consent) {
    std::optional<base::Instant> not_before;
    if (consent.date_assumed) {
      not_before = c_.now + std::chrono::days(c_.policy.threshold(Threshold::withdrawal_wait_days, c_.today));
    }
    end(EndCause::consent_withdrawn, Code::consent_withdrawn, *consent.date, not_before);
    if (it_.form == CaseForm::anonymous) return;
    it_.reading_closed = true;
    // §3 g: the course stays for the figures, of what was answered nothing; as in Finsam.
    for (CaseRow& row : it_.rows) row.answers.clear();
    decision_.erase_person = true;
  }

  void die(base::Date on) { end(EndCause::deceased, Code::person_deceased, on, std::nullopt); }

  void strip() {
    if (it_.stripped || it_.form == CaseForm::anonymous) return;
    if (it_.handover == Handover::nothing) {
      count_instead(Code::person_protected);
      return;
    }
    it_.stripped = true;
    for (CaseRow& row : it_.rows) erase_identifying(row.answers);
    for (CooperationTask task : tasks_now(decision_, s_)) {
      if (erase_identifying(task.act.answers) > 0) change_task(decision_, std::move(task));
    }
    decision_.erase_person = true;
    if (it_.handover == Handover::unknown) decision_.stop = Stop::opening;
    count_if_void(Code::person_protected);
    decision_.exits.push_back({MessageKind::strip, c_.today, Code::person_protected, std::nullopt});
  }

 private:
  /// What never left is counted; what the node has gets its one exit; what had ended before that day is left as it is.
  void end(EndCause cause, Code code, base::Date date, std::optional<base::Instant> not_before) {
    if (it_.handover == Handover::nothing) {
      count_instead(code);
      return;
    }
    const bool known = it_.handover == Handover::acknowledged;
    const auto over = it_.ended_on();
    const bool was_over = it_.discarded || (over && date >= *over);
    if (it_.exited || (was_over && known)) {
      if (cause != EndCause::consent_withdrawn) return;
      retract_tasks(cause, date);  // nobody may confirm them any longer, so nothing of them is kept
      tell_fk(date);
      return;
    }
    decision_.stop = Stop::all;
    count_if_void(code);
    if (!was_over) interrupt(cause, date);
    it_.exited = true;
    // Whether the node has it must be known now (§3 f); only an exit of what it surely has can wait for its date.
    decision_.exits.push_back({known ? MessageKind::exit : MessageKind::exit_or_void, was_over && over ? *over : date,
                               code, known ? not_before : std::nullopt});
    retract_tasks(cause, date);
  }

  void interrupt(EndCause cause, base::Date date) {
    CaseRow row;
    row.number = static_cast<std::uint32_t>(it_.rows.size() + 1);
    row.kind = ActKind::interrupt;
    row.state = CaseState::interrupted;
    row.happened = date;
    row.by = by_;
    row.office = office_;
    row.af_office = it_.af_office;
    row.fk_office = it_.fk_office;
    row.cause = cause;
    // §3 h: what was registered after the day is retracted; at a death it did not happen, or did before.
    if (cause == EndCause::consent_withdrawn) {
      for (CaseRow& other : it_.rows) {
        if (other.by.on <= date || other.standing == RowStanding::undone) continue;
        other.standing = RowStanding::undone;
        other.undone_by = row.number;
      }
      const CaseRow* last = it_.last_undoable();
      const CaseRow& where = last == nullptr ? it_.rows.front() : *last;
      it_.af_office = row.af_office = where.af_office;
      it_.fk_office = row.fk_office = where.fk_office;
    }
    CooperationCase before = it_;
    // As it stands without what the withdrawal retracts.
    const CaseRow* last = it_.last_move();
    before.state = last == nullptr ? CaseState::requested : last->state;
    it_.rows.push_back(row);
    it_.state = CaseState::interrupted;
    leave_to_registrar(before, row);
  }

  /// The registrar gets the task to see to what follows, unless it told the fact itself.
  void leave_to_registrar(const CooperationCase& before, const CaseRow& row) {
    const Transition* way = find_transition(before.state, ActKind::interrupt, CaseState::interrupted);
    const Authority whose = way == nullptr ? Authority::af : registrar(*way, &before, row.happened);
    const Part part = part_of(c_.directory, by_.organisation);
    if ((whose == Authority::fk ? Part::fk : Part::af) == part) return;
    leave_task(*row.cause, row.happened, whose == Authority::fk ? it_.fk_office : it_.af_office);
  }

  /// §3 i: of a withdrawal after the end nothing is sent, and FK sees to what the GDPR asks.
  void tell_fk(base::Date date) {
    if (part_of(c_.directory, by_.organisation) == Part::fk) return;
    if (c_.policy.assumed(Assumption::withdrawn_after_end, c_.today) != Assumed::tell_fk) return;
    leave_task(EndCause::consent_withdrawn, date, it_.fk_office);
  }

  /// From the node, which tells both authorities of it.
  void leave_task(EndCause cause, base::Date happened, const std::string& office) {
    if (!c_.last_word) return;
    CooperationAct act;
    act.kind = ActKind::interrupt;
    act.case_id = it_.id;
    act.happened = happened;
    act.by = by_;
    act.office = office_;
    act.cause = cause;
    decision_.task = task_for(act, office, c_);
  }

  /// What is counted is office, year and sex; nothing else stays of the case (§3, anonymous), and of one that was
  /// discarded not even that.
  void count_instead(Code cause) {
    decision_.stop = Stop::all;
    decision_.erase_person = true;
    core::retract_tasks(decision_, s_, by_);
    if (const auto note = note_of(cause)) count_anonymously(decision_, s_, *note);
    CooperationCase counted;
    counted.id = it_.id;
    counted.form = CaseForm::anonymous;
    counted.af_office = it_.af_office;
    counted.fk_office = it_.fk_office;
    counted.version = it_.version;
    it_ = std::move(counted);
  }

  /// Whether the node ever had it, its answer will say (§3 f); by then nobody knows the person any more.
  void count_if_void(Code cause) {
    if (it_.handover == Handover::unknown && !it_.if_void) it_.if_void = note_of(cause);
  }

  /// Protected goes before deceased, as of a request (§3).
  std::optional<CaseNote> note_of(Code told) const {
    const bool hidden = told == Code::person_deceased && s_.person_protected;
    const Code cause = hidden ? Code::person_protected : told;
    if (!s_.sex || it_.rows.empty() || it_.discarded) return std::nullopt;
    const CaseRow& request = it_.rows.front();
    if (uncounted(request.happened.year(), cause, s_, c_)) return std::nullopt;
    return CaseNote{request.af_office, request.fk_office, request.happened.year(), *s_.sex, cause};
  }

  void retract_tasks(EndCause cause, base::Date date) {
    core::retract_tasks(decision_, s_, by_, cause == EndCause::consent_withdrawn ? std::optional(date) : std::nullopt);
  }

  CooperationDecision& decision_;
  CooperationCase& it_;
  const CaseSituation& s_;
  const Act& by_;
  const std::string& office_;
  const CaseCircumstances& c_;
};

}  // namespace

void retract_tasks(CooperationDecision& decision, const CaseSituation& situation, const Act& by,
                   std::optional<base::Date> withdrawn) {
  for (const CooperationTask& task : tasks_now(decision, situation)) {
    const bool rests_on_later = withdrawn && task.act.consent && task.act.consent->consent.date > withdrawn;
    if (rests_on_later) continue;
    auto retracted = moved(task, TaskEvent::retract, by);
    if (!retracted) continue;
    retracted->act = without_content(task.act);
    change_task(decision, std::move(*retracted));
  }
}

void protect_proposal(CooperationDecision& decision, const CaseSituation& situation, const CaseCircumstances& c) {
  bool waits = false;
  std::optional<ConsentView> refused;
  for (const CooperationTask& task : situation.open_tasks) {
    if (answered(task.state)) continue;
    waits = true;
    const Consent own = task.act.consent ? task.act.consent->consent : Consent{};
    const ConsentView view = weigh_consent(own, false, situation.standing, c.policy, CooperationForm::af_fk, c.today);
    // A consent later than the no stands.
    const bool no = view.state == ConsentState::withdrawn || view.state == ConsentState::declined;
    if (no) refused = view;
  }
  if (!waits || !(refused || situation.person_protected || situation.deceased)) return;
  decision.outcome = Outcome::accepted;
  retract_tasks(decision, situation, {{}, {}, c.now, c.today});
  decision.stop = Stop::all;
  decision.erase_person = true;
  if (situation.person_protected) {
    decision.exits.push_back({MessageKind::strip, c.today, Code::person_protected, std::nullopt});
  } else {
    const Code code = refused ? Code::consent_withdrawn : Code::person_deceased;
    const base::Date date = (refused ? refused->date : situation.deceased).value_or(c.today);
    decision.exits.push_back({MessageKind::exit_or_void, date, code, std::nullopt});
  }
}

void protect_case(CooperationDecision& decision, const CaseSituation& s, const ConsentView& consent,
                  std::optional<base::Date> deceased, const Act& by, const std::string& office,
                  const CaseCircumstances& c) {
  const CooperationCase& it = *decision.after;
  if (it.form == CaseForm::anonymous) return;
  Protecting protecting(decision, s, by, office, c);
  const bool withdrawn = consent.state == ConsentState::withdrawn;
  if (withdrawn && !it.reading_closed) {
    protecting.withdraw(consent);
  } else if (exited_by_withdrawal(it)) {
    const bool told_now = s.standing.withdrawal_assumed && withdrawn && !consent.date_assumed;
    if (told_now) decision.exit_date = consent.date;
  } else if (deceased && !it.discarded && !ended(it.state)) {
    protecting.die(*deceased);
  }
  if (s.person_protected && !exited_by_withdrawal(it)) protecting.strip();
}

void count_anonymously(CooperationDecision& decision, const CaseSituation& s, const CaseNote& note) {
  const auto count = [](const CaseNote& of, int by) {
    return CaseCount{of.af_office, of.fk_office, of.year, of.sex, by};
  };
  decision.note = note;
  if (s.note && count(*s.note, 1) == count(note, 1)) return;
  if (s.note) decision.counts.push_back(count(*s.note, -1));
  decision.counts.push_back(count(note, 1));
}

}  // namespace gateway::core
