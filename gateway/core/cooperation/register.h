#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/consent.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/decision.h"
#include "gateway/core/directory.h"
#include "gateway/core/explain/basis.h"
#include "gateway/core/message.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// A change by one person of the anonymous totals of an AF and an FK office.
struct CaseCount {
  std::string af_office;
  std::string fk_office;
  int year = 0;
  Sex sex = Sex::woman;
  int by = 1;

  friend bool operator==(const CaseCount&, const CaseCount&) = default;
};

/// What the ledger knows of the person when an act is decided.
struct CaseSituation {
  std::optional<CooperationCase> current;  ///< The case the act names; of a request, the person's latest, discarded
                                           ///< ones apart.
  std::optional<CooperationCase> overtaken_by;  ///< Of a proposal without a case: an open one that the person has.
  bool later_case = false;                      ///< The person has a later case than `current`.
  std::optional<base::Date> last_end;           ///< The latest end of the person's other cases.
  Standing standing;                            ///< Consent facts beside the act, withdrawals and refusals above all.
  bool person_protected = false;
  std::optional<base::Date> lifted;  ///< The day on which the person's protection was last lifted (§3 n).
  std::optional<base::Date> deceased;
  std::optional<Sex> sex;
  std::optional<CaseNote> note;    ///< The request was counted anonymously.
  int closed_through = 0;          ///< The ledger has closed the counting years up to this one; 0: none.
  std::vector<int> counted_years;  ///< Of a request with a key: in which somebody was counted anonymously here.
  std::vector<CooperationTask> open_tasks;  ///< Of the case, or of the person's request where there is no case.
  std::size_t tasks_elsewhere = 0;          ///< So many of them, the last, are of the person's other proposals.
};

/// What an act is decided under; all of it is given, nothing is asked for.
struct CaseCircumstances {
  const Directory& directory;
  const Policy& policy;
  base::Date today;
  base::Instant now;
  CaseId new_case;        ///< For a case that this decision creates.
  TaskId new_task;        ///< For a task that this decision creates.
  bool last_word = true;  ///< A case that is not here is nowhere: so at the node, not at a gateway.
};

/// A message that ends or hides a case elsewhere: case id, date and code only. A case has one exit, ever.
struct CaseExit {
  MessageKind kind = MessageKind::exit;  ///< exit | exit_or_void | strip
  base::Date date;
  Code code = Code::consent_withdrawn;
  std::optional<base::Instant> not_before;  ///< Waits for the caseworker to give the date (§3 j).

  friend bool operator==(const CaseExit&, const CaseExit&) = default;
};

/// All that follows from one act: stored together or not at all.
struct CooperationDecision {
  Basis basis;  ///< What it rests on; of the person's case only what the answer tells who asked.
  Outcome outcome = Outcome::rejected;
  std::vector<Reason> reasons;
  std::vector<Reason> warnings;
  std::optional<CooperationCase> after;  ///< The case, new or changed; none where nothing of it changes.
  std::vector<Field> missing;            ///< Svar saknas on the new row.
  std::optional<CooperationTask> task;   ///< The proposal, where it is not open already, or what a registrar is left
                                         ///< to complete.
  std::vector<CooperationTask> changed_tasks;
  Stop stop = Stop::nothing;            ///< What of the case's lane stops.
  std::vector<CaseExit> exits;          ///< What leaves without identity; nothing stops it.
  std::optional<base::Date> exit_date;  ///< Told at last: for the exit that waits for its date (§3 j).
  bool erase_person = false;            ///< Nobody may be found through this case any longer.
  std::optional<Standing> standing;
  std::optional<CaseNote> note;
  bool erase_note = false;
  std::vector<CaseCount> counts;
};

/// Decides what becomes of an act. Order (design §1.2): protective facts take effect whatever else is wrong → the same
/// act again is unchanged → faults of form, date or authority reject, all of them told → withdrawn → protected →
/// declined → consent missing → proposed, where another authority registers → accepted. The gateway and the node decide
/// by the same rules, each with its own directory and state. [pure]
CooperationDecision decide_act(const CooperationAct& act, const CaseSituation& situation,
                               const CaseCircumstances& circumstances);

/// Notes what was told of the person with effect from `on`: person_protected | person_deceased | consent_withdrawn, as
/// messages say it.
void note_fact(CaseSituation& situation, std::string_view fact, base::Date on);

/// Decides what facts told without an act (withdrawal, protection, death) do to the case; `situation` already holds
/// them. [pure]
CooperationDecision decide_case_fact(const CaseSituation& situation, const CaseCircumstances& circumstances);

}  // namespace gateway::core
