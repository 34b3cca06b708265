#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

base::Result<std::int64_t> SqliteTransaction::directory_version() {
  return guarded([&] {
    Query query = database_.query("SELECT coalesce(max(version), 0) FROM directory");
    query.step();
    return query.integer(0);
  });
}

base::Result<std::optional<core::DirectoryRows>> SqliteTransaction::directory_rows(std::int64_t version) {
  return guarded([&]() -> std::optional<core::DirectoryRows> {
    Query query = database_.query("SELECT rows_packed FROM directory WHERE version = ?1");
    query.bind(version);
    if (!query.step()) return std::nullopt;
    return unpack_directory(query.view(0));
  });
}

}  // namespace gateway::io::store
