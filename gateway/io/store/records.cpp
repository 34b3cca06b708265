#include "gateway/io/store/records.h"

#include <algorithm>

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

std::string place_of_key(const Mark& mark) {
  return "key:" + mark.text();
}

std::optional<RecordRow> read(Query& q) {
  if (!q.step()) return std::nullopt;
  RecordRow record;
  record.row = q.integer(0);
  record.stored = true;
  record.mark = q.id<Mark>(1);
  record.source = q.integer(2);
  record.set = q.integer(3);
  record.file = q.text(4);
  record.line = static_cast<std::uint32_t>(q.integer(5));
  record.subject = q.maybe(6);
  if (!q.is_null(7)) record.person = q.id<Mark>(7);
  if (!q.is_null(8)) record.made = q.id<Mark>(8);
  record.sealed_key = q.text(9);
  if (!q.is_null(10)) record.content = q.id<Mark>(10);
  record.registration = q.maybe(11);
  record.standing = unpack_standing(q.view(12));
  record.units = unpack_units(q.view(13));
  record.since = q.instant(14);
  record.vanished = q.maybe(15);
  if (!q.is_null(16)) record.basis = q.text(16);
  return record;
}

NoteRow read_note(Query& q) {
  NoteRow row;
  row.mark = q.id<Mark>(0);
  row.source = q.integer(1);
  row.note.insats = q.text(2);
  row.note.year = static_cast<int>(q.integer(3));
  row.note.sex = q.as<core::Sex>(4);
  const auto cause = parse_code(q.view(5));
  if (!cause) throw damaged("a note whose cause is not known");
  row.note.cause = *cause;
  row.note.date = q.date(6);
  if (!q.is_null(7)) row.content = q.id<Mark>(7);
  row.standing = unpack_standing(q.view(8));
  row.units = unpack_units(q.view(9));
  row.since = q.instant(10);
  row.set = q.integer(11);
  row.file = q.text(12);
  row.line = static_cast<std::uint32_t>(q.integer(13));
  return row;
}

}  // namespace

std::optional<RecordRow> Records::find(const Mark& mark) {
  Query query = database_.query(
      "SELECT row, mark, source, seen_set, file, line, subject, person_mark, derived_mark, sealed_key, content_mark, "
      "registration, standing, units, since, vanished, basis FROM record WHERE mark = ?1");
  query.bind_in_place(mark);
  return read(query);
}

std::optional<RecordRow> Records::at(std::int64_t row) {
  Query query = database_.query(
      "SELECT row, mark, source, seen_set, file, line, subject, person_mark, derived_mark, sealed_key, content_mark, "
      "registration, standing, units, since, vanished, basis FROM record WHERE row = ?1");
  query.bind(row);
  return read(query);
}

core::Standing Records::standing(std::int64_t row) {
  Query query = database_.query("SELECT standing FROM record WHERE row = ?1");
  query.bind(row);
  return query.step() ? unpack_standing(query.view(0)) : core::Standing{};
}

std::int64_t Records::next_row() {
  if (!last_row_) {
    Query query = database_.query("SELECT coalesce(max(row), 0) FROM record");
    query.step();
    last_row_ = query.integer(0);
  }
  return *last_row_ + 1;
}

void Records::put(RecordRow& r) {
  if (r.row == 0) r.row = next_row();
  if (!r.stored) {
    database_.run(
        "INSERT INTO record (row, mark, source, seen_set, file, line, subject, person_mark, derived_mark, sealed_key, "
        "content_mark, registration, standing, units, outcomes, since, vanished, basis) VALUES (?1, ?2, ?3, ?4, ?5, "
        "?6, "
        "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        r.row, r.mark, r.source, r.set, r.file, r.line, r.subject, r.person, r.made, Blob{r.sealed_key}, r.content,
        r.registration, pack(r.standing), pack(r.units), outcome_bits(r.units), r.since, r.vanished, r.basis);
    r.stored = true;
    last_row_ = r.row;
    return;
  }
  database_.run(
      "UPDATE record SET seen_set = ?2, file = ?3, line = ?4, subject = ?5, person_mark = ?6, derived_mark = ?7, "
      "sealed_key = ?8, content_mark = ?9, registration = ?10, standing = ?11, units = ?12, outcomes = ?13, since = "
      "?14, vanished = ?15, basis = ?16 WHERE row = ?1",
      r.row, r.set, r.file, r.line, r.subject, r.person, r.made, Blob{r.sealed_key}, r.content, r.registration,
      pack(r.standing), pack(r.units), outcome_bits(r.units), r.since, r.vanished, r.basis);
}

void Records::remove(std::int64_t row) {
  drop_document(row);
  database_.run("DELETE FROM record WHERE row = ?1", row);
}

void Records::seen(std::int64_t row, std::int64_t set, std::string_view file, std::uint32_t line) {
  database_.run("UPDATE record SET seen_set = ?2, file = ?3, line = ?4, vanished = NULL WHERE row = ?1", row, set, file,
                line);
}

base::SubjectId Records::subject_id(std::int64_t row) {
  Query query = database_.query("SELECT id FROM subject WHERE row = ?1");
  query.bind(row);
  if (!query.step()) throw damaged("a record's person is missing");
  return query.id<base::SubjectId>(0);
}

std::string Records::open_key(const RecordRow& record) {
  if (record.sealed_key.empty()) return {};
  if (!record.subject) return vault_.open_pending(place_of_key(record.mark), record.sealed_key);
  return vault_.open_of(subject_id(*record.subject), place_of_key(record.mark), record.sealed_key).value_or("");
}

void Records::seal_key(RecordRow& record, std::string_view key) {
  const auto sealed = record.subject ? vault_.seal_for(subject_id(*record.subject), place_of_key(record.mark), key)
                                     : vault_.seal_pending(place_of_key(record.mark), key);
  record.sealed_key.assign(sealed.begin(), sealed.end());
}

void Records::keep_document(const RecordRow& record, std::int64_t set, std::string_view document, base::Instant now,
                            base::Instant delete_after, bool at_least) {
  database_.run(
      "INSERT INTO pending (record, intake_set, document, since, delete_after) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT DO UPDATE SET intake_set = ?2, document = ?3, delete_after = CASE WHEN ?6 THEN max(delete_after, "
      "?5) ELSE ?5 END",
      record.row, set, vault_.seal_pending("document:" + record.mark.text(), document), now, delete_after, at_least);
}

void Records::drop_document(std::int64_t row) {
  database_.run("DELETE FROM pending WHERE record = ?1", row);
}

std::optional<NoteRow> Records::note_at(const Mark& mark) {
  Query query = database_.query(
      "SELECT mark, source, insats, year, sex, cause, date, content_mark, standing, units, since, seen_set, file, line "
      "FROM note WHERE mark = ?1");
  query.bind_in_place(mark);
  if (!query.step()) return std::nullopt;
  return read_note(query);
}

std::optional<NoteRow> Records::find_note(std::string_view source, std::string_view key,
                                          std::optional<int> likely_year) {
  const std::vector<int> all = years_.open();
  const auto of_year = [&](int year) {
    const auto mark = vault_.of_note(year, source, key);
    return mark ? note_at(*mark) : std::nullopt;
  };
  const bool likely = likely_year && std::find(all.begin(), all.end(), *likely_year) != all.end();
  if (likely) {
    if (auto note = of_year(*likely_year)) return note;
  }
  for (const int year : all) {
    if (likely && year == *likely_year) continue;
    if (auto note = of_year(year)) return note;
  }
  return std::nullopt;
}

void Records::put_note(const NoteRow& n) {
  years_.keep(n.note.year);
  database_.run(
      "INSERT OR REPLACE INTO note (mark, source, insats, year, sex, cause, date, content_mark, standing, units, "
      "outcomes, since, seen_set, file, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
      "?15)",
      n.mark, n.source, n.note.insats, n.note.year, n.note.sex, core::id(n.note.cause), n.note.date, n.content,
      pack(n.standing), pack(n.units), outcome_bits(n.units), n.since, n.set, n.file, n.line);
}

void Records::remove_note(const Mark& mark) {
  database_.run("DELETE FROM note WHERE mark = ?1", mark);
}

void Records::note_seen(const Mark& mark, std::int64_t set, std::string_view file, std::uint32_t line) {
  database_.run("UPDATE note SET seen_set = ?2, file = ?3, line = ?4 WHERE mark = ?1", mark, set, file, line);
}

}  // namespace gateway::io::store
