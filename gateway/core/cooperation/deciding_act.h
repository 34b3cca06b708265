#pragma once

#include <optional>
#include <string>

#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// The municipality of a request that does not say it: of the AF office, or of the FK office where that says none.
std::optional<std::string> municipality_of(const CooperationAct& act, const Directory& directory);

/// One act on its way through the rules: what `decide_act` is made of, seen by nothing else. Its parts: register.cpp
/// (what is done to a case), register_request.cpp (what opens one), register_again.cpp (what has come before),
/// act_basis.cpp (what it all rests on).
class DecidingAct {
 public:
  /// `derived`: the answer to the municipality is not the act's own but an office's. `ended_in_life`: the case was over
  /// by the day of the person's death, if the act is right.
  DecidingAct(const CooperationAct& act, const CaseSituation& s, const CaseCircumstances& c, bool derived,
              bool ended_in_life = false)
      : act_(act), s_(s), c_(c), derived_(derived), ended_in_life_(ended_in_life) {}

  CooperationDecision decide();

 private:
  CooperationCase& it() { return *decision_.after; }
  /// The case with what the protective facts have made of it: whatever they retract was never said.
  const CooperationCase& as_it_stands() const { return decision_.after ? *decision_.after : *s_.current; }
  bool changed() const { return decision_.after && decision_.after != s_.current; }
  /// The case's office of the actor's authority.
  const std::string& own_office(const CooperationCase& of) const {
    return part_ == Part::af ? of.af_office : of.fk_office;
  }
  /// A change of office by an office without the case, which takes its own authority's side over and leaves the other
  /// as it is: for the office that gives the case away to confirm.
  bool takes_over() const;
  /// Whoever may not see the case gets the answer of a case that is not there.
  bool may_see() const { return sees(as_it_stands()); }
  bool sees(const CooperationCase& of) const;
  /// Role and assignment at the office acted for.
  bool authorised() const;
  /// What is wrong with the act itself, whatever its case.
  Reasons told_faults();
  /// Whoever registered a row hears that it is there, though the case has gone to another office since.
  bool made_by_actor() const;
  /// Whether a standing row says what the act says: it has come before.
  bool made_already() const;

  CooperationDecision no_case();
  /// A protective fact asks for no authority: it ends a proposal, and where the node may have the case it goes there,
  /// whatever other case of the person is here.
  CooperationDecision fact_without_case();
  CooperationDecision foreign_party();
  /// Any of them may tell a protective fact, whatever part it has.
  bool from_known_party() const;
  /// Facts that need no authority, told by this act or known beside it.
  void protect();
  CooperationDecision protected_now();

  CooperationDecision on_case();
  CooperationDecision correct(Reasons faults);
  CooperationDecision move(Reasons faults);
  void change_office();
  /// FK's TA and FV offices are kept apart (domain.md §4): a change from one to the other is said.
  void tell_branch();
  void attach_consent();
  /// From when a consent to joint mapping counts that comes with the act.
  std::optional<base::Date> attached_on() const;

  CooperationDecision request();
  CooperationDecision weighed(const Transition& way);
  /// A request by somebody who does not register it: answered by what it says itself (`own`), whatever else is `known`.
  CooperationDecision weighed_outside(const ConsentView& own, const ConsentView& known);
  /// Counts whom another authority registers, where this one counts at all.
  void count_outside(Code cause);
  /// §3 d: whoever was counted is so no longer once the request is by name, registered here or proposed.
  void take_out_of_count();
  /// Why the request is not by name, whatever consent is there.
  std::optional<Code> unnamed(const ConsentView& consent) const;
  /// Whoever has the person's no counts it, whichever authority registers requests; a proposer counts nothing, and
  /// nobody a person who is in the cooperation by name (§3 g).
  CooperationDecision counted(Code cause);
  bool countable() const { return s_.sex && !(s_.current && s_.current->open()); }
  CaseNote note(Code cause) const;
  /// Parked until there is a consent; from 31 January of the next year that it must be answered (§3 b).
  CooperationDecision waits(Reason why);
  void warn_of_collector(const ConsentView& consent);

  /// Whether the authority is the actor's own.
  bool mine(Authority whose) const;
  bool by_agreement(Authority whose, const std::string& af_office, const std::string& fk_office) const;
  /// The office whose authority registers, where it is not the actor's own.
  std::optional<std::string> other_registrar(Authority whose, const CooperationCase& of);
  CooperationDecision proposed(const std::string& office);
  /// A proposal by somebody without a part in the case. It is kept where the case goes on.
  CooperationDecision from_outside(Reasons faults, const std::string& office, bool goes_on);
  /// Who has no part in a case hears the same whatever it is, whether there is one, and how often it asks: the proposal
  /// is received (§2). Course and consent are judged when it is confirmed. What may not be kept is taken back at once,
  /// without its content.
  CooperationDecision received(const std::string& office, bool kept);

  CaseRow new_row(const CooperationCase& of, CaseState state);
  /// The answers without those that would point at a protected person.
  FieldAnswers kept_answers() const;
  /// The same as they were told: whoever registers derives the municipality anew.
  FieldAnswers told_answers() const;
  CooperationAct kept_act() const;
  void tell_missing(const Transition& way);
  CooperationDecision accepted();
  CooperationDecision reject(Reasons faults, Reasons more);
  CooperationDecision finish(Outcome outcome, Reasons reasons);

  /// What the decision rests on (act_basis.cpp): what the act says and whose it is; of the case and the person what
  /// whoever acts may see, and no more than was weighed.
  Basis facts_used() const;
  void add_request(Basis& basis) const;
  void add_move(Basis& basis) const;
  void add_way(Basis& basis, const Transition* way, const CooperationCase* of) const;

  const CooperationAct& act_;
  const CaseSituation& s_;
  const CaseCircumstances& c_;
  const bool derived_;
  const bool ended_in_life_;
  CooperationDecision decision_;
  Part part_ = Part::none;
  bool authorised_ = false;  ///< Seen already, when nothing was wrong with the act.
  bool hidden_ = false;      ///< Of a request: the person's case is of offices that the actor does not act for.
  bool weighed_ = false;     ///< Of a request: nothing was wrong with it, and consent was asked about.
  bool outside_ = false;     ///< Of a request: another authority registers it, and the actor has no part in a case.
};

}  // namespace gateway::core
