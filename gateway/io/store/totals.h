#pragma once

#include "gateway/core/decision.h"
#include "gateway/core/volume.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Changes this ledger's own anonymous total of an insats and year; its version is one more.
void add_to_totals(Database& database, const core::Count& change);
/// The same by so many women and men at once, up or down.
void add_to_totals(Database& database, const core::Volume& change);

}  // namespace gateway::io::store
