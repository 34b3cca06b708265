#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/register.h"

namespace gateway::core::made {

/// Somebody who works for AF, FK or a municipality, as the model knows them.
struct ModelUser {
  std::string user;
  std::string organisation;
  std::string office;  ///< Empty without an assignment.
  bool role = true;
  base::Period works;  ///< Role and assignment hold within it.
};

/// What a county advises and two offices have agreed on (§4); without any of it the rules are the plain ones.
struct ModelAgreement {
  std::map<LocalPolicy, Strictness> everywhere;
  std::map<LocalPolicy, Strictness> in_gavle;   ///< Between the two offices in Gävle, before what holds everywhere.
  std::optional<base::Date> af_registers_from;  ///< There, too: AF registers what is FK's, from that day.
};

/// What the model remembers of one registration.
struct ModelRow {
  CooperationAct act;
  CaseState state = CaseState::requested;  ///< After it.
  std::string af_office;                   ///< After it.
  std::string fk_office;                   ///< After it.
  bool af_registers = false;               ///< Whose row it is, unless `anybodys`.
  bool anybodys = false;
  bool by_fact = false;  ///< Withdrawal or death.
  bool stands = true;
  bool undone = false;  ///< By an undo, not by a withdrawal dated back.
};

/// The AF/FK cooperation of one person, written a second time from the domain's words (§3, §4) and from the headers
/// alone: plain steps where the product has a table. It knows outcomes and courses; tasks, reasons and warnings it does
/// not know.
class ProcessModel {
 public:
  explicit ProcessModel(std::vector<ModelUser> users) : users_(std::move(users)) {}

  /// What somebody does; `proposed_already` says whether the very same proposal of theirs is open.
  Outcome act(const CooperationAct& act, bool proposed_already);
  /// A task's act, done now by `by` at the task's office; whether it is done.
  bool confirm(const CooperationAct& proposed, const Act& by, const std::string& office);
  /// Whether `by` may answer for an office, or take back what was proposed.
  bool answers_for(const Act& by, const std::string& office) const { return authorised(by, office); }
  /// So may the office that has the case now, where what was proposed is of the case that is there.
  bool takes_back(const CooperationAct& proposed, const Act& by, bool of_this_case) const;
  /// Facts told without an act.
  void tell_withdrawal(std::optional<base::Date> on);
  void tell_death(base::Date on);
  void take_facts();
  void take_facts_of_proposals();
  /// A caseworker's word that the person is protected no more; whether it holds.
  bool lift(const std::string& user, const std::string& organisation, bool a_source_says_so);

  ModelAgreement agreed;
  base::Date today;
  bool person_protected = false;
  Handover handover = Handover::nothing;  ///< Of the case that is there.
  std::vector<base::Date> waiting;        ///< The consents of the requests that are proposed and not answered.

  bool there = false;  ///< The person has a case, discarded ones too.
  bool anonymous = false;
  bool discarded = false;
  bool stripped = false;
  bool exited = false;
  CaseState state = CaseState::requested;
  std::string af_office;
  std::string fk_office;
  std::int64_t version = 0;
  std::vector<ModelRow> rows;

  int counted = 0;
  int exits = 0;   ///< Of all the person's cases.
  int strips = 0;  ///< The same.

  int standing() const;
  bool over() const { return anonymous || discarded || ended(state); }

 private:
  enum class Party { af, fk, proposer, bystander, stranger };

  Party party(const std::string& organisation) const;
  bool authorised(const Act& by, const std::string& office) const;
  bool well_made(const CooperationAct& act) const;
  bool answers_fit(const FieldAnswers& answers, int moment, const FieldAnswers& known) const;
  FieldAnswers kept(const FieldAnswers& answers) const;
  bool refuses(LocalPolicy policy, const std::string& af, const std::string& fk) const;
  bool refused_locally(const CooperationAct& act) const;
  bool by_agreement(Party who, const std::string& af, const std::string& fk, base::Date on) const;
  /// From when a consent to joint mapping is attached that comes with the act, given after `end`.
  static std::optional<base::Date> mapping_consent(const CooperationAct& act, std::optional<base::Date> end);

  Outcome request(const CooperationAct& act, bool proposed_already);
  Outcome count(const CooperationAct& act, int why, bool running);
  Outcome on_case(const CooperationAct& act, bool proposed_already);
  Outcome correct(const CooperationAct& act, bool proposed_already);
  void open_case(const CooperationAct& act);
  void take_out_of_count();
  void append(const CooperationAct& act, CaseState to, bool af_registers, bool anybodys);
  void undo_last(std::size_t row);
  void stay_at_home(int why);
  void strip();
  void end_by_fact(base::Date on, EndCause cause);

  std::optional<CaseState> leads_to(const CooperationAct& act) const;
  bool af_registers(const CooperationAct& act) const;
  bool dates_hold(const CooperationAct& act) const;
  bool outcome_and_cause_hold(const CooperationAct& act) const;
  bool said_already(const CooperationAct& act) const;
  bool made_by(const CooperationAct& act) const;
  bool takes_over(const CooperationAct& act) const;
  bool has_not_heard(const CooperationAct& act) const;

  const ModelRow* last_move() const;
  const ModelRow* last_meeting() const;
  std::optional<std::size_t> last_undoable() const;
  FieldAnswers answers_of(std::size_t row) const;
  FieldAnswers all_answers() const;
  std::optional<MeetingOutcome> outcome_of(const ModelRow& row) const;
  std::optional<EndCause> cause_of(std::size_t row) const;

  std::vector<ModelUser> users_;
  std::optional<base::Date> withdrawn_;
  bool withdrawal_assumed_ = false;  ///< Without a date of its own.
  base::Date consent_date_;
  bool closed_ = false;      ///< Consent taken back after the end.
  bool exit_waits_ = false;  ///< For its date.
  std::optional<base::Date> declined_;
  std::optional<base::Date> died_;
  std::optional<base::Date> lifted_;
  std::optional<base::Date> mapping_consent_on_;
  std::optional<base::Date> earlier_end_;  ///< Of the cases before this one.
  struct Note {
    std::string af_office, fk_office;
    int year = 0;
    int why = 0;
    friend bool operator==(const Note&, const Note&) = default;
  };
  std::optional<Note> note_;
};

}  // namespace gateway::core::made
