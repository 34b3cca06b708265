#include "gateway/core/cooperation/register.h"

#include <algorithm>

#include "gateway/core/assignment/act.h"
#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/deciding_act.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/protection.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

namespace {

/// The consent on which a case stands, as it was recorded. A policy that no longer knows the form takes nothing back;
/// a no does (§3 j).
ConsentView consent_of(const CooperationCase& of, const Standing& facts, const CaseCircumstances& c) {
  Standing standing = facts;
  standing.had_consent = false;
  const Consent recorded = recorded_consent(of.consent_form, of.consent_date);
  ConsentView view = weigh_consent(recorded, false, standing, c.policy, CooperationForm::af_fk, c.today);
  if (view.state == ConsentState::declined && of.form == CaseForm::named) view.state = ConsentState::withdrawn;
  return view;
}

/// Whether the act says that the case was over by the day of the death: that ends what was open on its day, no more.
bool ends_in_life(const CooperationAct& act, const CaseSituation& s) {
  const bool end = act.kind == ActKind::conclude || act.kind == ActKind::interrupt;
  return end && !protective(act) && act.happened && s.deceased && *act.happened <= *s.deceased;
}

/// The protective fact that an act tells.
Code fact_in(const CooperationAct& act) {
  return act.cause == EndCause::deceased ? Code::person_deceased : Code::consent_withdrawn;
}

}  // namespace

CooperationDecision DecidingAct::decide() {
  part_ = part_of(c_.directory, act_.by.organisation);
  if (act_.kind == ActKind::request) return request();
  if (!s_.current || s_.current->id != act_.case_id) return no_case();
  // With room for the row that most acts add: a row is moved nowhere.
  decision_.after.emplace().rows.reserve(s_.current->rows.size() + 1);
  *decision_.after = *s_.current;
  protect();
  if (protective(act_)) return protected_now();
  return on_case();
}

CooperationDecision DecidingAct::no_case() {
  if (protective(act_)) return fact_without_case();
  Reasons faults = act_faults(act_, c_);
  // Of a person alone nothing leaves: whoever has no case of theirs hears the same of everybody.
  if (part_ == Part::proposer && !act_.case_id.empty()) {
    CooperationDecision decision = from_outside(std::move(faults), {}, false);
    // The node alone knows whether the proposal goes on.
    if (decision.task && !c_.last_word) decision.task = task_for(act_, decision.task->office, c_);
    return decision;
  }
  return reject(std::move(faults), {{Code::case_unknown}});
}

CooperationDecision DecidingAct::fact_without_case() {
  if (!from_known_party()) return foreign_party();
  const base::Date on = std::min(act_.happened.value_or(c_.today), c_.today);
  if (!s_.current && !s_.open_tasks.empty()) {
    CaseSituation told = s_;
    note_fact(told, id(fact_in(act_)), on);
    return decide_case_fact(told, c_);
  }
  if (c_.last_word || act_.case_id.empty()) return finish(Outcome::rejected, {{Code::case_unknown}});
  decision_.exits.push_back({MessageKind::exit, on, fact_in(act_), std::nullopt});
  return finish(Outcome::proposed, {});
}

CooperationDecision DecidingAct::foreign_party() {
  return finish(Outcome::rejected, {{Code::organisation_without_part, act_.by.organisation}});
}

bool DecidingAct::from_known_party() const {
  return c_.directory.organisation(act_.by.organisation) != nullptr;
}

void DecidingAct::protect() {
  Standing standing = s_.standing;
  std::optional<base::Date> deceased = s_.deceased;
  const bool told = protective(act_) && from_known_party();
  if (told && act_.cause == EndCause::deceased) deceased = act_.happened.value_or(c_.today);
  if (told && act_.cause == EndCause::consent_withdrawn) {
    if (act_.happened) {
      standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, act_.happened};
      standing = with_told(standing, c_.today);
      standing.told = s_.standing.told;
    } else if (!standing.withdrawn) {
      standing.withdrawn = c_.today;
      standing.withdrawal_assumed = true;
    }
  }
  if (ended_in_life_) deceased.reset();
  const ConsentView consent = consent_of(it(), standing, c_);
  protect_case(decision_, s_, consent, deceased, act_.by, act_.office, c_);
  decision_.standing = remember(standing, consent);
}

CooperationDecision DecidingAct::protected_now() {
  if (!from_known_party()) return foreign_party();
  return finish(changed() || decision_.exit_date ? Outcome::accepted : Outcome::unchanged, {});
}

CooperationDecision DecidingAct::on_case() {
  Reasons faults = told_faults();
  const bool goes_on = it().form == CaseForm::named && !it().discarded && !it().reading_closed && !it().exited;
  if (part_ == Part::proposer) return from_outside(std::move(faults), it().af_office, goes_on);
  if (made_by_actor() && made_already()) return finish(Outcome::unchanged, {});
  if (faults.empty() && takes_over()) return received(own_office(it()), goes_on);
  if (!may_see()) return reject(std::move(faults), {{Code::case_unknown}});
  if (faults.empty() && made_already()) return finish(Outcome::unchanged, {});
  if (it().discarded) return reject(std::move(faults), {{Code::case_discarded}});
  if (it().form == CaseForm::anonymous) {
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    if (act_.kind == ActKind::change_office) return finish(Outcome::rejected, {{Code::case_anonymous}});
    return finish(Outcome::anonymous, {});
  }
  return correction(act_.kind) ? correct(std::move(faults)) : move(std::move(faults));
}

CooperationDecision DecidingAct::from_outside(Reasons faults, const std::string& office, bool goes_on) {
  add(faults, form_faults(act_.answers, c_.policy, act_.happened.value_or(act_.by.on)));
  if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
  return received(office, goes_on);
}

CooperationDecision DecidingAct::received(const std::string& office, bool kept) {
  if (kept) {
    propose(decision_, kept_act(), office, s_, c_);
  } else if (!decision_.task) {
    const CooperationTask emptied = task_for(without_content(act_), office, c_);
    decision_.task = moved(emptied, TaskEvent::retract, {{}, {}, c_.now, c_.today});
  }
  const bool named = !office.empty() && (office == act_.af_office || office == act_.fk_office);
  return finish(Outcome::proposed, named ? Reasons{{Code::for_other_authority, office}} : Reasons{});
}

bool DecidingAct::takes_over() const {
  const CooperationCase& of = as_it_stands();
  if (act_.kind != ActKind::change_office || act_.office == own_office(of)) return false;
  return part_ == Part::af ? act_.fk_office == of.fk_office && act_.office == act_.af_office
                           : act_.af_office == of.af_office && act_.office == act_.fk_office;
}

bool DecidingAct::sees(const CooperationCase& of) const {
  if (part_ == Part::none || part_ == Part::proposer) return false;
  return act_.office == own_office(of) && authorised();
}

Reasons DecidingAct::told_faults() {
  Reasons faults = act_faults(act_, c_);
  if (faults.empty()) authorised_ = part_ == Part::af || part_ == Part::fk;
  return faults;
}

bool DecidingAct::authorised() const {
  return authorised_ || act_faults(c_.directory, act_.by, act_.by.organisation, act_.office).empty();
}

CooperationDecision DecidingAct::reject(Reasons faults, Reasons more) {
  add(faults, std::move(more));
  return finish(Outcome::rejected, std::move(faults));
}

CooperationDecision DecidingAct::correct(Reasons faults) {
  add(faults, correction_faults(act_, it(), s_, c_.policy));
  if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
  if (auto elsewhere = other_registrar(registrar_of_correction(act_, it()), it())) return proposed(*elsewhere);
  CaseRow row = new_row(it(), it().state);
  row.concerns = act_.kind == ActKind::discard ? 1 : *act_.row;
  apply_correction(it(), std::move(row));
  return accepted();
}

CooperationDecision DecidingAct::move(Reasons faults) {
  const Transition* way = find_transition(it().state, act_.kind, act_.to);
  add(faults, course_faults(act_, &it(), way, s_, c_));
  weigh_local_policies(act_, &it(), s_, c_, faults, decision_.warnings);
  if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
  if (auto elsewhere = other_registrar(registrar(*way, &it(), *act_.happened), it())) return proposed(*elsewhere);
  if (act_.kind == ActKind::change_office) {
    tell_branch();
    change_office();
  }
  CaseRow row = new_row(it(), way->to);
  it().state = way->to;
  attach_consent();
  it().rows.push_back(std::move(row));
  tell_missing(*way);
  return accepted();
}

void DecidingAct::change_office() {
  it().af_office = act_.af_office;
  it().fk_office = act_.fk_office;
  const auto assigned = [&](const std::string& user) {
    return c_.directory.has_assignment(user, act_.af_office, act_.by.on) ||
           c_.directory.has_assignment(user, act_.fk_office, act_.by.on);
  };
  if (!assigned(it().responsible)) it().responsible.clear();
  if (!assigned(it().deputy)) it().deputy.clear();
}

void DecidingAct::tell_branch() {
  const Office* before = c_.directory.office(it().fk_office);
  const Office* after = c_.directory.office(act_.fk_office);
  if (before == nullptr || after == nullptr || before->branch == after->branch) return;
  const auto text = [](const Office& office) {
    return office.id + " (" + (office.branch == Branch::ta ? "TA" : office.branch == Branch::fv ? "FV" : "?") + ")";
  };
  decision_.warnings.push_back({Code::fk_branch_changed, text(*before) + " → " + text(*after)});
}

bool DecidingAct::mine(Authority whose) const {
  if (part_ != Part::af && part_ != Part::fk) return false;
  return whose == Authority::either || (whose == Authority::af) == (part_ == Part::af);
}

bool DecidingAct::by_agreement(Authority whose, const std::string& af_office, const std::string& fk_office) const {
  return part_ == Part::af && whose == Authority::fk && c_.policy.lenient(af_office, fk_office, act_.by.on);
}

std::optional<std::string> DecidingAct::other_registrar(Authority whose, const CooperationCase& of) {
  if (mine(whose)) return std::nullopt;
  if (by_agreement(whose, of.af_office, of.fk_office)) {
    decision_.warnings.push_back({Code::registered_by_agreement, of.af_office + " – " + of.fk_office});
    return std::nullopt;
  }
  return whose == Authority::fk ? of.fk_office : of.af_office;
}

CooperationDecision DecidingAct::proposed(const std::string& office) {
  propose(decision_, kept_act(), office, s_, c_);
  return finish(decision_.outcome, std::move(decision_.reasons));
}

CooperationDecision DecidingAct::accepted() {
  if (act_.happened && *act_.happened > act_.by.on) {
    decision_.warnings.push_back({Code::happened_in_future, act_.happened->text()});
  }
  if (!s_.open_tasks.empty()) settle_tasks(decision_, kept_act(), s_);
  return finish(Outcome::accepted, {});
}

CaseRow DecidingAct::new_row(const CooperationCase& of, CaseState state) {
  CaseRow row;
  row.number = static_cast<std::uint32_t>(of.rows.size() + 1);
  row.kind = act_.kind;
  row.state = state;
  row.happened = act_.happened.value_or(act_.by.on);
  row.by = act_.by;
  row.office = act_.office;
  row.af_office = of.af_office;
  row.fk_office = of.fk_office;
  row.meeting_on = act_.meeting_on;
  row.until = act_.until;
  row.answers = kept_answers();
  row.outcome = act_.outcome;
  row.cause = act_.cause;
  for (const auto& [field, text] : act_.answers) {
    if (row.answers.count(field) == 0) {
      decision_.warnings.push_back({Code::identity_field_dropped, std::string(name(field))});
    }
  }
  return row;
}

FieldAnswers DecidingAct::kept_answers() const {
  FieldAnswers answers = act_.answers;
  if (act_.kind == ActKind::request || !s_.current || !(s_.current->stripped || s_.person_protected)) return answers;
  erase_identifying(answers);
  return answers;
}

CooperationAct DecidingAct::kept_act() const {
  CooperationAct kept = act_;
  kept.answers = told_answers();
  return kept;
}

FieldAnswers DecidingAct::told_answers() const {
  FieldAnswers answers = kept_answers();
  if (derived_) answers.erase(Field::municipality);
  return answers;
}

void DecidingAct::tell_missing(const Transition& way) {
  const CaseRow& row = it().rows.back();
  if (!way.asks || (act_.kind == ActKind::meet && !row.outcome)) return;
  decision_.missing = missing_answers(*way.asks, row.answers, c_.policy, row.happened);
  std::string names;
  for (const Field field : decision_.missing) {
    names += (names.empty() ? "" : ", ") + std::string(description(field).swedish);
  }
  if (!names.empty()) decision_.warnings.push_back({Code::answers_missing, names});
}

CooperationDecision DecidingAct::finish(Outcome outcome, Reasons reasons) {
  decision_.basis = facts_used();
  decision_.outcome = outcome;
  decision_.reasons = std::move(reasons);
  const bool same = decision_.after && decision_.after == s_.current;
  if (same) decision_.after.reset();
  if (decision_.after) ++decision_.after->version;
  return std::move(decision_);
}

CooperationDecision decide_act(const CooperationAct& act, const CaseSituation& situation,
                               const CaseCircumstances& circumstances) {
  if (ends_in_life(act, situation)) {
    CooperationDecision decision = DecidingAct(act, situation, circumstances, false, true).decide();
    if (decision.outcome == Outcome::accepted) return decision;
  }
  const auto municipality = municipality_of(act, circumstances.directory);
  if (!municipality) return DecidingAct(act, situation, circumstances, false).decide();
  CooperationAct told = act;
  told.answers[Field::municipality] = *municipality;
  CooperationDecision decision = DecidingAct(told, situation, circumstances, true).decide();
  if (decision.outcome == Outcome::accepted && decision.after) {
    decision.warnings.push_back({Code::municipality_derived, *municipality});
  }
  return decision;
}

void note_fact(CaseSituation& situation, std::string_view fact, base::Date on) {
  if (fact == id(Code::person_protected)) {
    situation.person_protected = true;
  } else if (fact == id(Code::person_deceased)) {
    situation.deceased = on;
  } else {
    situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, on};
  }
}

CooperationDecision decide_case_fact(const CaseSituation& situation, const CaseCircumstances& c) {
  return decide_case_fact(situation, {}, c);
}

CooperationDecision decide_case_fact(const CaseSituation& situation, std::string_view teller,
                                     const CaseCircumstances& c) {
  CooperationDecision decision;
  decision.basis = basis_of_fact(situation, c);
  decision.outcome = Outcome::unchanged;
  decision.standing = with_told(situation.standing, c.today);
  if (!situation.current) {
    protect_proposal(decision, situation, c);
    return decision;
  }
  decision.after = situation.current;
  const ConsentView consent = consent_of(*situation.current, situation.standing, c);
  decision.standing = remember(*decision.standing, consent);
  const bool party = !office_at(*situation.current, c.directory, teller).empty();
  const Act by{{}, party ? std::string(teller) : std::string(), c.now, c.today};
  protect_case(decision, situation, consent, situation.deceased, by, {}, c);
  if (decision.after == situation.current) {
    decision.after.reset();
  } else {
    decision.outcome = Outcome::accepted;
    ++decision.after->version;
  }
  return decision;
}

}  // namespace gateway::core
