#include "gateway/io/store/refused_acts.h"

#include "gateway/io/store/values.h"

namespace gateway::io::store {

void RefusedActs::keep(const ports::RefusedByNode& refused) {
  database_.run(
      "INSERT INTO refused_act (id, task, answer, kind, user, registered, office, at, reasons) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6, ?7, ?8, ?9)",
      refused.id, refused.task, refused.answer, refused.kind, refused.user, refused.registered, refused.office,
      refused.at, pack(refused.reasons));
}

std::vector<ports::RefusedByNode> RefusedActs::of(const ports::RefusedFilter& filter) {
  Query query = database_.query(
      filter.user.empty()
          ? "SELECT id, task, answer, kind, user, registered, office, at, reasons FROM refused_act WHERE "
            "id = ?2 AND ?1 = '' ORDER BY row DESC"
          : "SELECT id, task, answer, kind, user, registered, office, at, reasons FROM refused_act WHERE "
            "user = ?1 AND ?2 IS NOT NULL ORDER BY row DESC");
  query.bind(filter.user, filter.id);
  std::vector<ports::RefusedByNode> all;
  while (query.step()) {
    ports::RefusedByNode& one = all.emplace_back();
    one.id = query.id<base::RegistrationId>(0);
    if (!query.is_null(1)) one.task = query.id<core::TaskId>(1);
    if (!query.is_null(2)) one.answer = query.as<core::TaskEvent>(2);
    one.kind = query.as<core::ActKind>(3);
    one.user = query.text(4);
    one.registered = query.instant(5);
    one.office = query.text(6);
    one.at = query.instant(7);
    one.reasons = unpack_reasons(query.view(8));
  }
  return all;
}

std::vector<core::Reason> RefusedActs::last_of(const core::TaskId& task) {
  Query query = database_.query("SELECT reasons FROM refused_act WHERE task = ?1 ORDER BY row DESC LIMIT 1");
  query.bind(task);
  return query.step() ? unpack_reasons(query.view(0)) : std::vector<core::Reason>();
}

std::int64_t RefusedActs::purge(base::Instant before) {
  database_.run("DELETE FROM refused_act WHERE at <= ?1", before);
  return database_.changes();
}

}  // namespace gateway::io::store
