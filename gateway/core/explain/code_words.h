#pragma once

#include <string>
#include <string_view>

#include "gateway/core/reason.h"

namespace gateway::core {

/// What people call the event of a unit, and its outcome, by their stable codes; the code where it has no word.
std::string_view event_word(std::string_view code, Language language);
std::string_view outcome_word(std::string_view code, Language language);

/// What people call a field of a record or an act; the code where it has no word.
std::string field_word(std::string_view code, Language language);
/// The same of what stands in a case: a state, the outcome of a mapping, the cause of an end.
std::string_view step_word(std::string_view code, Language language);

/// A reason's detail as people read it: the words of the codes in it, and of one that is not kept that it is not.
/// [pure]
std::string shown_detail(const Reason& reason, Language language);

}  // namespace gateway::core
