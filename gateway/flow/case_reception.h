#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// The day on which a message is judged: the node's, or the sender's where its clock is ahead by no more than two
/// minutes and its day has begun. [any thread]
base::Date day_of(const core::Act& act, const ports::Clock& clock);

/// Decides and stores a message about a case of the AF/FK cooperation at a node, in an open transaction; none where the
/// message is about something else. The node decides by its own directory and state, on the authority that held when
/// the act was done; who sends it must be the organisation that did it, but for what protects. [writer thread]
base::Result<std::optional<ports::NodeAnswer>> admit_case(ports::Transaction& transaction, const Surroundings& around,
                                                          const Rules& rules, const core::Directory& directory,
                                                          const std::string& sender, const core::Incoming& incoming);

/// The person's cases beside the registration that a death or protection was told of; none for other messages. To be
/// asked before that registration is stored, for the person may be erased with it.
base::Result<std::vector<base::RegistrationId>> cases_beside(ports::Transaction& transaction,
                                                             const Surroundings& around, const Rules& rules,
                                                             const core::Directory& directory,
                                                             const std::string& sender, const core::Incoming& incoming);

/// Applies a death or protection to those cases.
base::Result<void> protect_cases(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                 const core::Directory& directory, const std::string& sender,
                                 const core::Incoming& incoming, const std::vector<base::RegistrationId>& ids);

}  // namespace gateway::flow
