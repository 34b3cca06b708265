#include "gateway/io/store/incidents.h"

#include "gateway/core/wrong.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

core::Code cause_of(std::string_view text) {
  const auto code = parse_code(text);
  if (!code) throw damaged("the cause of a wrong registration");
  return *code;
}

std::optional<base::Instant> maybe_instant(const Query& query, int column) {
  return query.is_null(column) ? std::nullopt : std::optional(query.instant(column));
}

}  // namespace

std::vector<core::Incident> Incidents::all(const std::optional<base::RegistrationId>& only) {
  Query query = database_.query(
      "SELECT registration, cause, handover, discovered, discovered_by, reported, reported_by, closed, closed_by, "
      "close_reason FROM incident WHERE ?1 IS NULL OR registration = ?1 ORDER BY discovered DESC, registration");
  query.bind(only);
  std::vector<core::Incident> found;
  while (query.step()) {
    core::Incident& one = found.emplace_back();
    one.registration = query.id<base::RegistrationId>(0);
    one.cause = cause_of(query.view(1));
    one.handover = query.as<core::Handover>(2);
    one.discovered = query.instant(3);
    one.discovered_by = query.text(4);
    one.reported = maybe_instant(query, 5);
    one.reported_by = query.text(6);
    one.closed = maybe_instant(query, 7);
    one.closed_by = query.text(8);
    one.close_reason = query.text(9);
  }
  return found;
}

bool Incidents::put(const core::Incident& i) {
  database_.run(
      "INSERT OR REPLACE INTO incident (registration, cause, handover, discovered, discovered_by, reported, "
      "reported_by, closed, closed_by, close_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      i.registration, core::id(i.cause), i.handover, i.discovered, i.discovered_by, i.reported, i.reported_by, i.closed,
      i.closed_by, i.close_reason);
  const bool lifts = core::lifts_bar(i);
  if (lifts) database_.run("DELETE FROM wrong_registration WHERE registration = ?1", i.registration);
  if (i.closed)
    database_.run("UPDATE wrong_registration SET registration = NULL WHERE registration = ?1", i.registration);
  return lifts;
}

void Incidents::reached(const base::RegistrationId& registration, core::Handover handover) {
  database_.run("UPDATE incident SET handover = ?2 WHERE registration = ?1 AND handover = ?3", registration, handover,
                core::Handover::unknown);
}

void Incidents::bar(const Mark& record, const Mark& person, core::Code cause,
                    const base::RegistrationId& registration) {
  database_.run("INSERT OR REPLACE INTO wrong_registration (mark, cause, registration) VALUES (?1, ?2, ?3)",
                vault_.of_pair(record, person), core::id(cause), registration);
}

void Incidents::bar_as(const Mark& record, const Mark& person, const Mark& other) {
  database_.run(
      "INSERT OR IGNORE INTO wrong_registration (mark, cause, registration) SELECT ?1, cause, registration FROM "
      "wrong_registration WHERE mark = ?2",
      vault_.of_pair(record, person), vault_.of_pair(record, other));
}

std::optional<core::Code> Incidents::barred(const Mark& record, const Mark& person) {
  {
    Query any = database_.query("SELECT 1 FROM wrong_registration LIMIT 1");
    if (!any.step()) return std::nullopt;  // As nearly always.
  }
  Query query = database_.query("SELECT cause FROM wrong_registration WHERE mark = ?1");
  query.bind(vault_.of_pair(record, person));
  return query.step() ? std::optional(cause_of(query.view(0))) : std::nullopt;
}

}  // namespace gateway::io::store
