#pragma once

#include "gateway/api/documents.h"
#include "gateway/flow/cooperation.h"

namespace gateway::api {

/// {case, form, state, status{sv,en}, af_office, fk_office, responsible, deputy, version, provisional, next{acts,
/// whose, latest, late}, missing[{row, happened, fields, outcome, cause}], refused[], refused_at}; given_name and
/// family_name where the person is known and still found; with `history`: rows, each with both dates.
base::Document document_of(const ports::ListedCase& listed, const flow::Rules& rules, base::Date today, bool history);

/// Rows that the user registered on `since` or later: [{row, act, name, state, status, happened, registered,
/// delay_days, undone_by}].
base::Document registered_by(const core::CooperationCase& of, std::string_view user, base::Date since);

/// The same answer for what is not there and for what is not the asker's to see, in text and in what is done for it
/// (domain.md §2).
base::Error no_such_case();

/// {task, case, state, status{sv,en}, office, due, proposer{organisation, office}, act, happened, answers, answer,
/// steps}
base::Document document_of(const ports::KeptTask& kept);

/// {outcome, status{sv,en}, reasons[], warnings[], missing[], case, state}
base::Document document_of(const flow::ActAnswer& answer);

/// [{figure, before, after}]
base::Document document_of(const std::vector<core::FigureChange>& changes);

/// The words of a state of a case, an act and a task.
report::Phrase state_word(core::CaseState state);
report::Phrase act_word(core::ActKind kind);
report::Phrase task_word(core::TaskState state);

}  // namespace gateway::api
