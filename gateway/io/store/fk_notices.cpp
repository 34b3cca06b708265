#include "gateway/io/store/fk_notices.h"

#include <utility>

namespace gateway::io::store {

namespace {

std::vector<core::FkNotice> read(Query query) {
  std::vector<core::FkNotice> all;
  while (query.step()) {
    core::FkNotice& one = all.emplace_back();
    one.registration = query.id<base::RegistrationId>(0);
    one.place = query.text(1);
    one.withdrawn = query.date(2).value_or(base::Date());
    one.since = query.instant(3);
    one.told = query.date(4);
    one.told_by = query.text(5);
  }
  return all;
}

}  // namespace

void FkNotices::leave(std::int64_t registration, base::Date withdrawn, base::Instant now) {
  database_.run(
      "INSERT INTO fk_notice (registration, withdrawn, since) VALUES (?1, ?2, ?3) ON CONFLICT (registration) DO UPDATE "
      "SET withdrawn = excluded.withdrawn WHERE told IS NULL",
      registration, withdrawn, now);
}

void FkNotices::drop(std::int64_t registration) {
  database_.run("DELETE FROM fk_notice WHERE registration = ?1", registration);
}

void FkNotices::drop_untold(std::int64_t registration) {
  database_.run("DELETE FROM fk_notice WHERE registration = ?1 AND told IS NULL", registration);
}

std::optional<core::FkNotice> FkNotices::of(std::int64_t registration) {
  Query query = database_.query(
      "SELECT g.id, g.place, n.withdrawn, n.since, n.told, n.told_by FROM fk_notice n JOIN registration g ON g.row = "
      "n.registration WHERE n.registration = ?1");
  query.bind(registration);
  auto found = read(std::move(query));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<core::FkNotice> FkNotices::all(const std::optional<base::RegistrationId>& only) {
  Query query = database_.query(
      "SELECT g.id, g.place, n.withdrawn, n.since, n.told, n.told_by FROM fk_notice n JOIN registration g ON g.row = "
      "n.registration WHERE (?1 IS NULL AND n.told IS NULL) OR g.id = ?1 ORDER BY n.since, n.registration");
  query.bind(only);
  return read(std::move(query));
}

void FkNotices::put(const core::FkNotice& notice) {
  database_.run(
      "UPDATE fk_notice SET told = ?2, told_by = ?3 WHERE registration = (SELECT row FROM registration WHERE id = ?1)",
      notice.registration, notice.told, notice.told_by);
  database_.run(
      "UPDATE record SET content_mark = NULL WHERE registration = (SELECT row FROM registration WHERE id = ?1)",
      notice.registration);
}

}  // namespace gateway::io::store
