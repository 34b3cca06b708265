#pragma once

#include "gateway/api/documents.h"
#include "gateway/flow/cooperation.h"

namespace gateway::api {

/// {case, form, state, discarded, status{sv,en}, af_office, fk_office, responsible, deputy, version, provisional,
/// next{acts, whose, latest, late}, missing[{row, happened, fields, outcome, cause}], refused[], refused_at, stopped,
/// waits{tasks[{task, act, name, office, due, state, status}], held[]}}; closed (closed_of) where reading is;
/// given_name and family_name where the person is known and still found; with `history`: rows, each with both dates.
base::Document document_of(const ports::ListedCase& listed, const flow::Rules& rules, base::Date today, bool history);

/// Rows that the user registered on `since` or later: [{row, act, name, state, status, happened, registered,
/// delay_days, undone_by}].
base::Document registered_by(const core::CooperationCase& of, std::string_view user, base::Date since);

/// Whether the person has the name, folded: the given, the family or both.
bool named(const core::Person& person, const std::u32string& wanted);

/// The same answer for what is not there and for what is not the asker's to see, in text and in what is done for it
/// (domain.md §2).
base::Error no_such_case();

/// {task, case, state, status{sv,en}, office, due, proposer{organisation, office}, act, to, to_name{sv,en}, happened,
/// answers, named_answers[{field, name, answer, answer_name}], answer, answer_name{sv,en}, cause, cause_name,
/// refused[], steps}
base::Document document_of(const ports::KeptTask& kept, const core::Policy& policy);

/// The same with what confirming would do: from, becomes, both with their names{sv,en}, figures, reasons; for whoever
/// may answer also whom it is about, person{given_name, family_name, sex, birth_year}, the rest of what is asked,
/// af_office, fk_office, meeting_on, until, outcome and outcome_name, row, consent{answer, answer_name, date,
/// purposes}, and of a correction changes.
base::Document document_of(const flow::ShownTask& shown, const core::Policy& policy, base::Date today);

/// {case, task, act, name{sv,en}, answer, office, registered, refused_at, refused[]}
base::Document document_of(const ports::RefusedByNode& refused);

/// {outcome, status{sv,en}, reasons[], warnings[], missing[], figures[], changes[], case, state}
base::Document document_of(const flow::ActAnswer& answer, const core::Policy& policy);

/// [{figure, name{sv,en}, before, after}]
base::Document document_of(const std::vector<core::FigureChange>& changes);

/// [{field, name{sv,en}, before, before_name{sv,en}, after, after_name{sv,en}}]
base::Document document_of(const std::vector<core::AnswerChange>& changes, const core::Policy& policy);

}  // namespace gateway::api
