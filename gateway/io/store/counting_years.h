#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "gateway/core/decision.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// Counting years (räkneår): of which the municipality's own notes are kept, and which are closed (domain.md §3,
/// anonymous). Closed ones stay closed. [writer thread]
class CountingYears {
 public:
  explicit CountingYears(Database& database) : database_(database) {}

  /// The years that keyed notes are kept of.
  const std::vector<int>& open();
  /// A keyed note of the year is kept from now on.
  void keep(int year);
  /// The last closed year; 0 where none is.
  int closed_through();
  bool closed(int year) { return year <= closed_through(); }
  /// Whether anybody who started in the year is counted in the own totals, volume figures apart.
  bool counted(int year);
  /// All years of which that is so.
  std::vector<int> counted() const;
  /// Changes the own total; of a closed year it stays.
  void count(const core::Count& change);

  /// Closes the years up to `through`: their notes go, and after the commit their keys. How many notes went; nothing
  /// where they were closed before.
  std::optional<std::int64_t> close(int through, base::Date today);
  /// Outside of transactions: destroys the keys of years that were closed. Once more does no harm.
  static void destroy_keys(Database& database, Vault& vault);

  /// After something was rolled back.
  void forget();

 private:
  Database& database_;
  std::optional<std::vector<int>> open_;
  std::optional<int> through_;
  std::map<int, bool> counted_;
};

}  // namespace gateway::io::store
