// What is kept of one person.
#include "gateway/io/store/case_rows.h"
#include "gateway/io/store/fk_notices.h"
#include "gateway/io/store/parked_acts.h"
#include "gateway/io/store/reader.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/registrations.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

base::Result<ports::Held> Reader::held(const core::PersonNumber& number) {
  return in_one_state([&] { return read_held(number); });
}

ports::Held Reader::read_held(const core::PersonNumber& number) {
  ports::Held held;
  const Mark mark = vault_.of_person(number);
  {
    Query query = database_.query("SELECT since FROM protected_person WHERE number_mark = ?1");
    query.bind(mark);
    if (query.step()) held.protected_since = query.instant(0);
  }
  Persons persons(database_, vault_);
  held.protection = persons.protection(mark);
  const auto subject = persons.find(mark);
  if (subject) {
    held.person = persons.open(*subject);
    held.deceased = subject->deceased;
    held.registrations = read_registrations(*subject);
  }
  held.other_numbers = persons.linked(mark).size() > 1;
  held.records = read_records(mark, subject);
  return held;
}

std::vector<ports::HeldRegistration> Reader::read_registrations(const Subject& subject) {
  std::vector<std::int64_t> rows;
  {
    Query query = database_.query("SELECT row FROM registration WHERE subject = ?1 ORDER BY row");
    query.bind(subject.row);
    while (query.step()) rows.push_back(query.integer(0));
  }
  Registrations registrations(database_);
  Records records(database_, vault_);
  CaseRows cases(database_);
  std::vector<ports::HeldRegistration> held;
  for (const std::int64_t row : rows) {
    const auto kept = registrations.at(row);
    if (!kept || kept->value.stage == core::Stage::voided) continue;
    ports::HeldRegistration one;
    one.registration = kept->value;
    one.for_fk = FkNotices(database_).of(row);
    if (kept->value.kind == core::RegistrationKind::cooperation) one.standing = cases.standing(row);
    if (const auto record = kept->record ? records.at(*kept->record) : std::nullopt) {
      Query query = database_.query("SELECT name FROM source WHERE row = ?1");
      query.bind(record->source);
      if (query.step()) one.source = query.text(0);
      // The key may be another person's by now, and with it what is known of consent.
      if (record->subject == subject.row) one.key = records.open_key(*record);
      if (record->registration == row) one.standing = record->standing;
    }
    held.push_back(std::move(one));
  }
  return held;
}

std::vector<ports::HeldRecord> Reader::read_records(const Mark& number, const std::optional<Subject>& subject) {
  std::vector<ports::HeldRecord> held;
  Query query = database_.query(
      "SELECT s.name, b.id, r.mark, r.sealed_key, r.file, r.line, r.since, r.units, g.id, p.document, p.delete_after "
      "FROM record r JOIN source s ON s.row = r.source LEFT JOIN subject b ON b.row = r.subject LEFT JOIN registration "
      "g ON g.row = r.registration LEFT JOIN pending p ON p.record = r.row WHERE r.row IN (SELECT record FROM "
      "registration WHERE subject = ?2 AND record IS NOT NULL UNION SELECT row FROM record WHERE person_mark = ?1) AND "
      "(r.subject IS NULL OR r.subject = ?2) ORDER BY r.row");
  query.bind(number, subject ? std::optional(subject->row) : std::nullopt);
  while (query.step()) {
    ports::HeldRecord one;
    one.source = query.text(0);
    one.key = key_of(query, 1, 2, 3);
    one.file = query.text(4);
    one.line = static_cast<std::uint32_t>(query.integer(5));
    one.since = query.instant(6);
    one.units = unpack_units(query.view(7));
    if (!query.is_null(8)) one.registration = query.id<base::RegistrationId>(8);
    if (!query.is_null(9)) {
      const std::string place = "document:" + query.id<Mark>(2).text();
      one.document = guarded([&] { return vault_.open_pending(place, query.view(9)); }).value_or("");
      one.delete_after = query.instant(10);
    }
    held.push_back(std::move(one));
  }
  for (const ports::ParkedAct& waits : ParkedActs(database_, vault_).of_person(number)) {
    ports::HeldRecord one;
    one.source = "register";
    one.key = waits.asked.key;
    one.since = waits.since;
    one.units = {waits.why};
    one.delete_after = waits.delete_after;
    held.push_back(std::move(one));
  }
  return held;
}

}  // namespace gateway::io::store
