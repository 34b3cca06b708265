#include "gateway/io/store/schema.h"

#include <array>

namespace gateway::io::store {

namespace {

constexpr std::array<const char*, 22> kMigrations = {
#include "gateway/io/store/migrations/0001_ledger.sql"
    ,
#include "gateway/io/store/migrations/0002_basis.sql"
    ,
#include "gateway/io/store/migrations/0003_seen_again.sql"
    ,
#include "gateway/io/store/migrations/0004_cases.sql"
    ,
#include "gateway/io/store/migrations/0005_last_use.sql"
    ,
#include "gateway/io/store/migrations/0006_incidents.sql"
    ,
#include "gateway/io/store/migrations/0007_caseworkers.sql"
    ,
#include "gateway/io/store/migrations/0008_access.sql"
    ,
#include "gateway/io/store/migrations/0009_mistaken_incidents.sql"
    ,
#include "gateway/io/store/migrations/0010_said_by.sql"
    ,
#include "gateway/io/store/migrations/0011_former_numbers.sql"
    ,
#include "gateway/io/store/migrations/0012_act_decisions.sql"
    ,
#include "gateway/io/store/migrations/0013_archived_originals.sql"
    ,
#include "gateway/io/store/migrations/0014_protection_claims.sql"
    ,
#include "gateway/io/store/migrations/0015_told_decisions.sql"
    ,
#include "gateway/io/store/migrations/0016_refused_acts.sql"
    ,
#include "gateway/io/store/migrations/0017_closed_years.sql"
    ,
#include "gateway/io/store/migrations/0018_consent_papers.sql"
    ,
#include "gateway/io/store/migrations/0019_volumes.sql"
    ,
#include "gateway/io/store/migrations/0020_insats_caseworkers.sql"
    ,
#include "gateway/io/store/migrations/0021_in_step.sql"
    ,
#include "gateway/io/store/migrations/0022_withdrawn.sql"
};

void expect(Database& database, const std::string& pragma, std::string_view wanted) {
  const std::string is = database.pragma(pragma);
  if (is == wanted) return;
  throw StoreError(base::broken("ledger: PRAGMA " + pragma + " is " + is + " and must be " + std::string(wanted) +
                                "; is the file on a disk that allows it?"));
}

}  // namespace

int newest_schema() {
  return static_cast<int>(kMigrations.size());
}

void prepare_writer(Database& database) {
  database.pragma("page_size=4096");
  database.pragma("journal_mode=WAL");
  database.pragma("synchronous=FULL");
  database.pragma("foreign_keys=ON");
  database.pragma("secure_delete=ON");
  database.pragma("temp_store=MEMORY");
  database.pragma("cache_size=-16384");
  database.pragma("wal_autocheckpoint=0");
  expect(database, "journal_mode", "wal");
  expect(database, "synchronous", "2");
  expect(database, "foreign_keys", "1");
  expect(database, "secure_delete", "1");
}

void prepare_reader(Database& database) {
  database.pragma("temp_store=MEMORY");
  database.pragma("cache_size=-4096");
  database.pragma("query_only=ON");
}

void migrate(Database& database) {
  const int stands = std::stoi(database.pragma("user_version"));
  if (stands > newest_schema()) {
    throw StoreError(base::broken("ledger: schema " + std::to_string(stands) + " is newer than this program knows (" +
                                  std::to_string(newest_schema()) + "); use a newer one"));
  }
  for (int version = stands + 1; version <= newest_schema(); ++version) {
    database.execute("BEGIN IMMEDIATE");
    try {
      database.execute(kMigrations[static_cast<std::size_t>(version - 1)]);
      database.pragma("user_version=" + std::to_string(version));
      database.execute("COMMIT");
    } catch (...) {
      if (database.in_transaction()) database.execute("ROLLBACK");
      throw;
    }
  }
}

}  // namespace gateway::io::store
