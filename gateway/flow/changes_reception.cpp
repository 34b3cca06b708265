#include "gateway/flow/changes_reception.h"

#include <algorithm>
#include <utility>

#include "gateway/flow/case_reception.h"

namespace gateway::flow {

namespace {

/// Nothing was made or seen later than it is told: what others do until then would count as done before it. Nor does
/// anything follow a set that was not taken from the same sender.
base::Result<core::ToldChanges> believed(core::ToldChanges told, ports::InStep& in_step, const std::string& sender,
                                         base::Instant now) {
  for (core::ToldChange& one : told.changes) {
    if (one.seen) one.seen = std::min(*one.seen, now);
    if (one.follows.empty()) continue;
    const auto taken = in_step.taken(one.follows, sender);
    if (!taken) return taken.error();
    if (!*taken) one.follows = {};
  }
  return told;
}

}  // namespace

base::Result<ports::NodeAnswer> take_changes(ports::Transaction& transaction, const Surroundings& around,
                                             const core::Directory& directory, const std::string& sender,
                                             const core::Message& message) {
  const core::ToldChanges& told = *message.assignments;
  const auto before = transaction.in_step().taken(told.id, sender);
  if (!before) return before.error();
  if (*before) return ports::NodeAnswer{core::Admitted::accepted, {}};
  const base::Instant now = around.clock.now();
  core::Act act = message.act;
  act.at = std::min(act.at, now);
  const auto heard = believed(told, transaction.in_step(), sender, now);
  if (!heard) return heard.error();
  core::TakenChanges taken = core::take(*heard, act, directory, sender, day_of(message.act, around.clock));
  if (auto noted = transaction.in_step().note_answer(taken.reasons, now); !noted) return noted.error();
  if (!taken.reasons.empty()) return ports::NodeAnswer{core::Admitted::rejected, std::move(taken.reasons)};
  if (taken.rows) {
    if (auto replaced = transaction.replace_directory(*taken.rows, now); !replaced) return replaced.error();
  }
  if (auto kept = transaction.in_step().keep_taken(told.id, sender, now); !kept) return kept.error();
  return ports::NodeAnswer{core::Admitted::accepted, {}};
}

}  // namespace gateway::flow
