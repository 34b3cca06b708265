#include "gateway/core/admit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/core/assignment/act.h"
#include "gateway/core/authority.h"
#include "gateway/core/death.h"
#include "gateway/core/follow_up.h"
#include "gateway/core/lift.h"
#include "gateway/core/wrong.h"

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 5> kAdmitted = {"accepted", "voided", "rejected", "proposed", "again"};

Admission refuse(std::vector<Reason> reasons) {
  Admission admission;
  admission.reasons = std::move(reasons);
  return admission;
}

Admission accept() {
  Admission admission;
  admission.admitted = Admitted::accepted;
  return admission;
}

Registration registration_of(const Message& m, RegistrationKind kind) {
  Registration r;
  r.id = m.registration;
  r.kind = kind;
  r.place = m.place;
  r.activity = m.activity;
  r.start = m.start.value_or(base::Date());
  r.end = kind == RegistrationKind::task ? m.date : std::nullopt;
  r.answers = m.answers;
  r.consent_form = m.consent_form;
  r.consent_date = m.consent_date;
  r.act = m.act;
  r.handover = Handover::acknowledged;
  return r;
}

/// Whether the totals are of the AF/FK cooperation, of two offices that there are.
bool offices_of_totals(const std::string& place, const Directory& directory) {
  const auto joint = place.find(kOfficePair);
  return joint != std::string::npos && directory.office(place.substr(0, joint)) != nullptr &&
         directory.office(place.substr(joint + 1)) != nullptr;
}

std::vector<Reason> consent_faults(const Message& m, const Policy& policy) {
  if (m.consent_form.empty() || !m.consent_date) return {{Code::person_without_consent}};
  if (!policy.covers_registration(m.consent_form, CooperationForm::finsam, *m.consent_date))
    return {{Code::consent_form_unknown, m.consent_form}};
  if (*m.consent_date > m.act.on) return {{Code::consent_in_future, m.consent_date->text()}};
  return {};
}

void append(std::vector<Reason>& to, std::vector<Reason> from) {
  for (Reason& reason : from) to.push_back(std::move(reason));
}

/// One message against one state of the node.
class Gate {
 public:
  Gate(const Incoming& in, const NodeSituation& s, const Directory& d, const Policy& p, std::string_view sender,
       base::Date today)
      : in_(in), m_(in.message), s_(s), d_(d), policy_(p), sender_(sender), today_(today) {}

  Admission admit() {
    if (m_.kind == MessageKind::totals) return totals();
    if (identity_free(m_.kind)) return protective();
    if (s_.voided) return refuse({{Code::registration_voided}});
    if (m_.act.organisation != sender_) return refuse({{Code::user_of_other_organisation, m_.act.user}});
    if (s_.registration && s_.owner != sender_) return refuse({{Code::registration_unknown}});
    switch (m_.kind) {
      case MessageKind::in:
        return in();
      case MessageKind::task:
        return task();
      default:
        return later();
    }
  }

 private:
  Admission in() {
    if (s_.registration) {
      if (!s_.same_person) return refuse({{Code::number_known_by_other_id}});
      return accept();
    }
    std::vector<Reason> faults;
    if (!in_.person) {
      faults.push_back({Code::number_missing});
    } else if (auto parsed = PersonNumber::parse(in_.person->number, today_); std::holds_alternative<Code>(parsed)) {
      faults.push_back({std::get<Code>(parsed)});
    }
    if (!m_.start) {
      faults.push_back({Code::start_missing});
    } else {
      append(faults, named_faults(d_, policy_, m_.place, *m_.start));
    }
    append(faults, act_faults(d_, m_.act, sender_, m_.place));
    append(faults, consent_faults(m_, policy_));
    if (consent_used()) faults.push_back({Code::consent_used, m_.consent_date->text()});
    append(faults, code_faults(m_.start.value_or(today_), {}));
    if (m_.act.on > today_) faults.push_back({Code::field_fault, "act.on"});
    if (s_.already_registered) faults.push_back({Code::already_registered, m_.place});
    if (m_.lifted && *m_.lifted > m_.act.on) faults.push_back({Code::field_fault, "lifted"});
    if (before_lifting(std::max(m_.lifted, s_.lifted), m_.consent_date))
      faults.push_back({Code::consent_before_lifting});
    if (!faults.empty()) {
      if (s_.person_protected) faults.push_back({Code::person_protected});
      return refuse(std::move(faults));
    }
    if (still_protected(s_.person_protected, s_.sender_alone, m_.lifted)) {
      Admission refused = refuse({{Code::person_protected}});
      refused.lift = m_.lifted;
      return refused;
    }
    // §3 q, as at a gateway: whenever it began, nobody dead is named any more. Told to nobody whose message has faults.
    if (s_.deceased) {
      Admission refused = refuse({{Code::person_deceased, s_.deceased->text()}});
      refused.lift = m_.lifted;
      return refused;
    }
    Admission admission = accept();
    admission.lift = m_.lifted;
    admission.registration = registration_of(m_, RegistrationKind::participation);
    admission.store_person = true;
    return admission;
  }

  /// The same rule as at the gateway; what has a withdrawn consent names nobody here any more.
  bool consent_used() const {
    return m_.start && m_.consent_date && !m_.consent_confirmed &&
           used_up(s_.other_uses, m_.consent_form, *m_.consent_date, *m_.start, std::nullopt);
  }

  Admission task() {
    if (d_.office(m_.place) == nullptr) return refuse({{Code::insats_unknown, m_.place}});
    if (!m_.start) return refuse({{Code::start_missing}});
    if (in_.person) return refuse({{Code::person_without_consent}});
    if (s_.registration && s_.registration->kind != RegistrationKind::task) {
      return refuse({{Code::number_known_by_other_id}});
    }
    if (s_.registration && s_.registration->stage == Stage::exited) return refuse({{Code::already_out}});
    Admission admission = accept();
    admission.registration = registration_of(m_, RegistrationKind::task);
    return admission;
  }

  /// Out or change: of a registration that is here, by somebody who may.
  Admission later() {
    if (!s_.registration) return refuse({{Code::registration_unknown}});
    if (s_.registration->stage == Stage::exited) return refuse({{Code::already_out}});
    if (in_.person) return refuse({{Code::person_without_consent}});
    Registration after = *s_.registration;
    if (m_.start) after.start = *m_.start;
    if (m_.kind == MessageKind::out || m_.date) {
      after.end = m_.date;
      after.stage = Stage::out;
    }
    if (!after.stripped) after.answers = m_.answers;
    std::vector<Reason> faults = act_faults(d_, m_.act, sender_, after.place);
    append(faults, named_faults(d_, policy_, after.place, after.start, s_.registration->start));
    append(faults, code_faults(after.start, s_.registration->answers));
    if (m_.act.on > today_) faults.push_back({Code::field_fault, "act.on"});
    if (m_.kind == MessageKind::out && !m_.date) faults.push_back({Code::field_fault, "date"});
    if (after.end && *after.end < after.start) faults.push_back({Code::end_before_start});
    if (!faults.empty()) return refuse(std::move(faults));
    Admission admission = accept();
    admission.registration = std::move(after);
    return admission;
  }

  std::vector<Reason> code_faults(base::Date start, const Answers& kept) const {
    return policy_.codes.faults(m_.answers, start, m_.date.value_or(today_), kept);
  }

  /// Exit, exit_or_void, strip: taken from the owner without asking for authority. What is not here is remembered as
  /// void, so that a message that comes after it finds nothing to open.
  Admission protective() {
    if (s_.registration && s_.owner != sender_) return refuse({{Code::registration_unknown}});
    if (!s_.registration || s_.registration->stage == Stage::voided) {
      Admission admission;
      admission.admitted = Admitted::voided;
      admission.void_id = true;
      return admission;
    }
    Admission admission = accept();
    Registration after = *s_.registration;
    if (wrong_cause(m_.code)) {
      // §3 r: nothing was to be registered, so nothing is counted either; only the id stays, refused for ever.
      admission.admitted = Admitted::voided;
      admission.void_id = true;
      admission.erase_person = true;
      after.stage = Stage::voided;
    } else if (m_.kind == MessageKind::strip) {
      after.stripped = true;
      after.answers = {};
      admission.erase_person = true;
      admission.protect = true;
    } else {
      after.stage = Stage::exited;
      after.end = m_.date;
      after.answers = {};
      after.answers.end_reason = m_.code;
      admission.erase_person = m_.code == id(Code::consent_withdrawn);
      // Nothing of this has happened later than today.
      if (tells_death(after)) admission.deceased = std::min(m_.date.value_or(today_), today_);
    }
    admission.death_taken_back = m_.kind != MessageKind::strip && tells_death(*s_.registration) && !tells_death(after);
    admission.registration = std::move(after);
    return admission;
  }

  Admission totals() {
    const Organisation* sender = d_.organisation(sender_);
    if (sender != nullptr && sender->kind == "supplier") return refuse({{Code::supplier_is_no_user, sender_}});
    if (d_.insats(m_.totals.insats) == nullptr && !offices_of_totals(m_.totals.insats, d_)) {
      return refuse({{Code::insats_unknown, m_.totals.insats}});
    }
    if (m_.totals.women < 0 || m_.totals.men < 0) return refuse({{Code::field_fault, "totals"}});
    Admission admission = accept();
    if (m_.totals.version > s_.totals_version) admission.totals = m_.totals;
    return admission;
  }

  const Incoming& in_;
  const Message& m_;
  const NodeSituation& s_;
  const Directory& d_;
  const Policy& policy_;
  std::string sender_;
  base::Date today_;
};

}  // namespace

std::string_view name(Admitted admitted) {
  return kAdmitted[static_cast<std::size_t>(admitted)];
}

std::optional<Admitted> parse_admitted(std::string_view name) {
  for (std::size_t i = 0; i < kAdmitted.size(); ++i) {
    if (kAdmitted[i] == name) return static_cast<Admitted>(i);
  }
  return std::nullopt;
}

Admission admit(const Incoming& incoming, const NodeSituation& situation, const Directory& directory,
                const Policy& policy, std::string_view sender, base::Date today) {
  Admission admission = Gate(incoming, situation, directory, policy, sender, today).admit();
  admission.why = kept_of(incoming, situation, admission, directory, policy, sender, today);
  return admission;
}

}  // namespace gateway::core
