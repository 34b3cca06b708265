#include "gateway/io/json/case_text.h"

#include "gateway/io/json/case_shapes.h"
#include "gateway/io/json/cooperation_text.h"

namespace gateway::io {

namespace {

/// An array of what `write` writes, unless it is empty.
template <typename Value>
void list_unless_empty(JsonWriter& out, std::string_view name, const std::vector<Value>& values,
                       void (*write)(JsonWriter&, const Value&)) {
  if (values.empty()) return;
  out.key(name).begin_array();
  for (const Value& value : values) write(out, value);
  out.end_array();
}

void write_number(JsonWriter& out, const std::uint32_t& number) {
  out.value(std::int64_t{number});
}

void write_row(JsonWriter& out, const core::CaseRow& row) {
  out.begin_object().key("number").value(std::int64_t{row.number});
  out.key("kind").value(core::name(row.kind)).key("state").value(core::name(row.state));
  out.key("happened").value(row.happened.text());
  write_act(out, row.by);
  out.text_unless_empty("office", row.office);
  out.text_unless_empty("af_office", row.af_office).text_unless_empty("fk_office", row.fk_office);
  date_unless_none(out, "meeting_on", row.meeting_on);
  date_unless_none(out, "until", row.until);
  write_field_answers(out, row.answers);
  if (row.outcome) out.key("outcome").value(core::name(*row.outcome));
  if (row.cause) out.key("cause").value(core::name(*row.cause));
  if (row.concerns) out.key("concerns").value(std::int64_t{*row.concerns});
  if (row.standing == core::RowStanding::undone) out.key("undone_by").value(std::int64_t{row.undone_by});
  list_unless_empty(out, "corrected_by", row.corrected_by, write_number);
  out.end_object();
}

void write_case(JsonWriter& out, const core::CooperationCase& course) {
  out.key("case").begin_object();
  out.key("form").value(text_of(kCaseForms, course.form)).key("state").value(core::name(course.state));
  out.key("af_office").value(course.af_office).key("fk_office").value(course.fk_office);
  out.key("version").value(course.version);
  out.text_unless_empty("responsible", course.responsible).text_unless_empty("deputy", course.deputy);
  date_unless_none(out, "mapping_consent_on", course.mapping_consent_on);
  out.key("stripped").value(course.stripped).key("exited").value(course.exited);
  out.key("reading_closed").value(course.reading_closed).key("discarded").value(course.discarded);
  out.key("rows").begin_array();
  for (const core::CaseRow& row : course.rows) write_row(out, row);
  out.end_array().end_object();
}

void write_step(JsonWriter& out, const core::TaskStep& step) {
  out.begin_object().key("event").value(core::name(step.event));
  write_act(out, step.by);
  out.end_object();
}

void write_task(JsonWriter& out, const core::CooperationTask& task) {
  out.begin_object().key("id").value(task.id.text()).key("office").value(task.office);
  out.key("state").value(core::name(task.state)).key("due").value(task.due.text());
  out.text_unless_empty("answer", task.answer);
  if (task.superseded_by) out.key("superseded_by").value(task.superseded_by->text());
  write_act(out, task.act.by);
  write_course(out, task.act);
  list_unless_empty(out, "steps", task.steps, write_step);
  out.end_object();
}

void write_proposal(JsonWriter& out, const core::ToldProposal& proposal) {
  out.begin_object().key("task").value(proposal.task.text());
  out.key("state").value(core::name(proposal.state)).end_object();
}

}  // namespace

std::string case_text(const core::ToldCase& told) {
  JsonWriter out;
  out.begin_object().key("schema").value(kCase.name).key("registration").value(told.id.text());
  out.key("sequence").value(told.sequence).key("left").value(told.left);
  if (told.course || told.consent != core::ToldConsent{}) {
    out.key("consent").begin_object().key("given").value(told.consent.given);
    date_unless_none(out, "date", told.consent.date);
    out.end_object();
  }
  if (told.person) write_person(out, *told.person);
  if (told.course) write_case(out, *told.course);
  list_unless_empty(out, "tasks", told.tasks, write_task);
  list_unless_empty(out, "proposals", told.proposals, write_proposal);
  out.end_object();
  return out.take();
}

}  // namespace gateway::io
