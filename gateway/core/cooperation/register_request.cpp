#include <algorithm>

#include "gateway/core/cooperation/deciding_act.h"
#include "gateway/core/cooperation/protection.h"
#include "gateway/core/cooperation/transition.h"
#include "gateway/core/counting.h"
#include "gateway/core/lift.h"

// A begäran opens a case: what is known of the person's other cases, and of consent.

namespace gateway::core {

std::optional<std::string> municipality_of(const CooperationAct& act, const Directory& directory) {
  if (act.kind != ActKind::request || act.answers.contains(Field::municipality)) return std::nullopt;
  for (const std::string& id : {act.af_office, act.fk_office}) {
    const Office* office = directory.office(id);
    if (office != nullptr && !office->municipality.empty()) return office->municipality;
  }
  return std::nullopt;
}

CooperationDecision DecidingAct::request() {
  Reasons faults = told_faults();
  if (part_ == Part::af && act_.office != act_.af_office) faults.push_back({Code::case_unknown});
  if (part_ == Part::fk && act_.office != act_.fk_office) faults.push_back({Code::case_unknown});
  const bool there = s_.current && !s_.current->discarded;
  const bool named = there && s_.current->form == CaseForm::named;
  const bool sees = named && may_see();
  const bool again = faults.empty() && there && (sees || made_by_actor()) && made_already();
  if (again) return finish(Outcome::unchanged, {});
  if (sees && s_.current->open()) {
    if (says_no(act_)) faults.push_back({Code::no_belongs_elsewhere});
    return reject(std::move(faults), {{Code::case_open}});
  }
  hidden_ = named && !sees;
  const bool registers = mine(Authority::fk) || by_agreement(Authority::fk, act_.af_office, act_.fk_office);
  outside_ = !sees && !registers;
  const auto from = sees ? std::optional(s_.current->state) : std::nullopt;
  const Transition* way = find_transition(from, ActKind::request, act_.to);
  const CaseSituation nothing;
  const CaseSituation& known = hidden_ || outside_ ? nothing : s_;
  add(faults, course_faults(act_, nullptr, way, known, c_));
  weigh_local_policies(act_, nullptr, known, c_, faults, decision_.warnings);
  if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
  return weighed(*way);
}

CooperationDecision DecidingAct::weighed(const Transition& way) {
  weighed_ = true;
  Consent record = act_.consent ? act_.consent->consent : Consent{};
  const auto& named = act_.consent ? act_.consent->purposes : std::vector<std::string>{};
  const bool registers = named.empty() || std::find(named.begin(), named.end(), "registration") != named.end();
  if (record.answer == ConsentAnswer::given && !registers) record = Consent{};
  Standing standing = s_.standing;
  standing.had_consent = false;
  const ConsentView consent = weigh_consent(record, false, standing, c_.policy, CooperationForm::af_fk, c_.today);
  decision_.standing = remember(standing, consent);
  if (outside_)
    return weighed_outside(weigh_consent(record, false, {}, c_.policy, CooperationForm::af_fk, c_.today), consent);
  const int year = act_.happened->year();
  // It is neither counted nor named a second time.
  if (perhaps_counted(year, s_, c_)) return finish(Outcome::outside, {of_closed_year(year)});
  if (const auto cause = unnamed(consent)) return counted(*cause);
  if (consent.state == ConsentState::missing) return waits(*consent.reason);
  // §3 a: it precedes the registration.
  if (*consent.date > act_.by.on) return finish(Outcome::rejected, {{Code::consent_in_future, consent.date->text()}});
  // §3 s: a consent later than the last end.
  const auto end = last_end(s_);
  const bool too_early = end && *consent.date <= *end;
  if (hidden_ && (s_.current->open() || too_early || (end && *act_.happened < *end))) {
    return received(s_.current->fk_office, true);
  }
  if (too_early) return waits({Code::consent_before_last_end, end->text()});
  if (*consent.date > *act_.happened) decision_.warnings.push_back({Code::consent_after_start});
  if (s_.note && year_closed(s_.note->year, s_.closed_through, c_.policy, c_.today)) {
    return finish(Outcome::outside, {of_closed_year(s_.note->year)});
  }
  warn_of_collector(consent);
  take_out_of_count();
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
  tell_missing(way);
  return accepted();
}

std::optional<base::Date> DecidingAct::attached_on() const {
  // A request opens a case after the one that is over; any other act is of the case itself.
  const auto earlier = act_.kind == ActKind::request ? last_end(s_) : s_.last_end;
  const auto given = consent_to_mapping(act_, c_.policy, earlier);
  // It is attached as the act happened, however late that is registered; a later consent on its own day.
  return given ? std::optional(std::max(*given, act_.happened.value_or(act_.by.on))) : std::nullopt;
}

void DecidingAct::attach_consent() {
  if (const auto on = attached_on()) {
    auto& known = it().mapping_consent_on;
    known = known ? std::min(*known, *on) : *on;
    return;
  }
  const bool opens = act_.kind == ActKind::request;
  const auto& meant = act_.mapping_consent || opens ? act_.mapping_consent : act_.consent;
  if (!meant) return;
  const auto& date = meant->consent.date;
  decision_.warnings.push_back({Code::mapping_consent_not_counted, date ? date->text() : std::string()});
}

std::optional<Code> DecidingAct::unnamed(const ConsentView& consent) const {
  if (consent.state == ConsentState::withdrawn) return Code::consent_withdrawn;
  if (s_.person_protected) return Code::person_protected;
  if (consent.state == ConsentState::declined) return Code::consent_declined;
  if (s_.deceased) return Code::person_deceased;
  if (consent.state == ConsentState::given && before_lifting(s_.lifted, consent.date)) {
    return Code::consent_before_lifting;
  }
  // Counted while the person was protected: stays so until a consent from after the lifting.
  if (consent.state == ConsentState::missing && s_.note && s_.lifted) return s_.note->cause;
  return std::nullopt;
}

CooperationDecision DecidingAct::weighed_outside(const ConsentView& own, const ConsentView& known) {
  if (own.state == ConsentState::withdrawn) return counted(Code::consent_withdrawn);
  if (own.state == ConsentState::declined) return counted(Code::consent_declined);
  if (own.state == ConsentState::missing) {
    // §3 k, q: counted, and told as of anybody.
    if (s_.person_protected) count_outside(Code::person_protected);
    if (!s_.person_protected && s_.deceased) count_outside(Code::person_deceased);
    return waits(*own.reason);
  }
  if (*own.date > *act_.happened) decision_.warnings.push_back({Code::consent_after_start});
  warn_of_collector(own);
  const auto cause = unnamed(known);
  if (cause) {
    count_outside(*cause);
  } else if (part_ != Part::proposer && s_.note) {
    if (year_closed(s_.note->year, s_.closed_through, c_.policy, c_.today)) {
      return finish(Outcome::outside, {of_closed_year(s_.note->year)});
    }
    take_out_of_count();
  }
  return received(part_ == Part::proposer ? act_.af_office : act_.fk_office, !cause);
}

void DecidingAct::count_outside(Code cause) {
  if (part_ == Part::proposer || !countable()) return;
  if (!uncounted(act_.happened->year(), cause, s_, c_)) count_anonymously(decision_, s_, note(cause));
}

void DecidingAct::take_out_of_count() {
  if (!s_.note) return;
  decision_.erase_note = true;
  decision_.counts.push_back({s_.note->af_office, s_.note->fk_office, s_.note->year, s_.note->sex, -1});
}

CooperationDecision DecidingAct::waits(Reason why) {
  Reasons reasons = {std::move(why)};
  if (answer_due(*act_.happened, std::nullopt, c_.today)) reasons.push_back({Code::consent_answer_due});
  return finish(Outcome::parked, std::move(reasons));
}

void DecidingAct::warn_of_collector(const ConsentView& consent) {
  const auto began = act_.answers.find(Field::initiated_by);
  const CollectedFor registered{act_.by.organisation, began == act_.answers.end() ? std::string() : began->second};
  const Consent stands_on{ConsentAnswer::given, consent.form, consent.date, std::nullopt, consent.paper};
  auto elsewhere = collected_elsewhere(stands_on, c_.policy, CooperationForm::af_fk, c_.directory, registered);
  if (elsewhere) decision_.warnings.push_back(std::move(*elsewhere));
}

CooperationDecision DecidingAct::counted(Code cause) {
  if (part_ == Part::proposer) return finish(Outcome::outside, {{cause}});
  if (!s_.sex) return finish(Outcome::parked, {{Code::number_missing}});
  const bool known = s_.note && *s_.note == note(cause);
  if (!known) {
    if (auto why = uncounted(act_.happened->year(), cause, s_, c_)) return finish(Outcome::outside, {std::move(*why)});
  }
  if (countable()) count_anonymously(decision_, s_, note(cause));
  if (!known) return finish(Outcome::anonymous, {{cause}});
  // Whoever says yes hears what stands against it.
  const bool yes = act_.consent && act_.consent->consent.answer == ConsentAnswer::given;
  return finish(Outcome::unchanged, yes ? Reasons{{cause}} : Reasons{});
}

CaseNote DecidingAct::note(Code cause) const {
  return {act_.af_office, act_.fk_office, act_.happened->year(), *s_.sex, cause};
}

}  // namespace gateway::core
