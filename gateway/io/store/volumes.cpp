#include "gateway/io/store/volumes.h"

#include <utility>

#include "gateway/io/store/totals.h"

namespace gateway::io::store {

std::optional<core::Volume> Volumes::of(std::string_view insats, int year) {
  Query query =
      database_.query("SELECT women, men FROM volume WHERE insats = ?1 AND year = ?2 ORDER BY row DESC LIMIT 1");
  query.bind(insats, year);
  if (!query.step()) return std::nullopt;
  return core::Volume{std::string(insats), year, query.integer(0), query.integer(1)};
}

std::vector<core::KeptVolume> Volumes::all(bool earlier) {
  std::vector<core::KeptVolume> all;
  Query query = database_.query(
      "SELECT v.insats, v.year, v.women, v.men, v.given_by, v.at, v.row = (SELECT max(n.row) FROM volume n WHERE "
      "n.insats = v.insats AND n.year = v.year), t.sent_version >= t.version FROM volume v LEFT JOIN totals t ON "
      "t.sender = '' AND t.insats = v.insats AND t.year = v.year ORDER BY v.insats, v.year, v.row DESC");
  while (query.step()) {
    const bool newest = query.flag(6);
    if (!newest && !earlier) continue;
    all.push_back({{query.text(0), static_cast<int>(query.integer(1)), query.integer(2), query.integer(3)},
                   query.text(4),
                   query.instant(5),
                   newest,
                   newest && query.flag(7)});
  }
  return all;
}

void Volumes::put(const core::KeptVolume& volume) {
  const core::Volume& figure = volume.figure;
  const auto before = of(figure.insats, figure.year).value_or(core::Volume{});
  database_.run("INSERT INTO volume (insats, year, women, men, given_by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                figure.insats, figure.year, figure.women, figure.men, volume.by, volume.at);
  add_to_totals(database_,
                core::Volume{figure.insats, figure.year, figure.women - before.women, figure.men - before.men});
}

bool Volumes::individuals(std::string_view insats, int year) {
  if (of(insats, year)) return false;
  {
    Query totals = database_.query(
        "SELECT 1 FROM totals WHERE sender = '' AND insats = ?1 AND year = ?2 AND (women <> 0 OR men <> 0)");
    totals.bind(insats, year);
    if (totals.step()) return true;
  }
  const auto first = base::Date::of(year, 1, 1);
  const auto last = base::Date::of(year, 12, 31);
  if (!first || !last) return false;
  // Kind 0: by name in Finsam; stage 3 is void, handover 3 was refused.
  Query named = database_.query(
      "SELECT 1 FROM registration WHERE owner = '' AND kind = 0 AND stage <> 3 AND handover <> 3 AND place = ?1 AND "
      "start BETWEEN ?2 AND ?3 LIMIT 1");
  named.bind(insats, *first, *last);
  return named.step();
}

}  // namespace gateway::io::store
