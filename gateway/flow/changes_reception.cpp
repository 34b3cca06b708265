#include "gateway/flow/changes_reception.h"

#include <utility>

#include "gateway/flow/case_reception.h"

namespace gateway::flow {

base::Result<ports::NodeAnswer> take_changes(ports::Transaction& transaction, const Surroundings& around,
                                             const core::Directory& directory, const std::string& sender,
                                             const core::Message& message) {
  const core::ToldChanges& told = *message.assignments;
  const auto before = transaction.in_step().taken(told.id, sender);
  if (!before) return before.error();
  if (*before) return ports::NodeAnswer{core::Admitted::accepted, {}};
  const base::Instant now = around.clock.now();
  const core::Act& act = message.act;
  core::TakenChanges taken = core::take(told, act, directory, sender, day_of(act, around.clock));
  if (auto noted = transaction.in_step().note_answer(taken.reasons, now); !noted) return noted.error();
  if (!taken.reasons.empty()) return ports::NodeAnswer{core::Admitted::rejected, std::move(taken.reasons)};
  if (taken.rows) {
    if (auto replaced = transaction.replace_directory(*taken.rows, now); !replaced) return replaced.error();
  }
  if (auto kept = transaction.in_step().keep_taken(told.id, sender, now); !kept) return kept.error();
  return ports::NodeAnswer{core::Admitted::accepted, {}};
}

}  // namespace gateway::flow
