#pragma once

#include "gateway/core/incident.h"
#include "gateway/ports/transaction.h"

namespace gateway::flow {

/// Opens the incident that a wrong registration is (domain.md §3 r), with the 72 hours of whoever keeps this ledger.
/// False where the registration has its incident: it was destroyed before.
base::Result<bool> open_incident(ports::Transaction& transaction, const core::Incident& incident);

}  // namespace gateway::flow
