#include "gateway/api/case_documents.h"

#include <array>
#include <utility>
#include <variant>

#include "gateway/api/case_closed.h"
#include "gateway/api/case_words.h"
#include "gateway/core/cooperation/next_step.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::api {

namespace {

using base::Document;

template <typename Date>
Document day(const std::optional<Date>& date) {
  return date ? Document(date->text()) : Document();
}

Document answers_of(const core::FieldAnswers& answers) {
  Document fields{Document::Object{}};
  for (const auto& [field, answer] : answers) fields.set(std::string(core::name(field)), answer);
  return fields;
}

Document fields_of(const std::vector<core::Field>& fields) {
  Document names{Document::Array{}};
  for (const core::Field field : fields) {
    names.add(Document()
                  .set("field", core::name(field))
                  .set("name", both(std::string(core::description(field).swedish), std::string(core::name(field)))));
  }
  return names;
}

/// The same in words, in the order in which they are asked.
Document named_answers(const core::FieldAnswers& answers, const core::Policy& policy) {
  Document rows{Document::Array{}};
  for (const auto& [field, answer] : answers) {
    const std::string_view id = core::name(field);
    rows.add(Document()
                 .set("field", id)
                 .set("name", change_word(id))
                 .set("answer", answer)
                 .set("answer_name", answer_name(id, answer, policy)));
  }
  return rows;
}

Document who(const core::Act& by) {
  return Document()
      .set("user", by.user)
      .set("organisation", by.organisation)
      .set("at", base::text(by.at))
      .set("on", by.on.text());
}

std::string_view name(core::Authority authority) {
  constexpr std::array<std::string_view, 3> kNames = {"af", "fk", "either"};
  return kNames[static_cast<std::size_t>(authority)];
}

Document row_of(const core::CaseRow& row, const core::CooperationCase& of) {
  Document corrected{Document::Array{}};
  for (const std::uint32_t number : row.corrected_by) {
    const core::CaseRow* by = of.row(number);
    // A discard is of the whole case.
    if (by != nullptr && by->kind != core::ActKind::discard) corrected.add(static_cast<std::int64_t>(number));
  }
  Document out;
  out.set("row", static_cast<std::int64_t>(row.number))
      .set("act", core::name(row.kind))
      .set("name", both(act_word(row.kind)))
      .set("state", core::name(row.state))
      .set("status", both(row_word(row)))
      .set("happened", row.happened.text())
      .set("registered", who(row.by))
      .set("delay_days", static_cast<std::int64_t>(row.delay().count()))
      .set("office", row.office)
      .set("af_office", row.af_office)
      .set("fk_office", row.fk_office)
      .set("meeting_on", day(row.meeting_on))
      .set("until", day(row.until))
      .set("answers", answers_of(row.answers))
      .set("corrected_by", std::move(corrected));
  if (row.outcome) out.set("outcome", core::name(*row.outcome));
  if (row.cause) out.set("cause", core::name(*row.cause));
  if (row.concerns) out.set("concerns", static_cast<std::int64_t>(*row.concerns));
  if (row.standing == core::RowStanding::undone) out.set("undone_by", static_cast<std::int64_t>(row.undone_by));
  return out;
}

Document next_of(const core::NextStep& step) {
  Document acts{Document::Array{}};
  for (const core::ActKind kind : step.acts) {
    acts.add(Document().set("act", core::name(kind)).set("name", both(act_word(kind))));
  }
  return Document()
      .set("acts", std::move(acts))
      .set("whose", name(step.whose))
      .set("latest", day(step.latest))
      .set("late", step.late);
}

/// What the case waits for, beside its next step.
Document waits_of(const ports::ListedCase& listed) {
  Document tasks{Document::Array{}};
  for (const core::CooperationTask& task : listed.tasks) {
    tasks.add(Document()
                  .set("task", task.id.text())
                  .set("act", core::name(task.act.kind))
                  .set("name", both(act_word(task.act.kind)))
                  .set("office", task.office)
                  .set("due", task.due.text())
                  .set("state", core::name(task.state))
                  .set("status", both(task_word(task))));
  }
  return Document().set("tasks", std::move(tasks)).set("held", document_of(listed.held));
}

Document person_of(const core::Person& person, base::Date today) {
  Document out;
  out.set("given_name", person.given_name).set("family_name", person.family_name);
  const auto parsed = core::PersonNumber::parse(person.number, today);
  if (const auto* number = std::get_if<core::PersonNumber>(&parsed)) {
    out.set("sex", number->sex() == core::Sex::woman ? "woman" : "man").set("birth_year", number->birth_year());
  }
  return out;
}

Document consent_of(const core::CaseConsent& of) {
  constexpr std::array<std::string_view, 3> kAnswers = {"none", "given", "declined"};
  Document purposes{Document::Array{}};
  for (const std::string& purpose : of.purposes) purposes.add(purpose);
  return Document()
      .set("answer", kAnswers[static_cast<std::size_t>(of.consent.answer)])
      .set("answer_name", both(consent_word(of.consent.answer)))
      .set("date", day(of.consent.date))
      .set("purposes", std::move(purposes));
}

}  // namespace

Document document_of(const ports::ListedCase& listed, const flow::Rules& rules, base::Date today, bool history) {
  const core::CooperationCase& of = listed.course;
  const core::Caseworkers who = core::caseworkers(of, listed.named, rules.organisation);
  Document out;
  out.set("case", listed.id.text())
      .set("form", of.form == core::CaseForm::named ? "named" : "anonymous")
      .set("state", core::name(of.state))
      .set("discarded", of.discarded)
      .set("status", both(standing_word(of)))
      .set("af_office", of.af_office)
      .set("fk_office", of.fk_office)
      .set("responsible", who.responsible)
      .set("deputy", who.deputy)
      .set("version", of.version)
      .set("provisional", listed.provisional)
      .set("reading_closed", of.reading_closed)
      .set("refused", document_of(listed.refused))
      .set("refused_at", listed.refused_at ? Document(base::text(*listed.refused_at)) : Document())
      .set("stopped", !listed.refused.empty() && !listed.refused_at)
      .set("waits", waits_of(listed));
  if (Document closed = closed_of(of); !closed.is_null()) out.set("closed", std::move(closed));
  if (listed.person && core::findable(of, *rules.policy, today)) {
    out.set("given_name", listed.person->given_name).set("family_name", listed.person->family_name);
  }
  if (const auto step = core::next_step(of, today)) out.set("next", next_of(*step));
  Document missing{Document::Array{}};
  for (const core::MissingOnRow& row : core::missing_in(of, *rules.policy)) {
    const core::CaseRow* lacks = of.row(row.row);
    missing.add(Document()
                    .set("row", static_cast<std::int64_t>(row.row))
                    .set("happened", lacks == nullptr ? Document() : Document(lacks->happened.text()))
                    .set("fields", fields_of(row.fields))
                    .set("outcome", row.outcome)
                    .set("cause", row.cause));
  }
  out.set("missing", std::move(missing));
  if (!history || of.reading_closed) return out;
  Document rows{Document::Array{}};
  for (const core::CaseRow& row : of.rows) rows.add(row_of(row, of));
  return out.set("rows", std::move(rows));
}

Document registered_by(const core::CooperationCase& of, std::string_view user, base::Date since) {
  Document rows{Document::Array{}};
  for (const core::CaseRow& row : of.rows) {
    if (row.by.user != user || row.by.on < since) continue;
    Document one;
    one.set("row", static_cast<std::int64_t>(row.number))
        .set("act", core::name(row.kind))
        .set("name", both(act_word(row.kind)))
        .set("state", core::name(row.state))
        .set("status", both(row_word(row)))
        .set("happened", row.happened.text())
        .set("registered", row.by.on.text())
        .set("delay_days", static_cast<std::int64_t>(row.delay().count()));
    if (row.standing == core::RowStanding::undone) one.set("undone_by", static_cast<std::int64_t>(row.undone_by));
    rows.add(std::move(one));
  }
  return rows;
}

base::Error no_such_case() {
  return base::rejected(
      "inget ärende eller deltagande av dina stämmer: det finns inte, eller inte vid ett kontor eller i en insats där "
      "du "
      "har uppdrag / no case or participation of yours matches: it is not there, or not at an office or in an insats "
      "where you have an assignment");
}

Document document_of(const ports::KeptTask& kept, const core::Policy& policy) {
  const core::CooperationTask& task = kept.task;
  Document steps{Document::Array{}};
  for (const core::TaskStep& step : task.steps) {
    steps.add(Document().set("event", core::name(step.event)).set("by", who(step.by)));
  }
  Document out;
  out.set("task", task.id.text())
      .set("case", kept.id.text())
      .set("state", core::name(task.state))
      .set("status", both(task_word(task)))
      .set("office", task.office)
      .set("due", task.due.text())
      .set("proposer", who(task.act.by).set("office", task.act.office))
      .set("act", core::name(task.act.kind))
      .set("name", both(act_word(task.act.kind)))
      .set("to", task.act.to ? Document(core::name(*task.act.to)) : Document())
      .set("to_name", task.act.to ? both(state_word(*task.act.to)) : Document())
      .set("happened", day(task.act.happened))
      .set("answers", answers_of(task.act.answers))
      .set("named_answers", named_answers(task.act.answers, policy))
      .set("answer", task.answer)
      .set("refused", document_of(kept.refused))
      .set("steps", std::move(steps));
  if (!task.answer.empty()) {
    out.set("answer_name", both(policy.codes.name_of(core::kTaskReason, task.answer), task.answer));
  }
  if (task.act.cause) {
    out.set("cause", core::name(*task.act.cause)).set("cause_name", both(cause_word(*task.act.cause)));
  }
  return out;
}

Document document_of(const flow::ShownTask& shown, const core::Policy& policy, base::Date today) {
  const core::TaskDifference& differs = shown.difference;
  Document out = document_of(shown.kept, policy);
  const auto& from = differs.from;
  const auto& becomes = differs.to;
  out.set("from", from ? Document(core::name(*from)) : Document())
      .set("from_name", from ? both(state_word(*from)) : Document())
      .set("becomes", becomes ? Document(core::name(*becomes)) : Document())
      .set("becomes_name", becomes ? both(state_word(*becomes)) : Document())
      .set("figures", document_of(differs.changes))
      .set("reasons", document_of(differs.reasons));
  if (!shown.may_answer) return out;
  const core::CooperationAct& act = shown.kept.task.act;
  out.set("af_office", act.af_office)
      .set("fk_office", act.fk_office)
      .set("meeting_on", day(act.meeting_on))
      .set("until", day(act.until))
      .set("outcome", act.outcome ? Document(core::name(*act.outcome)) : Document())
      .set("outcome_name", act.outcome ? both(outcome_word(*act.outcome)) : Document())
      .set("row", act.row ? Document(static_cast<std::int64_t>(*act.row)) : Document())
      .set("consent", act.consent ? consent_of(*act.consent) : Document())
      .set("mapping_consent", act.mapping_consent ? consent_of(*act.mapping_consent) : Document())
      .set("changes", document_of(differs.answers, policy));
  if (shown.person) out.set("person", person_of(*shown.person, today));
  return out;
}

Document document_of(const ports::RefusedByNode& refused) {
  return Document()
      .set("case", refused.id.text())
      .set("task", refused.task ? Document(refused.task->text()) : Document())
      .set("act", core::name(refused.kind))
      .set("name", both(act_word(refused.kind)))
      .set("answer", refused.answer ? Document(core::name(*refused.answer)) : Document())
      .set("office", refused.office)
      .set("registered", base::text(refused.registered))
      .set("refused_at", base::text(refused.at))
      .set("refused", document_of(refused.reasons));
}

Document document_of(const flow::ActAnswer& answer, const core::Policy& policy) {
  Document out;
  out.set("outcome", core::name(answer.outcome))
      .set("status", both(decided_word(answer.outcome)))
      .set("reasons", document_of(answer.reasons))
      .set("warnings", document_of(answer.warnings))
      .set("missing", fields_of(answer.missing))
      .set("figures", document_of(answer.figures))
      .set("changes", document_of(answer.changes, policy));
  if (!answer.id.empty()) out.set("case", answer.id.text());
  if (answer.state) out.set("state", core::name(*answer.state));
  return out;
}

Document document_of(const std::vector<core::FigureChange>& changes) {
  Document rows{Document::Array{}};
  for (const core::FigureChange& change : changes) {
    rows.add(Document()
                 .set("figure", change.figure)
                 .set("name", figure_name(change.figure))
                 .set("before", static_cast<std::int64_t>(change.before))
                 .set("after", static_cast<std::int64_t>(change.after)));
  }
  return rows;
}

Document document_of(const std::vector<core::AnswerChange>& changes, const core::Policy& policy) {
  Document rows{Document::Array{}};
  for (const core::AnswerChange& change : changes) {
    rows.add(Document()
                 .set("field", change.field)
                 .set("name", change_word(change.field))
                 .set("before", change.before)
                 .set("before_name", answer_name(change.field, change.before, policy))
                 .set("after", change.after)
                 .set("after_name", answer_name(change.field, change.after, policy)));
  }
  return rows;
}

}  // namespace gateway::api
