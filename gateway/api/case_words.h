#pragma once

#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/policy.h"
#include "gateway/report/words.h"

namespace gateway::api {

// What stands in a case of the AF/FK cooperation as code, in words.

report::Phrase state_word(core::CaseState state);
report::Phrase act_word(core::ActKind kind);
report::Phrase task_word(const core::CooperationTask& task);
report::Phrase outcome_word(core::MeetingOutcome outcome);
/// What became of one act; of many the summary counts (report::outcome_word).
report::Phrase decided_word(core::Outcome outcome);
report::Phrase cause_word(core::EndCause cause);
report::Phrase consent_word(core::ConsentAnswer answer);

/// Where a case stands; one that is discarded, or called wrong, nowhere.
report::Phrase standing_word(const core::CooperationCase& of);
/// Where the case stands after a row.
report::Phrase row_word(const core::CaseRow& row);

/// {sv, en} of what a request asks, or what complements it: outcome | cause | meeting_on | until.
base::Document change_word(std::string_view field);

/// {sv, en} of the answer to a field of change_word: a code as its list names it, yes and no, what the enumerations
/// say, else as it stands.
base::Document answer_name(std::string_view field, const std::string& answer, const core::Policy& policy);

/// {sv, en} of a figure that changes (core::FigureChange), of a case or of an insats: registered.<insats>.
base::Document figure_name(const std::string& figure);

}  // namespace gateway::api
