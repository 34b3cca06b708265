#pragma once

#include "gateway/api/documents.h"
#include "gateway/flow/cooperation.h"

namespace gateway::api {

/// {case, form, state, status{sv,en}, af_office, fk_office, responsible, deputy, version, provisional, next{acts,
/// whose, latest, late}, missing[{row, fields}], refused[], refused_at}; with `history`: rows, each with both dates.
base::Document document_of(const ports::ListedCase& listed, const core::Policy& policy, base::Date today, bool history);

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
