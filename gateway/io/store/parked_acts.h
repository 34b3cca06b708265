#pragma once

#include <string_view>
#include <vector>

#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"
#include "gateway/ports/cases.h"

namespace gateway::io::store {

/// Requests of the AF/FK cooperation that wait for a consent: sealed, found by their key or by a mark of the number.
/// [one thread at a time]
class ParkedActs {
 public:
  ParkedActs(Database& database, Vault& vault) : database_(database), vault_(vault) {}

  /// Instead of the one of the same key, or where there is none, of the same person and offices. That it waits is of
  /// the day on which it began to.
  void put(const ports::AskedAct& asked, const Mark& person, const core::UnitOutcome& why, base::Instant now,
           base::Instant delete_after);
  /// Whether there was one.
  bool remove(const ports::AskedAct& asked, const Mark& person);
  /// Behind a row, in their order, damaged ones among them; with a key, the one of it.
  std::vector<ports::ParkedAct> of(std::string_view key, std::int64_t after, std::size_t limit);
  /// Those that are damaged are left out.
  std::vector<ports::ParkedAct> of_person(const Mark& person);
  /// Removes what is older, and says how much.
  std::int64_t purge(base::Instant now);

 private:
  Mark mark_of(const ports::AskedAct& asked, const Mark& person) const;
  std::vector<ports::ParkedAct> read(Query& query);

  Database& database_;
  Vault& vault_;
};

/// As it is listed and named where it was asked for without a key.
std::string key_of_parked(std::string_view key, std::int64_t row);

}  // namespace gateway::io::store
