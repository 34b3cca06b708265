#include "gateway/io/store/persons.h"

#include <algorithm>
#include <vector>

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::string_view kPlace = "person";

std::optional<Subject> read(Query& query) {
  if (!query.step()) return std::nullopt;
  Subject subject{query.integer(0), query.id<base::SubjectId>(1), std::nullopt, query.date(3)};
  if (!query.is_null(2)) subject.sex = query.as<core::Sex>(2);
  return subject;
}

}  // namespace

std::optional<Subject> Persons::find(const Mark& number) {
  Query query = database_.query("SELECT row, id, sex, deceased FROM subject WHERE number_mark = ?1");
  query.bind_in_place(number);
  return read(query);
}

std::optional<Subject> Persons::at(std::int64_t row) {
  Query query = database_.query("SELECT row, id, sex, deceased FROM subject WHERE row = ?1");
  query.bind(row);
  return read(query);
}

std::optional<Mark> Persons::number_of(std::int64_t row) {
  Query query = database_.query("SELECT number_mark FROM subject WHERE row = ?1");
  query.bind(row);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  return query.id<Mark>(0);
}

std::vector<Mark> Persons::linked(const Mark& number) {
  std::vector<Mark> marks = {number};
  for (std::size_t next = 0; next < marks.size(); ++next) {
    const Mark mark = marks[next];
    Query query = database_.query(
        "SELECT s.number_mark FROM former_number f JOIN registration g ON g.row = f.registration JOIN subject s ON "
        "s.row = g.subject WHERE f.mark = ?1 AND s.number_mark IS NOT NULL UNION SELECT f.mark FROM subject s JOIN "
        "registration g ON g.subject = s.row JOIN former_number f ON f.registration = g.row WHERE s.number_mark = ?1");
    query.bind(mark);
    while (query.step()) {
      const Mark other = query.id<Mark>(0);
      if (std::find(marks.begin(), marks.end(), other) == marks.end()) marks.push_back(other);
    }
  }
  return marks;
}

void Persons::decide_anew(std::int64_t row) {
  database_.run(
      "UPDATE record SET content_mark = NULL WHERE row IN (SELECT record FROM registration WHERE subject = ?1)", row);
}

void Persons::lives_until(std::int64_t row, std::optional<base::Date> deceased) {
  database_.run("UPDATE subject SET deceased = ?2 WHERE row = ?1 AND deceased IS NOT ?2", row, deceased);
}

void Persons::died(const core::PersonNumber& number, const Mark& mark, base::Date on) {
  for (const Mark& one : linked(mark)) {
    const auto subject = find(one);
    if (!subject) continue;
    lives_until(subject->row, on);
    decide_anew(subject->row);
  }
  if (find(mark)) return;
  database_.run("INSERT INTO subject (id, number_mark, sex, birth_year, deceased) VALUES (?1, ?2, ?3, ?4, ?5)",
                vault_.new_subject(), mark, number.sex(), number.birth_year(), on);
}

Subject Persons::add(const core::PersonNumber& number, const Mark& mark, const core::Person& person) {
  Subject subject{0, vault_.new_subject(), number.sex(), std::nullopt};
  database_.run("INSERT INTO subject (id, number_mark, sealed, sex, birth_year) VALUES (?1, ?2, ?3, ?4, ?5)",
                subject.id, mark, vault_.seal_for(subject.id, kPlace, pack(person)), number.sex(), number.birth_year());
  subject.row = database_.last_row();
  return subject;
}

void Persons::renew(const Subject& subject, const Mark& mark, const core::Person& person) {
  database_.run("UPDATE subject SET number_mark = ?2, sealed = ?3 WHERE row = ?1", subject.row, mark,
                vault_.seal_for(subject.id, kPlace, pack(person)));
}

Subject Persons::keep(const core::PersonNumber& number, core::Person person) {
  const Mark mark = vault_.of_person(number);
  person.number = number.digits();
  const auto known = find(mark);
  if (!known) return add(number, mark, person);
  // A name that a field list kept back is no new name; of somebody dead there may be no more than the mark.
  if (!person.given_name.empty() || !person.family_name.empty() || !open(*known)) renew(*known, mark, person);
  return *known;
}

std::optional<core::Person> Persons::open(const Subject& subject) {
  Query query = database_.query("SELECT sealed FROM subject WHERE row = ?1");
  query.bind(subject.row);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  const auto plain = vault_.open_of(subject.id, kPlace, query.view(0));
  if (!plain) return std::nullopt;
  return unpack_person(*plain);
}

void Persons::erase(const Subject& subject) {
  database_.run("DELETE FROM former_number WHERE registration IN (SELECT row FROM registration WHERE subject = ?1)",
                subject.row);
  database_.run("UPDATE subject SET number_mark = NULL, sealed = NULL WHERE row = ?1", subject.row);
  database_.run("INSERT OR IGNORE INTO key_to_destroy (subject) VALUES (?1)", subject.id);
}

void Persons::leave(std::int64_t registration, std::int64_t row, const std::optional<Leaving>& hidden,
                    base::Instant now) {
  const auto subject = at(row);
  if (!subject) return;
  if (hidden) {
    if (const auto number = number_of(row)) {
      if (!hidden->sender.empty()) protect(*number, {core::Claimer::sender, hidden->sender}, now);
      // Whose later word it is cannot be told once the identity has left.
      const bool nobodys = hidden->sender.empty() && protection(*number).claims.empty();
      if (nobodys || hidden->of_several) protect(*number, {}, now);
    }
    erase(*subject);
    return;
  }
  bool named_elsewhere = false;
  {
    Query query = database_.query(
        "SELECT 1 FROM registration WHERE subject = ?1 AND row <> ?2 AND NOT (stage = 2 AND end_reason = ?3)");
    query.bind(row, registration, core::id(core::Code::consent_withdrawn));
    named_elsewhere = query.step();
  }
  if (!named_elsewhere) {
    erase(*subject);
    return;
  }
  database_.run("UPDATE registration SET subject = ?2 WHERE row = ?1", registration, add_nameless_like(row));
  database_.run("DELETE FROM former_number WHERE registration = ?1", registration);
}

std::int64_t Persons::add_nameless_like(std::int64_t row) {
  database_.run(
      "INSERT INTO subject (id, sex, birth_year, deceased) SELECT randomblob(16), sex, birth_year, deceased "
      "FROM subject WHERE row = ?1",
      row);
  return database_.last_row();
}

void Persons::release(std::int64_t row) {
  Query named = database_.query("SELECT 1 FROM registration WHERE subject = ?1 LIMIT 1");
  named.bind(row);
  if (named.step()) return;
  const auto subject = at(row);
  if (!subject) return;
  database_.run("INSERT OR IGNORE INTO key_to_destroy (subject) VALUES (?1)", subject->id);
  // That a number's person has died is kept for what else comes of it (domain.md §3 q), without anything sealed.
  Query died =
      database_.query("SELECT 1 FROM subject WHERE row = ?1 AND deceased IS NOT NULL AND number_mark IS NOT NULL");
  died.bind(row);
  if (died.step()) {
    database_.run("UPDATE subject SET id = ?2, sealed = NULL WHERE row = ?1", row, vault_.new_subject());
  } else {
    database_.run("DELETE FROM subject WHERE row = ?1", row);
  }
}

void Persons::destroy_keys(Database& database, Vault& vault) {
  std::vector<base::SubjectId> gone;
  {
    Query query = database.query("SELECT subject FROM key_to_destroy");
    while (query.step()) gone.push_back(query.id<base::SubjectId>(0));
  }
  if (gone.empty()) return;
  for (const base::SubjectId& subject : gone) vault.destroy(subject);
  for (const base::SubjectId& subject : gone) database.run("DELETE FROM key_to_destroy WHERE subject = ?1", subject);
}

}  // namespace gateway::io::store
