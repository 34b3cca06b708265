#pragma once

#include <string_view>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/core/reason.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// Why an act in `place`, done for `organisation`, does not stand: its user lacked role or assignment when it was done
/// (authority_faults). An assignment taken away later on the same day held until then; one taken away for cause stops
/// all that the user did there until that moment.
std::vector<Reason> act_faults(const Directory& directory, const Act& act, std::string_view organisation,
                               std::string_view place);

/// Whether the code says that whoever did an act lacked the authority: one of those that `act_faults` answers.
bool of_authority(Code code);

}  // namespace gateway::core
