#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "gateway/core/cooperation/answer_task.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {

inline void PrintTo(CaseState state, std::ostream* out) {
  *out << name(state);
}
inline void PrintTo(ActKind kind, std::ostream* out) {
  *out << name(kind);
}
inline void PrintTo(TaskState state, std::ostream* out) {
  *out << name(state);
}
inline void PrintTo(Field field, std::ostream* out) {
  *out << name(field);
}

namespace made {

/// AF and FK in Gävle and Sandviken, a supplier, a region, an association and a municipality. `fk.<place>` and
/// `af.<place>` may register at their offices; af.untrained lacks the role, af.nowhere the assignment.
inline DirectoryRows cooperation_rows() {
  const base::Period always{day("2010-01-01"), std::nullopt};
  DirectoryRows made = rows();
  made.organisations.push_back({"rusta", "Rusta AB", "supplier", {"ee"}});
  made.organisations.push_back({"region", "Regionen", "region", {"ff"}});
  made.organisations.push_back({"forbund", "Samordningsförbundet", "association", {"99"}});
  made.offices = {{"af_gavle", "Arbetsförmedlingen Gävle", "af"},
                  {"af_sandviken", "Arbetsförmedlingen Sandviken", "af"},
                  {"fk_gavle", "Försäkringskassan Gävle", "fk"},
                  {"fk_sandviken", "Försäkringskassan Sandviken", "fk"}};
  for (const std::string place : {"gavle", "sandviken"}) {
    for (const std::string authority : {"af", "fk"}) {
      const std::string user = authority + "." + place;
      made.users.push_back({user, user, authority});
      made.roles.push_back({user, "deltagaransvarig", always});
      made.assignments.push_back({user, authority + "_" + place, always});
    }
  }
  made.users.push_back({"af.untrained", "x", "af"});
  made.assignments.push_back({"af.untrained", "af_gavle", always});
  made.users.push_back({"af.nowhere", "x", "af"});
  made.roles.push_back({"af.nowhere", "deltagaransvarig", always});
  return made;
}

inline CaseId case_id(std::uint8_t n) {
  CaseId id;
  id.bytes.fill(n);
  return id;
}

inline TaskId task_id(std::uint8_t n) {
  TaskId id;
  id.bytes.fill(n);
  return id;
}

/// The policy of builders.h with codes of its own: the same for every field.
inline Policy cooperation_policy() {
  const base::Period always{day("2010-01-01"), std::nullopt};
  Policy made = policy();
  CodeList list{
      "codes",
      {"initiated_by", "employment_kind", "works_before_kind", "education", "support_time", "income_source_before",
       "further_handling", "works_after_kind", "further_handling_fk", "end_reason", "district"},
      {}};
  for (const char* code : {"1", "2", "3", "af", "fk", "sjukpenning"}) list.codes.push_back({code, always});
  made.codes = CodeLists({std::move(list)});
  made.code_groups = {{CodeGroup::municipality_with_districts, {"0180", "1480"}, always},
                      {CodeGroup::sickness_benefit, {"sjukpenning"}, always}};
  return made;
}

inline FieldAnswers request_answers() {
  return {{Field::municipality, "2180"}, {Field::initiated_by, "fk"},       {Field::employed, "no"},
          {Field::own_business, "no"},   {Field::enrolled_before, "no"},    {Field::works_before, "no"},
          {Field::studies_before, "no"}, {Field::programme_before, "no"},   {Field::education, "2"},
          {Field::support_time, "3"},    {Field::income_source_before, "1"}};
}

inline FieldAnswers end_answers() {
  return {{Field::enrolled_after, "yes"},
          {Field::works_after, "no"},
          {Field::studies_after, "no"},
          {Field::further_handling_fk, "1"},
          {Field::end_reason, "1"}};
}

/// One person in the cooperation, and those who register: applies what is decided, as a ledger would.
class Desk {
 public:
  Directory directory = made::directory(cooperation_rows());
  Policy policy = cooperation_policy();
  base::Date today = day("2026-11-21");
  CaseSituation situation;
  CooperationDecision last;

  Desk() { situation.sex = Sex::woman; }

  CaseCircumstances circumstances() const {
    return {directory, policy, today, noon(today), case_id(new_case_), task_id(new_task_)};
  }

  /// An act of `user` (fk.gavle, af.sandviken, …) on its own office, happened on `on` and registered the same day.
  CooperationAct act(ActKind kind, std::string_view on, std::string user = "fk.gavle") const {
    CooperationAct made;
    made.kind = kind;
    if (situation.current && kind != ActKind::request) made.case_id = situation.current->id;
    made.happened = day(on);
    made.by = by(user, on);
    made.office = user;
    std::replace(made.office.begin(), made.office.end(), '.', '_');
    if (kind == ActKind::request) {
      made.af_office = "af_gavle";
      made.fk_office = "fk_gavle";
      made.answers = request_answers();
      made.consent = CaseConsent{{ConsentAnswer::given, "SUS 2024", day(on), std::nullopt}, {}};
    }
    if (kind == ActKind::conclude && situation.current && situation.current->state != CaseState::requested) {
      made.answers = end_answers();
    }
    return made;
  }

  CooperationAct plan(CaseState to, std::string_view on, std::string user = "fk.gavle") const {
    CooperationAct made = act(ActKind::plan, on, std::move(user));
    made.to = to;
    return made;
  }

  CooperationAct last_meeting(std::string_view on, MeetingOutcome outcome = MeetingOutcome::to_cooperation) const {
    CooperationAct made = act(ActKind::meet, on);
    made.outcome = outcome;
    made.answers = {{Field::further_handling, "1"}, {Field::consultative_support, "no"}};
    return made;
  }

  CooperationAct ending(ActKind kind, std::string_view on, std::string user, std::optional<EndCause> cause) const {
    CooperationAct made = act(kind, on, std::move(user));
    made.cause = cause;
    return made;
  }

  CooperationAct move_to(std::string af_office, std::string fk_office, std::string_view on,
                         std::string user = "af.gavle") const {
    CooperationAct made = act(ActKind::change_office, on, std::move(user));
    made.af_office = std::move(af_office);
    made.fk_office = std::move(fk_office);
    return made;
  }

  CooperationAct correcting(ActKind kind, std::optional<std::uint32_t> row, std::string_view on,
                            std::string user = "fk.gavle") const {
    CooperationAct made = act(kind, on, std::move(user));
    made.row = row;
    return made;
  }

  Act by(const std::string& user, std::string_view on) const {
    const User* known = directory.user(user);
    return {user, known == nullptr ? user : known->organisation, noon(day(on)), day(on)};
  }

  void take_up(LocalPolicy local, Strictness strictness) {
    policy.local_policies = {{local, strictness, "", "", {day("2020-01-01"), std::nullopt}}};
  }

  /// Decides without applying.
  CooperationDecision ask(const CooperationAct& act) const { return decide_act(act, situation, circumstances()); }

  Outcome tell(const CooperationAct& act) {
    apply(ask(act));
    return last.outcome;
  }

  void fact() { apply(decide_case_fact(situation, circumstances())); }

  TaskDecision confirm_task(const CooperationTask& task, const std::string& user, std::string_view on) {
    TaskDecision decision = confirm(task, by(user, on), situation, circumstances());
    if (decision.decision) apply(*decision.decision);
    keep(decision.task);
    return decision;
  }

  void apply(CooperationDecision decision) {
    if (decision.standing) situation.standing = *decision.standing;
    if (decision.after) {
      if (decision.after->id == case_id(new_case_)) ++new_case_;
      situation.current = decision.after;
      if (acknowledges && situation.current->form == CaseForm::named) {
        situation.current->handover = Handover::acknowledged;
      }
    }
    if (decision.task) {
      ++new_task_;
      situation.open_tasks.push_back(*decision.task);
    }
    for (const CooperationTask& task : decision.changed_tasks) keep(task);
    if (decision.erase_note) situation.note.reset();
    if (decision.note) situation.note = decision.note;
    for (const CaseCount& count : decision.counts) counted += count.by;
    for (const CaseExit& exit : decision.exits) exits.push_back(exit);
    last = std::move(decision);
  }

  const CooperationCase& now() const { return *situation.current; }
  CaseState state() const { return situation.current.value().state; }

  bool acknowledges = true;  ///< The node answers at once.
  int counted = 0;
  std::vector<CaseExit> exits;

 private:
  void keep(const CooperationTask& task) {
    for (CooperationTask& known : situation.open_tasks) {
      if (known.id == task.id) known = task;
    }
  }

  std::uint8_t new_case_ = 1;
  std::uint8_t new_task_ = 1;
};

/// A desk whose case has come to `state`, by the shortest way: requested 2026-03-02, first meeting 03-16, last meeting
/// 03-20, planned 04-01, begun 05-04, turned 06-01, ended 09-01.
inline Desk desk_at(CaseState state) {
  Desk desk;
  const auto tell = [&](const CooperationAct& act) {
    if (desk.tell(act) != Outcome::accepted) throw std::logic_error("the way to the state is closed");
  };
  tell(desk.act(ActKind::request, "2026-03-02"));
  if (state == CaseState::requested) return desk;
  tell(desk.act(ActKind::meet, "2026-03-16"));
  if (state == CaseState::mapping) return desk;
  tell(desk.last_meeting("2026-03-20"));
  const bool preparatory = state == CaseState::planned_preparatory || state == CaseState::active_preparatory;
  tell(desk.plan(preparatory ? CaseState::planned_preparatory : CaseState::planned_work_oriented, "2026-04-01"));
  if (form(state) == StateForm::waiting) return desk;
  tell(desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  if (form(state) == StateForm::active) return desk;
  if (state == CaseState::concluded) tell(desk.act(ActKind::conclude, "2026-09-01", "af.gavle"));
  if (state == CaseState::interrupted) {
    tell(desk.ending(ActKind::interrupt, "2026-09-01", "af.gavle", EndCause::own_initiative));
  }
  return desk;
}

inline std::vector<Code> codes_of(const CooperationDecision& decision) {
  return codes(decision.reasons);
}

}  // namespace made
}  // namespace gateway::core
