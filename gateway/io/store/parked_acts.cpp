#include "gateway/io/store/parked_acts.h"

#include <charconv>

#include "gateway/io/store/case_fields.h"
#include "gateway/io/store/packing.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr const char* kAll =
    "SELECT row, mark, units, since, delete_after, document FROM parked_act WHERE row > ?1 ORDER BY row LIMIT ?2";
constexpr const char* kNamed =
    "SELECT row, mark, units, since, delete_after, document FROM parked_act WHERE mark = ?1 OR "
    "(row = ?2 AND length(sealed_key) = 0)";
constexpr const char* kOfPerson =
    "SELECT row, mark, units, since, delete_after, document FROM parked_act WHERE person_mark = ?1 ORDER BY row";

void pack_paper(Packer& packer, const core::CaseConsent& of) {
  const core::ConsentPaper& paper = of.consent.paper;
  packer(packed(paper));
  packer(paper.original_at);
}

/// Not judged yet: the act waits.
void unpack_paper(Unpacker& unpacker, core::CaseConsent& of) {
  std::string paper;
  unpacker(paper);
  core::ConsentPaper& said = of.consent.paper = unpacked<core::ConsentPaper>(paper);
  unpacker(said.original_at);
}

/// The act and whom it is about: what lies sealed.
std::string pack_asked(const ports::AskedAct& asked) {
  Packer packer;
  packer(asked.key);
  fields(packer, const_cast<core::CooperationAct&>(asked.act));  // Packer only reads.
  packer(asked.person ? pack(*asked.person) : std::string());
  if (asked.act.consent) pack_paper(packer, *asked.act.consent);
  packer(asked.responsible);
  if (asked.act.mapping_consent) pack_paper(packer, *asked.act.mapping_consent);
  return packer.take();
}

ports::AskedAct unpack_asked(std::string_view text) {
  ports::AskedAct asked;
  Unpacker unpacker(text);
  unpacker(asked.key);
  fields(unpacker, asked.act);
  std::string person;
  unpacker(person);
  if (!person.empty()) asked.person = unpack_person(person);
  if (asked.act.consent) unpack_paper(unpacker, *asked.act.consent);
  if (!unpacker.at_end()) unpacker(asked.responsible);  // Kept before acts named one: nobody.
  if (asked.act.mapping_consent) unpack_paper(unpacker, *asked.act.mapping_consent);
  return asked;
}

std::vector<ports::ParkedAct> without_damaged(std::vector<ports::ParkedAct> all) {
  std::erase_if(all, [](const ports::ParkedAct& one) { return one.damaged; });
  return all;
}

}  // namespace

std::string key_of_parked(std::string_view key, std::int64_t row) {
  return key.empty() ? "#" + std::to_string(row) : std::string(key);
}

Mark ParkedActs::mark_of(const ports::AskedAct& asked, const Mark& person) const {
  if (!asked.key.empty()) return vault_.of_act(asked.key);
  return vault_.of_pair(vault_.of_act("offices " + asked.act.af_office + " " + asked.act.fk_office), person);
}

void ParkedActs::put(const ports::AskedAct& asked, const Mark& person, const core::UnitOutcome& why, base::Instant now,
                     base::Instant delete_after) {
  const Mark mark = mark_of(asked, person);
  const std::vector<core::UnitOutcome> units = {why};
  database_.run(
      "INSERT INTO parked_act (mark, person_mark, units, since, delete_after, sealed_key, document) VALUES (?1, ?2, "
      "?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET person_mark = ?2, units = ?3, delete_after = max(delete_after, "
      "?5), document = ?7",
      mark, person, pack(units), now, delete_after,
      asked.key.empty() ? std::vector<std::uint8_t>() : vault_.seal_pending("key:" + mark.text(), asked.key),
      vault_.seal_pending("act:" + mark.text(), pack_asked(asked)));
}

bool ParkedActs::remove(const ports::AskedAct& asked, const Mark& person) {
  database_.run("DELETE FROM parked_act WHERE mark = ?1", mark_of(asked, person));
  return database_.changes() > 0;
}

std::vector<ports::ParkedAct> ParkedActs::read(Query& query) {
  std::vector<ports::ParkedAct> all;
  while (query.step()) {
    ports::ParkedAct one;
    auto whole = guarded([&] {
      one.asked = unpack_asked(vault_.open_pending("act:" + query.id<Mark>(1).text(), query.view(5)));
      for (core::UnitOutcome& unit : unpack_units(query.view(2))) one.why = std::move(unit);
      one.key = key_of_parked(one.asked.key, query.integer(0));
      one.since = query.instant(3);
      one.delete_after = query.instant(4);
    });
    if (!whole) one = {};
    one.damaged = !whole;
    one.row = query.integer(0);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<ports::ParkedAct> ParkedActs::of(std::string_view key, std::int64_t after, std::size_t limit) {
  if (key.empty()) {
    Query query = database_.query(kAll);
    query.bind(after, limit);
    return read(query);
  }
  std::int64_t row = 0;
  if (key.starts_with('#')) std::from_chars(key.data() + 1, key.data() + key.size(), row);
  if (key != key_of_parked({}, row)) row = 0;
  Query query = database_.query(kNamed);
  query.bind(vault_.of_act(key), row);
  std::vector<ports::ParkedAct> named = read(query);
  // Where somebody's own key is written as another one is listed, it names neither.
  if (named.size() > 1) named.clear();
  return without_damaged(std::move(named));
}

std::vector<ports::ParkedAct> ParkedActs::of_person(const Mark& person) {
  Query query = database_.query(kOfPerson);
  query.bind(person);
  return without_damaged(read(query));
}

std::int64_t ParkedActs::purge(base::Instant now) {
  database_.run("DELETE FROM parked_act WHERE delete_after <= ?1", now);
  return database_.changes();
}

}  // namespace gateway::io::store
