#include "gateway/io/store/merges.h"

#include <utility>

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::string_view kPlace = "former";

}  // namespace

struct Merges::Kept {
  std::int64_t row = 0;
  Mark former;
  std::string sealed;
  std::optional<base::Date> deceased;
  bool brought = false;
};

std::vector<std::int64_t> Merges::registrations_of(std::int64_t subject) {
  std::vector<std::int64_t> lanes;
  Query query = database_.query("SELECT row FROM registration WHERE subject = ?1 ORDER BY row");
  query.bind(subject);
  while (query.step()) lanes.push_back(query.integer(0));
  return lanes;
}

bool Merges::join(const Subject& former, const Subject& goes_on, const std::vector<std::int64_t>& lanes,
                  const Mark& told_by, base::Instant now) {
  const bool renamed = former.row == goes_on.row;
  const bool whole = renamed || registrations_of(former.row) == lanes;
  const auto mark = persons_.number_of(former.row);
  const auto person = guarded([&] { return persons_.open(former); });
  if (!person && person.error().fault != base::Fault::reject) throw StoreError(person.error());
  const bool undoable = mark && person && *person;
  if (undoable) {
    const bool brought = former.deceased && (renamed || !goes_on.deceased);
    database_.run(
        "INSERT INTO number_merge (at, subject, former_mark, told_by, sealed, deceased, brought) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6, ?7)",
        now, goes_on.row, *mark, told_by, vault_.seal_for(goes_on.id, kPlace, pack(**person)), former.deceased,
        brought);
    const std::int64_t merge = database_.last_row();
    for (const std::int64_t lane : lanes) {
      database_.run(
          "INSERT INTO merged_registration (merge, registration, handover, standing) SELECT ?1, g.row, g.handover, "
          "coalesce(r.standing, c.standing) FROM registration g LEFT JOIN record r ON r.row = g.record LEFT JOIN "
          "cooperation_case c ON c.registration = g.row WHERE g.row = ?2",
          merge, lane);
    }
    if (whole) take_along(former, goes_on, merge);
  }
  if (renamed) return undoable;
  if (former.deceased && !goes_on.deceased) persons_.lives_until(goes_on.row, *former.deceased);
  for (const std::int64_t lane : lanes) {
    if (const auto registration = registrations_.at(lane)) move(*registration, goes_on.row, false);
  }
  persons_.release(former.row);
  return undoable;
}

std::optional<Merges::Kept> Merges::kept(std::int64_t subject) {
  Query query = database_.query(
      "SELECT row, former_mark, sealed, deceased, brought FROM number_merge WHERE subject = ?1 AND inside IS NULL "
      "ORDER BY row DESC LIMIT 1");
  query.bind(subject);
  if (!query.step()) return std::nullopt;
  return Kept{query.integer(0), query.id<Mark>(1), std::string(query.view(2)), query.date(3), query.integer(4) != 0};
}

std::optional<core::Merge> Merges::newest(std::int64_t subject) {
  const auto merge = kept(subject);
  if (!merge) return std::nullopt;
  const auto number = persons_.number_of(subject);
  core::Merge answer;
  // A flag told of the former one since is on this one, too.
  answer.is_protected = number && persons_.is_protected(*number);
  Query query = database_.query(
      "SELECT 1 FROM merged_registration m JOIN registration g ON g.row = m.registration WHERE m.merge = ?1 AND "
      "g.subject = ?2 AND m.handover = ?3 AND g.handover IN (?4, ?5) LIMIT 1");
  query.bind(merge->row, subject, core::Handover::nothing, core::Handover::unknown, core::Handover::acknowledged);
  answer.sent = query.step();
  return answer;
}

std::vector<base::RegistrationId> Merges::undo(std::int64_t row) {
  const auto merge = kept(row);
  const auto goes_on = persons_.at(row);
  const auto number = persons_.number_of(row);
  if (!merge || !goes_on || !number) throw StoreError(base::rejected("no numbers were joined"));
  const Subject former = former_of(*merge, *goes_on);

  std::vector<std::int64_t> lanes;
  {
    Query query = database_.query(
        "SELECT m.registration FROM merged_registration m JOIN registration g ON g.row = m.registration WHERE m.merge "
        "= ?1 AND g.subject = ?2 ORDER BY 1");
    query.bind(merge->row, row);
    while (query.step()) lanes.push_back(query.integer(0));
  }
  std::vector<base::RegistrationId> back;
  for (const std::int64_t lane : lanes) {
    const auto registration = registrations_.at(lane);
    if (!registration) continue;
    move(*registration, former.row, true);
    restore_consent(merge->row, *registration);
    back.push_back(registration->value.id);
  }
  give_back(*goes_on, former, merge->row);
  if (merge->brought) {
    database_.run("UPDATE subject SET deceased = NULL WHERE row = ?1 AND deceased = ?2", row, merge->deceased);
  }
  database_.run("DELETE FROM merged_registration WHERE merge = ?1", merge->row);
  database_.run("DELETE FROM number_merge WHERE row = ?1", merge->row);
  database_.run("INSERT OR IGNORE INTO separated_numbers (mark) VALUES (?1)", vault_.of_pair(merge->former, *number));
  persons_.release(row);
  return back;
}

Subject Merges::former_of(const Kept& merge, const Subject& goes_on) {
  if (const auto known = persons_.find(merge.former)) return *known;
  const auto plain = vault_.open_of(goes_on.id, kPlace, merge.sealed);
  if (!plain) throw damaged("who had a number that was joined");
  const core::Person person = unpack_person(*plain);
  const auto number = core::PersonNumber::parse(person.number, clock_.day_of(clock_.now()));
  if (!std::holds_alternative<core::PersonNumber>(number)) throw damaged("a number that was joined");
  Subject former = persons_.add(std::get<core::PersonNumber>(number), merge.former, person);
  if (merge.deceased) persons_.lives_until(former.row, *merge.deceased);
  former.deceased = merge.deceased;
  return former;
}

void Merges::take_along(const Subject& from, const Subject& to, std::int64_t merge) {
  std::vector<std::int64_t> earlier;
  {
    Query query =
        database_.query("SELECT row FROM number_merge WHERE subject = ?1 AND inside IS NULL AND row <> ?2 ORDER BY 1");
    query.bind(from.row, merge);
    while (query.step()) earlier.push_back(query.integer(0));
  }
  for (const std::int64_t row : earlier) {
    database_.run("UPDATE number_merge SET inside = ?2 WHERE row = ?1", row, merge);
  }
  if (from.row == to.row) return;
  // With those that lie deeper.
  Query query = database_.query("SELECT row FROM number_merge WHERE subject = ?1 AND row <> ?2");
  query.bind(from.row, merge);
  std::vector<std::int64_t> all;
  while (query.step()) all.push_back(query.integer(0));
  for (const std::int64_t row : all) reseal(row, from, to);
}

void Merges::give_back(const Subject& from, const Subject& to, std::int64_t merge) {
  std::vector<std::int64_t> earlier;
  {
    Query query = database_.query(
        "WITH RECURSIVE within(row) AS (SELECT row FROM number_merge WHERE inside = ?1 UNION SELECT m.row FROM "
        "number_merge m JOIN within w ON m.inside = w.row) SELECT row FROM within");
    query.bind(merge);
    while (query.step()) earlier.push_back(query.integer(0));
  }
  for (const std::int64_t row : earlier) reseal(row, from, to);
  database_.run("UPDATE number_merge SET inside = NULL WHERE inside = ?1", merge);
}

void Merges::reseal(std::int64_t row, const Subject& from, const Subject& to) {
  std::optional<std::string> plain;
  {
    Query query = database_.query("SELECT sealed FROM number_merge WHERE row = ?1");
    query.bind(row);
    if (query.step()) plain = vault_.open_of(from.id, kPlace, query.view(0));
  }
  if (!plain) throw damaged("who had a number that was joined");
  database_.run("UPDATE number_merge SET subject = ?2, sealed = ?3 WHERE row = ?1", row, to.row,
                vault_.seal_for(to.id, kPlace, *plain));
}

void Merges::move(const KeptRegistration& registration, std::int64_t subject, bool decide_anew) {
  registrations_.belong_to(registration.row, subject);
  auto record = registration.record ? records_.at(*registration.record) : std::nullopt;
  if (!record || !record->subject) return;
  const std::string key = records_.open_key(*record);
  record->subject = subject;
  if (decide_anew) record->content.reset();
  records_.seal_key(*record, key);
  records_.put(*record);
}

void Merges::restore_consent(std::int64_t merge, const KeptRegistration& registration) {
  core::Standing then;
  core::Standing now;
  {
    Query query = database_.query(
        "SELECT m.standing, coalesce(r.standing, c.standing) FROM merged_registration m JOIN registration g ON g.row = "
        "m.registration LEFT JOIN record r ON r.row = g.record LEFT JOIN cooperation_case c ON c.registration = g.row "
        "WHERE m.merge = ?1 AND m.registration = ?2");
    query.bind(merge, registration.row);
    if (!query.step()) return;
    if (!query.is_null(0)) then = unpack_standing(query.view(0));
    if (!query.is_null(1)) now = unpack_standing(query.view(1));
  }
  // What protects stands, whoever it was told of.
  const bool yes = now.told && now.told->answer == core::ConsentAnswer::given && !now.told->withdrawn;
  if (!yes || now.told == then.told) return;
  now.told = then.told;
  const auto packed = pack(now);
  if (registration.record) {
    database_.run("UPDATE record SET standing = ?2 WHERE row = ?1", *registration.record, packed);
  } else {
    database_.run("UPDATE cooperation_case SET standing = ?2 WHERE registration = ?1", registration.row, packed);
  }
}

bool Merges::former(std::int64_t subject, const Mark& number, const Mark& record) {
  Query query =
      database_.query("SELECT 1 FROM number_merge WHERE subject = ?1 AND former_mark = ?2 AND told_by <> ?3 LIMIT 1");
  query.bind(subject, number, record);
  return query.step();
}

bool Merges::separated(const Mark& former, const Mark& number) {
  Query query = database_.query("SELECT 1 FROM separated_numbers WHERE mark = ?1");
  query.bind(vault_.of_pair(former, number));
  return query.step();
}

}  // namespace gateway::io::store
