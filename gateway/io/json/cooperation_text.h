#pragma once

#include <optional>
#include <string_view>

#include "gateway/core/clear.h"
#include "gateway/core/cooperation/act.h"
#include "gateway/io/json/codec_writer.h"

namespace gateway::io {

/// Members that several document kinds have in common, each with its name.
void date_unless_none(JsonWriter& out, std::string_view name, const std::optional<base::Date>& date);
void write_act(JsonWriter& out, const core::Act& act);
void write_person(JsonWriter& out, const core::Person& person);
/// None where nothing is answered; an empty answer is one.
void write_field_answers(JsonWriter& out, const core::FieldAnswers& answers);
/// The member "course": the act but for its `case_id` and `by`.
void write_course(JsonWriter& out, const core::CooperationAct& act);

}  // namespace gateway::io
