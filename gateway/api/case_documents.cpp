#include "gateway/api/case_documents.h"

#include <array>
#include <utility>

#include "gateway/core/cooperation/next_step.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::api {

namespace {

using base::Document;
using report::Phrase;

constexpr std::array<Phrase, 13> kActs = {{{"begär gemensam kartläggning", "request joint mapping"},
                                           {"boka om mötet", "rebook the meeting"},
                                           {"registrera kartläggningsmöte", "register a mapping meeting"},
                                           {"planera insats", "plan an insats"},
                                           {"starta insatsen", "start the insats"},
                                           {"byt insatstyp", "turn to the other kind"},
                                           {"avsluta samarbetet", "conclude the cooperation"},
                                           {"avbryt samarbetet", "interrupt the cooperation"},
                                           {"byt kontor", "change office"},
                                           {"komplettera svar", "complete answers"},
                                           {"rätta svar", "correct answers"},
                                           {"ångra senaste raden", "undo the last row"},
                                           {"felregistrering", "registered by mistake"}}};

constexpr std::array<Phrase, 6> kTasks = {{{"väntar på bekräftelse", "waits for confirmation"},
                                           {"försenad", "overdue"},
                                           {"bekräftad", "confirmed"},
                                           {"avvisad", "rejected"},
                                           {"återtagen", "retracted"},
                                           {"ersatt av en senare", "superseded"}}};

template <typename Date>
Document day(const std::optional<Date>& date) {
  return date ? Document(date->text()) : Document();
}

Document reasons_of(const std::vector<core::Reason>& reasons) {
  Document rows{Document::Array{}};
  for (const core::Reason& reason : reasons) rows.add(document_of(reason));
  return rows;
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

Document row_of(const core::CaseRow& row) {
  Document out;
  out.set("row", static_cast<std::int64_t>(row.number))
      .set("act", core::name(row.kind))
      .set("name", both(act_word(row.kind)))
      .set("state", core::name(row.state))
      .set("status", both(state_word(row.state)))
      .set("happened", row.happened.text())
      .set("registered", who(row.by))
      .set("delay_days", static_cast<std::int64_t>(row.delay().count()))
      .set("office", row.office)
      .set("af_office", row.af_office)
      .set("fk_office", row.fk_office)
      .set("meeting_on", day(row.meeting_on))
      .set("until", day(row.until))
      .set("answers", answers_of(row.answers));
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

}  // namespace

Phrase state_word(core::CaseState state) {
  return {core::description(state).swedish, core::description(state).english};
}

Phrase act_word(core::ActKind kind) {
  return kActs[static_cast<std::size_t>(kind)];
}

Phrase task_word(core::TaskState state) {
  return kTasks[static_cast<std::size_t>(state)];
}

Document document_of(const ports::ListedCase& listed, const flow::Rules& rules, base::Date today, bool history) {
  const core::CooperationCase& of = listed.course;
  const core::Caseworkers who = core::caseworkers(of, listed.named, rules.organisation);
  Document out;
  out.set("case", listed.id.text())
      .set("form", of.form == core::CaseForm::named ? "named" : "anonymous")
      .set("state", core::name(of.state))
      .set("status", both(state_word(of.state)))
      .set("af_office", of.af_office)
      .set("fk_office", of.fk_office)
      .set("responsible", who.responsible)
      .set("deputy", who.deputy)
      .set("version", of.version)
      .set("provisional", listed.provisional)
      .set("reading_closed", of.reading_closed)
      .set("refused", reasons_of(listed.refused))
      .set("refused_at", listed.refused_at ? Document(base::text(*listed.refused_at)) : Document());
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
  for (const core::CaseRow& row : of.rows) rows.add(row_of(row));
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
        .set("status", both(state_word(row.state)))
        .set("happened", row.happened.text())
        .set("registered", row.by.on.text())
        .set("delay_days", static_cast<std::int64_t>(row.delay().count()));
    if (row.standing == core::RowStanding::undone) one.set("undone_by", static_cast<std::int64_t>(row.undone_by));
    rows.add(std::move(one));
  }
  return rows;
}

base::Error no_such_case() {
  return base::rejected("no case of yours matches: it is not there, or not at an office where you have an assignment");
}

Document document_of(const ports::KeptTask& kept) {
  const core::CooperationTask& task = kept.task;
  Document steps{Document::Array{}};
  for (const core::TaskStep& step : task.steps) {
    steps.add(Document().set("event", core::name(step.event)).set("by", who(step.by)));
  }
  Document out;
  out.set("task", task.id.text())
      .set("case", kept.id.text())
      .set("state", core::name(task.state))
      .set("status", both(task_word(task.state)))
      .set("office", task.office)
      .set("due", task.due.text())
      .set("proposer", who(task.act.by).set("office", task.act.office))
      .set("act", core::name(task.act.kind))
      .set("name", both(act_word(task.act.kind)))
      .set("to", task.act.to ? Document(core::name(*task.act.to)) : Document())
      .set("happened", day(task.act.happened))
      .set("answers", answers_of(task.act.answers))
      .set("answer", task.answer)
      .set("steps", std::move(steps));
  if (task.act.cause) out.set("cause", core::name(*task.act.cause));
  return out;
}

Document document_of(const flow::ActAnswer& answer) {
  Document out;
  out.set("outcome", core::name(answer.outcome))
      .set("status", both(report::outcome_word(answer.outcome)))
      .set("reasons", reasons_of(answer.reasons))
      .set("warnings", reasons_of(answer.warnings))
      .set("missing", fields_of(answer.missing));
  if (!answer.id.empty()) out.set("case", answer.id.text());
  if (answer.state) out.set("state", core::name(*answer.state));
  return out;
}

Document document_of(const std::vector<core::FigureChange>& changes) {
  Document rows{Document::Array{}};
  for (const core::FigureChange& change : changes) {
    rows.add(Document()
                 .set("figure", change.figure)
                 .set("before", static_cast<std::int64_t>(change.before))
                 .set("after", static_cast<std::int64_t>(change.after)));
  }
  return rows;
}

}  // namespace gateway::api
