#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/act.h"
#include "gateway/core/reason.h"

namespace gateway::core {

enum class CaseForm { named, anonymous };

/// What has become of a row since it was registered. No row is ever changed otherwise, or removed, but for what leaves:
/// on protection answers that point at a person, on a withdrawal all, and all rows of a case that is counted instead.
enum class RowStanding {
  stands,
  undone  ///< By `undone_by`: an undo, or a withdrawal dated back.
};

/// The note that somebody was counted anonymously in the cooperation: no link to a person.
struct CaseNote {
  std::string af_office;
  std::string fk_office;
  int year = 0;  ///< Of the request.
  Sex sex = Sex::woman;
  Code cause = Code::consent_declined;

  friend bool operator==(const CaseNote&, const CaseNote&) = default;
};

/// One registration in a case, with both its dates and who made it. Rows of kind complete, correct, undo and discard
/// concern another row and move no state.
struct CaseRow {
  std::uint32_t number = 0;  ///< From 1, in the order of registration.
  ActKind kind = ActKind::request;
  CaseState state = CaseState::requested;  ///< After this row.
  base::Date happened;
  Act by;  ///< Caseworker, organisation, when it was registered.
  std::string office;
  std::string af_office;  ///< After this row.
  std::string fk_office;
  std::optional<base::Date> meeting_on;
  std::optional<base::Date> until;
  FieldAnswers answers;
  std::optional<MeetingOutcome> outcome;
  std::optional<EndCause> cause;
  std::optional<std::uint32_t> concerns;  ///< The row that this one completes, corrects or undoes.
  RowStanding standing = RowStanding::stands;
  std::uint32_t undone_by = 0;
  std::vector<std::uint32_t> corrected_by;  ///< Rows that complete or correct this one, in their order.

  /// Days from the event to its registration; negative where it is registered ahead. Never stored.
  std::chrono::days delay() const { return by.on - happened; }

  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

/// A case of the AF/FK cooperation as the ledger keeps it: clear, without anything that recognises a person.
struct CooperationCase {
  CaseId id;
  CaseForm form = CaseForm::named;
  CaseState state = CaseState::requested;
  std::string af_office;
  std::string fk_office;
  std::vector<CaseRow> rows;
  std::string consent_form;
  std::optional<base::Date> consent_date;
  std::optional<base::Date> mapping_consent_on;  ///< The day the consent for joint mapping was attached.
  std::string responsible;                       ///< As told with the case; whom the organisation names goes first.
  std::string deputy;
  std::int64_t version = 0;  ///< One more with each change.
  Handover handover = Handover::nothing;
  bool stripped = false;        ///< Protected: what points at the person has left.
  bool exited = false;          ///< The one exit has been made; nothing more is said of the case.
  bool reading_closed = false;  ///< Consent taken back.
  bool discarded = false;       ///< Felregistrering: out of every figure.
  /// What is counted if the node turns out never to have had the case (domain.md §3 f, then e): it was withdrawn or
  /// protected while nobody knew. Gone with the node's answer.
  std::optional<CaseNote> if_void;

  bool open() const { return form == CaseForm::named && !discarded && !ended(state); }
  /// Registered for the wrong person or without consent (domain.md §3 r): the identity is destroyed.
  bool called_wrong() const { return discarded && reading_closed; }

  const CaseRow* row(std::uint32_t number) const;
  /// The last standing row that moved the state, never null for a case that has rows.
  const CaseRow* last_move() const;
  /// The last standing row that moved state, date of the meeting or offices: what an undo takes back.
  const CaseRow* last_undoable() const;
  const CaseRow* last_meeting() const;
  int meetings() const;
  /// The outcome of the last meeting, where it is answered.
  std::optional<MeetingOutcome> outcome() const;
  std::optional<base::Date> ended_on() const;

  /// The row with what has completed and corrected its answers, outcome and cause.
  CaseRow effective(const CaseRow& row) const;
  /// All answers that stand; a later row's before an earlier one's.
  FieldAnswers answers() const;

  friend bool operator==(const CooperationCase&, const CooperationCase&) = default;
};

/// The answers a row still lacks (svar saknas), for the caseworker's list.
struct MissingOnRow {
  std::uint32_t row = 0;
  std::vector<Field> fields;
  bool outcome = false;  ///< The last meeting's outcome, though the case has gone past mapping.
  bool cause = false;    ///< Why the case ended.

  friend bool operator==(const MissingOnRow&, const MissingOnRow&) = default;
};

/// All that is missing in a case, row by row; nothing in one that is anonymous, stripped, discarded or withdrawn.
std::vector<MissingOnRow> missing_in(const CooperationCase& of, const Policy& policy);

}  // namespace gateway::core
