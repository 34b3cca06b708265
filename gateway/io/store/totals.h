#pragma once

#include "gateway/base/date.h"
#include "gateway/core/decision.h"
#include "gateway/core/volume.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Changes this ledger's own anonymous total of an insats and year; its version is one more.
void add_to_totals(Database& database, const core::Count& change);
/// The same by so many women and men at once, up or down.
void add_to_totals(Database& database, const core::Volume& change);

/// After a restored backup: the node may have later versions of this ledger's own totals than the backup, and takes
/// only greater ones. All go out again, and what is counted for the first time from now on begins as high.
void number_totals_anew(Database& database, base::Instant now);

}  // namespace gateway::io::store
