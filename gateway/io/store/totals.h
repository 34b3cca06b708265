#pragma once

#include "gateway/core/decision.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Changes this ledger's own anonymous total of an insats and year; its version is one more.
void add_to_totals(Database& database, const core::Count& change);

}  // namespace gateway::io::store
