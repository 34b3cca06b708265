#include "gateway/io/store/registrations.h"

namespace gateway::io::store {

namespace {

std::optional<KeptRegistration> read(Query& q) {
  if (!q.step()) return std::nullopt;
  KeptRegistration kept;
  kept.row = q.integer(0);
  kept.owner = q.text(2);
  kept.subject = q.maybe(3);
  kept.record = q.maybe(4);
  core::Registration& r = kept.value;
  r.id = q.id<base::RegistrationId>(1);
  r.kind = q.as<core::RegistrationKind>(5);
  r.place = q.text(6);
  r.activity = q.text(7);
  r.start = *q.date(8);
  r.end = q.date(9);
  r.answers = {q.text(10), q.text(11), q.text(12), q.text(13), q.text(14), q.text(15)};
  r.consent_form = q.text(16);
  r.consent_date = q.date(17);
  r.act = {q.text(18), q.text(19), q.instant(20), *q.date(21)};
  r.stage = q.as<core::Stage>(22);
  r.handover = q.as<core::Handover>(23);
  r.stripped = q.flag(24);
  r.out_acknowledged = q.flag(25);
  r.responsible = q.text(26);
  return kept;
}

}  // namespace

std::optional<KeptRegistration> Registrations::at(std::int64_t row) {
  Query query = database_.query(
      "SELECT row, id, owner, subject, record, kind, place, activity, start, ended, education, income_source_before, "
      "employment_before, end_reason, income_source_after, employment_after, consent_form, consent_date, act_user, "
      "act_organisation, act_at, act_on, stage, handover, stripped, out_acknowledged, responsible FROM registration "
      "WHERE row = ?1");
  query.bind(row);
  return read(query);
}

std::optional<KeptRegistration> Registrations::find(const base::RegistrationId& id) {
  Query query = database_.query(
      "SELECT row, id, owner, subject, record, kind, place, activity, start, ended, education, income_source_before, "
      "employment_before, end_reason, income_source_after, employment_after, consent_form, consent_date, act_user, "
      "act_organisation, act_at, act_on, stage, handover, stripped, out_acknowledged, responsible FROM registration "
      "WHERE id = ?1");
  query.bind(id);
  return read(query);
}

std::vector<KeptRegistration> Registrations::of(std::int64_t subject) {
  std::vector<std::int64_t> rows;
  {
    Query query = database_.query("SELECT row FROM registration WHERE subject = ?1 ORDER BY row");
    query.bind(subject);
    while (query.step()) rows.push_back(query.integer(0));
  }
  std::vector<KeptRegistration> all;
  all.reserve(rows.size());
  for (const std::int64_t row : rows) all.push_back(*at(row));
  return all;
}

std::int64_t Registrations::add(const core::Registration& r, std::optional<std::int64_t> subject,
                                std::optional<std::int64_t> record, std::string_view owner) {
  const core::Answers& a = r.answers;
  database_.run(
      "INSERT INTO registration (id, owner, subject, record, kind, place, activity, start, ended, education, "
      "income_source_before, employment_before, end_reason, income_source_after, employment_after, consent_form, "
      "consent_date, act_user, act_organisation, act_at, act_on, stage, handover, stripped, out_acknowledged, "
      "responsible) VALUES "
      "(?1, ?2, ?3, ?4, "
      "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
      r.id, owner, subject, record, r.kind, r.place, r.activity, r.start, r.end, a.education, a.income_source_before,
      a.employment_before, a.end_reason, a.income_source_after, a.employment_after, r.consent_form, r.consent_date,
      r.act.user, r.act.organisation, r.act.at, r.act.on, r.stage, r.handover, r.stripped, r.out_acknowledged,
      r.responsible);
  return database_.last_row();
}

void Registrations::change(std::int64_t row, const core::Registration& r) {
  const core::Answers& a = r.answers;
  database_.run(
      "UPDATE registration SET place = ?2, activity = ?3, start = ?4, ended = ?5, education = ?6, "
      "income_source_before = ?7, employment_before = ?8, end_reason = ?9, income_source_after = ?10, "
      "employment_after = ?11, consent_form = ?12, consent_date = ?13, act_user = ?14, act_organisation = ?15, "
      "act_at = ?16, act_on = ?17, stage = ?18, handover = ?19, stripped = ?20, out_acknowledged = ?21, responsible = "
      "?22 "
      "WHERE row = ?1",
      row, r.place, r.activity, r.start, r.end, a.education, a.income_source_before, a.employment_before, a.end_reason,
      a.income_source_after, a.employment_after, r.consent_form, r.consent_date, r.act.user, r.act.organisation,
      r.act.at, r.act.on, r.stage, r.handover, r.stripped, r.out_acknowledged, r.responsible);
}

core::Caseworkers Registrations::named(std::int64_t row) {
  Query query = database_.query("SELECT named_responsible, named_deputy FROM registration WHERE row = ?1");
  query.bind(row);
  return query.step() ? core::Caseworkers{query.text(0), query.text(1)} : core::Caseworkers{};
}

void Registrations::name(std::int64_t row, const core::Caseworkers& named) {
  database_.run("UPDATE registration SET named_responsible = ?2, named_deputy = ?3 WHERE row = ?1", row,
                named.responsible, named.deputy);
}

void Registrations::belong_to(std::int64_t row, std::optional<std::int64_t> subject) {
  database_.run("UPDATE registration SET subject = ?2 WHERE row = ?1", row, subject);
  database_.run("DELETE FROM former_number WHERE registration = ?1", row);
  if (subject) return;
  database_.run("DELETE FROM archived_original WHERE registration = ?1", row);
  database_.run("DELETE FROM consent_paper WHERE registration = ?1", row);
}

void Registrations::go_on_as(std::int64_t row, std::int64_t subject) {
  database_.run("UPDATE registration SET subject = ?2 WHERE row = ?1", row, subject);
}

std::optional<Mark> Registrations::made_under(std::int64_t row) {
  Query query =
      database_.query("SELECT mark FROM former_number WHERE registration = ?1 AND handed <> ?2 ORDER BY place LIMIT 1");
  query.bind(row, Former::told);
  return query.step() ? std::optional(query.id<Mark>(0)) : std::nullopt;
}

bool Registrations::was_under(std::int64_t row, const Mark& number) {
  const auto former = former_of(row, number);
  return former && *former != Former::told;
}

std::optional<Former> Registrations::former_of(std::int64_t row, const Mark& number) {
  Query query = database_.query("SELECT handed FROM former_number WHERE registration = ?1 AND mark = ?2");
  query.bind(row, number);
  return query.step() ? std::optional(query.as<Former>(0)) : std::nullopt;
}

void Registrations::was(std::int64_t row, const Mark& number, Former how) {
  database_.run(
      "INSERT INTO former_number (registration, mark, handed) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET handed = "
      "?3 WHERE handed = ?4",
      row, number, how, Former::told);
}

void Registrations::drop_told(std::int64_t row, const Mark& number) {
  database_.run("DELETE FROM former_number WHERE registration = ?1 AND mark = ?2 AND handed = ?3", row, number,
                Former::told);
}

bool Registrations::take_back(std::int64_t row, const Mark& number) {
  const bool was = was_under(row, number);
  if (was) database_.run("DELETE FROM former_number WHERE registration = ?1 AND mark = ?2", row, number);
  return was;
}

void Registrations::empty(const KeptRegistration& registration) {
  core::Registration left;
  left.id = registration.value.id;
  left.kind = registration.value.kind;
  left.stage = core::Stage::voided;
  left.handover = registration.value.handover;
  change(registration.row, left);
  belong_to(registration.row, std::nullopt);
  name(registration.row, {});
  database_.run("UPDATE registration SET record = NULL WHERE row = ?1", registration.row);
}

}  // namespace gateway::io::store
