#include "gateway/io/store/withdrawals.h"

#include <algorithm>

namespace gateway::io::store {

Mark Withdrawals::of_cooperation(const Mark& number) const {
  return vault_.of_pair(vault_.of_record("cooperation", "withdrawn"), number);
}

void Withdrawals::keep(const Mark& number, base::Date day, const std::optional<std::int64_t>& lane) {
  for (const Mark& one : persons_.linked(number)) {
    database_.run(
        "INSERT INTO withdrawn_person (mark, day, lane) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET day = max(day, "
        "?2), lane = coalesce(?3, lane), request = CASE WHEN ?3 IS NULL THEN request END",
        of_cooperation(one), day, lane);
  }
}

std::optional<base::Date> Withdrawals::latest(const Mark& number) {
  std::optional<base::Date> latest;
  for (const Mark& one : persons_.linked(number)) {
    Query query = database_.query("SELECT day FROM withdrawn_person WHERE mark = ?1");
    query.bind(of_cooperation(one));
    if (query.step()) latest = std::max(latest, query.date(0));
  }
  return latest;
}

void Withdrawals::date(std::int64_t lane, base::Date day) {
  database_.run("UPDATE withdrawn_person SET day = ?2 WHERE lane = ?1", lane, day);
}

std::vector<std::int64_t> Withdrawals::follow(const Mark& number, std::int64_t request) {
  std::vector<std::int64_t> lanes;
  for (const Mark& one : persons_.linked(number)) {
    const Mark mark = of_cooperation(one);
    {
      Query query = database_.query("SELECT lane FROM withdrawn_person WHERE mark = ?1 AND lane IS NOT NULL");
      query.bind(mark);
      if (!query.step()) continue;
      lanes.push_back(query.integer(0));
    }
    database_.run("UPDATE withdrawn_person SET request = ?2 WHERE mark = ?1", mark, request);
  }
  return lanes;
}

void Withdrawals::sent(std::int64_t lane) {
  database_.run("UPDATE withdrawn_person SET lane = NULL, request = NULL WHERE lane = ?1", lane);
}

}  // namespace gateway::io::store
