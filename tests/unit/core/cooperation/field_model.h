#pragma once

#include <string>

#include "gateway/core/cooperation/act.h"

// The fields of a case as domain.md §4 lists them, for the model of the process.

namespace gateway::core::made {

/// When a field is asked: with the request 0, at the last meeting 1, at the end 2.
int moment_of(Field field);
/// When something is asked with the act, done in that state: -1 for never.
int moment_of(const CooperationAct& act, CaseState before);
/// Whether the text is an answer to the field; of numbers and codes only those that the histories write.
bool readable(Field field, const std::string& text);
bool all_readable(const FieldAnswers& answers);
/// Whether the field is asked at all of somebody who has answered the rest so.
bool asked_of(Field field, const FieldAnswers& known);
/// Whether it leaves with the identity (§3 l).
bool identifies(Field field);

}  // namespace gateway::core::made
