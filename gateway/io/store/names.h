#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/date.h"
#include "gateway/core/explain/basis.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Rows of sources, their sets and policies by name, remembered. [writer thread]
class Names {
 public:
  explicit Names(Database& database) : database_(database) {}

  /// The row, made at first sight.
  std::int64_t source(std::string_view name);
  std::int64_t set(std::int64_t source, std::string_view name);
  /// The row of a policy's hash.
  std::int64_t policy(std::string_view hash, base::Instant now);

  /// What a decision rested on as the text of one column: the row of its policy, ':', core::pack.
  std::string basis_text(const core::Basis& basis, base::Instant now);
  /// Nothing of nothing; throws StoreError where the text is damaged.
  std::optional<core::Basis> basis(const std::optional<std::string>& stored);

  /// After something was rolled back: a remembered row may never have been.
  void forget();

 private:
  Database& database_;
  std::map<std::string, std::int64_t, std::less<>> sources_;
  std::int64_t last_source_ = 0;
  std::string last_set_name_;
  std::int64_t last_set_ = 0;
  std::string last_policy_hash_;
  std::int64_t last_policy_ = 0;
};

}  // namespace gateway::io::store
