#include "gateway/core/cooperation/act_decision.h"

#include <algorithm>
#include <utility>

namespace gateway::core {

namespace {

std::optional<base::Date> day_in(const ActDecision& decision, Fact wanted) {
  if (!decision.basis) return std::nullopt;
  for (const CodedFact& fact : decision.basis->facts()) {
    if (fact.fact == wanted) return base::Date::from_days(fact.value);
  }
  return std::nullopt;
}

/// Whether the row came of a protective fact, however that was told.
bool of_fact(const CaseRow& row) {
  return row.kind == ActKind::interrupt &&
         (row.cause == EndCause::consent_withdrawn || row.cause == EndCause::deceased);
}

/// Whether the decision is of the death that the row tells: the node registers it at a moment of its own.
bool same_death(const ActDecision& decision, const CaseRow& row) {
  const auto told = day_in(decision, Fact::happened);
  return decision.fact && row.cause == EndCause::deceased &&
         row.happened == (told ? told : day_in(decision, Fact::deceased));
}

bool made(const ActDecision& decision, const CaseRow& row) {
  const bool registers =
      decision.outcome == Outcome::accepted && decision.answer.value_or(TaskEvent::confirm) == TaskEvent::confirm;
  if (!registers || decision.kind != row.kind) return false;
  if (same_death(decision, row)) return true;
  return decision.at == row.by.at && day_in(decision, Fact::happened).value_or(row.happened) == row.happened;
}

/// A row whose decision is not kept here.
ActDecidedBefore only_row(const CooperationCase& of, const CaseRow& row, std::string_view organisation) {
  ActDecidedBefore known;
  known.decision.kind = row.kind;
  known.decision.fact = of_fact(row);
  known.decision.outcome = Outcome::accepted;
  known.decision.at = row.by.at;
  known.decision.office = row.office;
  known.of = of.id;
  known.row = row.number;
  known.elsewhere = row.by.organisation != organisation;
  return known;
}

}  // namespace

ActDecision kept_of(const CooperationAct& act, const CooperationDecision& decision) {
  ActDecision kept;
  kept.kind = act.kind;
  kept.fact = protective(act);
  kept.outcome = decision.outcome;
  kept.reasons = decision.reasons;
  kept.warnings = decision.warnings;
  kept.at = act.by.at;
  kept.office = act.office;
  kept.basis = decision.basis;
  return kept;
}

ActDecision kept_of_fact(const CooperationAct& act, const CooperationDecision& decision) {
  ActDecision kept = kept_of(act, decision);
  kept.fact = true;
  return kept;
}

ActDecision kept_of(const TaskDecision& answered) {
  ActDecision kept;
  const TaskStep& step = answered.task.steps.back();
  kept.kind = answered.task.act.kind;
  kept.answer = step.event;
  kept.answer_code = answered.task.answer;
  kept.outcome = Outcome::accepted;
  kept.reasons = answered.reasons;
  if (answered.decision) kept.warnings = answered.decision->warnings;
  kept.at = step.by.at;
  kept.office = step.event == TaskEvent::retract ? answered.task.act.office : answered.task.office;
  kept.basis = answered.decision ? answered.decision->basis : answered.basis;
  return kept;
}

std::vector<ActDecidedBefore> acts_of(const CooperationCase& of, std::vector<ActDecidedBefore> kept,
                                      std::string_view organisation) {
  if (of.reading_closed) {
    std::erase_if(kept, [](const ActDecidedBefore& one) { return one.decision.kind != ActKind::interrupt; });
    for (ActDecidedBefore& one : kept) {
      if (!one.decision.basis) continue;
      Basis bare;
      bare.policy = one.decision.basis->policy;
      bare.decided = one.decision.basis->decided;
      one.decision.basis = std::move(bare);
    }
    return kept;
  }
  for (const CaseRow& row : of.rows) {
    const auto own = std::find_if(kept.begin(), kept.end(),
                                  [&](const ActDecidedBefore& one) { return one.row == 0 && made(one.decision, row); });
    if (own != kept.end()) {
      own->row = row.number;
    } else {
      kept.push_back(only_row(of, row, organisation));
    }
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const ActDecidedBefore& a, const ActDecidedBefore& b) { return a.decision.at < b.decision.at; });
  return kept;
}

}  // namespace gateway::core
