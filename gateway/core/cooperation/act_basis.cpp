#include "gateway/core/cooperation/act_basis.h"

#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/deciding_act.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

namespace {

Basis begun(const CaseCircumstances& c) {
  Basis basis;
  basis.policy = c.policy.hash;
  basis.decided = c.today;
  return basis;
}

void add_date(Basis& basis, Fact fact, const std::optional<base::Date>& date) {
  if (date) basis.add(fact, date->days());
}

/// A date that is known since itself.
void add_since(Basis& basis, Fact fact, const std::optional<base::Date>& date) {
  if (date) basis.add(fact, date->days(), *date);
}

void add_authority(Basis& basis, bool role, bool assignment) {
  basis.add(Fact::role, role ? 1 : 0);
  basis.add(Fact::assignment, assignment ? 1 : 0);
}

}  // namespace

Basis basis_of_fact(const CaseSituation& situation, const CaseCircumstances& c) {
  Basis basis = begun(c);
  if (!situation.current) return basis;
  add_course(basis, *situation.current);
  add_known(basis, situation);
  return basis;
}

Basis basis_of_answer(const Act& by, const std::string& office, const CaseCircumstances& c) {
  Basis basis = begun(c);
  add_date(basis, Fact::registered, by.on);
  basis.add(Fact::part, static_cast<int>(part_of(c.directory, by.organisation)));
  // Who proposed without an office needed neither.
  if (!office.empty()) add_authority(basis, by, office, c.directory);
  return basis;
}

Basis basis_of_refusal(const CooperationAct& act, const CaseCircumstances& c) {
  Basis basis = begun(c);
  add_date(basis, Fact::happened, act.happened);
  add_date(basis, Fact::registered, act.by.on);
  return basis;
}

void add_course(Basis& basis, const CooperationCase& of) {
  const base::Date since = of.rows.empty() ? basis.decided : of.rows.back().by.on;
  basis.add(Fact::state, static_cast<int>(of.state), since);
  if (of.consent_date) {
    basis.add(Fact::consent, static_cast<int>(ConsentAnswer::given), *of.consent_date);
    add_since(basis, Fact::consent_date, of.consent_date);
  }
  add_since(basis, Fact::mapping_consent, of.mapping_consent_on);
  if (const CaseRow* meeting = of.last_meeting()) {
    basis.add(Fact::meetings, of.meetings(), meeting->by.on);
    if (const auto outcome = of.outcome()) {
      basis.add(Fact::meeting_outcome, static_cast<int>(*outcome), meeting->by.on);
    }
  }
}

void add_known(Basis& basis, const CaseSituation& s) {
  add_since(basis, Fact::withdrawn_before, s.standing.withdrawn);
  add_since(basis, Fact::declined_before, s.standing.declined);
  if (s.standing.told) {
    const Consent& told = *s.standing.told;
    basis.add(Fact::told, static_cast<int>(told.answer),
              told.withdrawn ? *told.withdrawn : told.date.value_or(basis.decided));
  }
  basis.add(Fact::protected_before, s.person_protected ? 1 : 0);
  add_since(basis, Fact::lifted, s.lifted);
  add_since(basis, Fact::deceased, s.deceased);
  if (s.note) basis.add(Fact::counted_before, 1);
}

void add_authority(Basis& basis, const Act& by, const std::string& office, const Directory& directory) {
  const User* user = directory.user(by.user);
  const bool role = user != nullptr && directory.may(*user, Right::registers, by.on);
  const bool assignment = user != nullptr && directory.has_assignment(*user, office, by.on);
  add_authority(basis, role, assignment);
}

Basis DecidingAct::facts_used() const {
  Basis basis = basis_of_refusal(act_, c_);
  basis.add(Fact::part, static_cast<int>(part_));
  const bool registers = part_ == Part::af || part_ == Part::fk;
  if (registers && authorised_) {
    add_authority(basis, true, true);
  } else if (registers) {
    add_authority(basis, act_.by, act_.office, c_.directory);
  }
  if (act_.kind == ActKind::request) {
    add_request(basis);
  } else if (s_.current && s_.current->id == act_.case_id && sees(*s_.current)) {
    add_move(basis);
    add_course(basis, *s_.current);
    add_known(basis, s_);
  }
  return basis;
}

void DecidingAct::add_request(Basis& basis) const {
  if (act_.consent) {
    const Consent& said = act_.consent->consent;
    basis.add(Fact::consent, static_cast<int>(said.answer));
    add_date(basis, Fact::consent_date, said.date);
    add_date(basis, Fact::withdrawn, said.withdrawn);
  }
  if (!weighed_ || outside_) return;
  // Of a case that whoever asks may not see nothing is told, as little as what was told of consent beside it.
  if (hidden_) return;
  add_known(basis, s_);
  if (!decision_.after) return;
  // Only beside the case that it opens: until then nothing of the person's other cases is told with it.
  add_since(basis, Fact::last_end, last_end(s_));
  add_since(basis, Fact::mapping_consent, decision_.after->mapping_consent_on);
  add_way(basis,
          find_transition(s_.current && !s_.current->discarded ? std::optional(s_.current->state) : std::nullopt,
                          act_.kind, act_.to),
          nullptr);
}

void DecidingAct::add_move(Basis& basis) const {
  const CooperationCase& of = *s_.current;
  if (correction(act_.kind)) {
    basis.add(Fact::registrar, static_cast<int>(registrar_of_correction(act_, of)));
  } else {
    add_way(basis, find_transition(of.state, act_.kind, act_.to), &of);
  }
}

void DecidingAct::add_way(Basis& basis, const Transition* way, const CooperationCase* of) const {
  if (way == nullptr) return;
  const Authority whose = registrar(*way, of, act_.happened.value_or(act_.by.on));
  basis.add(Fact::becomes, static_cast<int>(way->to));
  basis.add(Fact::registrar, static_cast<int>(whose));
  const std::string& af_office = of == nullptr ? act_.af_office : of->af_office;
  const std::string& fk_office = of == nullptr ? act_.fk_office : of->fk_office;
  if (by_agreement(whose, af_office, fk_office)) basis.add(Fact::agreement, 1);
}

}  // namespace gateway::core
