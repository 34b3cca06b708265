#pragma once

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// Makes of an admitted message what the office is to answer: tasks of a record that another authority registers, or
/// their end with the registration's. Nothing for other messages. In an open transaction of a node, once the message is
/// stored. [writer thread]
base::Result<void> make_tasks(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                              const std::string& sender, const core::Message& message, const core::Admission& admission,
                              base::Date today);

}  // namespace gateway::flow
