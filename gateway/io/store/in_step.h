#pragma once

#include <optional>
#include <vector>

#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/names.h"
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/ports/in_step.h"

namespace gateway::io::store {

/// The gap of the feed, and change sets of assignments on their way. All that are sent have lane 0 of the outbox: they
/// are taken in the order in which they were made. [writer thread]
class SqliteInStep final : public ports::InStep {
 public:
  SqliteInStep(Database& database, Names& names, Outbox& outbox, AuditChain& audit)
      : database_(database), names_(names), outbox_(outbox), audit_(audit) {}

  base::Result<std::optional<ports::FeedGap>> gap() override;
  base::Result<void> keep_gap(const std::optional<ports::FeedGap>& gap) override;
  base::Result<void> send(core::Message message, base::Instant now) override;
  base::Result<std::vector<ports::SentChanges>> sent() override;
  base::Result<bool> taken(const core::ChangeSetId& id, std::string_view sender) override;
  base::Result<void> keep_taken(const core::ChangeSetId& id, std::string_view sender, base::Instant now) override;
  base::Result<void> note_answer(const std::vector<core::Reason>& reasons, base::Instant now) override;

 private:
  Database& database_;
  Names& names_;
  Outbox& outbox_;
  AuditChain& audit_;
};

}  // namespace gateway::io::store
