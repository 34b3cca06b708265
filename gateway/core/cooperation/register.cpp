#include "gateway/core/cooperation/register.h"

#include <algorithm>

#include "gateway/core/authority.h"
#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/protection.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

namespace {

using Reasons = std::vector<Reason>;

void add(Reasons& to, Reasons from) {
  for (Reason& reason : from) to.push_back(std::move(reason));
}

/// The consent on which a case stands, as it was recorded. A policy that no longer knows the form takes nothing back;
/// a no does (§3 j).
ConsentView consent_of(const CooperationCase& of, const Standing& facts, const CaseCircumstances& c) {
  Standing standing = facts;
  standing.had_consent = false;
  const Consent recorded{ConsentAnswer::given, of.consent_form, of.consent_date, std::nullopt};
  ConsentView view = weigh_consent(recorded, false, standing, c.policy, c.today);
  if (view.state == ConsentState::declined && of.form == CaseForm::named) view.state = ConsentState::withdrawn;
  return view;
}

/// One act on its way through the rules.
class Deciding {
 public:
  Deciding(const CooperationAct& act, const CaseSituation& s, const CaseCircumstances& c) : act_(act), s_(s), c_(c) {}

  CooperationDecision decide() {
    part_ = part_of(c_.directory, act_.by.organisation);
    if (act_.kind == ActKind::request) return request();
    if (!s_.current || s_.current->id != act_.case_id) {
      Reasons faults = protective(act_) ? Reasons{} : act_faults(act_, c_);
      faults.push_back({Code::case_unknown});
      return finish(Outcome::rejected, std::move(faults));
    }
    decision_.after = s_.current;
    protect();
    if (protective(act_)) return protected_now();
    return on_case();
  }

 private:
  CooperationCase& it() { return *decision_.after; }

  /// Facts that need no authority, told by this act or known beside it.
  void protect() {
    Standing standing = s_.standing;
    std::optional<base::Date> deceased = s_.deceased;
    const bool known = part_ != Part::none;
    if (known && protective(act_) && act_.cause == EndCause::deceased) deceased = act_.happened.value_or(c_.today);
    if (known && protective(act_) && act_.cause == EndCause::consent_withdrawn) {
      const Consent told{ConsentAnswer::none, {}, std::nullopt, act_.happened};
      if (act_.happened) {
        standing.told = told;
        standing = with_told(standing, c_.today);
        standing.told = s_.standing.told;
      } else if (!standing.withdrawn) {
        standing.withdrawn = c_.today;
        standing.withdrawal_assumed = true;
      }
    }
    const ConsentView consent = consent_of(it(), standing, c_);
    protect_case(decision_, s_, consent, deceased, act_.by, act_.office, c_);
    decision_.standing = remember(standing, consent);
  }

  CooperationDecision protected_now() {
    if (part_ == Part::none) {
      return finish(Outcome::rejected, {{Code::organisation_without_part, act_.by.organisation}});
    }
    return finish(changed() || decision_.exit_date ? Outcome::accepted : Outcome::unchanged, {});
  }

  bool changed() const { return decision_.after && decision_.after != s_.current; }

  CooperationDecision on_case() {
    Reasons faults = act_faults(act_, c_);
    if (made_by_actor() && made_already()) return finish(Outcome::unchanged, {});
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

  /// Whoever may not see the case gets the answer of a case that is not there.
  bool may_see() const {
    if (part_ == Part::none) return false;
    if (part_ == Part::proposer) return true;
    return has_part_in(act_, *s_.current, part_) &&
           authority_faults(c_.directory, act_.by.user, act_.by.organisation, act_.office, act_.by.on).empty();
  }

  CooperationDecision reject(Reasons faults, Reasons more) {
    add(faults, std::move(more));
    return finish(Outcome::rejected, std::move(faults));
  }

  /// Whoever registered a row hears that it is there, though the case has gone to another office since.
  bool made_by_actor() const {
    const auto& rows = s_.current->rows;
    return std::any_of(rows.begin(), rows.end(), [&](const CaseRow& row) {
      return row.kind == act_.kind && row.office == act_.office && row.by.user == act_.by.user &&
             row.by.organisation == act_.by.organisation && row.happened == act_.happened.value_or(act_.by.on);
    });
  }

  /// Whether a standing row says what the act says: it has come before.
  bool made_already() const {
    const CooperationCase& of = *s_.current;
    if (correction(act_.kind)) {
      CooperationAct kept = act_;
      kept.answers = kept_answers();
      const bool nothing_left = kept.answers.empty() && !act_.answers.empty() && !act_.outcome && !act_.cause;
      return nothing_left || corrected_already(kept, of);
    }
    if (act_.kind == ActKind::change_office) {
      return act_.af_office == of.af_office && act_.fk_office == of.fk_office;
    }
    const FieldAnswers answers = kept_answers();
    return std::any_of(of.rows.begin(), of.rows.end(), [&](const CaseRow& row) {
      const bool offices =
          act_.kind != ActKind::request || (row.af_office == act_.af_office && row.fk_office == act_.fk_office);
      return row.standing == RowStanding::stands && row.kind == act_.kind && row.happened == act_.happened &&
             (!act_.to || row.state == *act_.to) && offices && row.answers == answers && row.outcome == act_.outcome &&
             row.cause == act_.cause && row.meeting_on == act_.meeting_on && row.until == act_.until;
    });
  }

  CooperationDecision correct(Reasons faults) {
    add(faults, correction_faults(act_, it(), s_, c_.rules));
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    if (auto elsewhere = other_registrar(registrar_of_correction(act_, it()), it())) return proposed(*elsewhere);
    CaseRow row = new_row(it(), it().state);
    row.concerns = act_.kind == ActKind::discard ? 1 : *act_.row;
    apply_correction(it(), std::move(row));
    return accepted();
  }

  CooperationDecision move(Reasons faults) {
    const Transition* way = find_transition(it().state, act_.kind, act_.to);
    add(faults, course_faults(act_, &it(), way, s_, c_));
    weigh_local_policies(act_, &it(), c_, faults, decision_.warnings);
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    if (auto elsewhere = other_registrar(registrar(*way, &it(), *act_.happened), it())) return proposed(*elsewhere);
    if (act_.kind == ActKind::change_office) change_office();
    CaseRow row = new_row(it(), way->to);
    it().state = way->to;
    attach_consent();
    it().rows.push_back(std::move(row));
    tell_missing(*way);
    return accepted();
  }

  void change_office() {
    it().af_office = act_.af_office;
    it().fk_office = act_.fk_office;
    const auto assigned = [&](const std::string& user) {
      return c_.directory.has_assignment(user, act_.af_office, act_.by.on) ||
             c_.directory.has_assignment(user, act_.fk_office, act_.by.on);
    };
    if (!assigned(it().responsible)) it().responsible.clear();
    if (!assigned(it().deputy)) it().deputy.clear();
    if (still_held(it(), c_.target_moves_active)) decision_.held = Reason{Code::target_cannot_move_active};
  }

  void attach_consent() {
    if (it().mapping_consent_on || !act_.consent || !covers(*act_.consent, "information_exchange", c_.policy)) return;
    it().mapping_consent_on = act_.by.on;
  }

  CooperationDecision request() {
    Reasons faults = act_faults(act_, c_);
    const bool there = s_.current && !s_.current->discarded;
    if (faults.empty() && there && made_already()) return finish(Outcome::unchanged, {});
    if (part_ == Part::af && act_.office != act_.af_office) faults.push_back({Code::case_unknown});
    if (part_ == Part::fk && act_.office != act_.fk_office) faults.push_back({Code::case_unknown});
    const bool again = s_.current && s_.current->form == CaseForm::named && !s_.current->discarded;
    if (again && s_.current->open()) return reject(std::move(faults), {{Code::case_open}});
    const auto from = again ? std::optional(s_.current->state) : std::nullopt;
    const Transition* way = find_transition(from, ActKind::request, act_.to);
    add(faults, course_faults(act_, nullptr, way, s_, c_));
    weigh_local_policies(act_, nullptr, c_, faults, decision_.warnings);
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    return weighed(*way);
  }

  CooperationDecision weighed(const Transition& way) {
    Consent record = act_.consent ? act_.consent->consent : Consent{};
    const auto& named = act_.consent ? act_.consent->purposes : std::vector<std::string>{};
    const bool registers = named.empty() || std::find(named.begin(), named.end(), "registration") != named.end();
    if (record.answer == ConsentAnswer::given && !registers) record = Consent{};
    Standing standing = s_.standing;
    standing.had_consent = false;
    const ConsentView consent = weigh_consent(record, false, standing, c_.policy, c_.today);
    decision_.standing = remember(standing, consent);
    if (consent.state == ConsentState::withdrawn) return counted(Code::consent_withdrawn);
    if (s_.person_protected) return counted(Code::person_protected);
    if (consent.state == ConsentState::declined) return counted(Code::consent_declined);
    if (s_.deceased) return counted(Code::person_deceased);
    if (consent.state == ConsentState::missing) return finish(Outcome::parked, {*consent.reason});
    // §3 s: a consent later than the last end.
    if (const auto end = last_end(s_); end && *consent.date <= *end) {
      return finish(Outcome::parked, {{Code::consent_before_last_end, end->text()}});
    }
    if (*consent.date > *act_.happened) decision_.warnings.push_back({Code::consent_after_start});
    CooperationCase opened;
    opened.id = c_.new_case;
    opened.af_office = act_.af_office;
    opened.fk_office = act_.fk_office;
    if (auto elsewhere = other_registrar(registrar(way, nullptr, *act_.happened), opened)) return proposed(*elsewhere);
    opened.consent_form = consent.form;
    opened.consent_date = consent.date;
    opened.rows.push_back(new_row(opened, way.to));
    decision_.after = std::move(opened);
    attach_consent();
    if (s_.note) {
      decision_.erase_note = true;
      decision_.counts.push_back({s_.note->af_office, s_.note->fk_office, s_.note->year, s_.note->sex, -1});
    }
    tell_missing(way);
    return accepted();
  }

  /// Whoever has the person's no counts it, whichever authority registers requests; a proposer counts nothing.
  CooperationDecision counted(Code cause) {
    if (part_ == Part::proposer) return finish(Outcome::outside, {{cause}});
    if (!s_.sex) return finish(Outcome::parked, {{Code::number_missing}});
    const CaseNote note{act_.af_office, act_.fk_office, act_.happened->year(), *s_.sex, cause};
    const bool known = s_.note && *s_.note == note;
    count_anonymously(decision_, s_, note);
    return known ? finish(Outcome::unchanged, {}) : finish(Outcome::anonymous, {{cause}});
  }

  /// The office whose authority registers, where it is not the actor's own.
  std::optional<std::string> other_registrar(Authority whose, const CooperationCase& of) {
    if (part_ == Part::proposer) return of.af_office;
    const bool mine = whose == Authority::either || (whose == Authority::af) == (part_ == Part::af);
    if (mine) return std::nullopt;
    const bool af_for_fk = part_ == Part::af && whose == Authority::fk;
    if (af_for_fk && c_.rules.lenient(of.af_office, of.fk_office, act_.by.on)) {
      decision_.warnings.push_back({Code::registered_by_agreement, of.af_office + " – " + of.fk_office});
      return std::nullopt;
    }
    return whose == Authority::fk ? of.fk_office : of.af_office;
  }

  CooperationDecision proposed(const std::string& office) {
    propose(decision_, act_, office, s_, c_);
    return finish(decision_.outcome, std::move(decision_.reasons));
  }

  CooperationDecision accepted() {
    if (act_.happened && *act_.happened > act_.by.on) {
      decision_.warnings.push_back({Code::happened_in_future, act_.happened->text()});
    }
    settle_tasks(decision_, act_, s_);
    return finish(Outcome::accepted, {});
  }

  CaseRow new_row(const CooperationCase& of, CaseState state) {
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

  /// The answers without those that would point at a protected person.
  FieldAnswers kept_answers() const {
    FieldAnswers answers = act_.answers;
    if (act_.kind == ActKind::request || !s_.current || !(s_.current->stripped || s_.person_protected)) return answers;
    std::erase_if(answers, [](const auto& answer) { return description(answer.first).leaves_on_protection; });
    return answers;
  }

  void tell_missing(const Transition& way) {
    const CaseRow& row = it().rows.back();
    if (!way.asks || (act_.kind == ActKind::meet && !row.outcome)) return;
    decision_.missing = missing_answers(*way.asks, row.answers, c_.rules);
    std::string names;
    for (const Field field : decision_.missing) {
      names += (names.empty() ? "" : ", ") + std::string(description(field).swedish);
    }
    if (!names.empty()) decision_.warnings.push_back({Code::answers_missing, names});
  }

  CooperationDecision finish(Outcome outcome, Reasons reasons) {
    decision_.outcome = outcome;
    decision_.reasons = std::move(reasons);
    const bool same = decision_.after && decision_.after == s_.current;
    if (same) decision_.after.reset();
    if (decision_.after) ++decision_.after->version;
    return std::move(decision_);
  }

  const CooperationAct& act_;
  const CaseSituation& s_;
  const CaseCircumstances& c_;
  CooperationDecision decision_;
  Part part_ = Part::none;
};

}  // namespace

CooperationDecision decide_act(const CooperationAct& act, const CaseSituation& situation,
                               const CaseCircumstances& circumstances) {
  return Deciding(act, situation, circumstances).decide();
}

CooperationDecision decide_case_fact(const CaseSituation& situation, const CaseCircumstances& c) {
  CooperationDecision decision;
  decision.outcome = Outcome::unchanged;
  decision.standing = with_told(situation.standing, c.today);
  if (!situation.current) return decision;
  decision.after = situation.current;
  const ConsentView consent = consent_of(*situation.current, situation.standing, c);
  decision.standing = remember(*decision.standing, consent);
  const Act nobody{{}, {}, c.now, c.today};
  protect_case(decision, situation, consent, situation.deceased, nobody, {}, c);
  if (decision.after == situation.current) {
    decision.after.reset();
  } else {
    decision.outcome = Outcome::accepted;
    ++decision.after->version;
  }
  return decision;
}

bool still_held(const CooperationCase& of, bool target_moves_active) {
  const bool insats = of.state == CaseState::active_preparatory || of.state == CaseState::active_work_oriented;
  return insats && !target_moves_active;
}

}  // namespace gateway::core
