#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clear.h"

namespace gateway::core {

/// How much of what is kept of a person a user may take out for that person (registerutdrag, GDPR art. 15).
enum class Extent {
  nothing,
  own_places,  ///< What is registered at insatser and offices that the user may see (sight.h).
  everything
};

std::string_view name(Extent extent);

/// Everything: the data protection officer of `organisation`. Own places: its users with the role deltagaransvarig.
/// Nothing: everybody else, users of other organisations above all. [pure]
Extent extent_of(const Directory& directory, std::string_view user, std::string_view organisation, base::Date today);

/// The fields that a message carried when it left on a day: what it answers and, where it names its person, what was
/// known of them, by the field list of its flow as it held on that day. `hidden`: the person's identity had left
/// before. An exit, a strip, a reply and a proposal to an office carry none. [pure]
std::vector<std::string> sent_fields(const Message& message, const std::optional<Person>& person, bool hidden,
                                     const Policy& policy, base::Date on);

}  // namespace gateway::core
