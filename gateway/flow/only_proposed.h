#pragma once

#include "gateway/flow/rules.h"
#include "gateway/ports/transaction.h"

namespace gateway::flow {

/// The node has made a task of the request that opened the case here: what was taken for registered is a proposal, as
/// if it had been proposed here, and what was registered in the case since stops. Nothing where there is no case, or
/// the node has told of it. [writer thread]
base::Result<void> only_proposed(ports::Transaction& transaction, const Surroundings& around,
                                 const base::RegistrationId& id);

}  // namespace gateway::flow
