#include "gateway/io/store/totals.h"

namespace gateway::io::store {

void add_to_totals(Database& database, const core::Count& change) {
  const int women = change.sex == core::Sex::woman ? change.by : 0;
  const int men = change.sex == core::Sex::man ? change.by : 0;
  add_to_totals(database, core::Volume{change.insats, change.year, women, men});
}

void add_to_totals(Database& database, const core::Volume& change) {
  database.run(
      "INSERT INTO totals (insats, year, women, men, version) VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT (sender, "
      "insats, year) DO UPDATE SET women = women + ?3, men = men + ?4, version = version + 1",
      change.insats, change.year, change.women, change.men);
}

}  // namespace gateway::io::store
