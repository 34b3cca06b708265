#pragma once

#include <string>

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// Decides changed assignments that a gateway tells the node of on the node's own directory, and stores what they do to
/// it, in an open transaction: the next message is judged by it. The same set again is answered as it was when it was
/// taken, and changes nothing. [writer thread]
base::Result<ports::NodeAnswer> take_changes(ports::Transaction& transaction, const Surroundings& around,
                                             const core::Directory& directory, const std::string& sender,
                                             const core::Message& message);

}  // namespace gateway::flow
