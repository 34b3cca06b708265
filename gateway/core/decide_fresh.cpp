#include "gateway/core/authority.h"
#include "gateway/core/deciding.h"
#include "gateway/core/follow_up.h"
#include "gateway/core/mandate.h"
#include "gateway/core/registrar.h"

namespace gateway::core {

void Deciding::fresh(const MappingRow* row, Reasons faults) {
  if (row != nullptr && row->belonging == Belonging::ask) {
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    return finish(Outcome::parked, {{Code::ask_caseworker, p_.insats}});
  }
  Registrar registrar = registrar_of(p_, c_);
  const bool finsam = row != nullptr && row->belonging == Belonging::finsam;
  if (finsam) add(faults, registrar_faults(c_, row->to, *p_.start, nullptr, std::nullopt));
  const bool counts = takes_form_counts_only(faults);
  if (finsam) weigh_registrar(registrar.user, row->to, faults);
  if (row == nullptr || !faults.empty()) {
    add(faults, std::move(registrar.unknown));
    return finish(Outcome::rejected, std::move(faults));
  }
  if (registrar.user == nullptr) return finish(Outcome::parked, std::move(registrar.unknown));
  // Whatever is known of consent and protection: nobody is named, and nobody is asked.
  if (counts) return count(row->to, Code::counted_by_form, std::nullopt);
  if (!p_.previous_number.empty() && protected_) {
    return finish(Outcome::parked, {{Code::new_number_with_protection}});  // §3 o: old and new are not linked
  }
  return finsam ? register_in(*row, *registrar.user) : propose(*row, *registrar.user);
}

void Deciding::weigh_registrar(const User* user, const std::string& place, Reasons& faults) {
  if (user == nullptr) return;
  Reasons of_user = authority_faults(c_.directory, *user, c_.organisation, place, c_.today);
  if (s_.waited && faults.empty() && !of_user.empty() && c_.confirmed_by.empty()) {
    orphaned_ = Reason{Code::responsible_missing, user->id + " – " + place};
    return;
  }
  add(faults, std::move(of_user));
}

void Deciding::park(Reasons reasons) {
  if (orphaned_) reasons.push_back(*orphaned_);
  finish(Outcome::parked, std::move(reasons));
}

void Deciding::register_in(const MappingRow& row, const User& user) {
  switch (consent_.state) {
    case ConsentState::withdrawn:
      return count(row.to, Code::consent_withdrawn, consent_.date);
    case ConsentState::declined:
      if (protected_) return count(row.to, Code::person_protected, consent_.date);
      return count(row.to, Code::consent_declined, consent_.date);
    case ConsentState::missing:
      if (protected_) return count(row.to, Code::person_protected, std::nullopt);
      if (deceased_) return count(row.to, Code::person_deceased, deceased_);
      // Counted while the person was protected: stays so until a consent from after the lifting.
      if (s_.note && s_.lifted) return count(row.to, s_.note->cause, s_.note->date);
      return park(missing_consent(*consent_.reason));
    case ConsentState::given:
      break;
  }
  if (protected_) return count(row.to, Code::person_protected, std::nullopt);
  if (deceased_) return count(row.to, Code::person_deceased, deceased_);
  if (too_early()) return count(row.to, Code::consent_before_lifting, std::nullopt);
  if (s_.note && closed(s_.note->year)) return finish(Outcome::outside, {of_closed_year(s_.note->year)});
  if (s_.note && !consent_.confirmed_by_caseworker) return park({{Code::consent_after_decline}});
  if (s_.perhaps_a_correction) return park({{Code::perhaps_a_correction}});
  // §3 s: each registration in has its own consent; a caseworker who tells of one for this record knows.
  if (!consent_.confirmed_by_caseworker && used_up(s_.other_uses, consent_.form, *consent_.date, *p_.start, p_.end)) {
    return park(missing_consent({Code::consent_used, consent_.date->text()}));
  }
  if (orphaned_) return park({});
  if (auto fault = mandate_fault_of(user, row.to)) return finish(Outcome::proposed, {std::move(*fault)});
  if (s_.note) {
    decision_.erase_note = true;
    decision_.counts.push_back({s_.note->insats, s_.note->year, s_.note->sex, -1});
  }
  open(RegistrationKind::participation, row, user.id);
  decision_.paper = consent_.paper;
  const Consent stands_on{ConsentAnswer::given, consent_.form, consent_.date, std::nullopt, consent_.paper};
  if (auto elsewhere =
          collected_elsewhere(stands_on, c_.policy, CooperationForm::finsam, c_.directory, {c_.organisation, {}})) {
    warnings_.push_back(std::move(*elsewhere));
  }
  if (*consent_.date > *p_.start) warnings_.push_back({Code::consent_after_start});
  warn_of_missing({{"utbildningsnivå", p_.answers.education}, {"försörjning före", p_.answers.income_source_before}},
                  warnings_);
  decision_.units.push_back({Unit::in, Outcome::accepted, {}, std::move(warnings_)});
  if (p_.end) register_out(user.id);
}

std::optional<Reason> Deciding::mandate_fault_of(const User& user, const std::string& insats) {
  if (c_.confirmed_by == user.id) {
    decision_.basis.add(Fact::mandate, static_cast<int>(MandateState::confirmed), c_.today);
    return std::nullopt;
  }
  const MandateView view = mandate_of(c_.directory, c_.policy, user, insats, c_.today);
  decision_.basis.add(Fact::mandate, static_cast<int>(view.state),
                      view.mandate == nullptr ? c_.today : view.mandate->period.from);
  return mandate_fault(view, user, insats);
}

Reasons Deciding::missing_consent(Reason why) const {
  Reasons reasons = {std::move(why)};
  if (answer_due(*p_.start, p_.end, c_.today)) reasons.push_back({Code::consent_answer_due});
  return reasons;
}

void Deciding::propose(const MappingRow& row, const User& user) {
  if (consent_.state == ConsentState::withdrawn) return finish(Outcome::outside, {{Code::consent_withdrawn}});
  if (protected_ || consent_.state == ConsentState::declined) {
    return finish(Outcome::parked, {{Code::ask_caseworker, p_.insats}});
  }
  open(RegistrationKind::task, row, user.id);
  decision_.units.push_back({Unit::task, Outcome::proposed, {{Code::for_other_authority, row.to}}, {}});
  if (p_.end) {
    decision_.registration->end = p_.end;
    decision_.messages.back().date = p_.end;
  }
}

void Deciding::count(const std::string& insats, Code cause, std::optional<base::Date> date) {
  const Note note{insats, p_.start->year(), *sex_, cause, date};
  const bool same_count =
      s_.note && s_.note->insats == note.insats && s_.note->year == note.year && s_.note->sex == note.sex;
  if (!same_count && closed(note.year)) return finish(Outcome::outside, {of_closed_year(note.year)});
  if (!same_count && s_.note && closed(s_.note->year)) {
    return finish(Outcome::outside, {of_closed_year(s_.note->year)});
  }
  const bool taken_back = !s_.note && cause == Code::consent_withdrawn;
  if (taken_back && c_.policy.assumed(Assumption::withdrawn_before_sent, c_.today) == Assumed::nothing) {
    return finish(Outcome::outside, {{cause}});
  }
  if (!same_count) {
    if (s_.note) decision_.counts.push_back({s_.note->insats, s_.note->year, s_.note->sex, -1});
    decision_.counts.push_back({note.insats, note.year, note.sex, 1});
  }
  decision_.note = note;
  if (s_.note && *s_.note == note) return finish(Outcome::unchanged, {});
  return finish(Outcome::anonymous, {{cause}});
}

void Deciding::open(RegistrationKind kind, const MappingRow& row, const std::string& user) {
  Registration& registration = decision_.registration.emplace();
  registration.id = c_.new_id;
  registration.kind = kind;
  registration.place = row.to;
  registration.activity = row.kind;
  registration.start = *p_.start;
  registration.answers = p_.answers;
  if (kind == RegistrationKind::participation) {
    registration.consent_form = consent_.form;
    registration.consent_date = consent_.date;
  }
  sign(registration.act, user);
  decision_.messages.reserve(p_.end ? 2 : 1);
  push(kind == RegistrationKind::task ? MessageKind::task : MessageKind::in, user);
}

void Deciding::push(MessageKind kind, const std::string& user) {
  const Registration& registration = *decision_.registration;
  Message& message = decision_.messages.emplace_back();
  message.kind = kind;
  message.registration = registration.id;
  message.place = registration.place;
  message.activity = registration.activity;
  message.start = registration.start;
  message.consent_form = registration.consent_form;
  message.consent_date = registration.consent_date;
  sign(message.act, user);
  if (kind == MessageKind::in) {
    // What is answered at the end goes with the end.
    message.answers.education = registration.answers.education;
    message.answers.income_source_before = registration.answers.income_source_before;
    message.answers.employment_before = registration.answers.employment_before;
  } else {
    message.answers = registration.answers;
    message.date = registration.end;
  }
}

void Deciding::sign(Act& act, const std::string& user) const {
  act.user = user;
  act.organisation = c_.organisation;
  act.at = c_.now;
  act.on = c_.today;
}

void Deciding::register_out(const std::string& user) {
  if (*p_.end < *p_.start) {
    decision_.units.push_back({Unit::out, Outcome::rejected, {{Code::end_before_start}}, {}});
    return;
  }
  Registration& registration = *decision_.registration;
  registration.stage = Stage::out;
  registration.end = p_.end;
  registration.answers = p_.answers;
  push(MessageKind::out, user);
  Reasons warnings;
  warn_of_missing({{"avslutsorsak", p_.answers.end_reason}}, warnings);
  decision_.units.push_back({Unit::out, Outcome::accepted, {}, std::move(warnings)});
}

void Deciding::warn_of_missing(std::initializer_list<std::pair<const char*, const std::string&>> answers,
                               Reasons& warnings) {
  std::string names;
  for (const auto& [name, value] : answers) {
    if (value.empty()) names += (names.empty() ? "" : ", ") + std::string(name);
  }
  if (!names.empty()) warnings.push_back({Code::answers_missing, names});
}

}  // namespace gateway::core
