#pragma once

#include "gateway/ports/transaction.h"

namespace gateway::flow {

/// Asks that all of the node's feed be read anew, at the next reading of it. A gap that is there stays told.
base::Result<void> ask_anew(ports::Transaction& transaction, base::Instant now);

/// How long after a reading that did not close the gap the next one begins: a minute after the first, then twice as
/// long each time, an hour at most. [pure]
std::chrono::milliseconds wait_for_reading(std::int64_t readings);

}  // namespace gateway::flow
