#include "gateway/core/authority.h"
#include "gateway/core/deciding.h"
#include "gateway/core/follow_up.h"
#include "gateway/core/registrar.h"

namespace gateway::core {

namespace {

std::pair<std::string, std::string> before_answers(const Answers& a) {
  return {a.education, a.income_source_before + '\n' + a.employment_before};
}

std::pair<std::string, std::string> after_answers(const Answers& a) {
  return {a.end_reason, a.income_source_after + '\n' + a.employment_after};
}

}  // namespace

void Deciding::known(const MappingRow* row, Reasons faults) {
  const Registration before = *decision_.registration;
  // Nobody takes part after the death: what had ended before it is not moved beyond it (§3 q).
  const bool beyond_death = deceased_ && p_.end && *p_.end > *deceased_;
  if (before.stage == Stage::exited || consent_.state == ConsentState::withdrawn || beyond_death) {
    return after_exit(before, faults);
  }
  if (s_.number == ToldNumber::sent && !before.stripped && faults.empty()) {
    return finish(Outcome::parked, {{Code::number_sent}});
  }
  if (row != nullptr && row->to != before.place) faults.push_back({Code::insats_changed, before.place});
  if (before.kind == RegistrationKind::task) return known_task(before, std::move(faults));

  const Difference differs = difference_from(before);
  if (differs.ended && !p_.end) faults.push_back({Code::end_removed});
  if (!differs.unsaid && !differs.in && !ends_anew(differs)) {
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    return change(differs, {});
  }
  Registrar registrar = registrar_of(p_, c_);
  add(faults, registrar_faults(c_, before.place, *p_.start, nullptr, before.start));
  weigh_registrar(registrar.user, before.place, faults);
  if (!faults.empty()) {
    add(faults, std::move(registrar.unknown));
    return finish(Outcome::rejected, std::move(faults));
  }
  if (registrar.user == nullptr) return waits(differs, Outcome::parked, std::move(registrar.unknown));
  if (orphaned_) return waits(differs, Outcome::parked, {*orphaned_});
  if (auto fault = mandate_fault_of(*registrar.user, before.place)) {
    return waits(differs, Outcome::proposed, {std::move(*fault)});
  }
  return change(differs, registrar.user->id);
}

bool Deciding::ends_anew(const Difference& differs) const {
  return differs.out || (p_.end && !differs.ended);
}

void Deciding::waits(const Difference& differs, Outcome outcome, Reasons reasons) {
  const auto answer = [&](Unit changed, Unit same, bool waits, Reasons warnings) {
    decision_.units.push_back({waits ? changed : same, waits ? outcome : Outcome::unchanged,
                               waits ? reasons : Reasons{}, std::move(warnings)});
  };
  answer(differs.unsaid ? Unit::in : Unit::change, Unit::in, differs.unsaid || differs.in, std::move(warnings_));
  if (p_.end && ends_anew(differs) && differs.backwards) {
    decision_.units.push_back({Unit::out, Outcome::rejected, {{Code::end_before_start}}, {}});
  } else if (p_.end) {
    answer(Unit::out, Unit::out, ends_anew(differs), {});
  }
}

Deciding::Difference Deciding::difference_from(const Registration& before) const {
  Difference differs;
  differs.ended = before.end.has_value();
  differs.unsaid = s_.in_unsaid && !before.stripped;
  differs.in = *p_.start != before.start || before_answers(p_.answers) != before_answers(before.answers) ||
               (s_.last_unsaid && !differs.ended);
  differs.out =
      differs.ended && p_.end &&
      (*p_.end != *before.end || after_answers(p_.answers) != after_answers(before.answers) || s_.last_unsaid);
  differs.backwards = p_.end && *p_.end < *p_.start;
  return differs;
}

void Deciding::change(const Difference& differs, const std::string& user) {
  const bool end_changed = differs.out && !differs.backwards;
  Registration& registration = *decision_.registration;
  if (differs.unsaid) {
    // Under the same id: where the node has it, nothing is registered twice.
    sign(registration.act, user);
    push(MessageKind::in, user);
  }
  if (differs.in || end_changed) {
    registration.start = *p_.start;
    registration.answers = p_.answers;
    if (end_changed) registration.end = p_.end;
    const bool end_unsaid = s_.last_unsaid && registration.end && !registration.out_acknowledged;
    push(end_unsaid ? MessageKind::out : MessageKind::change, user);
  }
  decision_.units.push_back({differs.in && !differs.unsaid ? Unit::change : Unit::in,
                             differs.in || differs.unsaid ? Outcome::accepted : Outcome::unchanged,
                             {},
                             std::move(warnings_)});
  if (!p_.end) return;
  if (!differs.ended) {
    register_out(user);
  } else if (differs.out && differs.backwards) {
    decision_.units.push_back({Unit::out, Outcome::rejected, {{Code::end_before_start}}, {}});
  } else {
    decision_.units.push_back({Unit::out, differs.out ? Outcome::accepted : Outcome::unchanged, {}, {}});
  }
}

void Deciding::known_task(const Registration& before, Reasons faults) {
  if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
  Registration& registration = *decision_.registration;
  if (*p_.start == before.start && p_.end == before.end) {
    decision_.units.push_back({Unit::task, Outcome::unchanged, {}, {}});
    return;
  }
  registration.start = *p_.start;
  registration.end = p_.end;
  push(MessageKind::task, before.act.user);
  decision_.units.push_back({Unit::task, Outcome::proposed, {{Code::for_other_authority, before.place}}, {}});
}

void Deciding::after_exit(const Registration& before, const Reasons& faults) {
  const bool just_now = s_.registration->stage != Stage::exited;
  if (!just_now && consent_.state == ConsentState::given && !deceased_ && !protected_ && !too_early()) {
    const bool answered = before.handover != Handover::unknown;
    if (!consent_.confirmed_by_caseworker || !answered) return finish(Outcome::parked, {{Code::consent_after_decline}});
    if (faults.empty()) {
      decision_.registration.reset();
      return fresh(mapped_.row, {});
    }
  }
  Reasons warnings;
  if (consent_.date_assumed) warnings.push_back({Code::withdrawal_date_assumed, consent_.date->text()});
  if (decision_.for_fk) warnings.push_back({Code::withdrawal_for_fk, decision_.for_fk->text()});
  const Unit unit = before.kind == RegistrationKind::task ? Unit::task : Unit::in;
  decision_.units.push_back({unit, Outcome::unchanged, {}, std::move(warnings)});
  if (p_.end && before.kind == RegistrationKind::participation) {
    const bool was_out = before.end && *before.end == *p_.end;
    decision_.units.push_back(
        {Unit::out,
         was_out ? Outcome::unchanged : Outcome::outside,
         was_out ? Reasons{} : Reasons{{deceased_ ? Code::person_deceased : Code::consent_withdrawn}},
         {}});
  }
}

}  // namespace gateway::core
