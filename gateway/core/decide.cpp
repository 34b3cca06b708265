#include "gateway/core/decide.h"

#include "gateway/core/counting.h"
#include "gateway/core/deciding.h"
#include "gateway/core/end_reason.h"
#include "gateway/core/explain/facts_used.h"
#include "gateway/core/explain/tell_fact.h"
#include "gateway/core/protect.h"
#include "gateway/core/registrar.h"

namespace gateway::core {

namespace {

/// What is kept where there is no registration.
const Answers kNoAnswers;

/// To the later of both, where there is one.
void raise(std::optional<base::Date>& to, const std::optional<base::Date>& date) {
  if (date && (!to || *to < *date)) to = date;
}

}  // namespace

void Deciding::decide() {
  read_person();
  weigh();
  if (p_.start) mapped_ = c_.mapping.find(p_, *p_.start);
  if (mapped_.name != nullptr) decision_.mapping_row = *mapped_.name;
  decision_.units.reserve(2);
  if (s_.registration) {
    decision_.registration = s_.registration;
    const std::optional<Sex> sex = s_.sex ? s_.sex : sex_;
    apply_protective_facts(decision_, {s_.standing, sex, consent_, protected_, deceased_, s_.fk_told}, c_);
    leave_uncounted(decision_, s_.closed_through, c_.policy, c_.today);
    tell_fact(decision_, s_, standing_against(consent_.state, deceased_, protected_));
    if (!changes(decision_.fact->effect)) decision_.fact.reset();
  }
  if (decision_.registration && decision_.registration->stage == Stage::voided) return voided();
  if (auto outside = outside_by_mapping()) return finish(Outcome::outside, {*outside});
  if (still_wrong()) return finish(Outcome::outside, {{*s_.wrong}});
  Reasons faults = form_faults(p_, number_fault_);
  add(faults, c_.policy.codes.faults(p_.answers, p_.start.value_or(c_.today), p_.end.value_or(c_.today),
                                     s_.registration ? s_.registration->answers : kNoAnswers));
  if (!p_.start) return finish(Outcome::rejected, std::move(faults));
  add(faults, mapping_faults(p_, mapped_));
  if (decision_.registration) return known(mapped_.row, std::move(faults));
  return fresh(mapped_.row, std::move(faults));
}

void Deciding::read_person() {
  auto parsed = PersonNumber::parse(p_.number, c_.today);
  if (const Code* fault = std::get_if<Code>(&parsed)) {
    number_fault_ = *fault;
  } else {
    decision_.number = std::get<PersonNumber>(parsed);
    sex_ = decision_.number->sex();
    if (p_.sex && *p_.sex != *sex_) warnings_.push_back({Code::number_sex_differs});
  }
  decision_.protection_seen = p_.protection != Protection::none;
  protected_ = decision_.protection_seen || s_.person_protected;
  if (s_.number == ToldNumber::changed && !protected_) warnings_.push_back({Code::number_changed});
  if (s_.number == ToldNumber::parted) warnings_.push_back({Code::number_parted});
  deceased_ = died(p_, s_.deceased, c_.policy);
  decision_.deceased = deceased_;
}

void Deciding::weigh() {
  Standing standing = s_.standing;
  if (s_.note && s_.note->cause == Code::consent_declined) raise(standing.declined, s_.note->date);
  if (s_.note && s_.note->cause == Code::consent_withdrawn) raise(standing.withdrawn, s_.note->date);
  standing.had_consent = s_.registration && s_.registration->kind == RegistrationKind::participation &&
                         s_.registration->stage != Stage::exited;
  Consent said = p_.consent;
  if (standing.had_consent) {
    // What the registration stands on was judged when it was made: it is not lost because more is asked of a paper
    // since.
    const auto judge = [&](Consent& consent) {
      const bool same = consent.form == s_.registration->consent_form && consent.date == s_.registration->consent_date;
      consent.paper.judged = consent.paper.judged || same;
    };
    judge(said);
    if (standing.told) judge(*standing.told);
  }
  raise(said.withdrawn, withdrawn_at_end(p_, c_.policy));
  consent_ = weigh_consent(said, p_.own_consent, standing, c_.policy, CooperationForm::finsam, c_.today);
  decision_.standing = remember(s_.standing, consent_);
}

std::optional<Reason> Deciding::outside_by_mapping() const {
  if (!p_.start || decision_.registration) return std::nullopt;
  if (p_.end && c_.policy.start_from && *p_.end < *c_.policy.start_from) {
    return Reason{Code::outside_before_start_from, c_.policy.start_from->text()};
  }
  if (mapped_.row == nullptr) return std::nullopt;
  // Whether the record was among those counted is known no more: it is neither counted nor named a second time.
  const bool counted = mapped_.row->belonging == Belonging::finsam && s_.year_counted && !s_.note;
  if (counted && closed(p_.start->year())) return of_closed_year(p_.start->year());
  if (mapped_.row->belonging != Belonging::outside) return std::nullopt;
  return Reason{Code::outside_by_mapping, mapped_.row->to};
}

bool Deciding::still_wrong() const {
  if (!s_.wrong || decision_.registration) return false;
  const bool mended = consent_.state == ConsentState::given && consent_.confirmed_by_caseworker;
  return *s_.wrong == Code::wrong_person || !mended;
}

void Deciding::voided() {
  const Code cause = decision_.note ? decision_.note->cause : Code::consent_withdrawn;
  const int year = decision_.registration->start.year();
  if (!decision_.note && closed(year)) return finish(Outcome::outside, {of_closed_year(year)});
  return finish(decision_.note ? Outcome::anonymous : Outcome::outside, {{cause}});
}

void Deciding::finish(Outcome outcome, Reasons reasons) {
  const bool task = decision_.registration && decision_.registration->kind == RegistrationKind::task;
  Reasons out_reasons = outcome == Outcome::rejected ? reasons : Reasons{};
  if (p_.end && !task) {
    if (outcome == Outcome::rejected && p_.start && *p_.end < *p_.start)
      out_reasons.push_back({Code::end_before_start});
    if (outcome == Outcome::parked || outcome == Outcome::proposed) out_reasons.push_back({Code::in_not_registered});
  }
  decision_.units.push_back({task ? Unit::task : Unit::in, outcome, std::move(reasons), std::move(warnings_)});
  if (p_.end && !task) decision_.units.push_back({Unit::out, outcome, std::move(out_reasons), {}});
}

Decision decide(const Participation& participation, const Situation& situation, const Circumstances& circumstances) {
  Decision decision;
  decision.basis = facts_used(participation, situation, circumstances);
  Deciding(participation, situation, circumstances, decision).decide();
  if (decision.registration && decision.registration->kind == RegistrationKind::participation) {
    decision.registration->responsible = named_by_source(participation, circumstances);
  }
  return decision;
}

Decision decide_fact(const Situation& situation, const Circumstances& c) {
  Decision decision;
  decision.basis = facts_told(situation, c);
  decision.protection_seen = situation.person_protected;
  decision.deceased = situation.deceased;
  decision.standing = with_told(situation.standing, c.today);
  if (!situation.registration) {
    const ConsentView told = weigh_consent({}, false, situation.standing, c.policy, CooperationForm::finsam, c.today);
    tell_fact(decision, situation, standing_against(told.state, situation.deceased, situation.person_protected));
    return decision;
  }
  decision.registration = situation.registration;
  const Consent recorded = recorded_consent(situation.registration->consent_form, situation.registration->consent_date);
  Standing standing = situation.standing;
  standing.had_consent = situation.registration->kind == RegistrationKind::participation;
  const ConsentView consent = weigh_consent(recorded, false, standing, c.policy, CooperationForm::finsam, c.today);
  decision.standing = remember(with_told(situation.standing, c.today), consent);
  apply_protective_facts(
      decision,
      {situation.standing, situation.sex, consent, situation.person_protected, situation.deceased, situation.fk_told},
      c);
  leave_uncounted(decision, situation.closed_through, c.policy, c.today);
  tell_fact(decision, situation, standing_against(consent.state, situation.deceased, situation.person_protected));
  return decision;
}

}  // namespace gateway::core
