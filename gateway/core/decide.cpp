#include "gateway/core/decide.h"

#include "gateway/core/protect.h"
#include "gateway/core/registrar.h"

namespace gateway::core {

namespace {

using Reasons = std::vector<Reason>;

void add(Reasons& to, Reasons from) {
  for (Reason& reason : from) to.push_back(std::move(reason));
}

/// To the later of both, where there is one.
void raise(std::optional<base::Date>& to, const std::optional<base::Date>& date) {
  if (date && (!to || *to < *date)) to = date;
}

/// One record on its way through the rules.
class Case {
 public:
  Case(const Participation& p, const Situation& s, const Circumstances& c) : p_(p), s_(s), c_(c) {}

  Decision decide() {
    read_person();
    weigh();
    if (p_.start) mapped_ = c_.mapping.find(p_, *p_.start);
    if (mapped_.row != nullptr) decision_.mapping_row = mapped_.row->name();
    if (s_.registration) {
      decision_.registration = s_.registration;
      apply_protective_facts(decision_, s_with_sex(), consent_, protected_, deceased_, c_);
    }
    if (decision_.registration && decision_.registration->stage == Stage::voided) return voided();
    if (auto outside = outside_by_mapping()) return finish(Outcome::outside, {*outside});
    Reasons faults = form_faults(p_, number_fault_);
    if (!p_.start) return finish(Outcome::rejected, std::move(faults));
    add(faults, mapping_faults(p_, mapped_));
    if (decision_.registration) return known(mapped_.row, std::move(faults));
    return fresh(mapped_.row, std::move(faults));
  }

 private:
  void read_person() {
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
    deceased_ = p_.deceased ? p_.deceased : s_.deceased;
    decision_.deceased = deceased_;
  }

  void weigh() {
    Standing standing = s_.standing;
    if (s_.note && s_.note->cause == Code::consent_declined) raise(standing.declined, s_.note->date);
    if (s_.note && s_.note->cause == Code::consent_withdrawn) raise(standing.withdrawn, s_.note->date);
    standing.had_consent = s_.registration && s_.registration->kind == RegistrationKind::participation &&
                           s_.registration->stage != Stage::exited;
    consent_ = weigh_consent(p_.consent, p_.own_consent, standing, c_.policy, c_.today);
    decision_.standing = remember(s_.standing, consent_);
  }

  Situation s_with_sex() const {
    Situation situation = s_;
    if (!situation.sex) situation.sex = sex_;
    return situation;
  }

  /// What is not for SUS is nobody's fault: it is set aside before anything is asked of it.
  std::optional<Reason> outside_by_mapping() const {
    if (!p_.start || decision_.registration) return std::nullopt;
    if (p_.end && c_.policy.start_from && *p_.end < *c_.policy.start_from) {
      return Reason{Code::outside_before_start_from, c_.policy.start_from->text()};
    }
    if (mapped_.row == nullptr || mapped_.row->belonging != Belonging::outside) return std::nullopt;
    return Reason{Code::outside_by_mapping, mapped_.row->to};
  }

  /// Protective facts stopped the registration before it reached the node.
  Decision voided() {
    const Code cause = decision_.note ? decision_.note->cause : Code::consent_withdrawn;
    const bool task = decision_.registration->kind == RegistrationKind::task;
    return finish(task ? Outcome::outside : Outcome::anonymous, {{cause}});
  }

  /// A record whose key has no registration.
  Decision fresh(const MappingRow* row, Reasons faults) {
    if (row != nullptr && row->belonging == Belonging::ask) {
      if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
      return finish(Outcome::parked, {{Code::ask_caseworker, p_.insats}});
    }
    auto [user, unknown] = registrar_of(p_, c_);
    const bool finsam = row != nullptr && row->belonging == Belonging::finsam;
    if (finsam) add(faults, registrar_faults(c_, row->to, *p_.start, user));
    if (!faults.empty()) {
      add(faults, std::move(unknown));
      return finish(Outcome::rejected, std::move(faults));
    }
    if (!unknown.empty()) return finish(Outcome::parked, std::move(unknown));
    if (!p_.previous_number.empty() && protected_) {
      return finish(Outcome::parked, {{Code::new_number_with_protection}});  // §3 o: old and new are not linked
    }
    return finsam ? register_in(*row, user) : propose(*row, user);
  }

  Decision register_in(const MappingRow& row, const std::string& user) {
    switch (consent_.state) {
      case ConsentState::withdrawn:
        return count(row.to, Code::consent_withdrawn, consent_.date);
      case ConsentState::declined:
        if (protected_) return count(row.to, Code::person_protected, consent_.date);
        return count(row.to, Code::consent_declined, consent_.date);
      case ConsentState::missing:
        if (protected_) return count(row.to, Code::person_protected, std::nullopt);
        if (deceased_) return count(row.to, Code::person_deceased, deceased_);
        return finish(Outcome::parked, {*consent_.reason});
      case ConsentState::given:
        break;
    }
    if (protected_) return count(row.to, Code::person_protected, std::nullopt);
    if (deceased_) return count(row.to, Code::person_deceased, deceased_);
    if (s_.note && !consent_.confirmed_by_caseworker) {
      return finish(Outcome::parked, {{Code::consent_after_decline}});
    }
    if (s_.perhaps_a_correction) return finish(Outcome::parked, {{Code::perhaps_a_correction}});
    if (!c_.directory.has_mandate(user, row.to, c_.today)) {
      return finish(Outcome::proposed, {{Code::mandate_missing, user + " – " + row.to}});
    }
    if (s_.note) {
      decision_.erase_note = true;
      decision_.counts.push_back({s_.note->insats, s_.note->year, s_.note->sex, -1});
    }
    open(RegistrationKind::participation, row, user);
    if (*consent_.date > *p_.start) warnings_.push_back({Code::consent_after_start});
    warn_of_missing({{"utbildningsnivå", p_.answers.education}, {"försörjning före", p_.answers.income_source_before}},
                    warnings_);
    decision_.units.push_back({Unit::in, Outcome::accepted, {}, std::move(warnings_)});
    if (p_.end) register_out(user);
    return std::move(decision_);
  }

  Decision propose(const MappingRow& row, const std::string& user) {
    if (consent_.state == ConsentState::withdrawn) return finish(Outcome::outside, {{Code::consent_withdrawn}});
    if (protected_ || consent_.state == ConsentState::declined) {
      return finish(Outcome::parked, {{Code::ask_caseworker, p_.insats}});
    }
    open(RegistrationKind::task, row, user);
    decision_.units.push_back({Unit::task, Outcome::proposed, {{Code::for_other_authority, row.to}}, {}});
    if (p_.end) {
      decision_.registration->end = p_.end;
      decision_.messages.back().date = p_.end;
    }
    return std::move(decision_);
  }

  void open(RegistrationKind kind, const MappingRow& row, const std::string& user) {
    Registration registration;
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
    registration.act = {user, c_.organisation, c_.now, c_.today};
    decision_.registration = std::move(registration);
    push(kind == RegistrationKind::task ? MessageKind::task : MessageKind::in, user);
  }

  /// Puts the registration as it now stands into the lane, as an act of `user` done now.
  void push(MessageKind kind, const std::string& user) {
    const Registration& registration = *decision_.registration;
    Message message;
    message.kind = kind;
    message.registration = registration.id;
    message.place = registration.place;
    message.activity = registration.activity;
    message.start = registration.start;
    message.answers = registration.answers;
    message.consent_form = registration.consent_form;
    message.consent_date = registration.consent_date;
    message.act = {user, c_.organisation, c_.now, c_.today};
    if (kind != MessageKind::in) message.date = registration.end;
    decision_.messages.push_back(std::move(message));
  }

  void register_out(const std::string& user) {
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

  static void warn_of_missing(std::initializer_list<std::pair<const char*, const std::string&>> answers,
                              Reasons& warnings) {
    std::string names;
    for (const auto& [name, value] : answers) {
      if (value.empty()) names += (names.empty() ? "" : ", ") + std::string(name);
    }
    if (!names.empty()) warnings.push_back({Code::answers_missing, names});
  }

  /// Counted without personal data: a total per insats and year of start, and a note without a link to the person.
  Decision count(const std::string& insats, Code cause, std::optional<base::Date> date) {
    const Note note{insats, p_.start->year(), *sex_, cause, date};
    const bool same_count =
        s_.note && s_.note->insats == note.insats && s_.note->year == note.year && s_.note->sex == note.sex;
    if (!same_count) {
      if (s_.note) decision_.counts.push_back({s_.note->insats, s_.note->year, s_.note->sex, -1});
      decision_.counts.push_back({note.insats, note.year, note.sex, 1});
    }
    decision_.note = note;
    if (s_.note && *s_.note == note) return finish(Outcome::unchanged, {});
    return finish(Outcome::anonymous, {{cause}});
  }

  /// A record whose registration exists: what it changes.
  Decision known(const MappingRow* row, Reasons faults) {
    const Registration before = *decision_.registration;
    if (before.stage == Stage::exited || consent_.state == ConsentState::withdrawn) return after_exit(before, faults);
    if (row != nullptr && row->to != before.place) faults.push_back({Code::insats_changed, before.place});
    if (before.kind == RegistrationKind::task) return known_task(before, std::move(faults));

    const Difference differs = difference_from(before);
    if (differs.ended && !p_.end) faults.push_back({Code::end_removed});
    std::string user;
    if (differs.in || differs.out || (p_.end && !differs.ended)) {
      Registrar registrar = registrar_of(p_, c_);
      user = registrar.user;
      add(faults, std::move(registrar.unknown));
      add(faults, registrar_faults(c_, before.place, *p_.start, user));
    }
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    return change(differs, user);
  }

  /// How a record differs from the registration that it belongs to.
  struct Difference {
    bool ended = false;      ///< The registration has an end.
    bool in = false;         ///< The start, or what was answered at the start.
    bool out = false;        ///< The end of an ended one, or what was answered at the end.
    bool backwards = false;  ///< The end lies before the start.
  };

  Difference difference_from(const Registration& before) const {
    Difference differs;
    differs.ended = before.end.has_value();
    differs.in = *p_.start != before.start || before_answers(p_.answers) != before_answers(before.answers);
    differs.out = differs.ended && p_.end &&
                  (*p_.end != *before.end || after_answers(p_.answers) != after_answers(before.answers));
    differs.backwards = p_.end && *p_.end < *p_.start;
    return differs;
  }

  Decision change(const Difference& differs, const std::string& user) {
    const bool end_changed = differs.out && !differs.backwards;
    if (differs.in || end_changed) {
      Registration& registration = *decision_.registration;
      registration.start = *p_.start;
      registration.answers = p_.answers;
      if (end_changed) registration.end = p_.end;
      push(MessageKind::change, user);
    }
    decision_.units.push_back({differs.in ? Unit::change : Unit::in,
                               differs.in ? Outcome::accepted : Outcome::unchanged,
                               {},
                               std::move(warnings_)});
    if (!p_.end) return std::move(decision_);
    if (!differs.ended) {
      register_out(user);
    } else if (differs.out && differs.backwards) {
      decision_.units.push_back({Unit::out, Outcome::rejected, {{Code::end_before_start}}, {}});
    } else {
      decision_.units.push_back({Unit::out, differs.out ? Outcome::accepted : Outcome::unchanged, {}, {}});
    }
    return std::move(decision_);
  }

  Decision known_task(const Registration& before, Reasons faults) {
    if (!faults.empty()) return finish(Outcome::rejected, std::move(faults));
    Registration& registration = *decision_.registration;
    if (*p_.start == before.start && p_.end == before.end) {
      decision_.units.push_back({Unit::task, Outcome::unchanged, {}, {}});
      return std::move(decision_);
    }
    registration.start = *p_.start;
    registration.end = p_.end;
    push(MessageKind::task, before.act.user);
    decision_.units.push_back({Unit::task, Outcome::proposed, {{Code::for_other_authority, before.place}}, {}});
    return std::move(decision_);
  }

  /// The registration has ended by withdrawal or death: only a later consent, confirmed, opens a new one.
  Decision after_exit(const Registration& before, const Reasons& faults) {
    const bool just_now = s_.registration->stage != Stage::exited;
    if (!just_now && consent_.state == ConsentState::given && !deceased_ && !protected_) {
      const bool answered = before.handover != Handover::unknown;
      if (!consent_.confirmed_by_caseworker || !answered)
        return finish(Outcome::parked, {{Code::consent_after_decline}});
      if (faults.empty()) {
        decision_.registration.reset();
        return fresh(mapped_.row, {});
      }
    }
    Reasons warnings;
    if (consent_.date_assumed) warnings.push_back({Code::withdrawal_date_assumed, consent_.date->text()});
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
    return std::move(decision_);
  }

  static std::pair<std::string, std::string> before_answers(const Answers& a) {
    return {a.education, a.income_source_before + '\n' + a.employment_before};
  }
  static std::pair<std::string, std::string> after_answers(const Answers& a) {
    return {a.end_reason, a.income_source_after + '\n' + a.employment_after};
  }

  /// One answer for all the record asks for.
  Decision finish(Outcome outcome, Reasons reasons) {
    const bool task = decision_.registration && decision_.registration->kind == RegistrationKind::task;
    Reasons out_reasons = outcome == Outcome::rejected ? reasons : Reasons{};
    if (p_.end && !task) {
      if (outcome == Outcome::rejected && p_.start && *p_.end < *p_.start)
        out_reasons.push_back({Code::end_before_start});
      if (outcome == Outcome::parked || outcome == Outcome::proposed) out_reasons.push_back({Code::in_not_registered});
    }
    decision_.units.push_back({task ? Unit::task : Unit::in, outcome, std::move(reasons), std::move(warnings_)});
    if (p_.end && !task) decision_.units.push_back({Unit::out, outcome, std::move(out_reasons), {}});
    return std::move(decision_);
  }

  const Participation& p_;
  const Situation& s_;
  const Circumstances& c_;
  Decision decision_;
  MappingAnswer mapped_;
  std::optional<Code> number_fault_;
  std::optional<Sex> sex_;
  bool protected_ = false;
  std::optional<base::Date> deceased_;
  ConsentView consent_;
  Reasons warnings_;
};

}  // namespace

Decision decide(const Participation& participation, const Situation& situation, const Circumstances& circumstances) {
  return Case(participation, situation, circumstances).decide();
}

Decision decide_fact(const Situation& situation, const Circumstances& c) {
  Decision decision;
  decision.protection_seen = situation.person_protected;
  decision.deceased = situation.deceased;
  decision.standing = with_told(situation.standing, c.today);
  if (!situation.registration) return decision;
  decision.registration = situation.registration;
  const Consent recorded{ConsentAnswer::given, situation.registration->consent_form,
                         situation.registration->consent_date, std::nullopt};
  Standing standing = situation.standing;
  standing.had_consent = situation.registration->kind == RegistrationKind::participation;
  const ConsentView consent = weigh_consent(recorded, false, standing, c.policy, c.today);
  decision.standing = remember(with_told(situation.standing, c.today), consent);
  apply_protective_facts(decision, situation, consent, situation.person_protected, situation.deceased, c);
  return decision;
}

}  // namespace gateway::core
