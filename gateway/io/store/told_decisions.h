#pragma once

#include <optional>
#include <vector>

#include "gateway/core/explain/told_decision.h"
#include "gateway/io/store/names.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// What is kept of facts and, at a node, of answers to messages. [writer thread]
class ToldDecisions {
 public:
  ToldDecisions(Database& database, Names& names) : database_(database), names_(names) {}

  /// Keeps it, unless it was told already. `record`: none at a node.
  void keep(std::optional<std::int64_t> record, const core::ToldDecision& told, base::Instant now);

  /// In their order.
  std::vector<core::ToldDecision> of_record(std::int64_t record);
  /// What a node answered.
  std::vector<core::ToldDecision> of_registration(const base::RegistrationId& id);

  /// The registration is destroyed.
  void forget(const base::RegistrationId& id);
  /// The registration is closed for reading: the answers stay, the facts go.
  void bare(const base::RegistrationId& id);
  /// Removes refusals that are older, and says how many.
  std::int64_t purge(base::Instant before);

 private:
  struct Row;
  std::vector<Row> rows(Query query);

  Database& database_;
  Names& names_;
};

}  // namespace gateway::io::store
