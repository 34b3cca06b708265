#include "gateway/io/store/totals.h"

#include <chrono>
#include <string>

namespace gateway::io::store {

namespace {

/// Seconds since then stay below the greatest version of a message's totals, a thousand million, until 2051.
constexpr std::chrono::sys_days kNumberedFrom = std::chrono::year{2020} / 1 / 1;

}  // namespace

void add_to_totals(Database& database, const core::Count& change) {
  const int women = change.sex == core::Sex::woman ? change.by : 0;
  const int men = change.sex == core::Sex::man ? change.by : 0;
  add_to_totals(database, core::Volume{change.insats, change.year, women, men});
}

void add_to_totals(Database& database, const core::Volume& change) {
  database.run(
      "INSERT INTO totals (insats, year, women, men, version) VALUES (?1, ?2, ?3, ?4, 1 + coalesce((SELECT "
      "cast(value AS INTEGER) FROM meta WHERE name = 'totals'), 0)) ON CONFLICT (sender, insats, year) DO UPDATE SET "
      "women = women + ?3, men = men + ?4, version = version + 1",
      change.insats, change.year, change.women, change.men);
}

void number_totals_anew(Database& database, base::Instant now) {
  const auto from = std::chrono::duration_cast<std::chrono::seconds>(now - base::Instant(kNumberedFrom)).count();
  database.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('totals', ?1)", std::to_string(from));
  database.run("UPDATE totals SET version = max(version + 1, ?1), last_sent = NULL WHERE sender = ''", from);
}

}  // namespace gateway::io::store
