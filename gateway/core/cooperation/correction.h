#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "gateway/core/cooperation/register.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

/// Whose row a correction corrects, and so who registers it; `either` where the row is unknown.
Authority registrar_of_correction(const CooperationAct& act, const CooperationCase& of);

/// Why a correction (complete, correct, undo, discard) cannot be made. Answers on a row are a chain: the row itself is
/// never changed. Only the last row is undone, and only what nobody's protection rests on.
std::vector<Reason> correction_faults(const CooperationAct& act, const CooperationCase& of,
                                      const CaseSituation& situation, const Policy& policy);

/// Whether the correction would change nothing: it has been made, or the answers are so already.
bool corrected_already(const CooperationAct& act, const CooperationCase& of);

/// The case after a correction without faults; `row` is the new row, with its number.
void apply_correction(CooperationCase& of, CaseRow row);

/// The case once it turned out to be another person's (domain.md §3 r): discarded, closed for reading and without any
/// answer. Not stripped, which would mark somebody as protected. The rest is in wrong.h.
CooperationCase of_wrong_person(CooperationCase of);

/// What one case adds to the figures of the reports; nothing when it is discarded or anonymous.
struct CaseFigures {
  std::array<int, 8> now{};      ///< By CaseState: where the case stands.
  std::array<int, 8> entered{};  ///< By CaseState: 1 where the participant has been in it.
  int preparatory = 0;           ///< 1 where the participant has been in an active insats of the kind.
  int work_oriented = 0;
  std::map<std::string, int> offices;  ///< By office.

  friend bool operator==(const CaseFigures&, const CaseFigures&) = default;
};

CaseFigures figures_of(const CooperationCase& of);

/// A figure that a correction changes; `figure` is stable: now.mapping, entered.concluded, insats.preparatory,
/// office.<id>.
struct FigureChange {
  std::string figure;
  int before = 0;
  int after = 0;

  friend bool operator==(const FigureChange&, const FigureChange&) = default;
};

std::vector<FigureChange> figure_changes(const CaseFigures& before, const CaseFigures& after);

/// Every figure that a decision changes, made on the case of `situation`; of whom it counts instead, the totals of the
/// two offices: anonymous.<AF office>+<FK office>. [pure]
std::vector<FigureChange> figure_changes(const CooperationDecision& decision, const CaseSituation& situation);

/// What a correction changes on the row that it concerns: `field` as requests name it, or outcome | cause | meeting_on
/// | until. An empty text is no answer.
struct AnswerChange {
  std::string field;
  std::string before;
  std::string after;

  friend bool operator==(const AnswerChange&, const AnswerChange&) = default;
};

/// What complete and correct make of a row's answers, and what an undo takes back with the row. Nothing of other acts,
/// of a row that is not there or is undone, or of a case that is closed for reading. [pure]
std::vector<AnswerChange> answer_changes(const CooperationAct& act, const CooperationCase& of);

/// What an act would do, before it is done: the decision, and every figure that it changes.
struct Preview {
  CooperationDecision decision;
  std::vector<FigureChange> changes;
};

Preview preview(const CooperationAct& act, const CaseSituation& situation, const CaseCircumstances& circumstances);

}  // namespace gateway::core
