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

base::Result<core::LastUses> SqliteTransaction::last_uses() {
  return guarded([&] {
    core::LastUses uses;
    Query query = database_.query("SELECT act_user, place, max(act_on) FROM registration GROUP BY act_user, place");
    while (query.step()) {
      uses.emplace(std::pair(query.text(0), query.text(1)),
                   base::Date::from_days(static_cast<std::int32_t>(query.integer(2))));
    }
    return uses;
  });
}

}  // namespace gateway::io::store
