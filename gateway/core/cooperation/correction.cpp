#include "gateway/core/cooperation/correction.h"

#include <algorithm>

#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

namespace {

/// The row a correction is about; a discard is about the case's first.
const CaseRow* concerned(const CooperationAct& act, const CooperationCase& of) {
  if (act.kind == ActKind::discard) return of.row(1);
  return act.row ? of.row(*act.row) : nullptr;
}

/// How the case came to the row: from the state of the row that stood before it.
const Transition* way_to(const CaseRow& row, const CooperationCase& of) {
  std::optional<CaseState> from;
  for (const CaseRow& other : of.rows) {
    if (other.number == row.number) break;
    if (moves(other.kind) && (other.standing == RowStanding::stands || other.undone_by > row.number)) {
      from = other.state;
    }
  }
  return find_transition(from, row.kind, row.state);
}

std::vector<Reason> answer_row_faults(const CooperationAct& act, const CaseRow& row, const CooperationCase& of,
                                      const Policy& policy) {
  if (act.answers.empty() && !act.outcome && !act.cause) return {{Code::correction_empty}};
  std::vector<Reason> faults;
  const CaseRow now = of.effective(row);
  FieldAnswers after = now.answers;
  take_answers(after, act.answers);
  FieldAnswers given = act.answers;
  erase_if(given, [](const auto& answer) { return answer.second.empty(); });
  // Another municipality may leave a district that it does not have.
  const auto district = after.find(Field::district);
  if (given.count(Field::municipality) > 0 && district != after.end()) given.emplace(district->first, district->second);
  const Transition* way = way_to(row, of);
  faults = answer_faults(given, way == nullptr ? std::nullopt : way->asks, after, policy, row.happened);
  if (act.cause || act.answers.contains(Field::end_reason)) {
    const auto cause = act.cause ? act.cause : now.cause;
    const bool unsaid = row.kind == ActKind::interrupt && !cause;
    for (Reason& fault : end_reason_faults(after, unsaid ? EndCause::own_initiative : cause, policy, row.happened)) {
      faults.push_back(std::move(fault));
    }
  }
  if (act.outcome && row.kind != ActKind::meet) faults.push_back({Code::answer_not_asked, "outcome"});
  if (act.outcome && *act.outcome != MeetingOutcome::to_cooperation && &row == of.last_meeting() &&
      std::any_of(of.rows.begin(), of.rows.end(), [](const CaseRow& other) {
        return other.kind == ActKind::plan && other.standing == RowStanding::stands;
      })) {
    faults.push_back({Code::outcome_contrary, std::string(name(*act.outcome))});
  }
  if (act.cause) {
    const bool not_current = act.cause == EndCause::not_current_health || act.cause == EndCause::not_current_other;
    const Requirement asked = way == nullptr ? Requirement::nothing : way->requires_;
    const bool right = (asked == Requirement::cause_not_current && not_current) ||
                       (asked == Requirement::cause_interrupted && act.cause == EndCause::own_initiative);
    if (!right || row.cause == EndCause::consent_withdrawn || row.cause == EndCause::deceased) {
      faults.push_back({Code::cause_not_of_act, std::string(name(*act.cause))});
    }
  }
  if (act.kind == ActKind::correct) return faults;
  for (const auto& [field, text] : act.answers) {
    const auto there = now.answers.find(field);
    if (there != now.answers.end() && there->second != text) {
      faults.push_back({Code::answer_already_given, std::string(name(field))});
    }
    if (text.empty()) faults.push_back({Code::answer_form, std::string(name(field))});
  }
  if (act.outcome && now.outcome && now.outcome != act.outcome) {
    faults.push_back({Code::answer_already_given, "outcome"});
  }
  if (act.cause && now.cause && now.cause != act.cause) faults.push_back({Code::answer_already_given, "cause"});
  return faults;
}

}  // namespace

Authority registrar_of_correction(const CooperationAct& act, const CooperationCase& of) {
  const CaseRow* row = concerned(act, of);
  const Transition* way = row == nullptr ? nullptr : way_to(*row, of);
  if (way == nullptr) return Authority::either;
  // As it was known then: what is answered later makes it nobody else's row.
  CooperationCase then = of;
  then.rows.resize(static_cast<std::size_t>(row - of.rows.data()));
  return registrar(*way, &then, row->happened);
}

std::vector<Reason> correction_faults(const CooperationAct& act, const CooperationCase& of,
                                      const CaseSituation& situation, const Policy& policy) {
  std::vector<Reason> faults;
  if (act.seen_version && *act.seen_version != of.version) {
    faults.push_back({Code::case_changed, std::to_string(of.version)});
  }
  if (act.kind == ActKind::discard) return faults;
  const std::string number = act.row ? std::to_string(*act.row) : "-";
  const CaseRow* row = concerned(act, of);
  if (row == nullptr) {
    faults.push_back({Code::row_unknown, number});
    return faults;
  }
  if (of.reading_closed) faults.push_back({Code::consent_withdrawn});
  const bool movable = moves(row->kind) || row->kind == ActKind::change_office;
  if (row->standing == RowStanding::undone || !movable) {
    faults.push_back({Code::row_not_correctable, number});
    return faults;
  }
  if (act.kind != ActKind::undo) {
    for (Reason& reason : answer_row_faults(act, *row, of, policy)) faults.push_back(std::move(reason));
    return faults;
  }
  const bool protected_row = row->cause == EndCause::consent_withdrawn || row->cause == EndCause::deceased;
  if (row->number == 1 || protected_row) {
    faults.push_back({Code::row_not_correctable, number});
  } else if (row != of.last_undoable()) {
    faults.push_back({Code::row_not_last, number});
  } else if (ended(of.state) && situation.later_case) {
    faults.push_back({Code::later_case});
  }
  return faults;
}

bool corrected_already(const CooperationAct& act, const CooperationCase& of) {
  if (act.kind == ActKind::discard) return of.discarded;
  const CaseRow* row = concerned(act, of);
  if (row == nullptr || correction(row->kind)) return false;
  if (act.kind == ActKind::undo) {
    const CaseRow* by = row->standing == RowStanding::undone ? of.row(row->undone_by) : nullptr;
    return by != nullptr && by->kind == ActKind::undo;
  }
  if (act.answers.empty() && !act.outcome && !act.cause) return false;
  const CaseRow now = of.effective(*row);
  FieldAnswers after = now.answers;
  take_answers(after, act.answers);
  return after == now.answers && (!act.outcome || act.outcome == now.outcome) && (!act.cause || act.cause == now.cause);
}

void apply_correction(CooperationCase& of, CaseRow row) {
  if (row.kind == ActKind::discard) of.discarded = true;
  if (row.concerns) {
    CaseRow& about = of.rows[*row.concerns - 1];
    if (row.kind == ActKind::undo) {
      about.standing = RowStanding::undone;
      about.undone_by = row.number;
    } else {
      about.corrected_by.push_back(row.number);
    }
  }
  if (row.kind == ActKind::undo) {
    // The first row is never undone, so there is always one to go back to.
    of.state = of.last_move()->state;
    of.af_office = of.last_undoable()->af_office;
    of.fk_office = of.last_undoable()->fk_office;
    row.state = of.state;
    row.af_office = of.af_office;
    row.fk_office = of.fk_office;
  }
  of.rows.push_back(std::move(row));
}

CooperationCase of_wrong_person(CooperationCase of) {
  of.discarded = true;
  of.reading_closed = true;
  of.if_void.reset();  // Nothing was to be registered: nothing is counted either.
  for (CaseRow& row : of.rows) row.answers.clear();
  ++of.version;
  return of;
}

CaseFigures figures_of(const CooperationCase& of) {
  CaseFigures figures;
  if (of.discarded || of.form == CaseForm::anonymous) return figures;
  figures.now[static_cast<std::size_t>(of.state)] = 1;
  for (const CaseRow& row : of.rows) {
    if (row.standing == RowStanding::stands && moves(row.kind))
      figures.entered[static_cast<std::size_t>(row.state)] = 1;
  }
  figures.preparatory = figures.entered[static_cast<std::size_t>(CaseState::active_preparatory)];
  figures.work_oriented = figures.entered[static_cast<std::size_t>(CaseState::active_work_oriented)];
  figures.offices[of.af_office] = 1;
  figures.offices[of.fk_office] = 1;
  return figures;
}

std::vector<FigureChange> figure_changes(const CaseFigures& before, const CaseFigures& after) {
  std::vector<FigureChange> changes;
  const auto compare = [&](std::string figure, int from, int to) {
    if (from != to) changes.push_back({std::move(figure), from, to});
  };
  for (const StateDescription& state : kCaseStates) {
    const auto at = static_cast<std::size_t>(state.state);
    compare("now." + std::string(state.id), before.now[at], after.now[at]);
    compare("entered." + std::string(state.id), before.entered[at], after.entered[at]);
  }
  compare("insats.preparatory", before.preparatory, after.preparatory);
  compare("insats.work_oriented", before.work_oriented, after.work_oriented);
  std::map<std::string, std::pair<int, int>> offices;
  for (const auto& [office, count] : before.offices) offices[office].first = count;
  for (const auto& [office, count] : after.offices) offices[office].second = count;
  for (const auto& [office, counts] : offices) compare("office." + office, counts.first, counts.second);
  return changes;
}

std::vector<FigureChange> figure_changes(const CooperationDecision& decision, const CaseSituation& situation) {
  std::vector<FigureChange> changes;
  if (const auto& after = decision.after) {
    const bool same = situation.current && situation.current->id == after->id;
    changes = figure_changes(same ? figures_of(*situation.current) : CaseFigures{}, figures_of(*after));
  }
  for (const CaseCount& count : decision.counts) {
    changes.push_back({"anonymous." + count.af_office + kOfficePair + count.fk_office, std::max(-count.by, 0),
                       std::max(count.by, 0)});
  }
  return changes;
}

std::vector<AnswerChange> answer_changes(const CooperationAct& act, const CooperationCase& of) {
  const CaseRow* row = correction(act.kind) && act.kind != ActKind::discard ? concerned(act, of) : nullptr;
  if (row == nullptr || row->standing == RowStanding::undone || of.reading_closed) return {};
  const CaseRow before = of.effective(*row);
  CaseRow after = before;
  if (act.kind == ActKind::undo) {
    after = {};
    for (const CaseRow& other : of.rows) {
      if (other.number == row->number) break;
      // What was planned before it is planned again.
      if (other.standing == RowStanding::stands && other.meeting_on) after.meeting_on = other.meeting_on;
    }
    if (!before.meeting_on) after.meeting_on.reset();
  } else {
    CooperationCase then = of;
    CaseRow with;
    with.number = static_cast<std::uint32_t>(of.rows.size()) + 1;
    with.kind = act.kind;
    with.answers = act.answers;
    with.outcome = act.outcome;
    with.cause = act.cause;
    with.concerns = row->number;
    apply_correction(then, std::move(with));
    after = then.effective(*then.row(row->number));
  }
  std::vector<AnswerChange> changes;
  const auto compare = [&](std::string_view field, std::string from, std::string to) {
    if (from != to) changes.push_back({std::string(field), std::move(from), std::move(to)});
  };
  const auto answer = [](const CaseRow& on, Field field) {
    const auto found = on.answers.find(field);
    return found == on.answers.end() ? std::string() : found->second;
  };
  const auto coded = [](const auto& code) { return code ? std::string(name(*code)) : std::string(); };
  const auto day = [](const std::optional<base::Date>& date) { return date ? date->text() : std::string(); };
  for (const FieldDescription& field : kFields) {
    compare(field.id, answer(before, field.field), answer(after, field.field));
  }
  compare("outcome", coded(before.outcome), coded(after.outcome));
  compare("cause", coded(before.cause), coded(after.cause));
  compare("meeting_on", day(before.meeting_on), day(after.meeting_on));
  compare("until", day(before.until), day(after.until));
  return changes;
}

Preview preview(const CooperationAct& act, const CaseSituation& situation, const CaseCircumstances& circumstances) {
  Preview shown{decide_act(act, situation, circumstances), {}};
  shown.changes = figure_changes(shown.decision, situation);
  return shown;
}

}  // namespace gateway::core
