#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/cooperation/insats_caseworkers.h"
#include "gateway/core/decision.h"

namespace gateway::core {

/// What a participation in an insats waits for, of its caseworker.
enum class InsatsNeed {
  confirm,  ///< It awaits a confirmation (`awaits_confirmation`).
  consent,  ///< The consent must be answered for.
  correct,  ///< The record was rejected: it is put right in the source.
  answers,  ///< Answers are missing (svar saknas).
  end       ///< It goes on; to be registered out when it ends.
};

/// The step that comes next.
struct InsatsStep {
  InsatsNeed need = InsatsNeed::end;
  std::optional<base::Date> latest;  ///< Where there is such a day.
  bool late = false;                 ///< That day has passed.

  friend bool operator==(const InsatsStep&, const InsatsStep&) = default;
};

/// Answers that are missing of what happened on a day.
struct MissingAnswers {
  base::Date happened;
  std::vector<std::string> fields;  ///< Names of the fields of Answers.

  friend bool operator==(const MissingAnswers&, const MissingAnswers&) = default;
};

/// What was answered of a record that waits, with the days on which its participation starts and, where it has, ends;
/// nothing where it waits for nobody here. A consent must be answered by answer_due_on, or by the end. [pure]
std::optional<InsatsStep> next_step(const std::vector<UnitOutcome>& units, base::Date start,
                                    const std::optional<base::Date>& end, base::Date today);

/// Of a registration, with what its record was answered: what waits, then what is missing at the end, then its end:
/// on the last day of the insats or of its cooperation organisation, where they have one (domain.md §5). [pure]
std::optional<InsatsStep> next_step(const Registration& of, const std::vector<UnitOutcome>& units,
                                    const Directory& directory, base::Date today);

/// What SUS asks for and was not answered: at the start, and of an ended one at the end (domain.md §4). [pure]
std::vector<MissingAnswers> missing_in(const Registration& of);

}  // namespace gateway::core
