// Who says that somebody is protected, and how that is taken back (domain.md §3 l–o).
#include <algorithm>

#include "gateway/io/store/persons.h"

namespace gateway::io::store {

bool Persons::is_protected(const Mark& number) {
  Query query = database_.query("SELECT 1 FROM protected_person WHERE number_mark = ?1");
  query.bind_in_place(number);
  return query.step();
}

void Persons::flag(const Mark& number, base::Instant now) {
  if (is_protected(number)) return;
  database_.run("INSERT INTO protected_person (number_mark, since) VALUES (?1, ?2)", number, now);
  if (const auto subject = find(number)) decide_anew(subject->row);
}

void Persons::protect(const Mark& number, const Claim& claim, base::Instant now) {
  const Mark record = claim.record ? vault_.of_pair(*claim.record, number) : Mark{};
  for (const Mark& mark : linked(number)) {
    flag(mark, now);
    database_.run(
        "INSERT INTO protection_claim (number_mark, claimer, name, record, kind, since, told_set) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET kind = ?5, told_set = ?7, denied_set = NULL, along = 0",
        mark, claim.by, claim.name, record, claim.kind, now, claim.set);
  }
}

void Persons::protect_together(const Mark& one, const Mark& other, base::Instant now) {
  for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)}) {
    for (const Mark& mark : linked(to)) {
      flag(mark, now);
      database_.run(
          "INSERT OR IGNORE INTO protection_claim (number_mark, claimer, name, record, kind, since, told_set, along) "
          "SELECT ?2, claimer, name, record, kind, since, told_set, 1 FROM protection_claim WHERE number_mark = ?1",
          from, mark);
    }
  }
}

void Persons::deny(const Mark& number, const Mark& record, std::string_view source, std::int64_t set) {
  const std::vector<Mark> all = linked(number);
  for (const Mark& under : all) {
    const Mark pair = vault_.of_pair(record, under);
    for (const Mark& mark : all) {
      database_.run("DELETE FROM protection_claim WHERE record = ?1 AND (number_mark = ?2 OR along)", pair, mark);
    }
  }
  for (const Mark& mark : all) {
    database_.run("UPDATE protection_claim SET denied_set = ?4 WHERE number_mark = ?1 AND claimer = ?2 AND name = ?3",
                  mark, core::Claimer::source, source, set);
  }
}

void Persons::set_told(std::string_view source, std::int64_t set) {
  database_.run(
      "DELETE FROM protection_claim WHERE claimer = ?1 AND name = ?2 AND denied_set = ?3 AND told_set IS NOT ?3",
      core::Claimer::source, source, set);
}

core::ProtectionState Persons::protection(const Mark& number) {
  core::ProtectionState state;
  for (const Mark& mark : linked(number)) {
    state.stands = state.stands || is_protected(mark);
    Query query = database_.query(
        "SELECT claimer, name, kind, min(since) FROM protection_claim WHERE number_mark = ?1 GROUP BY claimer, name, "
        "kind ORDER BY min(since), claimer, name, kind");
    query.bind(mark);
    while (query.step()) {
      const core::ProtectionClaim claim{query.as<core::Claimer>(0), query.text(1), query.as<core::Protection>(2),
                                        query.instant(3)};
      if (std::find(state.claims.begin(), state.claims.end(), claim) == state.claims.end()) {
        state.claims.push_back(claim);
      }
    }
  }
  state.lifted = lifted(number);
  return state;
}

std::optional<base::Date> Persons::lifted(const Mark& number) {
  {
    Query any = database_.query("SELECT 1 FROM protection_lifted LIMIT 1");
    if (!any.step()) return std::nullopt;
  }
  std::optional<base::Date> latest;
  for (const Mark& mark : linked(number)) {
    Query query = database_.query("SELECT day FROM protection_lifted WHERE number_mark = ?1");
    query.bind(mark);
    if (query.step()) latest = std::max(latest, query.date(0));
  }
  return latest;
}

void Persons::lift(const Mark& number, base::Date day) {
  for (const Mark& mark : linked(number)) {
    database_.run("DELETE FROM protection_claim WHERE number_mark = ?1", mark);
    unflag(mark, day);
  }
}

bool Persons::claimed_by_alone(const Mark& number, std::string_view sender) {
  const auto claims = protection(number).claims;
  return !claims.empty() && std::all_of(claims.begin(), claims.end(), [&](const core::ProtectionClaim& claim) {
    return claim.by == core::Claimer::sender && claim.name == sender;
  });
}

bool Persons::take_back(const Mark& number, std::string_view sender, base::Date day) {
  const bool ends = claimed_by_alone(number, sender);
  bool said = false;
  for (const Mark& mark : linked(number)) {
    database_.run("DELETE FROM protection_claim WHERE number_mark = ?1 AND claimer = ?2 AND name = ?3", mark,
                  core::Claimer::sender, sender);
    said = said || database_.changes() > 0;
    if (ends) unflag(mark, day);
  }
  return said;
}

void Persons::unflag(const Mark& number, base::Date day) {
  database_.run("DELETE FROM protected_person WHERE number_mark = ?1", number);
  database_.run(
      "INSERT INTO protection_lifted (number_mark, day) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET day = max(day, ?2)",
      number, day);
  if (const auto subject = find(number)) decide_anew(subject->row);
}

}  // namespace gateway::io::store
