#pragma once

#include "gateway/io/store/persons.h"
#include "gateway/io/store/registrations.h"

namespace gateway::io::store {

/// At a node: a death falls with the registration or case that told of it, where nothing else that is kept of the
/// person tells of one (decision 0014). `told`: as it was while it told of it, still its person's. [writer thread]
void take_back_death(Database& database, Persons& persons, Registrations& registrations, const KeptRegistration& told);

}  // namespace gateway::io::store
