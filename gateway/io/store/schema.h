#pragma once

#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// The newest schema that this program knows.
int newest_schema();

/// Settings of the connection that writes: WAL, synchronous=FULL (read back; throws where it does not hold), foreign
/// keys, secure delete, temporary tables in memory.
void prepare_writer(Database& database);

/// Settings of a connection that only reads.
void prepare_reader(Database& database);

/// Brings the schema to the newest version, each step in a transaction of its own. Refuses a newer one.
void migrate(Database& database);

}  // namespace gateway::io::store
