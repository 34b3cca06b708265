#include "gateway/io/store/case_rows.h"

#include "gateway/io/store/case_values.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

std::optional<std::string> packed_course(const std::optional<core::CooperationCase>& course) {
  return course ? std::optional(pack(*course)) : std::nullopt;
}

std::optional<core::CooperationCase> course_of(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : std::optional(unpack_case(query.view(column)));
}

TaskRow read_task(const Query& query) {
  TaskRow row{unpack_task(query.view(0)), query.integer(1), std::nullopt};
  if (!query.is_null(2)) row.told = unpack_task(query.view(2));
  return row;
}

std::vector<TaskRow> read_tasks(Query& query) {
  std::vector<TaskRow> rows;
  while (query.step()) rows.push_back(read_task(query));
  return rows;
}

std::vector<std::int64_t> read_rows(Query query) {
  std::vector<std::int64_t> rows;
  while (query.step()) rows.push_back(query.integer(0));
  return rows;
}

}  // namespace

core::Registration registration_of(const core::CooperationCase& course, core::Registration before) {
  core::Registration after = std::move(before);
  after.id.bytes = course.id.bytes;
  after.kind = core::RegistrationKind::cooperation;
  if (!course.rows.empty()) {
    const core::CaseRow& request = course.rows.front();
    after.place = request.office;
    after.start = request.happened;
    after.act = request.by;
  }
  after.end = course.ended_on();
  after.consent_form = course.consent_form;
  after.consent_date = course.consent_date;
  const bool over = core::ended(course.state) || course.discarded;
  after.stage = course.exited ? core::Stage::exited : over ? core::Stage::out : core::Stage::in;
  after.answers = {};
  if (course.reading_closed) after.answers.end_reason = core::id(core::Code::consent_withdrawn);
  after.handover = course.handover;
  after.stripped = course.stripped;
  return after;
}

CaseRows::CaseRows(Database& database) : database_(database), registrations_(database) {
  Query query = database_.query("SELECT value FROM meta WHERE name = 'organisation'");
  if (query.step()) organisation_ = query.text(0);
}

void CaseRows::belong_to(const std::string& organisation) {
  if (organisation == organisation_) return;
  organisation_ = organisation;
  database_.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('organisation', ?1)", organisation_);
  for (const std::int64_t row :
       read_rows(database_.query("SELECT registration FROM cooperation_case WHERE course IS NOT NULL"))) {
    // What is damaged stays as it is, and holds up no other.
    const auto kept = guarded([&] { return at(row); });
    if (!kept && kept.error().fault != base::Fault::reject) throw StoreError(kept.error());
    if (!kept || !*kept) continue;
    database_.run("UPDATE cooperation_case SET responsible = ?2 WHERE registration = ?1", row,
                  caseworkers(**kept).responsible);
  }
}

core::Caseworkers CaseRows::caseworkers(const KeptCase& kept) const {
  return kept.course ? core::caseworkers(*kept.course, kept.named, organisation_) : kept.named;
}

std::optional<KeptCase> CaseRows::at(std::int64_t registration) {
  KeptCase kept;
  {
    Query query = database_.query(
        "SELECT course, told, consent, standing, refused, refused_at, heard, untold, has_left, "
        "named_responsible, named_deputy FROM cooperation_case WHERE registration = ?1");
    query.bind(registration);
    if (!query.step()) return std::nullopt;
    kept.course = course_of(query, 0);
    kept.told = course_of(query, 1);
    kept.consent = query.as<core::ConsentAnswer>(2);
    kept.standing = unpack_standing(query.view(3));
    kept.refused = unpack_reasons(query.view(4));
    if (!query.is_null(5)) kept.refused_at = query.instant(5);
    kept.heard = query.flag(6);
    kept.untold = query.as<Untold>(7);
    kept.left = query.flag(8);
    kept.named = {query.text(9), query.text(10)};
  }
  auto row = registrations_.at(registration);
  if (!row) throw damaged("a case without its registration");
  kept.registration = std::move(*row);
  if (kept.course) kept.course->handover = kept.registration.value.handover;
  if (kept.told) kept.told->handover = core::Handover::acknowledged;
  return kept;
}

std::optional<KeptCase> CaseRows::find(const base::RegistrationId& id) {
  std::int64_t row = 0;
  {
    Query query = database_.query("SELECT row FROM registration WHERE id = ?1");
    query.bind(id);
    if (!query.step()) return std::nullopt;
    row = query.integer(0);
  }
  return at(row);
}

std::vector<KeptCase> CaseRows::of(std::int64_t subject) {
  Query query = database_.query(
      "SELECT c.registration FROM registration g JOIN cooperation_case c ON c.registration = g.row WHERE g.subject = "
      "?1 ORDER BY g.row");
  query.bind(subject);
  std::vector<KeptCase> all;
  for (const std::int64_t row : read_rows(std::move(query))) {
    if (auto kept = at(row); kept && kept->registration.live()) all.push_back(std::move(*kept));
  }
  return all;
}

core::Standing CaseRows::standing(std::int64_t registration) {
  Query query = database_.query("SELECT standing FROM cooperation_case WHERE registration = ?1");
  query.bind(registration);
  return query.step() ? unpack_standing(query.view(0)) : core::Standing{};
}

bool CaseRows::awaits_node(std::int64_t registration) {
  // Of the AF/FK cooperation: 3 exit, 4 exit_or_void, 5 strip, 8 request, 9 act.
  Query query =
      database_.query("SELECT 1 FROM outbox WHERE lane = ?1 AND state <= 2 AND kind IN (3, 4, 5, 8, 9) LIMIT 1");
  query.bind(registration);
  return query.step();
}

void CaseRows::put(const KeptCase& kept) {
  const core::CooperationCase none;
  const core::CooperationCase& of = kept.course ? *kept.course : none;
  const core::Caseworkers who = caseworkers(kept);
  database_.run(
      "INSERT OR REPLACE INTO cooperation_case (registration, af_office, fk_office, open, responsible, deputy, course, "
      "told, consent, standing, refused, refused_at, heard, untold, has_left, named_responsible, "
      "named_deputy) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
      kept.registration.row, of.af_office, of.fk_office, kept.course && of.open(), who.responsible, who.deputy,
      packed_course(kept.course), packed_course(kept.told), kept.consent, pack(kept.standing),
      kept.refused.empty() ? std::string() : pack(kept.refused), kept.refused_at, kept.heard, kept.untold, kept.left,
      kept.named.responsible, kept.named.deputy);
}

void CaseRows::remove(std::int64_t registration) {
  database_.run("DELETE FROM cooperation_case WHERE registration = ?1", registration);
}

void CaseRows::put(const core::Access& access) {
  database_.run("INSERT INTO access (at, user, id, operation) VALUES (?1, ?2, ?3, ?4)", access.at, access.user,
                access.id, access.operation);
}

std::vector<core::Access> CaseRows::accesses(const base::RegistrationId& id) {
  Query query = database_.query("SELECT user, operation, at FROM access WHERE id = ?1 ORDER BY at, row");
  query.bind(id);
  std::vector<core::Access> all;
  while (query.step()) all.push_back({query.text(0), id, query.text(1), query.instant(2)});
  return all;
}

std::int64_t CaseRows::forget_accesses(base::Instant before) {
  database_.run("DELETE FROM access WHERE at < ?1", before);
  return database_.changes();
}

std::optional<TaskRow> CaseRows::task(const core::TaskId& id) {
  Query query = database_.query("SELECT body, registration, told FROM case_task WHERE id = ?1");
  query.bind(id);
  return query.step() ? std::optional(read_task(query)) : std::nullopt;
}

std::vector<TaskRow> CaseRows::tasks_of(std::int64_t registration) {
  Query query = database_.query("SELECT body, registration, told FROM case_task WHERE registration = ?1 ORDER BY row");
  query.bind(registration);
  return read_tasks(query);
}

std::vector<TaskRow> CaseRows::overdue(base::Date today, std::size_t limit) {
  Query query = database_.query(
      "SELECT body, registration, told FROM case_task WHERE state = 0 AND due < ?1 ORDER BY due, row LIMIT ?2");
  query.bind(today, limit);
  return read_tasks(query);
}

void CaseRows::put(const TaskRow& row) {
  const core::CooperationTask& task = row.task;
  database_.run(
      "INSERT INTO case_task (id, registration, office, state, due, body, told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON "
      "CONFLICT (id) DO UPDATE SET registration = ?2, office = ?3, state = ?4, due = ?5, body = ?6, told = ?7",
      task.id, row.registration, task.office, task.state, task.due, pack(task),
      row.told ? std::optional(pack(*row.told)) : std::nullopt);
}

void CaseRows::rename_task(const core::TaskId& from, const core::TaskId& to) {
  database_.run("UPDATE case_task SET id = ?2 WHERE id = ?1", from, to);
}

void CaseRows::remove_task(const core::TaskId& id) {
  database_.run("DELETE FROM case_task WHERE id = ?1", id);
}

std::optional<base::Instant> CaseRows::act_known(const Mark& key) {
  Query query = database_.query("SELECT at FROM case_act WHERE mark = ?1");
  query.bind(key);
  return query.step() ? std::optional(query.instant(0)) : std::nullopt;
}

void CaseRows::remember_act(const Mark& key, base::Instant now) {
  database_.run("INSERT OR IGNORE INTO case_act (mark, at) VALUES (?1, ?2)", key, now);
}

void CaseRows::act_sent(const Mark& key, std::int64_t message) {
  database_.run("UPDATE case_act SET message = ?2 WHERE mark = ?1", key, message);
}

std::optional<Mark> CaseRows::act_of(std::int64_t message) {
  Query query = database_.query("SELECT mark FROM case_act WHERE message = ?1");
  query.bind(message);
  return query.step() ? std::optional(query.id<Mark>(0)) : std::nullopt;
}

void CaseRows::forget_act(std::int64_t message) {
  database_.run("DELETE FROM case_act WHERE message = ?1", message);
}

std::optional<CaseNoteRow> CaseRows::note(const Mark& key) {
  Query query =
      database_.query("SELECT af_office, fk_office, year, sex, cause, standing FROM case_note WHERE mark = ?1");
  query.bind(key);
  if (!query.step()) return std::nullopt;
  const auto cause = parse_code(query.view(4));
  if (!cause) throw damaged("why a request was counted anonymously");
  return CaseNoteRow{key,
                     {query.text(0), query.text(1), static_cast<int>(query.integer(2)), query.as<core::Sex>(3), *cause},
                     unpack_standing(query.view(5))};
}

void CaseRows::put_note(const CaseNoteRow& row) {
  database_.run(
      "INSERT OR REPLACE INTO case_note (mark, af_office, fk_office, year, sex, cause, standing) VALUES (coalesce(?1, "
      "randomblob(16)), ?2, ?3, ?4, ?5, ?6, ?7)",
      row.mark, row.note.af_office, row.note.fk_office, row.note.year, row.note.sex, core::id(row.note.cause),
      pack(row.standing));
}

void CaseRows::remove_note(const Mark& key) {
  database_.run("DELETE FROM case_note WHERE mark = ?1", key);
}

void CaseRows::tell(const Parties& parties, std::int64_t registration) {
  for (const std::string& party : parties) {
    database_.run("DELETE FROM case_feed WHERE organisation = ?1 AND registration = ?2", party, registration);
    database_.run("INSERT INTO case_feed (organisation, registration) VALUES (?1, ?2)", party, registration);
  }
}

void CaseRows::begin_resync(Untold why) {
  database_.run("UPDATE cooperation_case SET untold = max(untold, ?1) WHERE heard", why);
}

std::vector<std::int64_t> CaseRows::untold() {
  return read_rows(database_.query("SELECT registration FROM cooperation_case WHERE untold ORDER BY registration"));
}

std::vector<std::int64_t> CaseRows::leaving() {
  return read_rows(database_.query("SELECT registration FROM cooperation_case WHERE has_left ORDER BY registration"));
}

}  // namespace gateway::io::store
